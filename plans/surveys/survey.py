"""The questionnaire and its questions. What its days tell (being written, open, closed) is not stored as a status."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar

from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from plans.future import FuturePlan
from plans.rows import Row, rewrite
from records.cases import NotNow, spoken
from records.codes import drawn_by_lot
from records.events import record
from records.telling import changes, made, overwrite, told_rows


class SurveyQuerySet(models.QuerySet["Survey"]):
    def visible_to(self, user: User, *, on: date) -> SurveyQuerySet:
        """Whoever sees the plan sees what was asked for it."""
        return self.filter(plan__in=FuturePlan.objects.visible_to(user, on=on).values("pk"))


class Survey(models.Model):
    SAID: ClassVar[Any] = {
        "begin": "アンケートを作りました",
        "write": "アンケートを書きました",
        "open": "アンケートを始めました",
        "close": "アンケートを締め切りました",
        "tell": "策定の経過に入れました",
        "draw": "配る番号をつくりました",
        "answer": "アンケートに回答がありました",
        "enter": "紙の回答を入れました",
    }

    plan = models.ForeignKey(FuturePlan, on_delete=models.PROTECT, related_name="surveys", verbose_name="将来計画")
    title = models.CharField("題名", max_length=100, help_text="例 これからの地域についてのアンケート")
    lead = models.TextField(
        "あいさつ", max_length=1000, blank=True, help_text="だれに、何のためにたずねるかを書きます。"
    )
    closes_on = models.DateField("締め切り", help_text="この日まで、答えられます。")
    by_slip_only = models.BooleanField(
        "配った番号のある人だけが答える",
        default=False,
        help_text="つけないと、番号のない人も、1つの端末で1回答えられます。",
    )
    code = models.CharField(max_length=12, unique=True, default=drawn_by_lot, editable=False)
    opened_at = models.DateTimeField("始めた日時", null=True, editable=False)
    closed_at = models.DateTimeField("締め切った日時", null=True, editable=False)
    told_at = models.DateTimeField("策定の経過に入れた日時", null=True, editable=False)

    objects: ClassVar[models.Manager[Survey]] = SurveyQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "アンケート"
        ordering = ["plan", "pk"]
        constraints = [
            models.CheckConstraint(
                name="a_survey_closes_after_it_has_opened",
                condition=Q(closed_at=None) | Q(opened_at__isnull=False, closed_at__gte=F("opened_at")),
            ),
            models.CheckConstraint(
                name="a_survey_is_told_of_when_it_has_closed",
                condition=Q(told_at=None) | Q(closed_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("plans:survey", args=[self.pk])

    @property
    def public_url(self) -> str:
        return reverse("survey_answer", args=[self.code])

    @property
    def is_draft(self) -> bool:
        return self.opened_at is None

    def is_open(self, *, on: date) -> bool:
        """On the web; what came on paper may be typed in until it is closed by hand."""
        return self.takes_paper and on <= self.closes_on

    @property
    def takes_paper(self) -> bool:
        return self.opened_at is not None and self.closed_at is None

    def lock(self) -> None:
        self.refresh_from_db(from_queryset=Survey._base_manager.select_for_update(no_key=True))

    @classmethod
    @transaction.atomic
    def begin(cls, plan: FuturePlan, *, by: User, head: Row, questions: Sequence[Row]) -> Survey:
        survey = cls.objects.create(plan=plan, **head)
        rewrite(survey.questions.all(), questions, survey=survey)
        record(survey, "survey.begin", by=by, changes=made(survey))
        return survey

    @transaction.atomic
    def write(self, *, by: User, head: Row, questions: Sequence[Row]) -> None:
        """Until it is opened; answers belong to the questions as they were asked."""
        self.lock()
        if not self.is_draft:
            raise NotNow("始めたアンケートの質問は、書きかえられません。新しいアンケートを作ってください。")
        before = told_rows(self.questions.all(), but={"survey", "order"})
        changed = overwrite(self, head)
        self.save()
        rewrite(self.questions.all(), questions, survey=self)
        after = told_rows(self.questions.all(), but={"survey", "order"})
        record(self, "survey.write", by=by, changes=[*changed, *changes(before, after)])

    @transaction.atomic
    def open(self, *, by: User, on: date) -> None:
        self.lock()
        if not self.is_draft:
            raise NotNow("このアンケートは、もう始まっています。")
        if not self.questions.exists():
            raise NotNow("質問を1つ以上書いてください。")
        if self.closes_on < on:
            raise NotNow("締め切りを、きょうか、それより後の日にしてください。")
        self.opened_at = timezone.now()
        self.save(update_fields=["opened_at"])
        record(self, "survey.open", by=by)

    @transaction.atomic
    def close(self, *, by: User) -> None:
        self.lock()
        if not self.takes_paper:
            raise NotNow("このアンケートは、始まっていないか、もう締め切られています。")
        self.closed_at = timezone.now()
        with spoken(Survey):
            self.save(update_fields=["closed_at"])
        record(self, "survey.close", by=by)


class SurveyQuestion(models.Model):
    class Kind(models.TextChoices):
        ONE = "one", "1つ選ぶ"
        SEVERAL = "several", "いくつでも選ぶ"
        WORDS = "words", "ことばで書く"

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="questions", verbose_name="アンケート")
    order = models.PositiveSmallIntegerField("順番")
    text = models.CharField("質問", max_length=200)
    kind = models.CharField("答え方", max_length=7, choices=Kind.choices, default=Kind.ONE)
    options = models.TextField("選べる答え", max_length=1000, blank=True)  # one a line

    class Meta:
        verbose_name = verbose_name_plural = "質問"
        ordering = ["survey", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["survey", "order"],
                name="one_question_per_line_of_a_survey",
                deferrable=models.Deferrable.DEFERRED,
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def choices(self) -> list[str]:
        return list(dict.fromkeys(filter(None, (line.strip() for line in self.options.splitlines()))))
