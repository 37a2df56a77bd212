"""Which joint projects somebody sees: ``visible_to`` is the only door."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from accounts.models import User
from organizations.hearings import cases_before
from organizations.models import Organization
from organizations.ties import tied_organizations
from plans.evaluations.rows import Party

if TYPE_CHECKING:
    from plans.evaluations.project import JointProject  # noqa: F401  # named in the generics below


class JointProjectQuerySet(models.QuerySet["JointProject"]):
    def visible_to(self, user: User, *, on: date) -> JointProjectQuerySet:
        """The city's people; the organizations that take part; the members of a committee that is asked, but nobody
        who is tied to any of them."""
        if user.is_city(on=on):
            return self
        own = Party.objects.filter(organization__in=Organization.objects.visible_to(user, on=on).values("pk"))
        seen = Q(pk__in=own.values("project"))
        if heard := cases_before(user, "plans.jointproject", on=on):
            tied = Party.objects.filter(organization__in=tied_organizations(user, on=on))
            seen |= Q(pk__in=heard, status="reviewing") & ~Q(pk__in=tied.values("project"))
        return self.filter(seen)

    def published(self) -> JointProjectQuerySet:
        return self.filter(status="published")
