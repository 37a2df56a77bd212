"""What stands in a future plan, written and copied as a whole."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, TypedDict

from plans.measures import Gathering, Goal, Issue, Measure
from plans.rows import Row, copies, place, rewrite
from records.telling import Told, told_rows

if TYPE_CHECKING:
    from plans.future import FuturePlan


class Sheets(TypedDict):
    """The rows of the plan as its page sends them. A goal has a ``key``, by which its measures name it as ``goal``."""

    gatherings: Sequence[Row]
    issues: Sequence[Row]
    goals: Sequence[Row]
    measures: Sequence[Row]


def write_sheets(plan: FuturePlan, sheets: Sheets) -> None:
    rewrite(plan.gatherings.all(), sheets["gatherings"], plan=plan)
    rewrite(plan.issues.all(), sheets["issues"], plan=plan)
    keys = [goal["key"] for goal in sheets["goals"]]
    texts = [{"id": goal.get("id"), "text": goal["text"]} for goal in sheets["goals"]]
    goals, left_over = place(plan.goals.all(), texts, plan=plan)
    rewrite(plan.measures.all(), numbered(sheets["measures"], dict(zip(keys, goals, strict=True))), plan=plan)
    left_over.delete()  # only now: until here they may have had measures that have moved to another goal


def told_sheets(plan: FuturePlan) -> Told:
    """All rows of the plan, as the history tells them."""
    parts = (plan.gatherings.all(), plan.issues.all(), plan.goals.all(), plan.measures.select_related("goal"))
    return {code: row for part in parts for code, row in told_rows(part, but={"plan", "order"}).items()}


def numbered(measures: Sequence[Row], goals: dict[str, Goal]) -> list[Row]:
    """The measures goal by goal, each with its number: 1-1, 1-2, 2-1 …"""
    rows: list[Row] = []
    for key, goal in goals.items():
        own = [measure for measure in measures if measure["goal"] == key]
        rows += [{**measure, "goal": goal, "number": f"{goal.order}-{n}"} for n, measure in enumerate(own, start=1)]
    return rows


def copy_sheets(source: FuturePlan, target: FuturePlan) -> None:
    Gathering.objects.bulk_create(copies(source.gatherings.all(), plan=target))
    Issue.objects.bulk_create(copies(source.issues.all(), plan=target))
    before = list(source.goals.all())
    after = Goal.objects.bulk_create(copies(source.goals.all(), plan=target))
    goals = {old.pk: new for old, new in zip(before, after, strict=True)}
    measures = copies(source.measures.all(), plan=target)
    for measure in measures:
        measure.goal = goals[measure.goal_id]
    Measure.objects.bulk_create(measures)
