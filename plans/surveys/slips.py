"""配った番号: one-time codes on paper. Whoever has one answers once with it, on the web or on paper.

A code is not tied to a person, and an answer not to its code: only that it was used is kept, not when or for what.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models, transaction
from django.db.models import Max

from accounts.models import User
from plans.surveys.survey import Survey
from records.cases import NotNow
from records.codes import as_code, drawn_by_lot, grouped
from records.events import record

AT_ONCE = 500  # sheets of paper that somebody still cuts by hand


class SurveySlip(models.Model):
    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="slips", verbose_name="アンケート")
    batch = models.PositiveSmallIntegerField("何回目")
    code = models.CharField("番号", max_length=12, default=drawn_by_lot, editable=False)
    is_used = models.BooleanField("使われた", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "アンケートの番号"
        ordering = ["survey", "batch", "code"]
        constraints = [
            models.UniqueConstraint(fields=["survey", "code"], name="a_slip_of_a_survey_has_its_own_code"),
        ]

    def __str__(self) -> str:
        return grouped(self.code)

    LIKE: ClassVar = "この番号は、このアンケートのものではありません。紙に書いてある番号を、もう一度確かめてください。"
    TWICE: ClassVar = "この番号では、もう答えてあります。1つの番号で答えられるのは1回です。"


@transaction.atomic
def draw(survey: Survey, count: int, *, by: User) -> int:
    """So many new codes; gives the number of the batch, which is printed as one sheet."""
    survey.lock()
    if survey.asks_staff:
        raise NotNow("職員のアンケートには、番号はいりません。職員は、サインインして1回ずつ答えます。")
    if survey.closed_at is not None:
        raise NotNow("締め切ったアンケートの番号は、つくれません。")
    if not 0 < count <= AT_ONCE:
        raise NotNow({"count": f"一度につくれるのは、1から{AT_ONCE}までです。多いときは、分けてつくってください。"})
    batch: int = (survey.slips.aggregate(last=Max("batch"))["last"] or 0) + 1
    SurveySlip.objects.bulk_create(SurveySlip(survey=survey, batch=batch) for _ in range(count))
    record(survey, "survey.draw", by=by, comment=f"{batch}回目 {count}枚")
    return batch


def use(survey: Survey, typed: str) -> None:
    """The code is spent, in the caller's transaction; NotNow, at its field, where it is none or was used."""
    slips = survey.slips.select_for_update(no_key=True, of=("self",))
    slip = slips.filter(code=as_code(typed) or "-").first()
    if slip is None:
        raise NotNow({"slip": SurveySlip.LIKE})
    if slip.is_used:
        raise NotNow({"slip": SurveySlip.TWICE})
    slip.is_used = True
    slip.save(update_fields=["is_used"])
