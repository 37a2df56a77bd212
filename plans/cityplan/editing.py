"""Rows of a draft, written by hand: goals, measures, actions; each act tells what changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Max

from accounts.models import User
from plans.cityplan.document import IndicatorEntry
from plans.cityplan.filling import set_indicators, set_offices, set_schedule, told_plan
from plans.cityplan.rows import ActionYear, CityAction, CityGoal, CityMeasure
from records.cases import NotNow, spoken
from records.events import record
from records.telling import Told, changes
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
    before = begin(plan)
    for name, value in texts.items():
        setattr(action, name, value)
    with spoken(CityAction):
        action.save()
    set_schedule(action, dict(schedule))
    set_offices(action, offices)
    set_indicators(action, indicators)
    finish(plan, before, by=by, comment=str(action))


@transaction.atomic
def write_goal(plan: CityPlan, goal: CityGoal | None, *, by: User, text: str, summary: str) -> CityGoal:
    """A goal in other words, or one more at the end."""
    before = begin(plan)
    if goal is None:
        goal = CityGoal(plan=plan, order=next_number(plan.goals, "order"))
    goal.text, goal.summary = text, summary
    goal.save()
    finish(plan, before, by=by, comment=str(goal))
    return goal


@transaction.atomic
def write_measure(
    plan: CityPlan, measure: CityMeasure | None, *, by: User, goal: CityGoal, text: str, points: str
) -> CityMeasure:
    """A 方策 in other words or below another goal, or one more with the next number of the plan."""
    before = begin(plan)
    if measure is None:
        measure = CityMeasure(plan=plan, number=next_number(plan.measures, "number"))
    measure.goal, measure.text, measure.points = goal, text, points
    measure.save()
    finish(plan, before, by=by, comment=str(measure))
    return measure


@transaction.atomic
def add_action(plan: CityPlan, *, by: User, measure: CityMeasure, heading: str, text: str) -> CityAction:
    """One more with the next number; of its years nothing is known yet."""
    before = begin(plan)
    number = next_number(plan.actions, "number")
    action = CityAction.objects.create(plan=plan, measure=measure, number=number, heading=heading, text=text)
    set_schedule(action, {year.number: ActionYear.Stage.UNKNOWN for year in plan.years})
    finish(plan, before, by=by, comment=str(action))
    return action


@transaction.atomic
def remove(plan: CityPlan, row: CityGoal | CityMeasure | CityAction, *, by: User) -> None:
    """What nothing stands below; goals behind it move up, measures and actions keep their numbers."""
    before = begin(plan)
    if isinstance(row, CityGoal) and row.measures.exists():
        raise NotNow(f"{row}には方策があります。先に方策をほかの目標に移すか、消してください。")
    if isinstance(row, CityMeasure) and row.actions.exists():
        raise NotNow(f"{row}には取組があります。先に取組を消してください。")
    comment = str(row)
    row.delete()
    for order, goal in enumerate(plan.goals.order_by("order"), start=1):
        goal.order = order
        goal.save(update_fields=["order"])
    finish(plan, before, by=by, comment=comment)


def begin(plan: CityPlan) -> Told:
    plan.lock()
    plan.check_move("write")
    return told_plan(plan)


def finish(plan: CityPlan, before: Told, *, by: User, comment: str) -> None:
    record(plan, "cityplan.write", by=by, changes=changes(before, told_plan(plan)), comment=comment)


def next_number(rows: Any, column: str) -> int:
    return int(rows.aggregate(last=Max(column))["last"] or 0) + 1
