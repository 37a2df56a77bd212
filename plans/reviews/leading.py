"""From the review to the plan: the next version begins with what was said of each measure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from accounts.models import User
from plans.citing import gather
from plans.contents import Sheets, told_sheets, write_sheets
from plans.future import FuturePlan
from plans.rows import Row
from records.cases import NotNow
from records.events import record
from records.telling import changes

if TYPE_CHECKING:
    from plans.reviews.review import PlanReview

COLUMNS = ("field", "actor", "timing", "indicator")
NEW = {"field": "", "actor": "community", "timing": "short", "indicator": ""}


def next_version(review: PlanReview, *, by: User) -> FuturePlan:
    """A draft with all that stays, what changes in its new words, what is added below its goal; and the meetings at
    which it was talked over among 策定の経過."""
    if other := FuturePlan.objects.open().filter(organization=review.plan.organization_id).first():
        raise NotNow(f"書きかけの{other}があります。先にそれを総会で決めるか、見直しの結果をそこに書いてください。")
    plan = review.plan.revise(by=by)
    before = told_sheets(plan)
    plan.turn_page(seen=plan.revision)
    plan.save()
    write_sheets(plan, sheets(review, plan))
    for meeting in review.meetings.select_related("kind"):
        gather(plan, meeting)
    record(plan, "futureplan.review", by=by, changes=changes(before, told_sheets(plan)))
    return plan


def sheets(review: PlanReview, plan: FuturePlan) -> Sheets:
    """Goals are known by their place: the draft was copied from the plan that was reviewed. A goal that has lost its
    last measure stays; its people see it among what is still to be written."""
    goals = list(plan.goals.all())
    copied = {measure.number: measure.pk for measure in plan.measures.all()}
    items = review.items.select_related("measure", "goal")
    measures: list[Row] = []
    for item in items:
        said = item.measure
        if item.result == item.Result.STOP:
            continue
        kept = {name: getattr(said, name) for name in COLUMNS} if said else NEW
        words = said.content if said and item.result == item.Result.KEEP else item.content
        key = copied.get(said.number) if said else None
        measures.append({"id": key, "goal": str(item.goal.order), "content": words, **kept})
    return {
        "gatherings": list(plan.gatherings.values("id", "held_on", "method", "participants")),
        "issues": list(plan.issues.values("id", "text")),
        "goals": [{"id": goal.pk, "key": str(goal.order), "text": goal.text} for goal in goals],
        "measures": measures,
    }
