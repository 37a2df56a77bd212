"""What the portal itself can see of a review's criteria: the officer looks at it and decides."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from grants.cases import Grant
from grants.scheme_rows import Criterion
from records.era import era_date
from records.templatetags.japanese import yen


@dataclass(frozen=True)
class Evidence:
    text: str
    fits: bool


def eligible(grant: Grant) -> Evidence:
    body = grant.organization
    since = f"{era_date(body.recognised_on)}認可・" if body.recognised_on else ""
    return Evidence(f"{since}{body.get_status_display()}", body.status in grant.scheme.eligible)


def plan_fits(grant: Grant) -> Evidence:
    plan = grant.yearly_plan
    projects = list(plan.project_rows())
    loose = [
        project for project in projects if project.measure is None or project.measure.plan_id != plan.future_plan_id
    ]
    if loose:
        return Evidence(f"{len(loose)}事業が、将来計画の取組に結びついていない", fits=False)
    return Evidence(f"{len(projects)}事業すべてが、{plan.future_plan}の取組に結びついている", bool(projects))


def balance(grant: Grant) -> Evidence:
    totals = grant.yearly_plan.totals()
    equal = totals.income == totals.expenditure
    return Evidence(f"{yen(totals.income)} {'=' if equal else '≠'} {yen(totals.expenditure)}", equal)


def within(grant: Grant) -> Evidence:
    limit = grant.amount_calculated or 0
    fits = grant.amount_applied <= limit
    return Evidence(f"{yen(grant.amount_applied)} {'≦' if fits else '>'} {yen(limit)}", fits)


def budget_left(grant: Grant) -> Evidence:
    remaining = grant.scheme.budget().remaining
    return Evidence(f"残額 {yen(remaining)}", grant.amount_applied <= remaining)


LOOKS: Mapping[str, Callable[[Grant], Evidence]] = {
    Criterion.Evidence.ELIGIBLE: eligible,
    Criterion.Evidence.PLAN: plan_fits,
    Criterion.Evidence.BALANCE: balance,
    Criterion.Evidence.WITHIN: within,
    Criterion.Evidence.BUDGET: budget_left,
}


def evidence_for(criterion: Criterion, grant: Grant) -> Evidence | None:
    """None where a person has to look."""
    look = LOOKS.get(criterion.evidence)
    return look(grant) if look else None
