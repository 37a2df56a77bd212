"""What people answered. No name, address or account is kept with an answer from the web, not in the trail either."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q

from accounts.models import User
from accounts.whence import at_work
from plans.surveys.slips import use
from plans.surveys.survey import Survey, SurveyQuestion
from plans.surveys.turns import take_turn
from records.anybody import anybody
from records.cases import NotNow, spoken
from records.events import record

Answers = Mapping[int, list[str] | str]  # question → what was chosen, or written


class SurveyResponse(models.Model):
    """One sheet: from a device (its mark, not to be traced back), or typed in from paper by somebody."""

    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="responses", verbose_name="アンケート")
    mark = models.CharField("端末の印", max_length=64, blank=True, editable=False)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="入れた人"
    )

    class Meta:
        verbose_name = verbose_name_plural = "回答"
        ordering = ["survey", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["survey", "mark"],
                condition=~Q(mark=""),
                name="one_response_per_device_and_survey",
                violation_error_message="この端末からは、もう答えてあります。1つの端末で答えられるのは1回です。",
            ),
        ]

    def __str__(self) -> str:
        return f"回答{self.pk}"


class SurveyAnswer(models.Model):
    response = models.ForeignKey(SurveyResponse, on_delete=models.CASCADE, related_name="answers")
    question = models.ForeignKey(SurveyQuestion, on_delete=models.PROTECT, related_name="answers")
    chosen = models.JSONField("選んだ答え", default=list)
    words = models.TextField("書いた答え", max_length=1000, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "答え"
        ordering = ["response", "question"]
        constraints = [
            models.UniqueConstraint(fields=["response", "question"], name="one_answer_per_question_and_response"),
        ]

    def __str__(self) -> str:
        return f"{self.question}"


@transaction.atomic
def answer(
    survey: Survey, answers: Answers, *, device: str, on: date, slip: str = "", staff: User | None = None
) -> None:
    """From the web, once per code that was handed out (``slip``), else once per device; where the city asks its
    ``staff``, once per account. The trail says that an answer came, not from where and not whose."""
    survey.lock()
    if not survey.is_open(on=on):
        raise NotNow("このアンケートは、今は受け付けていません。")
    mark = ""
    if survey.asks_staff:
        take_turn(survey, staff, on=on)
    elif slip:
        use(survey, slip)
    elif survey.by_slip_only:
        raise NotNow({"slip": "配られた紙の番号を入れてください。このアンケートは、番号のある人が答えます。"})
    else:
        mark = hashlib.sha256(f"{survey.code}:{device}".encode()).hexdigest()
    with spoken(SurveyResponse):
        keep(SurveyResponse.objects.create(survey=survey, mark=mark), answers)
    with at_work("アンケート"):
        record(survey, "survey.answer", by=anybody())


@transaction.atomic
def enter(survey: Survey, answers: Answers, *, by: User, slip: str = "") -> None:
    """One sheet of paper, typed in by the organization or the city; its code, where it has one, is used by it."""
    survey.lock()
    if not survey.takes_paper:
        raise NotNow("このアンケートは、始まっていないか、もう締め切られています。")
    if slip:
        use(survey, slip)
    keep(SurveyResponse.objects.create(survey=survey, entered_by=by), answers)
    record(survey, "survey.enter", by=by)


def keep(response: SurveyResponse, answers: Answers) -> None:
    given = {key: value for key, value in answers.items() if value}
    if not given:
        raise NotNow("1つ以上の質問に答えてください。")
    SurveyAnswer.objects.bulk_create(
        SurveyAnswer(response=response, question_id=key, words=value)
        if isinstance(value, str)
        else SurveyAnswer(response=response, question_id=key, chosen=value)
        for key, value in given.items()
    )
