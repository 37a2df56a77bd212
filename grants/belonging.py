"""Cases that belong to a grant: who sees the grant sees them."""

from __future__ import annotations

from datetime import date
from typing import Any, Self, TypeVar

from django.db import models
from django.db.models import Q

from accounts.models import User

M_co = TypeVar("M_co", bound=models.Model, covariant=True)
SENT = Q(received_at__isnull=False)


class OfGrantQuerySet(models.QuerySet[M_co]):
    out: Q = SENT  # when the other side sees it, too

    def visible_to(self, user: User, *, on: date) -> Self:
        """Those who write it from the first word; the other side once it was sent."""
        grants: Any = self.model._meta.get_field("grant").related_model
        seen = Q(grant__in=grants.objects.visible_to(user, on=on).values("pk"))
        return self.filter(seen & (self.out | self.writers(user, on=on)))

    def writers(self, user: User, *, on: date) -> Q:
        roles = [role.organization_id for role in user.roles_on(on)]
        typing = [intake.organization_id for intake in user.intakes_on(on)]
        return Q(grant__organization__in=[*roles, *typing])
