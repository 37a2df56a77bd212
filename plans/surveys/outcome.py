"""What becomes of the city's own questionnaire: evidence in the action's report of the year, a page for everybody."""

from __future__ import annotations

from datetime import date

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction

from accounts.models import User
from plans.cityplan.progress.reports import ActionReport, EvidenceLink
from plans.cityplan.progress.rounds import ProgressRound
from plans.surveys.results import ENOUGH
from plans.surveys.survey import Survey
from records.cases import NotNow
from records.events import record


def report_of(survey: Survey) -> ActionReport | None:
    """The report that is being written of the action for which it was asked; in a newer version of the plan the action
    is the one of the same number and heading."""
    action = survey.action
    if action is None:
        return None
    same = models.Q(action__number=action.number, action__heading=action.heading)
    waiting = ActionReport.objects.open().filter(same, status="asked", action__plan__from_year=action.plan.from_year)
    related = waiting.select_related("round__plan", "action", "department__parent__parent")
    return related.order_by("-round__fiscal_year", "-pk").first()


def links_to(survey: Survey) -> models.QuerySet[EvidenceLink]:
    kind = ContentType.objects.get_for_model(Survey)
    return EvidenceLink.objects.filter(case_type=kind, case_id=survey.pk)


def cited_in(found: ProgressRound) -> models.QuerySet[Survey]:
    """Published questionnaires that are evidence in the year's reports."""
    kind = ContentType.objects.get_for_model(Survey)
    links = EvidenceLink.objects.filter(report__round=found, case_type=kind)
    return Survey.objects.published().filter(pk__in=links.values("case_id"))


@transaction.atomic
def cite(survey: Survey, *, by: User) -> ActionReport:
    """報告に付ける; gives the report. Whoever strikes the link from the report may do it again."""
    survey.lock()
    if survey.closed_at is None:
        raise NotNow("アンケートを締め切ってから、報告に付けてください。")
    report = report_of(survey)
    if report is None:
        raise NotNow("この取組の報告は、今は書けません。進みぐあいの照会が始まってから、もう一度押してください。")
    if links_to(survey).filter(report=report).exists():
        raise NotNow("このアンケートは、もう報告に付いています。")
    report.link(survey, by=by)
    record(survey, "survey.cite", by=by, comment=str(report))
    return report


@transaction.atomic
def publish(survey: Survey, *, by: User, on: date, conclusion: str) -> None:
    """From now on everybody reads how many chose what, and what the city learned from it; never what people wrote."""
    survey.lock()
    if survey.office is None:
        raise NotNow("公表できるのは、市のアンケートです。")
    if survey.closed_at is None:
        raise NotNow("アンケートを締め切ってから、公表してください。")
    if survey.published_on is not None:
        raise NotNow("このアンケートの結果は、もう公表してあります。")
    if survey.responses.count() < ENOUGH:
        raise NotNow(f"回答が{ENOUGH}件より少ないアンケートは、だれの答えか分かるおそれがあるので、公表できません。")
    if not conclusion.strip():
        raise NotNow({"conclusion": "結果から分かったことを書いてください。"})
    survey.conclusion, survey.published_on = conclusion.strip(), on
    survey.save(update_fields=["conclusion", "published_on"])
    record(survey, "survey.publish", by=by, comment=survey.conclusion)
