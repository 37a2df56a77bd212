"""A closed questionnaire becomes a line of 策定の経過 in the plan that is being written, with how many answered."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from accounts.models import User
from plans.contents import told_sheets
from plans.future import FuturePlan
from plans.measures import Gathering
from plans.surveys.survey import Survey
from records.cases import NotNow
from records.drafts import find
from records.events import record
from records.telling import changes

NOWHERE = "今、書いている将来計画がありません。見直しを始めてから、もう一度押してください。"
TYPED = "将来計画に、まだ保存していないところがあります。計画を保存してから、「策定の経過に入れる」を押してください。"


@transaction.atomic
def close(survey: Survey, *, by: User) -> bool:
    """締め切る; the numbers go into the plan at once where it is being written. Gives whether they did."""
    survey.close(by=by)
    plan = written_plan(survey)
    if plan is None or find(plan.draft_key):
        return False
    tell(survey, by=by)
    return True


def written_plan(survey: Survey) -> FuturePlan | None:
    """The plan for which it was asked, or the version that follows it, while somebody writes in it; none of the city's
    own."""
    if survey.plan is None:
        return None
    plans = FuturePlan.objects.filter(organization=survey.plan.organization_id, version__gte=survey.plan.version)
    return next((plan for plan in plans.open() if plan.can("write")), None)


@transaction.atomic
def tell(survey: Survey, *, by: User) -> None:
    """Once per questionnaire; whoever strikes the line from the plan does not find it there again."""
    survey.lock()
    if survey.closed_at is None:
        raise NotNow("アンケートを締め切ってから、策定の経過に入れてください。")
    if survey.told_at is not None:
        raise NotNow("このアンケートは、もう策定の経過に入っています。")
    plan = written_plan(survey)
    if plan is None:
        raise NotNow(NOWHERE)
    if find(plan.draft_key):
        raise NotNow(TYPED)
    gather(plan, survey, by=by)
    survey.told_at = timezone.now()
    survey.save(update_fields=["told_at"])
    record(survey, "survey.tell", by=by)


def gather(plan: FuturePlan, survey: Survey, *, by: User) -> None:
    plan.lock()
    plan.check_move("write")
    plan.turn_page(seen=plan.revision)
    before = told_sheets(plan)
    last = plan.gatherings.aggregate(last=Max("order"))["last"] or 0
    day = timezone.localdate(survey.closed_at)
    method = f"アンケート「{survey}」"[:100]
    Gathering.objects.create(plan=plan, order=last + 1, held_on=day, method=method, participants=numbers(survey))
    plan.save()
    record(plan, "futureplan.hear", by=by, changes=changes(before, told_sheets(plan)))


def numbers(survey: Survey) -> str:
    """「回答 212人(ウェブ 14、紙 198)」; with codes, of how many they were handed out to."""
    answered = survey.responses.count()
    paper = survey.responses.filter(entered_by__isnull=False).count()
    handed_out = survey.slips.count()
    of = f"、配った番号 {handed_out:,}" if handed_out else ""
    return f"回答 {answered:,}人(ウェブ {answered - paper:,}、紙 {paper:,}{of})"
