"""What a scheme's rule gives: one organization that applies, or all that may, before anybody has."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Sum

from grants.figures import among, bodies_of
from grants.formula.calculating import Sheet, calculate
from grants.formula.desk import Body
from grants.formula.expressions import Impossible
from grants.formula.rule import Rule
from grants.formulas import rule_of
from grants.schemes import Scheme
from organizations.models import Organization
from plans.models import YearlyPlan


@dataclass(frozen=True)
class Estimate:
    organization: Organization
    sheet: Sheet | None
    gaps: tuple[str, ...] = ()


def estimates(scheme: Scheme, rule: Rule | None = None, *, also: Iterable[str] = ()) -> list[Estimate]:
    """In a handful of queries, however many organizations there are; each sheet's body knows ``also`` these figures."""
    organizations = list(scheme.bodies())
    try:
        rule = rule or rule_of(scheme)
    except Impossible as problem:
        return [Estimate(each, None, problem.sentences) for each in organizations]
    asks = any("cost" in rule.counted(component) for component in rule.components)
    costs = costs_of(scheme, organizations) if asks else {}
    bodies = bodies_of(organizations, scheme, rule, costs=costs, also=also)
    found = calculate(rule, bodies.values())
    gaps = {key: tuple(gap.sentence for gap in each) for key, each in found.gaps.items()}
    return [Estimate(each, found.sheets.get(str(each.pk)), gaps.get(str(each.pk), ())) for each in organizations]


def costs_of(scheme: Scheme, organizations: list[Organization]) -> Mapping[int, int]:
    """What the projects cost in the plans that the city has."""
    whose = among("organization", [each.pk for each in organizations])
    plans = YearlyPlan.objects.in_force().filter(whose, fiscal_year=scheme.fiscal_year)
    return dict(plans.values_list("organization").annotate(cost=Sum("projects__cost")))


@dataclass(frozen=True)
class Application:
    """What one organization's amount follows from: the rule, and the organizations that it is shared with."""

    rule: Rule
    bodies: tuple[Body, ...]
    key: str

    def sheet(self) -> Sheet:
        """Raises Impossible with every sentence at once."""
        found = calculate(self.rule, self.bodies)
        if gaps := found.gaps.get(self.key):
            raise Impossible(*(gap.sentence for gap in gaps))
        return found.sheets[self.key]


def application(scheme: Scheme, organization: Organization, *, cost: int | None = None) -> Application:
    """Raises Impossible where the scheme has no rule; a pool is shared with all who may apply."""
    rule = rule_of(scheme)
    organizations, costs = [organization], {organization.pk: cost}
    if rule.is_shared:
        organizations += list(scheme.bodies().exclude(pk=organization.pk))
        costs = {**costs_of(scheme, organizations), **costs}
    bodies = bodies_of(organizations, scheme, rule, costs=costs)
    in_order = sorted(bodies.values(), key=lambda body: int(body.key))
    return Application(rule, tuple(in_order), str(organization.pk))
