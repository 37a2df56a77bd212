"""年度計画 (forms 3.7 and 3.8; life cycle 2.3): a year's projects and budget, in versions of which one is in force."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.db import connection, models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from organizations.behalf import refuse_if_contested
from organizations.models import Organization
from organizations.requests import sent
from plans.brought import bring_over, gaps_of_brought
from plans.budget import BudgetLine, Project
from plans.checks import Gap, Totals, gaps_of, totals_of
from plans.copying import copy_year, with_previous
from plans.future import FuturePlan
from plans.library.patterns import ProjectPattern
from plans.library.taking import add
from plans.places import kept, plan_places
from plans.querysets import YearlyPlanQuerySet
from plans.renewing import Renewed
from plans.rows import Row, rewrite
from records.cases import NotNow, spoken
from records.corrections import Ask, ask_for, mend
from records.era import era_date
from records.events import record
from records.fiscal import FiscalYear, FiscalYearField
from records.mail import post
from records.papers import keep
from records.telling import changes, made
from records.templatetags.japanese import month_day, yen


class YearlyPlan(Renewed):
    class Status(models.TextChoices):
        DRAFT = "draft", "下書き"
        SUBMITTED = "submitted", "提出"
        RETURNED = "returned", "補正のお願い"
        ACCEPTED = "accepted", "受理"
        SUPERSEDED = "superseded", "前の版"
        OFFERED = "offered", "変更の申請中"

    KIND = "yearly-plan"
    approval_kind = "plans.yearly"
    TAKING = "accept"
    MOVES: ClassVar[Any] = {
        "submit": ({Status.DRAFT, Status.RETURNED}, Status.SUBMITTED),
        "reopen": ({Status.SUBMITTED, Status.ACCEPTED}, Status.RETURNED),
        "accept": ({Status.SUBMITTED}, Status.ACCEPTED),
        "supersede": ({Status.SUBMITTED, Status.RETURNED, Status.ACCEPTED}, Status.SUPERSEDED),
        "offer": ({Status.DRAFT}, Status.OFFERED),
        "give_back": ({Status.OFFERED}, Status.DRAFT),
        "enter": ({Status.OFFERED}, Status.ACCEPTED),
    }
    NOT_NOW: ClassVar[Any] = {
        "submit": "この年度計画は、もう出してあります。画面を開き直して、今の状態を確かめてください。",
    }
    SAID: ClassVar[Mapping[str, str]] = {
        "begin": "年度計画を書きはじめました",
        "write": "年度計画を書いて保存しました",
        "take_project": "事業を1つ、計画に加えました",
        "submit": "年度計画を市に出しました",
        "reopen": "市が補正をお願いしました",
        "accept": "市が年度計画を受理しました",
        "supersede": "新しい版に代わりました",
        "revise": "新しい版を書きはじめました",
        "offer": "変更の申請といっしょに出しました",
        "give_back": "下書きに戻りました",
        "enter": "変更が認められ、この版になりました",
    }

    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="yearly_plans", verbose_name="団体"
    )
    fiscal_year = FiscalYearField("年度")
    status = models.CharField("状態", max_length=12, choices=Status.choices, default=Status.DRAFT, editable=False)
    revision = models.PositiveIntegerField(
        default=0, editable=False, verbose_name="書き直しの回数"
    )  # how often it was written: tells a stale page
    future_plan = models.ForeignKey(
        FuturePlan, on_delete=models.PROTECT, related_name="yearly_plans", verbose_name="もとになる将来計画"
    )
    emphasis = models.TextField("今年度の重点", max_length=1000, blank=True)
    resolved_on = models.DateField("総会の議決日", null=True, editable=False)  # None: 案
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="提出した人"
    )
    submitted_at = models.DateTimeField("提出した日時", null=True, editable=False)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="受け取った人"
    )
    accepted_at = models.DateTimeField("受理した日時", null=True, editable=False)

    objects: ClassVar[models.Manager[YearlyPlan]] = YearlyPlanQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "年度計画"
        ordering = ["-fiscal_year", "organization", "-version"]
        indexes = [models.Index(fields=["fiscal_year", "status"], name="plan_of_year")]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "fiscal_year", "version"],
                name="one_yearly_plan_per_organization_year_and_version",
                violation_error_message="この年度の計画は、もう作られています。その続きを書いてください。",
            ),
            models.UniqueConstraint(
                fields=["organization", "fiscal_year"],
                condition=Q(status__in=["draft", "offered"]),
                name="one_draft_plan_per_organization_and_year",
                violation_error_message="この年度の計画は、もう書きかけがあります。その続きを書いてください。",
            ),
            models.UniqueConstraint(
                fields=["organization", "fiscal_year"],
                condition=Q(status__in=["submitted", "returned", "accepted"]),
                name="one_live_plan_per_organization_and_year",
                violation_error_message="この年度の計画は、もう出してあります。画面を開き直してください。",
            ),
            models.CheckConstraint(
                name="a_yearly_plan_is_sent_exactly_when_someone_sent_it",
                condition=Q(status="draft", submitted_by=None, submitted_at=None)
                | ~Q(status="draft") & Q(submitted_by__isnull=False, submitted_at__isnull=False),
            ),
            models.CheckConstraint(
                name="an_accepted_yearly_plan_names_who_accepted_it",
                condition=~Q(status="accepted") | Q(accepted_by__isnull=False, accepted_at__isnull=False),
            ),
            models.CheckConstraint(
                name="nobody_accepts_the_yearly_plan_that_they_sent",
                condition=Q(accepted_by=None) | ~Q(accepted_by=F("submitted_by")),
                violation_error_message="提出した人は、その年度計画を受理できません。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organization} {self.name_of_year}"

    @property
    def name_of_year(self) -> str:
        return f"{self.fiscal_year} 年度計画"

    def get_absolute_url(self) -> str:
        return reverse("plans:yearly_detail", args=[self.pk])

    @property
    def is_open(self) -> bool:
        """The organization may write in it."""
        return self.status in (self.Status.DRAFT, self.Status.RETURNED)

    @property
    def is_proposal(self) -> bool:
        """案: the general meeting has not decided it yet."""
        return self.resolved_on is None

    def project_rows(self) -> models.QuerySet[Project]:
        return self.projects.select_related("measure")

    def income_lines(self) -> models.QuerySet[BudgetLine]:
        return self.lines.income().select_related("category")

    def expense_lines(self) -> models.QuerySet[BudgetLine]:
        return self.lines.expense().select_related("category")

    def totals(self) -> Totals:
        return totals_of(list(self.projects.all()), list(self.lines.select_related("category")))

    def gaps(self) -> list[Gap]:
        """What keeps the plan from being sent, each with a sentence that names the row and says how to mend it."""
        lines = list(self.lines.select_related("category"))
        return [*gaps_of(self, list(self.project_rows()), lines), *gaps_of_brought(self, lines)]

    def newest(self) -> YearlyPlan:
        """The version of the same year that the city has now; this one if it has none."""
        return YearlyPlan.objects.of(self.organization, self.fiscal_year).in_force().first() or self

    def others_in_force(self) -> models.QuerySet[YearlyPlan]:
        return YearlyPlan.objects.of(self.organization, self.fiscal_year).in_force().exclude(pk=self.pk)

    def last_year(self) -> YearlyPlan | None:
        return YearlyPlan.objects.of(self.organization, self.fiscal_year.previous).in_force().first()

    @classmethod
    @transaction.atomic
    def begin(
        cls, organization: Organization, year: FiscalYear, *, by: User, chosen: Collection[int] | None = None
    ) -> YearlyPlan:
        """The year's first version, with last year's rows where there are some: all, or the ``chosen`` projects."""
        future = FuturePlan.objects.in_force().filter(organization=organization).first()
        if future is None:
            raise NotNow("年度計画は、総会で決めた将来計画をもとに作ります。先に将来計画を仕上げてください。")
        with spoken(cls):
            plan = cls.objects.create(organization=organization, fiscal_year=year, future_plan=future)
        if model := plan.last_year():
            copy_year(model, plan, chosen)
        bring_over(plan)
        record(plan, "yearlyplan.begin", by=by, changes=made(plan), copied=model is not None)
        return plan

    @transaction.atomic
    def write(
        self, *, by: User, seen: int, emphasis: str, projects: Sequence[Row], lines: Sequence[Row], source: str = ""
    ) -> None:
        """Saves the whole page, as it was written on the revision that the writer has ``seen``.

        ``source``: where the rows come from, if they were not typed.
        """
        self.lock()
        if not self.is_open:
            raise NotNow(self.NOT_NOW["submit"])
        self.turn_page(seen=seen)
        before = kept(plan_places(self))
        self.emphasis = emphasis
        self.save()
        with spoken(Project, BudgetLine):
            rewrite(self.projects.all(), projects, plan=self)
            rewrite(self.lines.all(), with_previous(lines, self.last_year()), plan=self)
            connection.check_constraints()  # those asked at the end of the transaction: now, to be spoken
        told = changes(before, kept(plan_places(self)))
        facts: dict[str, Any] = {"comment": source} if source else {}
        record(self, "yearlyplan.write", by=by, changes=told, **facts)

    @transaction.atomic
    def take_project(self, project: Project | ProjectPattern, *, by: User) -> Project:
        """A row from the city's patterns, another year or another organization, with where it comes from."""
        self.lock()
        if not self.is_open:
            raise NotNow(self.NOT_NOW["submit"])
        self.turn_page(seen=self.revision)
        self.save()
        with spoken(Project):
            return add(self, project, by=by)

    @transaction.atomic
    def submit(self, *, by: User, on: date, resolved_on: date | None = None) -> None:
        """Sent to the city, as 案 where the assembly is still to come; the version that the city had is superseded."""
        self.lock()
        if resolved_on and resolved_on > on:
            raise NotNow("総会の議決日は、きょうまでの日にしてください。総会の前に出すときは、空けておきます。")
        if self.change_being_written():
            raise NotNow("この版は、交付金の変更の申請のためのものです。変更の申請といっしょに出してください。")
        if gaps := self.gaps():
            raise NotNow([gap.sentence for gap in gaps])
        resolved = {"resolved_on": resolved_on or self.resolved_on}
        self.take("submit", by=by, to=resolved, resolved_on=resolved_on)
        for before in self.others_in_force():
            before.supersede(by=by)
        self.submitted_by, self.submitted_at = by, timezone.now()
        with spoken(YearlyPlan):
            self.save()
        keep(self, "plan", by=by)
        sent(self)
        mend(self, by=by, values={place.code: place.value for place in plan_places(self)})

    @transaction.atomic
    def reopen(self, *, by: User, comment: str = "") -> None:
        """補正: the city gives the plan back, so that the organization can mend what the correction names."""
        self.stays_with_city()
        self.take("reopen", by=by, comment=comment)
        self.accepted_by = self.accepted_at = None
        self.save()

    @transaction.atomic
    def ask_correction(self, asks: Sequence[Ask], *, by: User, due_on: date) -> None:
        """補正 of a plan that stands alone; one that came with an application is asked for there."""
        self.reopen(by=by, comment=f"{len(asks)}か所、{month_day(due_on)}まで")
        ask_for(self, asks, by=by, due_on=due_on, values={place.code: place.value for place in plan_places(self)})
        contacts = self.organization.contacts(on=timezone.localdate())
        post("plans/emails/correction", to=contacts, plan=self, asks=asks, due_on=due_on)

    @transaction.atomic
    def accept(self, *, by: User) -> None:
        """受理 with the decision on an application, or at once, where the city's rule has no way for it."""
        self.stays_with_city()
        self.take_in(by=by)

    def take_in(self, *, by: User) -> None:
        """The city has taken the plan."""
        self.take("accept", by=by)
        refuse_if_contested(self)
        self.accepted_by, self.accepted_at = by, timezone.now()
        with spoken(YearlyPlan):
            self.save()

    def decided_facts(self) -> dict[str, str]:
        """What the posts agree to; a plan that was sent is not written any more."""
        totals = self.totals()
        return {
            "計画": f"{self}(第{self.version}版)",
            "収入の合計": yen(totals.income),
            "支出の合計": yen(totals.expenditure),
            "うち交付金": yen(totals.grant_share),
            "総会の議決日": era_date(self.resolved_on) if self.resolved_on else "案",
            "状態": self.get_status_display(),
        }
