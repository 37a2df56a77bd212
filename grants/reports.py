"""実績報告 (forms 3.14 to 3.17): what became of the year's plan, what it cost, and the receipts that prove it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, ClassVar

from django.core.files.uploadedfile import UploadedFile
from django.db import models, transaction
from django.db.models import F, Q, Sum
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from grants.belonging import OfGrantQuerySet
from grants.cases import Grant
from grants.confirming import Confirming
from grants.report_checks import Gap, gaps_of
from grants.report_places import places_of
from grants.report_plan import copy_plan
from grants.report_rows import Expense
from grants.sent_papers import signed
from organizations.requests import sent
from plans.models import YearlyPlan
from plans.places import kept
from plans.rows import Row, rewrite
from plans.versions import STALE
from records import attachments
from records.cases import NotNow, spoken
from records.corrections import Ask, ask_for, mend
from records.events import record
from records.letters import LetterModel
from records.mail import post
from records.papers import keep
from records.reviews import Finding, Verdict
from records.telling import changes, overwrite
from records.templatetags.japanese import month_day, yen


class ReportQuerySet(OfGrantQuerySet["Report"]):
    def open(self) -> ReportQuerySet:
        return self.filter(status__in=[Report.Status.DRAFT, Report.Status.RETURNED])

    def with_city(self) -> ReportQuerySet:
        return self.filter(status=Report.Status.SUBMITTED)


class Report(Confirming):
    class Status(models.TextChoices):
        DRAFT = "draft", "下書き"
        SUBMITTED = "submitted", "確認"
        RETURNED = "returned", "補正のお願い"
        PROPOSED = "proposed", "決裁待ち"
        CONFIRMED = "confirmed", "額の確定"

    MOVES: ClassVar[Any] = {
        "submit": ({Status.DRAFT, Status.RETURNED}, Status.SUBMITTED),
        "ask_correction": ({Status.SUBMITTED}, Status.RETURNED),
        "review": ({Status.SUBMITTED}, Status.SUBMITTED),
        "propose": ({Status.SUBMITTED}, Status.PROPOSED),
        "reopen": ({Status.PROPOSED}, Status.SUBMITTED),
        "confirm": ({Status.PROPOSED}, Status.CONFIRMED),
    }
    NOT_NOW: ClassVar[Any] = {
        "submit": "この実績報告は、もう市に出してあります。画面を開き直して、今の状態を確かめてください。",
    }
    SAID: ClassVar[Any] = {
        "begin": "実績報告を書きはじめた",
        "write": "実績報告を書いた",
        "note": "領収書を入れた",
        "strike": "領収書を消した",
        "follow": "新しい年度計画に合わせた",
        "receive": "書類を付けた",
        "submit": "実績報告を出した",
        "ask_correction": "補正を求めた",
        "review": "確認の結果を書いた",
        "propose": "額の確定の案をつくった",
        "reopen": "確認に戻った",
        "confirm": "額を確定した",
        "show": "成果を公開した",
        "hide": "成果の公開をやめた",
    }

    grant = models.OneToOneField(Grant, on_delete=models.PROTECT, related_name="report", verbose_name="交付金")
    yearly_plan = models.ForeignKey(YearlyPlan, on_delete=models.PROTECT, related_name="+", verbose_name="年度計画")
    status = models.CharField("状態", max_length=10, choices=Status.choices, default=Status.DRAFT, editable=False)
    revision = models.PositiveIntegerField(default=0, editable=False, verbose_name="書き直しの回数")
    starts_on = models.DateField("事業をはじめた日", null=True)
    ends_on = models.DateField("事業を終えた日", null=True)
    approved_on = models.DateField("総会で決算を認めた日", null=True)
    remarks = models.TextField("まとめ", max_length=2000, blank=True)
    reserve = models.ForeignKey(
        "grants.Reserve", on_delete=models.PROTECT, null=True, related_name="+", verbose_name="積立"
    )
    amount_to_reserve = models.BigIntegerField("積み立てる額(円)", default=0)
    amount_spent = models.BigIntegerField("交付金を充てた額(円)", null=True, editable=False)  # as it was sent

    objects: ClassVar[models.Manager[Report]] = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "実績報告"
        ordering = ["received_at", "pk"]
        indexes = [models.Index(fields=["status", "received_at"], name="report_by_status")]
        constraints = [
            *Confirming.Meta.constraints,
            models.CheckConstraint(
                name="a_sent_report_says_who_sent_it_and_for_whom", condition=Q(status="draft") | signed()
            ),
            models.CheckConstraint(
                name="a_sent_report_says_what_was_spent",
                condition=Q(status="draft") | Q(amount_spent__isnull=False, amount_spent__gte=0),
            ),
            models.CheckConstraint(
                name="reported_work_ends_after_it_begins",
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                violation_error_message="事業を終えた日を、はじめた日か、それより後の日にしてください。",
            ),
            models.CheckConstraint(
                name="what_is_to_be_reserved_names_its_reserve",
                condition=Q(amount_to_reserve=0) | Q(amount_to_reserve__gt=0, reserve__isnull=False),
                violation_error_message="積み立てる額と、どの積立に入れるかを、そろえて入れてください。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.grant}の実績報告"

    def get_absolute_url(self) -> str:
        return reverse("grants:report", args=[self.pk])

    @property
    def draft_key(self) -> str:
        return f"report:{self.pk}"

    @property
    def period(self) -> tuple[date, date]:
        """The days on which the covered year's money may be spent."""
        year = self.grant.scheme.fiscal_year
        return year.start, year.end

    def expense_rows(self) -> models.QuerySet[Expense]:
        return self.expenses.select_related("project", "category", "photo")

    def spent(self) -> int:
        """Yen of the grant that the receipts account for."""
        return int(self.expenses.aggregate(sum=Sum("grant_share"))["sum"] or 0)

    def reported(self) -> int:
        """Yen of the grant that were spent: as it was sent, or as it stands while it is written."""
        return self.spent() if self.is_open or self.amount_spent is None else self.amount_spent

    def letter(self, *, on: date) -> LetterModel:
        from grants.letters import ConfirmationLetter  # the letters know the report

        return ConfirmationLetter(self, on)

    def gaps(self, *, on: date) -> list[Gap]:
        """What keeps it from being sent, each with the page on which it is mended."""
        return list(gaps_of(self, on=on))

    @classmethod
    @transaction.atomic
    def begin(cls, grant: Grant, *, by: User) -> Report:
        """With the plan's projects and budget; nothing of them is typed again."""
        grant.lock()
        if grant.status not in Grant.STANDING:
            raise NotNow("実績報告は、交付が決まってから書けます。")
        if cls.objects.filter(grant=grant).exists():
            raise NotNow("実績報告は、もうあります。その続きを書いてください。")
        made = cls._base_manager.create(grant=grant, yearly_plan=grant.yearly_plan.newest(), starts_on=grant.starts_on)
        copy_plan(made)
        record(made, "report.begin", by=by)
        return made

    @transaction.atomic
    def follow(self, *, by: User) -> None:
        """The plan was changed meanwhile: its rows take the place of the old ones."""
        self.check_open()
        changed = overwrite(self, {"yearly_plan": self.grant.yearly_plan.newest()})
        copy_plan(self)
        self.revision += 1
        self.save()
        record(self, "report.follow", by=by, changes=changed)

    @transaction.atomic
    def write(
        self, *, by: User, seen: int, head: Mapping[str, Any], projects: Sequence[Row], lines: Sequence[Row]
    ) -> None:
        """All that stands on its page; ``seen`` is the revision that the writer had before them."""
        self.check_open()
        if seen != self.revision:
            raise NotNow(STALE)
        before = kept(places_of(self))
        overwrite(self, head)
        self.revision += 1
        with spoken(Report):
            self.save()
        known = {project.pk: project for project in self.projects.all()}
        for row in projects:
            if project := known.get(row["id"]):
                for column, value in row.items():
                    setattr(project, column, value)
                project.save()
        budget = dict(self.yearly_plan.lines.values_list("category", "amount"))
        with spoken(self.lines.model):
            wanted = [{**line, "budget": budget.get(line["category"].pk, 0)} for line in lines]
            rewrite(self.lines.all(), wanted, report=self)
        record(self, "report.write", by=by, changes=changes(before, kept(places_of(self))))

    @transaction.atomic
    def receive(self, file: UploadedFile[Any], *, purpose: str, by: User) -> None:
        self.check_open()
        attachments.receive(self, file, purpose=purpose, by=by)

    @transaction.atomic
    def submit(self, *, by: User, on: date) -> None:
        """Sent to the city; from now on it can be confirmed."""
        self.grant.lock()
        self.lock()
        self.check_move("submit")
        if gaps := self.gaps(on=on):
            raise NotNow([gap.sentence for gap in gaps])
        spent = self.spent()
        values = {**self.register(on=on), "amount_spent": spent}
        self.take("submit", by=by, to=values, comment=f"交付金を充てた額 {yen(spent)}")
        self.sign(by=by, on=on)
        with spoken(Report):
            self.save()
        keep(self, "report", by=by)
        mend(self, by=by, values={place.code: place.value for place in places_of(self)})
        Finding.objects.about(self).filter(verdict=Verdict.MEND).delete()  # answered: to be looked at again
        sent(self)
        post("grants/emails/report_received/applicant", to=self.organization.contacts(on=on), about=self, report=self)

    @transaction.atomic
    def ask_correction(self, asks: Sequence[Ask], *, by: User, due_on: date) -> None:
        """補正: the report goes back, with what is asked at each row."""
        comment = f"{len(asks)}か所、{month_day(due_on)}まで"
        self.take("ask_correction", by=by, comment=comment, due_on=due_on, asks=list(asks))
        self.save()
        values = {place.code: place.value for place in places_of(self)}
        ask_for(self, asks, by=by, due_on=due_on, values=values)
        contacts = self.organization.contacts(on=timezone.localdate())
        post("grants/emails/report_returned/applicant", to=contacts, about=self, report=self, asks=asks, due_on=due_on)

    def check_open(self) -> None:
        """Locks it; NotNow unless the organization may write."""
        self.lock()
        if not self.is_open:
            raise NotNow(self.NOT_NOW["submit"])
