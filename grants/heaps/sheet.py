"""領収書の表: what a filled-in sheet says, cell by cell, beside the receipts that the report has."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import tablib

from accounts.models import User
from grants.forms.receipt import ReceiptForm
from grants.heaps.photos import waiting_photos
from grants.report_rows import Expense
from grants.reports import Report
from records.attachments import Attachment
from records.era import era_date
from records.sheets.columns import FieldReader, typed
from records.sheets.files import heading, is_blank
from records.sheets.register import Problem
from records.templatetags.japanese import yen
from records.workbooks.reading import Wrong

TITLE = "領収書"
MOST = 500
HEADINGS = {
    "number": "証拠番号",
    "paid_on": "支払日",
    "project": "事業",
    "category": "科目",
    "payee": "支払先",
    "content": "内容",
    "amount": "金額(円)",
    "grant_share": "うち交付金(円)",
    "method": "支払方法",
    "is_another": "別の支払い",
    "photo": "写真のファイル名",
}
OPTIONAL = {"number", "is_another", "photo"}
YES = {"○", "〇", "はい", "1", "true"}


@dataclass(frozen=True)
class Change:
    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Line:
    """One row of the sheet that is right."""

    row: int
    expense: Expense | None
    values: Mapping[str, Any]
    photo: Attachment | None
    changes: Sequence[Change]

    @property
    def word(self) -> str:
        return "新しい" if self.expense is None else "変わる" if self.changes else "同じ"


@dataclass
class Heap:
    """The whole sheet: lines, or what is wrong where; taken whole or not at all."""

    lines: list[Line] = field(default_factory=list)
    problems: list[Problem | Wrong] = field(default_factory=list)
    struck: list[Expense] = field(default_factory=list)  # rows that were taken out of a prepared workbook

    @property
    def differing(self) -> list[Line]:
        return [line for line in self.lines if line.expense is None or line.changes]

    @property
    def does_something(self) -> bool:
        return bool(self.differing or self.struck)

    @property
    def added(self) -> int:
        return sum(line.expense is None for line in self.lines)

    @property
    def changed(self) -> int:
        return len(self.differing) - self.added

    @property
    def total(self) -> int:
        return sum(line.values["amount"] for line in self.lines)


class Reader:
    """Reads cells as the page of one receipt would; every wrong one is told."""

    def __init__(self, report: Report, by: User) -> None:
        fields: dict[str, Any] = ReceiptForm(None, None, case=report, by=by, expense=None).fields
        self.expenses = {expense.number: expense for expense in report.expense_rows()}
        self.photos = {heading(photo.filename): photo for photo in waiting_photos(report)}
        projects = list(fields["project"].queryset)
        self.projects = {heading(word): each for each in projects for word in (str(each.order), each.name)}
        self.categories = {heading(each.name): each for each in fields["category"].queryset}
        plain = ("paid_on", "payee", "content", "amount", "grant_share", "method")
        self.readers: dict[str, Callable[[Any], Any]] = {name: FieldReader(fields[name]).clean for name in plain}
        self.readers |= {
            "number": self.expense,
            "project": lambda cell: named(cell, self.projects, "事業の番号か名前"),
            "category": lambda cell: named(cell, self.categories, "支出の科目"),
            "is_another": lambda cell: heading(typed(cell)).lower() in YES,
            "photo": self.photo,
        }
        self.seen: dict[int, int] = {}

    def expense(self, cell: Any) -> Expense | None:
        text = heading(typed(cell))
        if not text:
            return None
        found = self.expenses.get(int(text)) if text.isdecimal() and len(text) < 6 else None
        if found is None:
            raise ValueError(f"「{text}」という証拠番号は、まだありません。新しい領収書は、空けておいてください。")
        return found

    def photo(self, cell: Any) -> Attachment | None:
        text = heading(typed(cell))
        if not text or any(each.photo and heading(each.photo.filename) == text for each in self.expenses.values()):
            return None
        if text not in self.photos:
            raise ValueError(f"「{text}」という写真がありません。先に「写真をまとめて入れる」で入れてください。")
        return self.photos[text]

    def line(self, row: int, cells: Mapping[str, Any]) -> Line | list[tuple[str, str]]:
        """The row, or its mistakes by column."""
        values, wrong = {}, []
        for name, read in self.readers.items():
            try:
                values[name] = read(cells.get(name, ""))
            except ValueError as problem:
                wrong.append((name, str(problem)))
        if not wrong and values["grant_share"] > values["amount"]:
            wrong.append(("grant_share", f"金額({yen(values['amount'])})より多くできません。"))
        expense = values.pop("number", None)
        if not wrong and expense and (first := self.seen.setdefault(expense.number, row)) != row:
            wrong.append(("number", f"{first}行目と同じ証拠番号です。どちらかの行を消してください。"))
        if wrong:
            return wrong
        photo = values.pop("photo")
        return Line(row, expense, values, photo, list(changes(expense, values, photo)) if expense else [])


def named(cell: Any, known: Mapping[str, Any], what: str) -> Any:
    text = typed(cell).strip()
    if heading(text) not in known:
        raise ValueError(f"「{text}」ではなく、{what}を入れてください。「選べるもの」のシートにあります。")
    return known[heading(text)]


def changes(expense: Expense, values: Mapping[str, Any], photo: Attachment | None) -> Iterator[Change]:
    for name, value in values.items():
        before, after = said(getattr(expense, name), name), said(value, name)
        if before != after:
            yield Change(HEADINGS[name], before, after)
    if photo is not None:
        yield Change(HEADINGS["photo"], expense.photo.filename if expense.photo else "", photo.filename)


def said(value: Any, name: str) -> str:
    if isinstance(value, date):
        return era_date(value)
    if isinstance(value, bool):
        return "○" if value else ""
    if name == "method":
        return str(dict(Expense.Method.choices).get(value, value))
    return yen(value) if isinstance(value, int) else str(value)


def judged(report: Report, table: tablib.Dataset, *, by: User) -> Heap:
    """Every row beside the receipt that it means; every mistake with its row and column."""
    heap = Heap()
    heap.problems += [Problem(table.title, sentence, 1, name) for name, sentence in wrong_headings(table)]
    if heap.problems:
        return heap
    reader, names = Reader(report, by), {heading(label): name for name, label in HEADINGS.items()}
    rows = [(number, row) for number, row in enumerate(table, start=2) if not is_blank(row)]
    if not rows:
        heap.problems.append(Problem(table.title, "2行目から下に、領収書を入れてください。"))
    if len(rows) > MOST:
        heap.problems.append(Problem(table.title, f"一度に入れられるのは{MOST}枚までです。分けてください。"))
        return heap
    for number, row in rows:
        cells = {names[title]: cell for title, cell in zip(table.headers, row, strict=True) if title in names}
        found = reader.line(number, cells)
        if isinstance(found, Line):
            heap.lines.append(found)
        else:
            heap.problems += [Problem(table.title, sentence, number, HEADINGS[name]) for name, sentence in found]
    return heap


def wrong_headings(table: tablib.Dataset) -> Iterator[tuple[str, str]]:
    known = {heading(label): name for name, label in HEADINGS.items()}
    for title in table.headers:
        if title and title not in known:
            yield title, f"この見出しは使えません。使えるのは、{'・'.join(HEADINGS.values())}です。"
        elif title and table.headers.count(title) > 1:
            yield title, "同じ見出しが2つあります。どちらかの列を消してください。"
    for title, name in known.items():
        if name not in OPTIONAL and title not in table.headers:
            yield HEADINGS[name], "この列がありません。1行目に見出しを入れてください。"
