"""文書番号簿: what became of every number of a register. A number is a letter, a paper outside the portal, or 欠番."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Self

import pgtrigger
from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.db.models.functions import Now
from django.urls import reverse

from accounts.models import User
from records.cases import Case, NotNow
from records.events import AppendOnly, record
from records.fiscal import FiscalYear, FiscalYearField
from records.letters.letter import Letter
from records.letters.setting import LetterSetting
from records.numbers import Series, take_number
from records.telling import made


class PaperNumberQuerySet(models.QuerySet["PaperNumber"]):
    def visible_to(self, user: User, *, on: date) -> Self:
        """The section that keeps the register, and the posts that see every organization."""
        return self if user.in_section(on=on) or user.reaches_all(on=on) else self.none()


class PaperNumber(Case):
    """A number that was taken for a paper which the portal does not print. Its line stays, whatever becomes of it."""

    class Status(models.TextChoices):
        TAKEN = "taken", "番号を取った"
        SENT = "sent", "施行した"
        CANCELLED = "cancelled", "欠番"

    MOVES = {
        "send": ({Status.TAKEN}, Status.SENT),
        "cancel": ({Status.TAKEN}, Status.CANCELLED),
    }
    SAID: ClassVar[Mapping[str, str]] = {
        "take": "紙の文書の番号を取りました",
        "send": "紙の文書を施行しました",
        "cancel": "番号を欠番にしました",
    }
    NOT_NOW: ClassVar[Mapping[str, str]] = {
        "send": "この番号は、もう施行したか、欠番にしたものです。別の文書には、新しい番号を取ってください。",
        "cancel": "欠番にできるのは、まだ施行していない番号だけです。施行した文書は、新しい文書で訂正してください。",
    }

    status = models.CharField("状態", max_length=10, choices=Status.choices, default=Status.TAKEN, editable=False)
    symbol = models.CharField("文書記号", max_length=20, editable=False)
    fiscal_year = FiscalYearField("年度", editable=False)
    number = models.PositiveIntegerField("番号", editable=False)
    subject = models.CharField("件名", max_length=300)
    addressee = models.CharField("宛先", max_length=300, blank=True)
    taken_on = models.DateField("番号を取った日", editable=False)
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", editable=False, verbose_name="取った人"
    )
    taken_at = models.DateTimeField("番号を取った日時", db_default=Now(), editable=False)
    sent_on = models.DateField("施行した日", null=True, editable=False)
    reason = models.CharField("欠番の理由", max_length=300, blank=True, editable=False)

    objects: ClassVar[models.Manager[PaperNumber]] = PaperNumberQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "紙の文書の番号"
        ordering = ["symbol", "-fiscal_year", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["symbol", "fiscal_year", "number"], name="one_paper_per_number_of_a_register"
            ),
            models.CheckConstraint(
                name="a_number_is_missing_exactly_when_its_reason_is_written",
                condition=Q(status="cancelled") & ~Q(reason="") | ~Q(status="cancelled") & Q(reason=""),
                violation_error_message="欠番にする理由を書いてください。",
            ),
            models.CheckConstraint(
                name="a_paper_is_sent_exactly_when_it_has_its_day",
                condition=Q(status="sent", sent_on__isnull=False) | ~Q(status="sent") & Q(sent_on=None),
            ),
            models.CheckConstraint(
                name="a_paper_is_not_sent_before_its_number_was_taken",
                condition=Q(sent_on=None) | Q(sent_on__gte=F("taken_on")),
                violation_error_message="施行した日を、番号を取った日か、それより後にしてください。",
            ),
        ]
        triggers = [
            AppendOnly(name="kept", operation=pgtrigger.Delete),
            AppendOnly(name="kept_truncate", operation=pgtrigger.Truncate, level=pgtrigger.Statement),
        ]

    def __str__(self) -> str:
        return f"{self.document_number} {self.subject}"

    def get_absolute_url(self) -> str:
        return reverse("letters:paper", args=[self.pk])

    @property
    def document_number(self) -> str:
        return f"{self.symbol}第{self.number}号"

    @classmethod
    @transaction.atomic
    def reserve(cls, *, symbol: str, subject: str, addressee: str = "", by: User, on: date) -> PaperNumber:
        """Takes the next number of the register for a paper outside the portal."""
        if symbol not in symbols():
            raise NotNow({"symbol": "この文書記号の番号簿はありません。一覧から選んでください。"})
        year = FiscalYear.of(on)
        paper = cls.objects.create(
            symbol=symbol,
            fiscal_year=year,
            number=take_number(symbol, year),
            subject=subject,
            addressee=addressee,
            taken_on=on,
            taken_by=by,
        )
        record(paper, "papernumber.take", by=by, changes=made(paper), number=paper.document_number)
        return paper

    @transaction.atomic
    def send(self, *, by: User, sent_on: date) -> None:
        """The paper went out on that day."""
        if sent_on not in self.fiscal_year:
            raise NotNow({"sent_on": f"{self.fiscal_year}の番号です。その年度の日を入れてください。"})
        self.take("send", by=by, to={"sent_on": sent_on}, sent_on=sent_on)
        self.save()

    @transaction.atomic
    def cancel(self, *, by: User, reason: str) -> None:
        """欠番: the number is used for nothing, and the register says why."""
        self.take("cancel", by=by, to={"reason": reason}, comment=reason)
        self.save()


@dataclass(frozen=True)
class Line:
    """One number of a register. Without a record it is a gap, which the register's page shows in red."""

    number: int
    record: Letter | PaperNumber | None

    @property
    def letter(self) -> Letter | None:
        return self.record if isinstance(self.record, Letter) else None

    @property
    def paper(self) -> PaperNumber | None:
        return self.record if isinstance(self.record, PaperNumber) else None


