"""One action of a draft, written by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.db import transaction

from accounts.models import User
from plans.cityplan.document import IndicatorEntry
from plans.cityplan.filling import set_indicators, set_offices, set_schedule, told_plan
from plans.cityplan.rows import CityAction
from records.cases import spoken
from records.events import record
from records.telling import changes
from staff.models import Department

if TYPE_CHECKING:
    from plans.cityplan.plan import CityPlan


@transaction.atomic
def change_action(
    plan: CityPlan,
    action: CityAction,
    *,
    by: User,
    offices: Sequence[Department],
    schedule: Mapping[int, str],
    indicators: Sequence[IndicatorEntry],
    **texts: Any,
) -> None:
    """Words, departments, the cells of all years and the indicators of one action; its number stays."""
    plan.lock()
    plan.check_move("write")
    before = told_plan(plan)
    for name, value in texts.items():
        setattr(action, name, value)
    with spoken(CityAction):
        action.save()
    set_schedule(action, dict(schedule))
    set_offices(action, offices)
    set_indicators(action, indicators)
    record(plan, "cityplan.write", by=by, changes=changes(before, told_plan(plan)), comment=str(action))
