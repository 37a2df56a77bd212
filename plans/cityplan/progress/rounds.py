"""進捗の照会: of one plan and one year, asked from all departments at once, compiled and published."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from plans.cityplan.plan import CityPlan, sits_for_citizens
from plans.cityplan.progress.reports import ActionReport
from plans.cityplan.rows import CityAction
from records.cases import Case, NotNow, spoken
from records.era import era_date
from records.events import record
from records.fiscal import FiscalYear, FiscalYearField
from records.mail import post
from records.telling import made
from staff.models import Department, Duty
from staff.offices import section_on


class ProgressRoundQuerySet(models.QuerySet["ProgressRound"]):
    def visible_to(self, user: User, *, on: date) -> ProgressRoundQuerySet:
        """The city always; the citizens' committee once it was compiled; others once it was published."""
        if user.is_city(on=on):
            return self
        if sits_for_citizens(user, on=on):
            return self.exclude(status="open")
        return self.published()

    def published(self) -> ProgressRoundQuerySet:
        return self.filter(status="published")


class ProgressRound(Case):
    class Status(models.TextChoices):
        OPEN = "open", "照会中"
        COMPILED = "compiled", "とりまとめ済み"
        PUBLISHED = "published", "公表"

    MOVES: ClassVar[Any] = {
        "compile": ({Status.OPEN}, Status.COMPILED),
        "reopen": ({Status.COMPILED}, Status.OPEN),
        "publish": ({Status.COMPILED}, Status.PUBLISHED),
    }
    SAID: ClassVar[Any] = {
        "ask": "担当課に照会した",
        "postpone": "期限を変えた",
        "compile": "とりまとめた",
        "reopen": "とりまとめを開き直した",
        "publish": "進捗状況を公表した",
    }

    plan = models.ForeignKey(CityPlan, on_delete=models.PROTECT, related_name="rounds", verbose_name="計画")
    fiscal_year = FiscalYearField("年度")
    due_on = models.DateField("期限")
    status = models.CharField("状態", max_length=10, choices=Status.choices, default=Status.OPEN, editable=False)
    summary = models.TextField("総括", max_length=2000, blank=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="照会した人"
    )
    asked_at = models.DateTimeField("照会した日時", default=timezone.now, editable=False)
    published_on = models.DateField("公表した日", null=True, editable=False)

    objects: ClassVar[models.Manager[ProgressRound]] = ProgressRoundQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "推進計画の進捗状況"
        ordering = ["-fiscal_year", "plan"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "fiscal_year"],
                name="progress_of_a_plan_is_asked_once_a_year",
                violation_error_message="この年度の進捗は、もう照会しています。",
            ),
            models.CheckConstraint(
                name="progress_is_published_exactly_with_its_day",
                condition=Q(status="published", published_on__isnull=False)
                | ~Q(status="published") & Q(published_on=None),
            ),
            models.CheckConstraint(
                name="compiled_progress_has_a_summary",
                condition=Q(status="open") | ~Q(summary=""),
                violation_error_message="総括を書いてください。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan.title} {self.fiscal_year}の進捗状況"

    def get_absolute_url(self) -> str:
        return reverse("plans:progress", args=[self.pk])

    @classmethod
    @transaction.atomic
    def ask(cls, plan: CityPlan, year: FiscalYear, *, by: User, due_on: date, on: date) -> ProgressRound:
        """One report per action, from its lead department; where the plan names none that is there today, from the
        section in charge of collaboration."""
        if plan.adopted_on is None:
            raise NotNow("照会できるのは、決まった計画の進捗です。")
        if year not in plan.years:
            raise NotNow({"year": f"計画の期間({plan.period})の年度を選んでください。"})
        if due_on < on:
            raise NotNow({"due_on": f"きょう({era_date(on)})か、それより後の日にしてください。"})
        found = cls(plan=plan, fiscal_year=year, due_on=due_on, asked_by=by)
        with spoken(cls):
            found.save()
        actions = plan.actions.prefetch_related("offices__department")
        section = section_on(on)
        reports = [
            ActionReport(round=found, action=action, department=lead_of(action, on=on) or section) for action in actions
        ]
        ActionReport.objects.bulk_create(reports)
        record(found, "progressround.ask", by=by, changes=made(found, but={"asked_by"}), reports=len(reports))
        found.tell(reports, on=on)
        return found

    def tell(self, reports: Iterable[ActionReport], *, on: date) -> None:
        """One mail for each of a department's people, with the numbers of its actions."""
        by_office: dict[Department, list[ActionReport]] = {}
        for report in reports:
            by_office.setdefault(report.department, []).append(report)
        for department, own in by_office.items():
            to = people_of(department, on=on)
            facts: dict[str, Any] = {"round": self, "department": department, "reports": own}
            post("plans/emails/progress_asked", to=to, about=self, late=on > self.due_on, **facts)

    @transaction.atomic
    def postpone(self, *, by: User, due_on: date, on: date) -> None:
        """Another due date while departments are writing."""
        self.lock()
        self.check_move("compile")
        if due_on < on:
            raise NotNow({"due_on": f"きょう({era_date(on)})か、それより後の日にしてください。"})
        before = {"期限": era_date(self.due_on)}
        self.due_on = due_on
        self.save()
        record(self, "progressround.postpone", by=by, before=before, after={"期限": era_date(due_on)})

    @transaction.atomic
    def compile(self, *, by: User, summary: str) -> None:
        """とりまとめ: all departments' heads have approved, and the section says what the year was like."""
        if not summary.strip():
            raise NotNow({"summary": "総括を書いてください。"})
        self.lock()
        waiting = self.reports.exclude(status="approved").select_related("action", "department")
        if waiting:
            named = "、".join(f"取組{report.action.number}({report.department})" for report in waiting)
            raise NotNow(f"まだ承認されていない報告があります。{named}")
        self.take("compile", by=by, to={"summary": summary.strip()})
        self.save()

    @transaction.atomic
    def reopen(self, *, by: User) -> None:
        """Before it is published: something is to be mended."""
        self.take("reopen", by=by)
        self.save()

    @transaction.atomic
    def publish(self, *, by: User, on: date) -> None:
        """From now on everybody reads it, with the committees' opinions."""
        if not CityPlan.objects.published().filter(pk=self.plan_id).exists():
            raise NotNow("先に、計画そのものを公表してください。")
        self.take("publish", by=by, to={"published_on": on})
        self.save()


def lead_of(action: CityAction, *, on: date) -> Department | None:
    """The department in charge, if it is there on a day."""
    offices = [office.department for office in action.offices.all()]
    return next((office for office in offices if office.holds(on=on)), None)


def people_of(department: Department, *, on: date) -> list[User]:
    """Who works in a department or below it on a day."""
    below = Q(post__department=department) | Q(post__department__parent=department)
    below |= Q(post__department__parent__parent=department)
    held = Duty.objects.held(on=on).filter(below, post__audits=False)
    return list(User.objects.filter(pk__in=held.values("user"), is_active=True))
