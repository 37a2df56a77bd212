"""領収書の表 as the portal prepares it: with drop-downs, and a sheet that says whose it is. What comes back is held
against the receipts row by row; a workbook of last year, of another body or another grant is refused by a sentence."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Mapping
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone

from accounts.models import User
from grants.heaps.sheet import HEADINGS, TITLE, Heap, Line, Reader, judged, said
from grants.report_rows import Expense
from grants.reports import Report
from plans.budget import BudgetCategory
from records.sheets.files import NotASheet, read_sheet
from records.templatetags.japanese import era_clock
from records.workbooks.identity import Identity
from records.workbooks.layout import ABOUT, Column, Grid, Row
from records.workbooks.making import workbook
from records.workbooks.merging import Merger
from records.workbooks.opening import open_workbook
from records.workbooks.reading import Wrong, read_page

KIND = "領収書"
PROJECTS, CATEGORIES, METHODS, TICK = "事業", "支出の科目", "支払方法", "別の支払い"
LEAD = (
    "1行に1枚ずつ書きます。新しい領収書は、いちばん下に書き、「行の記号」は空けておきます。"
    "消した行の領収書は、ポータルからも消えます。見出しと列は、そのままにしてください。"
)
COLUMNS = (
    Column("paid_on", HEADINGS["paid_on"], 17),
    Column("project", HEADINGS["project"], 26, "choice", PROJECTS),
    Column("category", HEADINGS["category"], 16, "choice", CATEGORIES),
    Column("payee", HEADINGS["payee"], 24),
    Column("content", HEADINGS["content"], 32),
    Column("amount", HEADINGS["amount"], 14, "yen"),
    Column("grant_share", HEADINGS["grant_share"], 15, "yen"),
    Column("method", HEADINGS["method"], 12, "choice", METHODS),
    Column("is_another", HEADINGS["is_another"], 11, "choice", TICK),
    Column("photo", HEADINGS["photo"], 26),
)
TAKE_ANEW = "実績報告のページから、表を取り出し直してください。"


def grid_of(report: Report) -> Grid:
    return Grid(TITLE, LEAD, COLUMNS, [Row(str(each.number), cells_of(each)) for each in report.expense_rows()])


def cells_of(expense: Expense) -> Mapping[str, str]:
    """As they would be typed."""
    plain = {name: said(getattr(expense, name), name) for name in HEADINGS if name not in ("number", "photo")}
    amounts = {name: str(getattr(expense, name)) for name in ("amount", "grant_share")}
    return {**plain, **amounts, "photo": expense.photo.filename if expense.photo else ""}


def choices(report: Report, reader: Reader) -> dict[str, list[str]]:
    """The same projects and categories as the page of one receipt offers."""
    categories: list[BudgetCategory] = list(dict.fromkeys(reader.categories.values()))
    return {
        PROJECTS: [project.name for project in report.projects.all()],
        CATEGORIES: [each.name for each in categories],
        METHODS: [str(label) for label in Expense.Method.labels],
        TICK: ["○"],
    }


def facts(report: Report) -> dict[str, str]:
    body, scheme = report.grant.organization, report.grant.scheme
    return {
        "表の種類": KIND,
        "団体": str(body),
        "団体の番号": str(body.pk),
        "年度": str(scheme.fiscal_year),
        "交付金": str(scheme),
        "実績報告の番号": str(report.pk),
        "書き直しの回数": str(report.revision),
        "取り出した日時": era_clock(timezone.now()),
    }


def prepared(report: Report, *, by: User) -> bytes:
    """The workbook to fill in, with the receipts that are there."""
    grid = grid_of(report)
    title = f"{report.grant.organization} {report.grant.scheme.fiscal_year}"
    return workbook(title, [grid], choices(report, Reader(report, by)), Identity.of(facts(report), [grid]))


def look_through(report: Report, file: UploadedFile[Any], *, by: User) -> Heap:
    """A prepared workbook, or a plain table of one's own with the same headings. NotASheet for anything else."""
    if is_prepared(file):
        return judged_workbook(report, file, by=by)
    return judged(report, read_sheet(file, title=TITLE), by=by)


def is_prepared(file: UploadedFile[Any]) -> bool:
    """Whether the workbook says what it is; the sheet's name stands in its first part."""
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as archive:
            return ABOUT.encode() in archive.open("xl/workbook.xml").read(100_000)
    except (zipfile.BadZipFile, KeyError, OSError, ValueError):
        return False
    finally:
        file.seek(0)


def judged_workbook(report: Report, file: UploadedFile[Any], *, by: User) -> Heap:
    grid = grid_of(report)
    book, identity = open_workbook(file, [TITLE])
    check_identity(report, identity)
    page = read_page(book[TITLE], grid)
    if not page.is_whole:
        return Heap(problems=list(page.wrong))
    merger = Merger(page, identity.prints.get(TITLE, {}))
    heap, reader = Heap(), Reader(report, by)
    unread = {each.cell for each in page.wrong}
    heap.problems += [*page.wrong, *conflicts(merger)]
    for row in merger.rows:
        if row.word == "kept" or row.number is None:
            continue
        found = reader.line(row.number, {**row.cells, "number": row.key})
        if isinstance(found, Line):
            heap.lines.append(found)
        else:
            places = [(merger.place(row, place(page, name)), sentence) for name, sentence in found]
            heap.problems += [Wrong(TITLE, cell, sentence) for cell, sentence in places if cell not in unread]
    heap.struck = [reader.expenses[int(each.key)] for each in merger.removed]
    return heap


def place(page: Any, name: str) -> int:
    return 1 if name == "number" else int(page.place_of(name))


def conflicts(merger: Merger) -> Iterator[Wrong]:
    for each in merger.conflicts:
        changes = "、".join(
            f"{change.label} ポータル「{change.before}」表「{change.after}」" for change in each.changes
        )
        told = f"{each.sentence}{changes}" if changes else each.sentence
        yield Wrong(TITLE, f"{each.number}行目" if each.number else each.name, told)


def check_identity(report: Report, identity: Identity) -> None:
    told, now = identity.facts, facts(report)
    if told.get("表の種類") != KIND:
        raise NotASheet(f"これは「{told.get('表の種類', '別のもの')}」の表です。「{KIND}」の表を選んでください。")
    if told["実績報告の番号"] == now["実績報告の番号"]:
        return
    if told["団体の番号"] != now["団体の番号"]:
        raise NotASheet(f"これは「{told['団体']}」の表です。「{now['団体']}」の表を選んでください。")
    if told["年度"] != now["年度"]:
        raise NotASheet(f"これは{told['年度']}の表です。{now['年度']}の実績報告には入れられません。{TAKE_ANEW}")
    raise NotASheet(f"これは「{told['交付金']}」の表です。「{now['交付金']}」の実績報告には入れられません。{TAKE_ANEW}")
