"""地域の将来計画 (form 3.6; life cycle 2.2): what an area wants to become, in versions that its assembly adopts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from organizations.behalf import refuse_if_contested
from organizations.models import Organization
from organizations.requests import sent
from plans.contents import Sheets, copy_sheets, told_sheets, write_sheets
from plans.measures import Measure, Opinion
from plans.querysets import FuturePlanQuerySet
from plans.taking import Taken
from records.cases import NotNow, spoken
from records.era import era_date
from records.events import record, standing
from records.fiscal import FiscalYear, FiscalYearField
from records.mail import post
from records.telling import changes, made, overwrite


class FuturePlan(Taken):
    class Status(models.TextChoices):
        DRAFT = "draft", "下書き"
        IN_REVIEW = "in_review", "市の意見を待っています"
        ADOPTED = "adopted", "総会で決定"
        ACKNOWLEDGED = "acknowledged", "市が受理"
        SUPERSEDED = "superseded", "前の版"

    KIND = "future-plan"
    approval_kind = "plans.future"
    TAKING = "acknowledge"
    MOVES: ClassVar[Any] = {
        "write": ({Status.DRAFT}, Status.DRAFT),
        "ask_opinion": ({Status.DRAFT}, Status.IN_REVIEW),
        "take_back": ({Status.IN_REVIEW}, Status.DRAFT),
        "give_opinion": ({Status.IN_REVIEW}, Status.DRAFT),
        "adopt": ({Status.DRAFT}, Status.ADOPTED),
        "acknowledge": ({Status.ADOPTED}, Status.ACKNOWLEDGED),
        "supersede": ({Status.ADOPTED, Status.ACKNOWLEDGED}, Status.SUPERSEDED),
    }
    HEARD: ClassVar[Any] = {Status.IN_REVIEW, Status.ADOPTED}  # when a committee may be asked about it
    NOT_NOW: ClassVar[Any] = {
        "write": "この計画は、今は書きかえられません。画面を開き直して、今の状態を確かめてください。",
        "ask_opinion": "この計画は、もう市に見せてあります。",
        "adopt": "市の意見を待っている間は、議決日を入れられません。意見を待つか、計画を取りもどしてください。",
    }
    SAID: ClassVar[Mapping[str, str]] = {
        "begin": "将来計画を書きはじめました",
        "write": "将来計画を書いて保存しました",
        "hear": "アンケートの結果を策定の経過に入れました",
        "cite": "ワークショップの意見を取り入れました",
        "ask_opinion": "市に意見をたずねました",
        "take_back": "市の意見を待たずに、計画を取りもどしました",
        "give_opinion": "市が意見を伝えました",
        "adopt": "総会で決まったことを届け出ました",
        "acknowledge": "市が将来計画を受理しました",
        "supersede": "新しい版に代わりました",
        "revise": "見直しを始めました",
        "review": "中間見直しの結果を取り入れました",
    }
    TEXTS: ClassVar[Sequence[str]] = ("title", "from_year", "to_year", "situation", "vision", "slogan", "system")

    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="future_plans", verbose_name="団体"
    )
    status = models.CharField("状態", max_length=12, choices=Status.choices, default=Status.DRAFT, editable=False)
    revision = models.PositiveIntegerField(
        default=0, editable=False, verbose_name="書き直しの回数"
    )  # how often it was written: tells a stale page
    title = models.CharField("計画の名前", max_length=100, help_text="例 北地区 みんなの将来計画")
    from_year = FiscalYearField("はじまりの年度")
    to_year = FiscalYearField("おわりの年度")
    situation = models.TextField("地域の現状", max_length=4000, blank=True)
    vision = models.TextField("将来像", max_length=2000, blank=True)
    slogan = models.CharField("スローガン", max_length=100, blank=True)
    system = models.TextField("推進体制と見直し", max_length=2000, blank=True)
    asked_at = models.DateTimeField("市に意見をたずねた日時", null=True, editable=False)
    resolved_on = models.DateField("総会の議決日", null=True, editable=False)
    acknowledged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="受け取った人"
    )
    acknowledged_at = models.DateTimeField("市が受理した日時", null=True, editable=False)

    objects: ClassVar[models.Manager[FuturePlan]] = FuturePlanQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "将来計画"
        ordering = ["organization", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "version"],
                name="one_future_plan_per_organization_and_version",
                violation_error_message="将来計画の新しい版は、もう作られています。画面を開き直してください。",
            ),
            models.UniqueConstraint(
                fields=["organization"],
                condition=Q(status__in=["draft", "in_review"]),
                name="one_open_future_plan_per_organization",
                violation_error_message="書きかけの将来計画が、もうあります。その続きを書いてください。",
            ),
            models.UniqueConstraint(
                fields=["organization"],
                condition=Q(status__in=["adopted", "acknowledged"]),
                name="one_future_plan_in_force_per_organization",
                violation_error_message="総会で決めた将来計画が、もう1つあります。画面を開き直してください。",
            ),
            models.CheckConstraint(
                name="a_future_plan_ends_after_it_starts",
                condition=Q(to_year__gte=F("from_year")),
                violation_error_message="おわりの年度を、はじまりの年度より後にしてください。",
            ),
            models.CheckConstraint(
                name="a_future_plan_is_adopted_exactly_with_its_day",
                condition=Q(status__in=["draft", "in_review"], resolved_on=None)
                | ~Q(status__in=["draft", "in_review"]) & Q(resolved_on__isnull=False),
            ),
            models.CheckConstraint(
                name="an_acknowledged_future_plan_names_who_took_it",
                condition=~Q(status="acknowledged") | Q(acknowledged_by__isnull=False, acknowledged_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}(第{self.version}版)"

    def get_absolute_url(self) -> str:
        return reverse("plans:future_detail", args=[self.pk])

    @property
    def is_open(self) -> bool:
        """The organization may write in it."""
        return self.can("write")

    @property
    def period(self) -> str:
        return f"{self.from_year}〜{self.to_year}"

    @classmethod
    @transaction.atomic
    def begin(cls, organization: Organization, from_year: FiscalYear, *, by: User) -> FuturePlan:
        """The first version, for five years; later ones are made from the one before (``revise``)."""
        to_year = FiscalYear(from_year.number + 4)
        title = f"{organization} 将来計画"[:100]
        with spoken(cls):
            plan = cls.objects.create(organization=organization, title=title, from_year=from_year, to_year=to_year)
        record(plan, "futureplan.begin", by=by, changes=made(plan))
        return plan

    @transaction.atomic
    def write(self, texts: Mapping[str, Any], sheets: Sheets, *, by: User, seen: int) -> None:
        """Saves the whole page, as it was written on the revision that the writer has ``seen``."""
        self.lock()
        self.check_move("write")
        self.turn_page(seen=seen)
        before = told_sheets(self)
        changed = overwrite(self, {name: texts[name] for name in self.TEXTS})
        with spoken(FuturePlan):
            self.save()
        write_sheets(self, sheets)
        record(self, "futureplan.write", by=by, changes=[*changed, *changes(before, told_sheets(self))])

    def gaps(self) -> list[str]:
        """What keeps the plan from being adopted, each a sentence that says how to mend it."""
        found = []
        if not self.vision.strip():
            found.append("将来像を書いてください。")
        if not self.issues.exists():
            found.append("地域の課題を1つ以上書いてください。")
        if not self.goals.exists():
            found.append("基本目標を1つ以上書いてください。")
        found += [f"基本目標{goal}に、取組を1つ以上書いてください。" for goal in self.goals.filter(measures=None)]
        return found

    @transaction.atomic
    def ask_opinion(self, *, by: User) -> None:
        """Lays the draft before the city; until it answers (or the plan is taken back) nobody writes in it."""
        self.take("ask_opinion", by=by)
        self.asked_at = timezone.now()
        self.save()

    @transaction.atomic
    def take_back(self, *, by: User) -> None:
        self.take("take_back", by=by)
        self.save()

    @transaction.atomic
    def give_opinion(self, opinions: Mapping[Measure | None, str], *, by: User) -> None:
        """The city's answer: what it says of each measure, and of the whole (None). The organization writes on."""
        said = {measure: text.strip() for measure, text in opinions.items() if text.strip()}
        if not said:
            raise NotNow("意見を1つ以上書いてください。なければ「全体について」に「意見はありません」と書きます。")
        self.take("give_opinion", by=by, opinions=len(said))
        self.save()
        as_post = standing(by, self)
        Opinion.objects.bulk_create(
            Opinion(plan=self, measure=measure, about=str(measure or ""), text=text, author=by, as_post=as_post)
            for measure, text in said.items()
        )
        post("plans/emails/opinion", to=self.organization.contacts(on=timezone.localdate()), plan=self)

    @transaction.atomic
    def adopt(self, *, by: User, on: date) -> None:
        """The general meeting decided it on a day; the version before, if any, is superseded by this."""
        self.lock()
        if gaps := self.gaps():
            raise NotNow(gaps)
        self.take("adopt", by=by, to={"resolved_on": on}, on=on)
        for before in FuturePlan.objects.in_force().filter(organization=self.organization):
            before.supersede(by=by)
        with spoken(FuturePlan):
            self.save()
        sent(self)

    @transaction.atomic
    def acknowledge(self, *, by: User) -> None:
        """受理 at once, where the city's rule has no way for it."""
        self.stays_with_city()
        self.take_in(by=by)

    def take_in(self, *, by: User) -> None:
        """The city has taken the adopted plan."""
        self.take("acknowledge", by=by)
        refuse_if_contested(self)
        self.acknowledged_by, self.acknowledged_at = by, timezone.now()
        self.save()

    def decided_facts(self) -> dict[str, str]:
        """What the posts agree to; an adopted version is not written any more."""
        resolved = era_date(self.resolved_on) if self.resolved_on else ""
        return {"計画": str(self), "期間": self.period, "総会の議決日": resolved, "状態": self.get_status_display()}

    @transaction.atomic
    def supersede(self, *, by: User) -> None:
        """Only the adoption of a newer version calls this."""
        self.take("supersede", by=by)
        self.save()

    @transaction.atomic
    def revise(self, *, by: User) -> FuturePlan:
        """見直し: the next version as a draft, with all rows; this one stays in force until that is adopted."""
        self.lock()
        if self.status not in (self.Status.ADOPTED, self.Status.ACKNOWLEDGED):
            raise NotNow("見直しは、総会で決めた計画から始めます。書きかけがあるときは、その続きを書いてください。")
        texts = {name: getattr(self, name) for name in self.TEXTS}
        with spoken(FuturePlan):
            plan = FuturePlan.objects.create(organization=self.organization, version=self.version + 1, **texts)
        copy_sheets(self, plan)
        record(plan, "futureplan.revise", by=by, of=self)
        return plan
