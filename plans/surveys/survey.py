"""The questionnaire and its questions. What its days tell (being written, open, closed) is not stored as a status.

It is asked for a future plan, or by an office of the city: for an action of the city's plan, or for the city as such.
"""

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
from staff.models import Department


class SurveyQuerySet(models.QuerySet["Survey"]):
    def visible_to(self, user: User, *, on: date) -> SurveyQuerySet:
        """Whoever sees the plan sees what was asked for it; what the city asks, everybody in the city hall."""
        of_plans = Q(plan__in=FuturePlan.objects.visible_to(user, on=on).values("pk"))
        return self.filter(of_plans | Q(office__isnull=False)) if user.is_city(on=on) else self.filter(of_plans)

    def of_city(self) -> SurveyQuerySet:
        return self.filter(office__isnull=False)

    def open_to_all(self, *, on: date) -> SurveyQuerySet:
        """What the city asks of everybody just now; not what only those answer who were handed a code."""
        begun = self.of_city().filter(audience="people", by_slip_only=False, opened_at__isnull=False)
        return begun.filter(closed_at=None, closes_on__gte=on)

    def published(self) -> SurveyQuerySet:
        return self.filter(published_on__isnull=False)


class Survey(models.Model):
    class Audience(models.TextChoices):
        PEOPLE = "people", "だれでも(市民アンケート)"
        STAFF = "staff", "市の職員だけ(意識調査など)"

    SAID: ClassVar[Any] = {
        "begin": "アンケートを作りました",
        "write": "アンケートを書きました",
        "open": "アンケートを始めました",
        "close": "アンケートを締め切りました",
        "tell": "策定の経過に入れました",
        "draw": "配る番号をつくりました",
        "answer": "アンケートに回答がありました",
        "enter": "紙の回答を入れました",
        "cite": "取組の進捗の報告に付けました",
        "publish": "結果を公表しました",
    }

    plan = models.ForeignKey(
        FuturePlan, on_delete=models.PROTECT, related_name="surveys", null=True, blank=True, verbose_name="将来計画"
    )
    office = models.ForeignKey(
        Department, on_delete=models.PROTECT, related_name="+", null=True, blank=True, verbose_name="たずねる課"
    )
    action = models.ForeignKey(
        "plans.CityAction",
        on_delete=models.PROTECT,
        related_name="surveys",
        null=True,
        blank=True,
        verbose_name="推進計画の取組",
        help_text="どの取組のためにたずねるか。選ぶと、締め切った後で、その取組の進捗の報告に付けられます。",
    )
    audience = models.CharField(
        "だれにたずねるか",
        max_length=6,
        choices=Audience.choices,
        default=Audience.PEOPLE,
        help_text="職員だけのときは、サインインした職員が1回ずつ答えます。だれの答えかは、どこにも残りません。",
    )
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
    conclusion = models.TextField("結果から分かったこと", max_length=2000, blank=True, editable=False)
    published_on = models.DateField("公表した日", null=True, editable=False)

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
            models.CheckConstraint(
                name="a_survey_is_asked_for_a_plan_or_by_an_office",
                condition=Q(plan__isnull=False, office=None, action=None) | Q(plan=None, office__isnull=False),
            ),
            models.CheckConstraint(
                name="only_an_office_asks_the_staff", condition=Q(audience="people") | Q(office__isnull=False)
            ),
            models.CheckConstraint(
                name="staff_answer_by_their_accounts_and_not_by_codes",
                condition=Q(audience="people") | Q(by_slip_only=False),
                violation_error_message="職員は、サインインして答えます。「配った番号のある人だけ」の印を外してください。",
            ),
            models.CheckConstraint(
                name="an_office_publishes_what_it_asked_once_it_has_closed",
                condition=Q(published_on=None) | Q(office__isnull=False, closed_at__isnull=False),
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
    def owner(self) -> FuturePlan | Department:
        owner = self.plan or self.office
        assert owner is not None  # a_survey_is_asked_for_a_plan_or_by_an_office  # noqa: S101
        return owner

    @property
    def asker(self) -> str:
        """As those who are asked know it: the organization, or the office."""
        return str(self.plan.organization if self.plan else self.owner)

    @property
    def asks_staff(self) -> bool:
        return self.audience == self.Audience.STAFF

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
    def begin(cls, owner: FuturePlan | Department, *, by: User, head: Row, questions: Sequence[Row]) -> Survey:
        """For a future plan; or by an office of the city, whose head may name an action and whom it asks."""
        owned = {"plan": owner} if isinstance(owner, FuturePlan) else {"office": owner}
        with spoken(cls):
            survey = cls.objects.create(**owned, **head)
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
        if self.asks_staff and self.slips.exists():
            raise NotNow({"audience": "番号をつくった後は、職員だけにできません。新しいアンケートを作ってください。"})
        with spoken(Survey):
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
        """Nobody answers any more, so it is forgotten which employees have."""
        self.lock()
        if not self.takes_paper:
            raise NotNow("このアンケートは、始まっていないか、もう締め切られています。")
        self.closed_at = timezone.now()
        with spoken(Survey):
            self.save(update_fields=["closed_at"])
        self.turns.all().delete()
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
