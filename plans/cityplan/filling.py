"""Between a plan's rows and a document: written from it, read back into it, copied into the next version."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from django.db import models

from plans.cityplan.document import (
    ActionEntry,
    GoalEntry,
    IndicatorEntry,
    MeasureEntry,
    NotAPlan,
    PlanDocument,
    checked,
)
from plans.cityplan.rows import ActionIndicator, ActionOffice, ActionYear, CityAction, CityGoal, CityMeasure
from records.cases import NotNow
from records.fiscal import FiscalYear
from records.telling import Told
from staff.models import Department

if TYPE_CHECKING:
    from plans.cityplan.plan import CityPlan


def fill_rows(plan: CityPlan, document: PlanDocument, *, on: date) -> None:
    """All rows anew, with departments by their names at the plan's beginning, or on the day of writing.

    NotNow with every sentence where something cannot stand, e.g. a department that nobody knows.
    """
    try:
        checked(document)
    except NotAPlan as problem:
        raise NotNow(problem.problems) from problem
    offices = offices_of(document, days=(plan.from_year.start, on))
    plan.goals.all().delete()
    for order, goal in enumerate(document.goals, start=1):
        row = CityGoal.objects.create(plan=plan, order=order, text=goal.text, summary=goal.summary)
        for measure in goal.measures:
            fill_measure(plan, row, measure, offices)


def fill_measure(plan: CityPlan, goal: CityGoal, entry: MeasureEntry, offices: dict[str, Department]) -> None:
    texts = {"number": entry.number, "text": entry.text, "points": entry.points}
    measure = CityMeasure.objects.create(plan=plan, goal=goal, **texts)
    actions = CityAction.objects.bulk_create(
        CityAction(
            plan=plan,
            measure=measure,
            number=each.number,
            heading=each.heading,
            text=each.text,
            related_plan=each.related_plan,
        )
        for each in entry.actions
    )
    for action, each in zip(actions, entry.actions, strict=True):
        set_schedule(action, {year.number: each.schedule.get(year.number, "unknown") for year in plan.years})
        set_offices(action, [offices[name] for name in each.offices])
        set_indicators(action, each.indicators)


def set_schedule(action: CityAction, schedule: dict[int, str]) -> None:
    action.cells.all().delete()
    ActionYear.objects.bulk_create(
        ActionYear(action=action, fiscal_year=year, stage=stage) for year, stage in schedule.items()
    )


def set_offices(action: CityAction, departments: Iterable[Department]) -> None:
    action.offices.all().delete()
    ActionOffice.objects.bulk_create(
        ActionOffice(action=action, order=order, department=each)
        for order, each in enumerate(dict.fromkeys(departments), start=1)
    )


def set_indicators(action: CityAction, entries: Iterable[IndicatorEntry]) -> None:
    action.indicators.all().delete()
    ActionIndicator.objects.bulk_create(
        ActionIndicator(action=action, order=order, name=each.name, unit=each.unit, base=each.base, target=each.target)
        for order, each in enumerate(entries, start=1)
    )


def offices_of(document: PlanDocument, *, days: Sequence[date]) -> dict[str, Department]:
    """The departments that are named, by the names of the first of the days on which there is one; all that nobody
    knows are told at once."""
    wanted = {name: action.number for action in reversed(document.actions) for name in action.offices}
    known: dict[str, Department] = {}
    for day in days if wanted else ():
        for department in Department.objects.held(on=day).select_related("parent__parent__parent"):
            known.setdefault(department.full_name, department)
            known.setdefault(department.name, department)
    strange = [(number, name) for name, number in wanted.items() if name not in known]
    if strange:
        raise NotNow(
            [
                f"取組{number}: 「{name}」という部署は登録されていません。「設定」の「部署」を見てください。"
                for number, name in strange
            ]
        )
    return known


def document_of(plan: CityPlan) -> PlanDocument:
    """The plan as a document; in a fixed number of queries."""
    by_measure: dict[int, list[ActionEntry]] = defaultdict(list)
    for action in with_rows(plan.actions.all()):
        by_measure[action.measure_id].append(entry_of(action))
    by_goal: dict[int, list[MeasureEntry]] = defaultdict(list)
    for measure in plan.measures.all():
        actions = tuple(by_measure[measure.pk])
        by_goal[measure.goal_id].append(MeasureEntry(measure.number, measure.text, measure.points, actions))
    goals = tuple(GoalEntry(goal.text, goal.summary, tuple(by_goal[goal.pk])) for goal in plan.goals.all())
    return PlanDocument(plan.title, plan.from_year, plan.to_year, plan.vision, plan.source, goals)


def with_rows(actions: models.QuerySet[CityAction]) -> models.QuerySet[CityAction]:
    """The actions with everything that their line of the table shows."""
    return actions.prefetch_related("cells", "indicators", "offices__department__parent__parent__parent")


def entry_of(action: CityAction) -> ActionEntry:
    return ActionEntry(
        action.number,
        action.heading,
        action.text,
        action.related_plan,
        tuple(office.department.name for office in action.offices.all()),
        {cell.fiscal_year.number: cell.stage for cell in action.cells.all()},
        tuple(IndicatorEntry(each.name, each.unit, each.base, each.target) for each in action.indicators.all()),
    )


def copy_rows(old: CityPlan, new: CityPlan) -> None:
    """The rows of the version before; departments stay the rows that they were, whatever their names are today."""
    measures: dict[int, CityMeasure] = {}
    for goal in old.goals.prefetch_related("measures"):
        copied = CityGoal.objects.create(plan=new, order=goal.order, text=goal.text, summary=goal.summary)
        for each in goal.measures.all():
            texts = {"number": each.number, "text": each.text, "points": each.points}
            measures[each.pk] = CityMeasure.objects.create(plan=new, goal=copied, **texts)
    for action in with_rows(old.actions.all()):
        texts = {name: getattr(action, name) for name in ("number", "heading", "text", "related_plan")}
        row = CityAction.objects.create(plan=new, measure=measures[action.measure_id], **texts)
        set_schedule(row, {cell.fiscal_year.number: cell.stage for cell in action.cells.all()})
        set_offices(row, [office.department for office in action.offices.all()])
        set_indicators(row, entry_of(action).indicators)


def told_plan(plan: CityPlan) -> Told:
    """Every row in words, for the history and for what the posts agree to."""
    found: dict[str, tuple[str, str]] = {}
    document = document_of(plan)
    for order, goal in enumerate(document.goals, start=1):
        found[f"goal-{order}"] = (f"目標{order}", "、".join(filter(None, [goal.text, goal.summary])))
    for measure in document.measures:
        found[f"measure-{measure.number}"] = (f"方策{measure.number}", f"{measure.text}\n{measure.points}".strip())
    for action in document.actions:
        found[f"action-{action.number}"] = (f"取組{action.number}", told_action(action))
    return found


def told_action(entry: ActionEntry) -> str:
    years = sorted(entry.schedule.items())
    schedule = "、".join(f"{FiscalYear(number)} {ActionYear.Stage(stage).label}" for number, stage in years)
    indicators = "、".join(f"{each.name} 目標{each.target}{each.unit}" for each in entry.indicators)
    parts = [entry.heading, entry.text, entry.related_plan, "・".join(entry.offices), schedule, indicators]
    return " / ".join(part for part in parts if part)
