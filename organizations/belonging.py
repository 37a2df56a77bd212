"""Rows that belong to an organization."""

from __future__ import annotations

from datetime import date
from typing import Any, Self, TypeVar

from django.db import models

from accounts.models import User

M_co = TypeVar("M_co", bound=models.Model, covariant=True)


class BelongingQuerySet(models.QuerySet[M_co]):
    def visible_to(self, user: User, *, on: date) -> Self:
        """Whoever sees the organization sees them."""
        bodies: Any = self.model._meta.get_field("organization").related_model
        return self.filter(organization__in=bodies.objects.visible_to(user, on=on).values("pk"))
