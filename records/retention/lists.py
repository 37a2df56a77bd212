"""廃棄予定: what is to be disposed of in a year, made by one person, approved by another, done all or nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from records.cases import Case, NotNow, spoken
from records.events import record
from records.fiscal import FiscalYear, FiscalYearField
from records.retention.kinds import HOLDINGS, Document
from records.retention.rule import RetentionRule
from records.telling import overwrite

FEW = 5  # sentences that one refusal tells


class DisposalQuerySet(models.QuerySet["Disposal"]):
    def visible_to(self, user: User, *, on: date) -> Self:
        """The section, and the posts that see every organization."""
        return self if user.in_section(on=on) or user.reaches_all(on=on) else self.none()


class Disposal(Case):
    class Status(models.TextChoices):
        PREPARED = "prepared", "承認待ち"
        DONE = "done", "廃棄ずみ"
        RETURNED = "returned", "差し戻し"

    MOVES: ClassVar[Any] = {
        "approve": ({Status.PREPARED}, Status.DONE),
        "send_back": ({Status.PREPARED}, Status.RETURNED),
    }
    SAID: ClassVar[Mapping[str, str]] = {
        "prepare": "廃棄予定を作りました",
        "keep": "書類を廃棄予定から外しました",
        "approve": "廃棄を承認し、個人の情報を消しました",
        "send_back": "廃棄予定を差し戻しました",
    }
    NOT_NOW: ClassVar[Mapping[str, str]] = {
        "approve": "この廃棄予定は、もう承認したか、差し戻したものです。",
        "send_back": "この廃棄予定は、もう承認したか、差し戻したものです。",
    }

    status = models.CharField("状態", max_length=10, choices=Status.choices, default=Status.PREPARED, editable=False)
    fiscal_year = FiscalYearField("廃棄する年度", editable=False)
    prepared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", editable=False, verbose_name="作った人"
    )
    prepared_at = models.DateTimeField("作った日時", default=timezone.now, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", editable=False,
        verbose_name="承認した人",
    )  # fmt: skip
    decided_at = models.DateTimeField("承認した日時", null=True, editable=False)

    objects: ClassVar[models.Manager[Disposal]] = DisposalQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "廃棄予定"
        ordering = ["-fiscal_year", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["fiscal_year"],
                condition=Q(status="prepared"),
                name="one_open_disposal_list_per_fiscal_year",
                violation_error_message="この年度の廃棄予定は、もうあります。その承認を待ってください。",
            ),
            models.CheckConstraint(
                name="nobody_approves_their_own_disposal_list",
                condition=Q(decided_by=None) | ~Q(decided_by=F("prepared_by")),
                violation_error_message="廃棄予定を作った人は、承認できません。ほかの人に頼んでください。",
            ),
            models.CheckConstraint(
                name="a_disposal_list_is_decided_exactly_when_someone_did",
                condition=Q(status="prepared", decided_by=None, decided_at=None)
                | ~Q(status="prepared") & Q(decided_by__isnull=False, decided_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.fiscal_year}の廃棄予定"

    def get_absolute_url(self) -> str:
        return reverse("retention:list", args=[self.pk])

    @classmethod
    @transaction.atomic
    def prepare(cls, year: FiscalYear, *, by: User, on: date) -> Disposal:
        """Lists whatever has run out before the year began and is not running."""
        if on < year.start:
            raise NotNow(f"{year}は、まだ始まっていません。4月1日から作れます。")
        found = list(due(at=year))
        if not found:
            raise NotNow(f"{year}に廃棄するものは、ありません。")
        with spoken(cls):
            made = cls.objects.create(fiscal_year=year, prepared_by=by)
        DisposalItem.objects.bulk_create(
            DisposalItem(disposal=made, kind=code, key=each.key, label=each.label, completed=each.completed)
            for code, each in found
        )
        record(made, "disposal.prepare", by=by, documents=len(found))
        return made

    @transaction.atomic
    def keep(self, item: DisposalItem, *, by: User, reason: str) -> None:
        """Takes a document off the list; next year's list has it again."""
        self.lock()
        if self.status != self.Status.PREPARED:
            raise NotNow(self.NOT_NOW["approve"])
        changes = overwrite(item, {"kept_because": reason})
        item.save(update_fields=["kept_because"])
        record(self, "disposal.keep", by=by, changes=changes, comment=reason, kind=item.kind, key=item.key)

    @transaction.atomic
    def approve(self, *, by: User) -> None:
        """Erases the personal data of all that is on the list; NotNow, and nothing is erased, if one thing may not go.

        The event names what was erased by its keys: ``verify_trail`` knows from it that nobody else took it away.
        """
        items = list(self.items.filter(kept_because=""))
        self.take("approve", by=by, **erased(items))
        if by == self.prepared_by:
            raise NotNow("廃棄予定を作った人は、承認できません。ほかの人に頼んでください。")
        if sentences := list(obstacles(items, at=self.fiscal_year)):
            raise NotNow(sentences[:FEW])
        now = timezone.now()
        for item in items:
            HOLDINGS[item.kind].erase(item.key)
        with spoken(DisposalItem):
            self.items.filter(kept_because="").update(disposed_at=now)
        self.decided_by, self.decided_at = by, now
        self.save()

    @transaction.atomic
    def send_back(self, *, by: User, comment: str) -> None:
        """Nothing is disposed of; another list can be made."""
        self.take("send_back", by=by, comment=comment)
        if by == self.prepared_by:
            raise NotNow("廃棄予定を作った人は、差し戻せません。ほかの人に頼んでください。")
        self.decided_by, self.decided_at = by, timezone.now()
        self.save()


