"""What a scheme's rule gives every organization that may apply, before anybody has: for the budget and for a try."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Sum

from grants.calculation import Incomplete, Result, calculate
from grants.figures import facts_of_all
from grants.schemes import Scheme
from organizations.models import Organization
from plans.models import YearlyPlan


@dataclass(frozen=True)
class Estimate:
    organization: Organization
    result: Result | None
    gaps: tuple[str, ...] = ()


def estimates(scheme: Scheme) -> list[Estimate]:
    """In a handful of queries, however many organizations there are."""
    bodies = list(Organization.objects.filter(status__in=scheme.eligible))
    plans = YearlyPlan.objects.in_force().filter(fiscal_year=scheme.fiscal_year, organization__in=bodies)
    costs = dict(plans.values_list("organization").annotate(cost=Sum("projects__cost")))
    rule, facts = scheme.rule(), facts_of_all(bodies, scheme, costs=costs)
    found = []
    for body in bodies:
        try:
            found.append(Estimate(body, calculate(rule, facts[body.pk])))
        except Incomplete as incomplete:
            found.append(Estimate(body, None, tuple(incomplete.sentences)))
    return found
