"""Which plans: ``visible_to`` is the only door, the rest are adjectives."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q, Sum

from accounts.models import User
from organizations.hearings import cases_before
from organizations.models import Organization
from organizations.querysets import written_by
from plans.renewing import JUDGED, WRITTEN
from records.fiscal import FiscalYear

if TYPE_CHECKING:
    from plans.future import FuturePlan  # noqa: F401  # named in the generics below
    from plans.yearly import YearlyPlan  # noqa: F401


class FuturePlanQuerySet(models.QuerySet["FuturePlan"]):
    def visible_to(self, user: User, *, on: date) -> FuturePlanQuerySet:
        """An organization's own people see every version; the city sees what was laid before it or adopted, and so do
        members of a committee that is asked about it, once they have declared that they have no tie."""
        seen = Q(organization__in=Organization.objects.visible_to(user, on=on).values("pk"))
        if heard := cases_before(user, "plans.futureplan", on=on):
            return self.filter((seen & written_by(user, on=on)) | (seen | Q(pk__in=heard)) & ~Q(status="draft"))
        return self.filter(seen).filter(written_by(user, on=on) | ~Q(status="draft"))

    def in_force(self) -> FuturePlanQuerySet:
        return self.filter(status__in=["adopted", "acknowledged"])

    def open(self) -> FuturePlanQuerySet:
        """Still being made: written, or laid before the city."""
        return self.filter(status__in=["draft", "in_review"])


class YearlyPlanQuerySet(models.QuerySet["YearlyPlan"]):
    def visible_to(self, user: User, *, on: date) -> YearlyPlanQuerySet:
        """An organization's own people see every version; the city sees what was sent. The plan of an application is
        part of it: members of a committee that judges the application read it too."""
        seen = Q(organization__in=Organization.objects.visible_to(user, on=on).values("pk"))
        if heard := cases_before(user, "grants.grant", on=on):
            judged = Q(grants__in=heard, grants__decided_at=None)
            return self.filter((seen & written_by(user, on=on)) | (seen | judged) & ~Q(status="draft"))
        return self.filter(seen).filter(written_by(user, on=on) | ~Q(status="draft"))

    def in_force(self) -> YearlyPlanQuerySet:
        """The version that the city has: at most one per organization and year."""
        return self.filter(status__in=["submitted", "returned", "accepted"])

    def alone(self) -> YearlyPlanQuerySet:
        """Those that no application has taken along: they are accepted, or mended, by themselves."""
        return self.filter(grants=None).exclude(changes__status__in=[*WRITTEN, *JUDGED])

    def not_for_changes(self) -> YearlyPlanQuerySet:
        """Without drafts that belong to an application to change a grant: they are sent with it."""
        return self.exclude(status="draft", changes__status__in=WRITTEN)

    def with_sums(self) -> YearlyPlanQuerySet:
        """Each with ``cost`` and ``grant_share`` of its projects together."""
        return self.annotate(cost=Sum("projects__cost", default=0), grant_share=Sum("projects__grant_share", default=0))

    def of(self, organization: Organization, year: FiscalYear) -> YearlyPlanQuerySet:
        return self.filter(organization=organization, fiscal_year=year)
