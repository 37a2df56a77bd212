"""職員のアンケート: every employee answers once, with the account, and yet without a name.

Until the questionnaire is closed it is kept which employees have answered; an answer itself knows nothing of it.
"""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Case, F, Value, When

from accounts.models import User
from plans.surveys.survey import Survey
from records.cases import NotNow
from staff.models import Duty

TWICE = "あなたは、もう答えてあります。1人が答えられるのは1回です。"


class SurveyTurn(models.Model):
    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="turns", verbose_name="アンケート")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name="職員")
    has_answered = models.BooleanField("答えた", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "職員の回答の有無"
        ordering = ["survey", "user"]
        constraints = [
            models.UniqueConstraint(fields=["survey", "user"], name="an_employee_has_one_turn_in_a_survey"),
        ]

    def __str__(self) -> str:
        return f"{self.survey}"


def take_turn(survey: Survey, user: User | None, *, on: date) -> None:
    """In the caller's transaction, on the locked questionnaire.

    Everybody in the city hall has a row before anybody answers, in the order of accounts, and with each answer all rows
    are written anew: so neither their order nor the database's own marks of a row's last change say whose answer came
    when.
    """
    if user is None or not user.is_city(on=on):
        raise NotNow("このアンケートに答えられるのは、市の職員です。")
    working = User.objects.filter(pk__in=Duty.objects.held(on=on).values("user"))
    new = working.exclude(pk__in=survey.turns.values("user")).order_by("pk")
    SurveyTurn.objects.bulk_create(SurveyTurn(survey=survey, user=person) for person in new)
    if survey.turns.filter(user=user, has_answered=True).exists():
        raise NotNow(TWICE)
    survey.turns.update(has_answered=Case(When(user=user, then=Value(True)), default=F("has_answered")))
