"""Plans when their period is over: titles, years, numbers and amounts stay for statistics, what people wrote goes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.db import models
from django.utils import timezone

from plans.models import (
    ArticleEdition,
    FuturePlan,
    JointProject,
    NetworkQuestion,
    ReviewItem,
    Score,
    Survey,
    SurveyAnswer,
    SurveyResponse,
    YearlyPlan,
)
from records.fiscal import FiscalYear
from records.periods import Period
from records.retention.kinds import GONE, CaseHolding, Document, Holding, holds, is_running

Rows = Iterator[tuple[models.QuerySet[Any], Mapping[str, object]]]


@holds
class FuturePlans(CaseHolding):
    """A plan in force runs; the period of a superseded one begins with its last year."""

    code, name, usual = "plans.futureplan", "前の版の将来計画", Period.TEN
    model = FuturePlan
    related = ("organization",)
    erases = frozenset(
        {
            "plans.FuturePlan", "plans.Gathering", "plans.Opinion", "plans.PlanReview", "plans.ReviewItem",
            "plans.SurveyAnswer", "plans.SurveyResponse",
        }
    )  # fmt: skip

    def completed(self, case: Any) -> FiscalYear:
        year: FiscalYear = case.to_year
        return year

    def blanks(self, case: Any) -> Mapping[str, object]:
        return {"situation": GONE, "vision": GONE, "system": GONE}

    def rows(self, case: Any) -> Rows:
        yield case.gatherings.exclude(participants=""), {"participants": GONE}
        yield case.opinions.all(), {"text": GONE}
        yield case.reviews.all(), {"talked": GONE, "summary": ""}
        yield ReviewItem.objects.filter(review__plan=case).exclude(reason=""), {"reason": GONE, "progress": ""}
        yield SurveyResponse.objects.filter(survey__plan=case).exclude(mark=""), {"mark": ""}
        yield SurveyAnswer.objects.filter(response__survey__plan=case).exclude(words=""), {"words": GONE}


@holds
class CitySurveys(Holding):
    """The city's own questionnaires: how many chose what stays for statistics, what people wrote goes."""

    code, name, usual = "plans.survey", "市のアンケートの回答", Period.FIVE
    erases = frozenset({"plans.SurveyAnswer", "plans.SurveyResponse"})

    def documents(self, *, until: FiscalYear, at: FiscalYear) -> Iterator[Document]:
        written = SurveyAnswer.objects.exclude(words__in=["", GONE]).values("response__survey")
        marked = SurveyResponse.objects.exclude(mark="").values("survey")
        closed = Survey.objects.of_city().filter(closed_at__isnull=False)
        for survey in closed.filter(models.Q(pk__in=written) | models.Q(pk__in=marked)).order_by("pk"):
            year = FiscalYear.of(timezone.localdate(survey.closed_at))
            if year <= until:
                yield Document(survey.pk, str(survey), year)

    def erase(self, key: int) -> None:
        SurveyResponse.objects.filter(survey=key).exclude(mark="").update(mark="")
        SurveyAnswer.objects.filter(response__survey=key).exclude(words="").update(words=GONE)

    def is_of(self, case: models.Model | None) -> bool:
        return isinstance(case, Survey) and case.plan_id is None


@holds
class YearlyPlans(CaseHolding):
    """Whatever was sent, once its year is over: nobody writes in a plan of a year that is past its period."""

    code, name, usual = "plans.yearlyplan", "年度計画と収支予算書", Period.FIVE
    model = YearlyPlan
    related = ("organization",)
    erases = frozenset({"plans.YearlyPlan", "plans.Project", "plans.BudgetLine"})

    def completed(self, case: Any) -> FiscalYear:
        year: FiscalYear = case.fiscal_year
        return year

    def runs(self, case: Any) -> bool:
        """A plan that is not sent is being written; the city keeps one that was sent for as long as its grant."""
        return bool(case.is_open) or any(is_running(grant) for grant in case.grants.all())

    def blanks(self, case: Any) -> Mapping[str, object]:
        return {"emphasis": GONE}

    def rows(self, case: Any) -> Rows:
        texts = ("purpose", "audience", "place", "content", "partners")
        yield case.projects.all(), dict.fromkeys(texts, "")
        yield case.lines.exclude(note=""), {"note": ""}


@holds
class Evaluations(CaseHolding):
    """What was published stays readable for its period; then points, years and titles remain, the reasons go."""

    code, name, usual = "plans.jointproject", "協働事業の評価", Period.TEN
    model = JointProject
    related = ("organization",)
    erases = frozenset(
        {
            "plans.JointProject", "plans.Party", "plans.Score", "plans.SharedIndicator", "plans.EvaluationItem",
            "plans.Improvement",
        }
    )  # fmt: skip

    def completed(self, case: Any) -> FiscalYear:
        year: FiscalYear = case.fiscal_year
        return year

    def blanks(self, case: Any) -> Mapping[str, object]:
        gone = GONE if case.conclusion else ""
        return {"purpose": GONE, "goal": GONE, "beneficiaries": "", "conclusion": gone}

    def rows(self, case: Any) -> Rows:
        yield case.parties.exclude(overall=""), {"overall": GONE}
        yield Score.objects.filter(party__project=case).exclude(reason=""), {"reason": GONE}
        yield case.indicators.all(), {"result": ""}
        yield case.items.exclude(concluded=""), {"concluded": GONE}
        yield case.improvements.exclude(answer=""), {"answer": GONE}


@holds
class Articles(CaseHolding):
    """What is published runs; of editions that nobody reads any more the titles stay."""

    code, name, usual = "plans.articleedition", "手引き・事例・お知らせの前の版", Period.FIVE
    model, related = ArticleEdition, ("article",)
    erases = frozenset({"plans.ArticleEdition", "plans.ArticlePhoto"})

    def completed(self, case: Any) -> FiscalYear:
        return FiscalYear.of(timezone.localdate(case.ended_at or case.written_at))

    def blanks(self, case: Any) -> Mapping[str, object]:
        return {"text": GONE, "purpose": "", "learned": "", "contact": ""}

    def rows(self, case: Any) -> Rows:
        yield case.photos.exclude(alt=""), {"alt": ""}


@holds
class NetworkQuestions(CaseHolding):
    """That one organization asked another stays; what was asked and answered goes."""

    code, name, usual = "plans.networkquestion", "団体どうしの質問", Period.FIVE
    model, related = NetworkQuestion, ("asker", "asked")

    def completed(self, case: Any) -> FiscalYear:
        return FiscalYear.of(timezone.localdate(case.answered_at or case.asked_at))

    def blanks(self, case: Any) -> Mapping[str, object]:
        return {"text": GONE, "answer_text": GONE if case.answer_text else "", "about": ""}
