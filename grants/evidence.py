"""What the portal itself can see of a review's criteria: the officer looks at it and decides."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from grants.budget import Budget
from grants.cases import Grant
from grants.scheme_rows import Criterion
from plans.checks import Totals, totals_of
from plans.models import Project
from records.era import era_date
from records.templatetags.japanese import yen


@dataclass(frozen=True)
class Evidence:
    text: str
    fits: bool


class Seen:
    """A grant with what is looked at around it, each looked up once for a page."""

    def __init__(self, grant: Grant) -> None:
        self.grant = grant

    @property
    def case(self) -> Grant:
        return self.grant

    @property
    def criteria(self) -> Iterable[Criterion]:
        return self.grant.scheme.criteria.all()

    @cached_property
    def projects(self) -> list[Project]:
        return list(self.grant.yearly_plan.project_rows())

    @cached_property
    def totals(self) -> Totals:
        return totals_of(self.projects, list(self.grant.yearly_plan.lines.select_related("category")))

    @cached_property
    def budget(self) -> Budget:
        return self.grant.scheme.budget()

    def evidence_for(self, criterion: Criterion) -> Evidence | None:
        """None where a person has to look."""
        look = LOOKS.get(criterion.evidence)
        return look(self) if look else None


def eligible(seen: Seen) -> Evidence:
    body = seen.grant.organization
    since = f"{era_date(body.recognised_on)}認可・" if body.recognised_on else ""
    scheme = seen.grant.scheme
    kind = f"・{body.get_legal_form_display()}" if scheme.eligible_kinds else ""
    return Evidence(f"{since}{body.get_status_display()}{kind}", scheme.admits(body))


def plan_fits(seen: Seen) -> Evidence:
    plan = seen.grant.yearly_plan
    loose = [each for each in seen.projects if each.measure is None or each.measure.plan_id != plan.future_plan_id]
    if loose:
        return Evidence(f"{len(loose)}事業が、将来計画の取組に結びついていない", fits=False)
    text = f"{len(seen.projects)}事業すべてが、{plan.future_plan}の取組に結びついている"
    return Evidence(text, bool(seen.projects))


def balance(seen: Seen) -> Evidence:
    income, expenditure = seen.totals.income, seen.totals.expenditure
    equal = income == expenditure
    return Evidence(f"{yen(income)} {'=' if equal else '≠'} {yen(expenditure)}", equal)


def within(seen: Seen) -> Evidence:
    applied, limit = seen.grant.amount_applied, seen.grant.amount_calculated or 0
    fits = applied <= limit
    return Evidence(f"{yen(applied)} {'≦' if fits else '>'} {yen(limit)}", fits)


def budget_left(seen: Seen) -> Evidence:
    remaining = seen.budget.remaining
    return Evidence(f"残額 {yen(remaining)}", seen.grant.amount_applied <= remaining)


LOOKS: Mapping[str, Callable[[Seen], Evidence]] = {
    Criterion.Evidence.ELIGIBLE: eligible,
    Criterion.Evidence.PLAN: plan_fits,
    Criterion.Evidence.BALANCE: balance,
    Criterion.Evidence.WITHIN: within,
    Criterion.Evidence.BUDGET: budget_left,
}
