"""What names its year: the deadline of yearly plans, wordings (a draft beside each), the registers of numbers."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.urls import reverse

from config.rollover.step import Line, Step
from grants.views.schemes import a_year_later
from plans.deadlines import PlanDeadline, due_date
from records.era import era_date
from records.events import record
from records.fiscal import FiscalYear
from records.letters.kinds import kind_name
from records.letters.register import symbols
from records.letters.setting import LetterSetting
from records.numbers import Series
from records.telling import made
from records.workdays import workdays

TEXTS = ("title", "body", "legal_basis", "appeal", "contact", "form_number")
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")


class Papers(Step):
    code, title, unit = "papers", "期限、通知書の文面、文書番号", "件"
    next_deed, next_page = "通知書の文面と、その下書きを確かめる", "letters:wordings"
    lead = (
        "年度計画の提出期限を1年後の開庁日にします。年度の名前が入った通知書の文面は、新しい年度の下書きを作ります。"
        "下書きは、ほかの係員が決めると、4月1日より後の通知書に使われます。"
    )

    def lines(self) -> list[Line]:
        return [self.deadline(), *(self.wording(each) for each in self.dated()), *self.registers()]

    def deadline(self) -> Line:
        row = PlanDeadline.objects.filter(fiscal_year=self.year).first()
        before = era_date(due_date(self.old))
        if row is None:
            return Line("年度計画の提出期限", before)
        return Line("年度計画の提出期限", before, era_date(row.due_on), "there")

    def standing(self) -> list[LetterSetting]:
        """The wordings that the new year's letters would be written with, as things stand."""
        adopted = LetterSetting.objects.adopted().filter(starts_on__lte=self.year.start)
        newest = adopted.order_by("kind", "programme", "-starts_on").distinct("kind", "programme")
        return list(newest.prefetch_related("entries"))

    def dated(self) -> list[LetterSetting]:
        return [each for each in self.standing() if any(names(text, self.old) for text in texts_of(each))]

    def wording(self, old: LetterSetting) -> Line:
        what = kind_name(old.kind) + (f"({old.programme})" if old.programme else "")
        before = next(text for text in texts_of(old) if names(text, self.old))
        draft = LetterSetting.objects.filter(kind=old.kind, programme=old.programme, status="draft").first()
        if draft is None:
            return Line(what, before)
        note = "下書きです。ほかの係員が決めてください。"
        return Line(what, before, in_year(before, self.year), "there", note, draft.get_absolute_url())

    def registers(self) -> list[Line]:
        last = dict(Series.objects.filter(name__in=symbols(), fiscal_year=self.old).values_list("name", "last"))
        note, page = "4月1日から、自動で第1号になります。", reverse("letters:register")
        return [
            Line(
                f"文書番号簿 {symbol}",
                f"{self.old} 第{last.get(symbol, 0)}号まで",
                f"{self.year} 第1号から",
                "there",
                note,
                page,
            )
            for symbol in symbols()
        ]

    def carry(self) -> list[str]:
        if self.deadline().state == "todo":
            row = PlanDeadline.objects.create(fiscal_year=self.year, due_on=a_year_after(self.old))
            record(row, "register.copy", by=self.user, changes=made(row))
        for old in self.dated():
            if self.wording(old).state == "todo":
                self.redraft(old)
        return []

    def redraft(self, old: LetterSetting) -> None:
        eve = max(self.on, self.year.start - timedelta(days=1))
        draft = LetterSetting.begin(old.kind, old.programme, by=self.user, on=eve, like=old)
        values = {name: in_year(getattr(old, name), self.year) for name in TEXTS}
        entries: list[dict[str, Any]] = [
            {**row, "text": in_year(row["text"], self.year)} for row in old.entries.values("label", "text", "optional")
        ]
        draft.rewrite(values, entries, by=self.user)


def a_year_after(year: FiscalYear) -> date:
    """The day that was written for the year, a year later, or the next one on which the hall is open."""
    row = PlanDeadline.objects.filter(fiscal_year=year).first()
    written = row.due_on if row else due_date(year.next)
    return workdays().next_workday(a_year_later(written) if row else written)


def texts_of(wording: LetterSetting) -> list[str]:
    return [*(getattr(wording, name) for name in TEXTS), *(entry.text for entry in wording.entries.all())]


def names(text: str, year: FiscalYear) -> bool:
    return str(year) in text or str(year).translate(WIDE) in text


def in_year(text: str, year: FiscalYear) -> str:
    """The text with the new year's name in the place of the old one's, narrow or wide."""
    old, new = str(year.previous), str(year)
    return text.replace(old, new).replace(old.translate(WIDE), new.translate(WIDE))