class DisposalItem(models.Model):
    disposal = models.ForeignKey(Disposal, on_delete=models.PROTECT, related_name="items", editable=False)
    kind = models.CharField("種類", max_length=60, editable=False)
    key = models.PositiveBigIntegerField("書類の番号", editable=False)
    label = models.CharField("書類", max_length=300, editable=False)
    completed = FiscalYearField("できあがった年度", editable=False)
    kept_because = models.CharField("残す理由", max_length=300, blank=True)
    disposed_at = models.DateTimeField("廃棄した日時", null=True, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "廃棄予定の書類"
        ordering = ["kind", "completed", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["disposal", "kind", "key"], name="a_document_stands_once_on_a_disposal_list"
            ),
            models.UniqueConstraint(
                fields=["kind", "key"],
                condition=Q(disposed_at__isnull=False) & ~Q(kind__in=["records.mail", "records.draft"]),
                name="a_document_is_disposed_of_once",
                violation_error_message="もう廃棄した書類が、一覧に入っています。",
            ),
            models.CheckConstraint(
                name="what_is_kept_is_not_disposed_of", condition=Q(disposed_at=None) | Q(kept_because="")
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def kind_name(self) -> str:
        return HOLDINGS[self.kind].name if self.kind in HOLDINGS else self.kind


def due(*, at: FiscalYear) -> Iterator[tuple[str, Document]]:
    """All documents whose period ran out before the year, with their kind."""
    years = RetentionRule.years_by_code()
    for code, holding in HOLDINGS.items():
        for document in holding.over(years[code], at=at):
            yield code, document


def obstacles(items: list[DisposalItem], *, at: FiscalYear) -> Iterator[str]:
    """What may not go any more since the list was made: it runs again, or is to be kept longer now."""
    still = {(code, document.key) for code, document in due(at=at)}
    for item in items:
        if (item.kind, item.key) in still:
            continue
        if HOLDINGS[item.kind].running(item.key):
            yield f"「{item.label}」は、まだ終わっていないので廃棄できません。一覧から外してください。"
        else:
            yield f"「{item.label}」は、年限が変わったか、もう廃棄されています。一覧から外してください。"


def erased(items: list[DisposalItem]) -> dict[str, Any]:
    """Facts for the trail, without a name."""
    keys: dict[str, list[int]] = {}
    for item in items:
        keys.setdefault(item.kind, []).append(item.key)
    return {"documents": len(items), "erased": keys}
