"""The sheet goes in as a whole, and comes out with what the report has."""

from __future__ import annotations

import io
from typing import Any

from django.db import transaction

from accounts.models import User
from grants.heaps.sheet import HEADINGS, TITLE, Heap, said
from grants.receipts import note
from grants.report_rows import Expense
from grants.reports import Report
from plans.budget import BudgetCategory, Kind
from records.cases import NotNow
from records.sheets.files import write_cell

CHOICES = "選べるもの"


@transaction.atomic
def take(report: Report, heap: Heap, *, by: User) -> None:
    """All rows that differ, each with its own event; nothing is struck. NotNow with every mistake if there is one."""
    report.check_open()
    if heap.problems:
        raise NotNow([str(problem) for problem in heap.problems])
    for line in heap.differing:
        number = line.expense.number if line.expense else None
        note(report, by=by, number=number, photo=line.photo, **line.values)


def prepared(report: Report) -> bytes:
    """The workbook to fill in: what the report has, and beside it what may be chosen."""
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = TITLE
    fill(sheet, [list(HEADINGS.values()), *(row_of(expense) for expense in report.expense_rows())])
    sheet.freeze_panes = "A2"
    for column, width in zip("ABCDEFGHIJK", (9, 16, 24, 16, 22, 28, 12, 14, 10, 10, 24), strict=True):
        sheet.column_dimensions[column].width = width
    fill(book.create_sheet(CHOICES), choices(report))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def fill(sheet: Any, rows: list[list[Any]]) -> None:
    for number, row in enumerate(rows, start=1):
        for column, value in enumerate(row, start=1):
            write_cell(sheet.cell(number, column), value)


def row_of(expense: Expense) -> list[Any]:
    """Amounts as numbers and the day as a date, so that a spreadsheet program can work with them."""
    plain = {"number", "paid_on", "amount", "grant_share"}
    cells = {
        name: getattr(expense, name) if name in plain else said(getattr(expense, name), name)
        for name in HEADINGS
        if name != "photo"
    }
    return [*cells.values(), expense.photo.filename if expense.photo else ""]


def choices(report: Report) -> list[list[Any]]:
    projects = [f"{project.order}" for project in report.projects.all()]
    names = [project.name for project in report.projects.all()]
    categories = list(BudgetCategory.objects.filter(kind=Kind.EXPENSE, in_use=True).values_list("name", flat=True))
    methods = [str(label) for label in Expense.Method.labels]
    columns = [projects, names, categories, methods]
    longest = max(len(column) for column in columns)
    rows = [[column[n] if n < len(column) else "" for column in columns] for n in range(longest)]
    return [["事業の番号", "事業の名前", "科目", "支払方法"], *rows]
