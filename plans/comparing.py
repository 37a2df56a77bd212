"""What differs between a version of a plan and the one before it, told as the history tells it."""

from __future__ import annotations

from plans.contents import told_sheets
from plans.future import FuturePlan
from plans.places import kept, plan_places
from plans.yearly import YearlyPlan
from records.telling import Difference, changes, kept_in, told


def before(plan: FuturePlan | YearlyPlan) -> FuturePlan | YearlyPlan | None:
    """The version before, of the same year."""
    same = {"organization": plan.organization_id, "version": plan.version - 1}
    if isinstance(plan, YearlyPlan):
        return YearlyPlan.objects.filter(**same, fiscal_year=plan.fiscal_year).first()
    return FuturePlan.objects.filter(**same).first()


def differences(plan: FuturePlan | YearlyPlan) -> list[Difference]:
    """Nothing of a first version."""
    older = before(plan)
    if isinstance(plan, YearlyPlan) and isinstance(older, YearlyPlan):
        found = changes(kept(plan_places(older)), kept(plan_places(plan)))
    elif isinstance(plan, FuturePlan) and isinstance(older, FuturePlan):
        found = changes(whole(older), whole(plan))
    else:
        found = []
    return kept_in({"changes": found})


def whole(plan: FuturePlan) -> dict[str, tuple[str, str]]:
    """Texts and rows of a future plan under their labels."""
    rows = {**told(plan, FuturePlan.TEXTS), **told_sheets(plan)}
    return {code: (label, words) for code, (label, words) in rows.items()}
