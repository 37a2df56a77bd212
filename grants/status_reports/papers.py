"""状況報告書 (form 3.13): how far each project of the year's plan is, what came in and went out, what is difficult."""

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
from grants.belonging import OfGrantQuerySet
from grants.cases import Grant
from grants.sent_papers import SentPaper, signed
from organizations.behalf import refuse_if_contested
from organizations.requests import sent
from plans.models import YearlyPlan
from plans.rows import YEN_LIMIT
from plans.versions import STALE
from records.cases import NotNow, spoken
from records.era import era_date
from records.events import record
from records.mail import post
from records.papers import keep
from records.telling import changes, overwrite, told_rows
from records.templatetags.japanese import yen


class StatusReportQuerySet(OfGrantQuerySet["StatusReport"]):
    def open(self) -> StatusReportQuerySet:
        return self.filter(status__in=[StatusReport.Status.DRAFT, StatusReport.Status.RETURNED])

    def with_city(self) -> StatusReportQuerySet:
        return self.filter(status=StatusReport.Status.SUBMITTED)


class StatusReport(SentPaper):
    class Status(models.TextChoices):
        DRAFT = "draft", "下書き"
        SUBMITTED = "submitted", "確認"
        RETURNED = "returned", "直しのお願い"
        ACCEPTED = "accepted", "確認済み"

    class Outlook(models.TextChoices):
        ON_TIME = "on_time", "計画のとおりに終わる"
        LATE = "late", "おくれているが、年度の中で終わる"
        CHANGE = "change", "計画のとおりには終わらない"

    MOVES: ClassVar[Any] = {
        "submit": ({Status.DRAFT, Status.RETURNED}, Status.SUBMITTED),
        "send_back": ({Status.SUBMITTED}, Status.RETURNED),
        "accept": ({Status.SUBMITTED}, Status.ACCEPTED),
    }
    NOT_NOW: ClassVar[Any] = {
        "submit": "この状況報告は、もう市に出してあります。画面を開き直して、今の状態を確かめてください。",
    }
    SAID: ClassVar[Any] = {
        "begin": "状況報告を書きはじめた",
        "write": "状況報告を書いた",
        "submit": "状況報告を出した",
        "send_back": "状況報告の直しを求めた",
        "accept": "状況報告を確認した",
    }

    grant = models.ForeignKey(Grant, on_delete=models.PROTECT, related_name="status_reports", verbose_name="交付金")
    yearly_plan = models.ForeignKey(YearlyPlan, on_delete=models.PROTECT, related_name="+", verbose_name="年度計画")
    as_of = models.DateField("いつ現在の状況か", editable=False)
    due_on = models.DateField("報告の期限", editable=False)
    status = models.CharField("状態", max_length=10, choices=Status.choices, default=Status.DRAFT, editable=False)
    revision = models.PositiveIntegerField(default=0, editable=False, verbose_name="書き直しの回数")
    outlook = models.CharField("終わる見込み", max_length=8, choices=Outlook.choices, blank=True)
    income = models.BigIntegerField("収入の計(円)", null=True)
    expense = models.BigIntegerField("支出の計(円)", null=True)
    grant_spent = models.BigIntegerField("支出のうち交付金(円)", null=True)
    issues = models.TextField("困っていること", max_length=2000, blank=True)
    sent_back_for = models.TextField("直すところ", max_length=1000, blank=True, editable=False)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="確認した人"
    )
    accepted_at = models.DateTimeField("確認した日時", null=True, editable=False)

    objects: ClassVar[models.Manager[StatusReport]] = StatusReportQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "状況報告"
        ordering = ["grant", "as_of"]
        indexes = [models.Index(fields=["status", "received_at"], name="status_report_by_status")]
        constraints = [
            models.UniqueConstraint(
                fields=["grant", "as_of"],
                name="one_status_report_per_grant_and_day",
                violation_error_message="この日の状況報告は、もうあります。その続きを書いてください。",
            ),
            models.CheckConstraint(
                name="a_sent_status_report_says_who_sent_it_and_for_whom", condition=Q(status="draft") | signed()
            ),
            models.CheckConstraint(
                name="a_sent_status_report_is_complete",
                condition=Q(status="draft")
                | Q(income__isnull=False, expense__isnull=False, grant_spent__isnull=False) & ~Q(outlook=""),
            ),
            models.CheckConstraint(
                name="amounts_of_a_status_report_are_not_negative",
                condition=(Q(income=None) | Q(income__range=(0, YEN_LIMIT)))
                & (Q(expense=None) | Q(expense__range=(0, YEN_LIMIT)))
                & (Q(grant_spent=None) | Q(grant_spent__gte=0)),
                violation_error_message="金額は、0円以上で入れてください。",
            ),
            models.CheckConstraint(
                name="no_more_of_the_grant_is_spent_than_is_spent_at_all",
                condition=Q(grant_spent=None) | Q(expense=None) | Q(grant_spent__lte=F("expense")),
                violation_error_message="「支出のうち交付金」は、支出の計より多くできません。",
            ),
            models.CheckConstraint(
                name="a_status_report_is_accepted_exactly_when_somebody_accepted_it",
                condition=Q(status="accepted", accepted_by__isnull=False, accepted_at__isnull=False)
                | ~Q(status="accepted") & Q(accepted_by=None, accepted_at=None),
            ),
            models.CheckConstraint(
                name="nobody_accepts_their_own_status_report",
                condition=Q(accepted_by=None) | ~Q(accepted_by=F("submitted_by")),
                violation_error_message="状況報告を出した人は、それを確認できません。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.grant} {self.name}"

    @property
    def name(self) -> str:
        return f"状況報告({era_date(self.as_of)}現在)"

    def get_absolute_url(self) -> str:
        return reverse("grants:status_report", args=[self.pk])

    @property
    def draft_key(self) -> str:
        return f"status-report:{self.pk}"

    @classmethod
    @transaction.atomic
    def begin(cls, grant: Grant, *, by: User, as_of: date, on: date) -> StatusReport:
        """Answers one call, with the projects of the year's plan; nothing of them is typed again."""
        from grants.status_reports.calls import calls_of  # which knows the reports

        grant.lock()
        call = next((call for call in calls_of(grant) if call.as_of == as_of), None)
        if call is None:
            raise NotNow("この日の状況報告は、求められていないか、もう書きはじめています。画面を開き直してください。")
        if not call.is_due(on=on):
            raise NotNow(f"{era_date(as_of)}になったら、書きはじめられます。")
        plan = grant.yearly_plan.newest()
        made = cls._base_manager.create(grant=grant, yearly_plan=plan, as_of=as_of, due_on=call.due_on)
        rows = ({"name": row.name, "cost": row.cost, "grant_share": row.grant_share} for row in plan.project_rows())
        StatusProject.objects.bulk_create(
            StatusProject(report=made, order=order, **row) for order, row in enumerate(rows, start=1)
        )
        record(made, "statusreport.begin", by=by)
        return made

    @transaction.atomic
    def write(self, *, by: User, seen: int, head: Mapping[str, Any], projects: Sequence[Mapping[str, Any]]) -> None:
        """All that stands on its page; ``seen`` is the revision that the writer had before them."""
        self._must_be_open()
        if seen != self.revision:
            raise NotNow(STALE)
        before = told_rows(self.projects.all(), but={"report"})
        changed = overwrite(self, head)
        self.revision += 1
        with spoken(StatusReport):
            self.save()
        known = {project.pk: project for project in self.projects.all()}
        for row in projects:
            if project := known.get(row["id"]):
                project.progress, project.told = row["progress"], row["told"]
                with spoken(StatusProject):
                    project.save()
        after = told_rows(self.projects.all(), but={"report"})
        record(self, "statusreport.write", by=by, changes=[*changed, *changes(before, after)])

    def gaps(self, *, on: date) -> list[str]:
        """What keeps it from being sent: sentences that say how to mend it."""
        found = []
        if self.as_of > on:
            found.append(f"{era_date(self.as_of)}現在の報告です。その日になってから出してください。")
        if self.organization.president(on=on) is None:
            found.append("今の会長が役員名簿にありません。名簿に入れてください。")
        found += [
            f"事業{project.order}「{project}」に、進みぐあい(%と文)を書いてください。"
            for project in self.projects.all()
            if project.progress is None or not project.told.strip()
        ]
        if None in (self.income, self.expense, self.grant_spent):
            found.append("収入と支出の計、支出のうち交付金を入れてください。ないときは0です。")
        if not self.outlook:
            found.append("終わる見込みを選んでください。")
        elif self.outlook != self.Outlook.ON_TIME and not self.issues.strip():
            found.append("計画のとおりに進んでいないときは、困っていることを書いてください。")
        return found

    @transaction.atomic
    def submit(self, *, by: User, on: date) -> None:
        """The register is copied; from now on only the city can open it again."""
        self.grant.lock()
        self.lock()
        self.check_move("submit")
        if gaps := self.gaps(on=on):
            raise NotNow(gaps)
        values = {**self.register(on=on), "sent_back_for": ""}
        comment = f"支出のうち交付金 {yen(self.grant_spent)}、{self.get_outlook_display()}"
        self.take("submit", by=by, to=values, comment=comment)
        self.sign(by=by, on=on)
        with spoken(StatusReport):
            self.save()
        keep(self, "status", by=by)
        sent(self)

    @transaction.atomic
    def send_back(self, *, by: User, comment: str) -> None:
        self.take("send_back", by=by, to={"sent_back_for": comment}, comment=comment)
        self.save()
        contacts = self.organization.contacts(on=timezone.localdate())
        post("grants/emails/status_returned/applicant", to=contacts, report=self)

    @transaction.atomic
    def accept(self, *, by: User) -> None:
        """The city has read it and has nothing to ask."""
        self.take("accept", by=by)
        refuse_if_contested(self)
        self.accepted_by, self.accepted_at = by, timezone.now()
        with spoken(StatusReport):
            self.save()

    def _must_be_open(self) -> None:
        self.lock()
        if not self.is_open:
            raise NotNow(self.NOT_NOW["submit"])


class StatusProject(models.Model):
    """One project of the year's plan, and how far it is."""

    report = models.ForeignKey(StatusReport, on_delete=models.CASCADE, related_name="projects", verbose_name="報告")
    order = models.PositiveSmallIntegerField("No", editable=False)
    name = models.CharField("事業名", max_length=100, editable=False)
    cost = models.BigIntegerField("予定の事業費(円)", default=0, editable=False)
    grant_share = models.BigIntegerField("予定のうち交付金(円)", default=0, editable=False)
    progress = models.PositiveSmallIntegerField("進みぐあい(%)", null=True)
    told = models.TextField("したことと、これからすること", max_length=1000, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "事業の状況"
        ordering = ["report", "order"]
        constraints = [
            models.UniqueConstraint(fields=["report", "order"], name="one_project_per_line_of_a_status_report"),
            models.CheckConstraint(
                name="progress_is_between_nothing_and_all",
                condition=Q(progress=None) | Q(progress__lte=100),
                violation_error_message="進みぐあいは、0から100までの%で入れてください。",
            ),
        ]

    def __str__(self) -> str:
        return self.name
