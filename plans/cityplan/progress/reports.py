"""進捗の報告: what a department says of one action in one year, with evidence; its head approves it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.core.files.uploadedfile import UploadedFile
from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from plans.cityplan.rows import ActionIndicator, ActionYear, CityAction, in_short
from records import attachments
from records.attachments import Attachment
from records.cases import Case, NotNow, spoken
from records.events import record
from records.mail import post
from records.telling import changes, overwrite, told_rows
from staff.models import Department

EVIDENCE = "取組の資料"


class ActionReportQuerySet(models.QuerySet["ActionReport"]):
    def visible_to(self, user: User, *, on: date) -> ActionReportQuerySet:
        """The city's own paper; what is told outside is the compiled report."""
        return self if user.is_city(on=on) else self.none()

    def open(self) -> ActionReportQuerySet:
        """Still to be written or approved, in a round that is open."""
        return self.filter(round__status="open").exclude(status="approved")


class ActionReport(Case):
    class Status(models.TextChoices):
        ASKED = "asked", "報告を待っています"
        SUBMITTED = "submitted", "課長の承認待ち"
        APPROVED = "approved", "承認"

    class State(models.TextChoices):
        ON_TRACK = "on_track", "計画どおり"
        LATE = "late", "おくれている"
        CHANGED = "changed", "やり方を見直した"
        NOT_BEGUN = "not_begun", "手をつけていない"
        DONE = "done", "やり終えた"

    PROUD: ClassVar[Any] = (State.ON_TRACK, State.DONE)  # to be shown by evidence
    MOVES: ClassVar[Any] = {
        "write": ({Status.ASKED}, Status.ASKED),
        "submit": ({Status.ASKED}, Status.SUBMITTED),
        "send_back": ({Status.SUBMITTED}, Status.ASKED),
        "approve": ({Status.SUBMITTED}, Status.APPROVED),
        "reopen": ({Status.APPROVED}, Status.ASKED),
    }
    AFTERWARDS: ClassVar[Any] = {"reopen"}
    SAID: ClassVar[Any] = {
        "write": "報告を書いた",
        "submit": "課長に承認を頼んだ",
        "send_back": "書き直しを頼んだ",
        "approve": "課長が承認した",
        "reopen": "承認を取り消した",
        "receive": "資料を付けた",
        "put_away": "資料を外した",
        "link": "関係する案件を結びつけた",
        "unlink": "関係する案件を外した",
        "remind": "期限を知らせた",
    }
    TEXTS: ClassVar[Any] = ("state", "done", "issues", "next_step")

    round = models.ForeignKey(
        "plans.ProgressRound", on_delete=models.PROTECT, related_name="reports", verbose_name="照会"
    )
    action = models.ForeignKey(CityAction, on_delete=models.PROTECT, related_name="reports", verbose_name="取組")
    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="+", verbose_name="担当課")
    status = models.CharField("状態", max_length=10, choices=Status.choices, default=Status.ASKED, editable=False)
    state = models.CharField("進みぐあい", max_length=10, choices=State.choices, blank=True)
    done = models.TextField("したこと", max_length=2000, blank=True)
    issues = models.TextField("課題", max_length=1000, blank=True)
    next_step = models.TextField("次の年度にすること", max_length=1000, blank=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="書いた人"
    )
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="承認した人"
    )
    approved_at = models.DateTimeField("承認した日時", null=True, editable=False)
    reminded_on = models.DateField("期限を知らせた日", null=True, editable=False)

    objects: ClassVar[models.Manager[ActionReport]] = ActionReportQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "取組の進捗の報告"
        ordering = ["round", "action__number"]
        constraints = [
            models.UniqueConstraint(fields=["round", "action"], name="one_report_per_action_and_year"),
            models.CheckConstraint(
                name="nobody_approves_their_own_progress_report",
                condition=Q(approved_by=None) | ~Q(approved_by=F("submitted_by")),
                violation_error_message="報告を書いた人は、承認できません。ほかの人に頼んでください。",
            ),
            models.CheckConstraint(
                name="a_progress_report_is_approved_exactly_by_somebody",
                condition=Q(status="approved", approved_by__isnull=False, approved_at__isnull=False)
                | ~Q(status="approved") & Q(approved_by=None, approved_at=None),
            ),
            models.CheckConstraint(
                name="a_submitted_progress_report_says_what_was_done",
                condition=Q(status="asked") | ~Q(state="") & ~Q(done="") & Q(submitted_by__isnull=False),
                violation_error_message="進みぐあいと、したことを書いてください。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round.fiscal_year} {self.action}"

    def get_absolute_url(self) -> str:
        return reverse("plans:progress_report", args=[self.pk])

    @property
    def planned(self) -> str:
        """What the plan says of the year."""
        return str(ActionYear.Stage(self.action.stage_in(self.round.fiscal_year)).label)

    @property
    def is_open(self) -> bool:
        return self.status == self.Status.ASKED and self.round.status == "open"

    def papers(self) -> list[Attachment]:
        return list(Attachment.objects.about(self))

    def _must_be_written(self) -> None:
        self.lock()
        self.check_move("write")
        if self.round.status != "open":
            raise NotNow("この年度の進捗は、もうとりまとめました。協働の担当に頼んでください。")

    @transaction.atomic
    def write(self, *, by: User, results: Mapping[int, Decimal | None], **texts: Any) -> None:
        """``results``: by the indicators' keys. May be written in several goes; nothing is judged yet."""
        self._must_be_written()
        before = told_rows(self.results.all())
        changed = overwrite(self, texts)
        self.save()
        for indicator in ActionIndicator.objects.filter(action=self.action_id, pk__in=results):
            self.results.update_or_create(indicator=indicator, defaults={"value": results[indicator.pk]})
        told = [*changed, *changes(before, told_rows(self.results.all()))]
        record(self, "actionreport.write", by=by, changes=told)

    @transaction.atomic
    def submit(self, *, by: User) -> None:
        """To the department's head. What is said to be on track is shown by evidence."""
        self._must_be_written()
        if lacking := self.lacking():
            raise NotNow(lacking)
        self.take("submit", by=by, to={"submitted_by": by})
        self.save()

    def lacking(self) -> dict[str, str]:
        """What keeps it from its head, each at its field of the page."""
        found = {} if self.state else {"state": "進みぐあいを選んでください。"}
        if not self.done.strip():
            found["done"] = "したことを書いてください。"
        for each in self.action.indicators.exclude(results__report=self, results__value__isnull=False):
            found[f"result_{each.pk}"] = f"指標「{each}」の結果を入れてください。"
        if self.state in self.PROUD and not (self.papers() or self.links.exists()):
            said = self.get_state_display()
            found["paper"] = f"「{said}」と書くときは、それが分かる書類か案件を、1つ以上付けてください。"
        return found

    @transaction.atomic
    def send_back(self, *, by: User, comment: str) -> None:
        if not comment.strip():
            raise NotNow({"comment": "直してほしいことを書いてください。"})
        self.take("send_back", by=by, comment=comment)
        writer, self.submitted_by = self.submitted_by, None
        self.save()
        post("plans/emails/progress_back", to=[writer] if writer else [], about=self, report=self, comment=comment)

    @transaction.atomic
    def approve(self, *, by: User) -> None:
        self.take("approve", by=by)
        self.approved_by, self.approved_at = by, timezone.now()
        with spoken(ActionReport):
            self.save()

    @transaction.atomic
    def reopen(self, *, by: User, comment: str) -> None:
        """The section asks once more, before the year is compiled."""
        if self.round.status != "open":
            raise NotNow("とりまとめを開き直してから、もう一度してください。")
        self.take("reopen", by=by, to={"approved_by": None, "approved_at": None}, comment=comment)
        self.submitted_by = None
        self.save()

    @transaction.atomic
    def receive(self, file: UploadedFile[Any], *, by: User) -> None:
        self._must_be_written()
        attachments.receive(self, file, purpose=EVIDENCE, by=by)

    @transaction.atomic
    def link(self, case: models.Model, *, by: User) -> None:
        """A case of the portal that shows what was done: a grant, a plan, a session."""
        self._must_be_written()
        kind = ContentType.objects.get_for_model(case)
        row, new = EvidenceLink.objects.get_or_create(
            report=self, case_type=kind, case_id=case.pk, defaults={"label": f"{case._meta.verbose_name} {case}"[:200]}
        )
        if new:
            record(self, "actionreport.link", by=by, comment=row.label)

    @transaction.atomic
    def unlink(self, link: EvidenceLink, *, by: User) -> None:
        self._must_be_written()
        record(self, "actionreport.unlink", by=by, comment=link.label)
        link.delete()


class IndicatorResult(models.Model):
    report = models.ForeignKey(ActionReport, on_delete=models.CASCADE, related_name="results", verbose_name="報告")
    indicator = models.ForeignKey(
        ActionIndicator, on_delete=models.PROTECT, related_name="results", verbose_name="指標"
    )
    value = models.DecimalField("結果", max_digits=12, decimal_places=2, null=True)

    class Meta:
        verbose_name = verbose_name_plural = "指標の結果"
        ordering = ["report", "indicator__order"]
        constraints = [
            models.UniqueConstraint(fields=["report", "indicator"], name="one_result_per_indicator_and_year")
        ]

    def __str__(self) -> str:
        return f"{self.indicator}"

    @property
    def told(self) -> str:
        """開いた回数 8回(目標12回)."""
        unit, target = self.indicator.unit, self.indicator.target
        value = "–" if self.value is None else f"{in_short(self.value)}{unit}"
        return f"{self.indicator} {value}" + (f"(目標{in_short(target)}{unit})" if target is not None else "")


class EvidenceLink(models.Model):
    """A case that shows what was done; its label is the name of the day on which it was linked."""

    report = models.ForeignKey(ActionReport, on_delete=models.CASCADE, related_name="links", verbose_name="報告")
    case_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+", verbose_name="案件の種類")
    case_id = models.PositiveBigIntegerField("案件の番号")
    case: Any = GenericForeignKey("case_type", "case_id")
    label = models.CharField("案件", max_length=200)

    class Meta:
        verbose_name = verbose_name_plural = "取組に関係する案件"
        ordering = ["report", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "case_type", "case_id"], name="a_case_is_evidence_of_a_report_once"
            )
        ]

    def __str__(self) -> str:
        return self.label