@dataclass(frozen=True)
class Register:
    """The numbers of one symbol in one fiscal year."""

    symbol: str
    year: FiscalYear

    @property
    def last(self) -> int:
        found = Series.objects.filter(name=self.symbol, fiscal_year=self.year).values_list("last", flat=True)
        return found.first() or 0

    @property
    def letters(self) -> models.QuerySet[Letter]:
        return Letter.objects.filter(symbol=self.symbol, fiscal_year=self.year)

    @property
    def papers(self) -> models.QuerySet[PaperNumber]:
        return PaperNumber.objects.filter(symbol=self.symbol, fiscal_year=self.year)

    def faults(self) -> list[str]:
        """Sentences: numbers without a record, with two, or beyond the count. Empty as long as nobody went past us."""
        letters = list(self.letters.values_list("number", flat=True))
        papers = list(self.papers.values_list("number", flat=True))
        counted, recorded = set(range(1, self.last + 1)), {*letters, *papers}
        found = {
            "記録がありません": counted - recorded,
            "2つの文書にあります": set(letters) & set(papers),
            "まだ取っていない番号です": recorded - counted,
        }
        return [
            f"{'、'.join(f'第{number}号' for number in sorted(numbers))}:{what}。"
            for what, numbers in found.items()
            if numbers
        ]

    def lines(self, numbers: Sequence[int]) -> list[Line]:
        """The lines of these numbers, in their order; each has one, whether or not there is a record."""
        if not numbers:
            return []
        between = Q(number__gte=min(numbers), number__lte=max(numbers))
        letters = self.letters.filter(between).defer("html", "snapshot").select_related("issued_by")
        papers = self.papers.filter(between).select_related("taken_by")
        records: dict[int, Letter | PaperNumber] = {paper.number: paper for paper in papers}
        records |= {letter.number: letter for letter in letters}
        return [Line(number, records.get(number)) for number in numbers]


def symbols() -> list[str]:
    """文書記号 of every register: those that letters use, and those that have been used."""
    of_wordings = LetterSetting.objects.order_by().values_list("symbol")
    return sorted({symbol for (symbol,) in of_wordings.union(Letter.objects.order_by().values_list("symbol"))})


def years(symbol: str) -> list[FiscalYear]:
    """The fiscal years in which the register has numbers, newest first."""
    return list(Series.objects.filter(name=symbol).order_by("-fiscal_year").values_list("fiscal_year", flat=True))
