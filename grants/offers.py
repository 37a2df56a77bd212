"""What an organization may apply for today, and what stands in its way."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from grants.cases import Grant
from grants.schemes import Scheme
from organizations.models import Organization
from plans.models import YearlyPlan


@dataclass(frozen=True)
class Offer:
    organization: Organization
    scheme: Scheme
    plan: YearlyPlan | None  # the one that the city has; nothing can be applied for without it


def offers_to(organizations: list[Organization], *, on: date) -> list[Offer]:
    """Schemes that take applications, for which the organization has no live one yet. Three queries."""
    schemes = list(Scheme.objects.taking(on=on))
    live = set(Grant.objects.live().filter(organization__in=organizations).values_list("organization", "scheme"))
    years = {scheme.fiscal_year for scheme in schemes}
    plans = YearlyPlan.objects.in_force().filter(organization__in=organizations, fiscal_year__in=years)
    sent = {(plan.organization_id, plan.fiscal_year): plan for plan in plans}
    return [
        Offer(body, scheme, sent.get((body.pk, scheme.fiscal_year)))
        for body in organizations
        for scheme in schemes
        if scheme.admits(body) and (body.pk, scheme.pk) not in live
    ]
