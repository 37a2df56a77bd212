"""The workbook to fill in: titles, what to do, drop-downs, formats, and a locked sheet that says what it is."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Any

from records.sheets.files import write_cell
from records.workbooks.identity import FIRST, SEAL, Identity
from records.workbooks.layout import (
    ABOUT,
    CHOICES,
    FIRST_ROW,
    HEADING_ROW,
    KEY_LEAD,
    LEAD_ROW,
    MOST,
    SUM_ROW,
    TITLE_ROW,
    Column,
    Grid,
)

SPARE = 30  # blank rows that are formatted beside those that stand
LAST_ROW = FIRST_ROW + MOST - 1
INK, TINT, LINE = "1A1A1A", "E8F1FE", "767676"
Choices = Mapping[str, Sequence[str]]


def workbook(title: str, grids: Sequence[Grid], choices: Choices, identity: Identity) -> bytes:
    import openpyxl

    book = openpyxl.Workbook()
    book.remove(book.active)
    for grid in grids:
        fill(book.create_sheet(grid.title), title, grid, list(choices))
    tell_choices(book.create_sheet(CHOICES), choices)
    tell_identity(book.create_sheet(ABOUT), title, identity)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def fill(sheet: Any, title: str, grid: Grid, lists: Sequence[str]) -> None:
    head(sheet, f"{title} {grid.title}", grid.lead)
    looks = styles()
    for number, heading in enumerate(grid.headings, start=1):
        cell = sheet.cell(HEADING_ROW, number)
        write_cell(cell, heading)
        dress(cell, **looks["heading"])
    for line, row in enumerate(grid.rows, start=FIRST_ROW):
        write_cell(sheet.cell(line, 1), row.key)
        for number, column in enumerate(grid.columns, start=2):
            put(sheet.cell(line, number), row.cells[column.name], column)
    for line in range(FIRST_ROW, FIRST_ROW + len(grid.rows) + SPARE):
        dress(sheet.cell(line, 1), **looks["key"])
        for number, column in enumerate(grid.columns, start=2):
            dress(sheet.cell(line, number), **looks[column.kind])
    for number, column in enumerate(grid.columns, start=2):
        prepare_column(sheet, number, column, lists)
    sheet.column_dimensions["A"].width = 9
    sheet.freeze_panes = sheet.cell(FIRST_ROW, 3)
    on_paper(sheet)


def head(sheet: Any, title: str, lead: str) -> None:
    from openpyxl.styles import Font

    write_cell(sheet.cell(TITLE_ROW, 1), title)
    sheet.cell(TITLE_ROW, 1).font = Font(bold=True, size=14, color=INK)
    write_cell(sheet.cell(LEAD_ROW, 1), lead)


def put(cell: Any, text: str, column: Column) -> None:
    """Amounts as numbers, so that a spreadsheet program can add them up; nothing where there is nothing."""
    if text:
        write_cell(cell, int(text) if column.kind in ("yen", "number") else text)


def styles() -> dict[str, dict[str, Any]]:
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    side = Side(style="thin", color=LINE)
    frame = {"border": Border(left=side, right=side, top=side, bottom=side)}
    text = {**frame, "number_format": "@", "alignment": Alignment(vertical="top", wrap_text=True)}
    amount = {**frame, "number_format": "#,##0", "alignment": Alignment(vertical="top")}
    tinted = {"fill": PatternFill("solid", fgColor=TINT)}
    return {
        "heading": {**frame, **tinted, "font": Font(bold=True, color=INK)},
        "key": {**frame, **tinted, "number_format": "@", "font": Font(color=LINE)},
        "text": text, "long": text, "choice": text, "yen": amount, "number": amount,
    }  # fmt: skip


def dress(cell: Any, **look: Any) -> None:
    for name, value in look.items():
        setattr(cell, name, value)


def prepare_column(sheet: Any, number: int, column: Column, lists: Sequence[str]) -> None:
    """Its width, its sum, and what its cells take."""
    from openpyxl.utils import get_column_letter

    letter = get_column_letter(number)
    sheet.column_dimensions[letter].width = column.width
    cells = f"{letter}{FIRST_ROW}:{letter}{LAST_ROW}"
    if column.kind == "yen":
        sum_cell = sheet.cell(SUM_ROW, number)
        sum_cell.value, sum_cell.number_format = f"=SUM({cells})", "#,##0"
        write_cell(sheet.cell(SUM_ROW, 2), "合計")
    if rule := rule_for(column, lists):
        sheet.add_data_validation(rule)
        rule.add(cells)


def rule_for(column: Column, lists: Sequence[str]) -> Any:
    """The drop-down, or what a number must be; the portal asks again, and says more."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    told: dict[str, Any] = {"allow_blank": True, "showErrorMessage": True, "errorTitle": column.title}
    if column.kind == "choice":
        letter = get_column_letter(lists.index(column.choices) + 1)
        source = f"{quoted(CHOICES)}!${letter}$2:${letter}${MOST + 1}"
        return DataValidation(type="list", formula1=source, error="一覧の中から選んでください。", **told)
    if column.kind in ("yen", "number"):
        error = "0以上の整数で入れてください。"
        return DataValidation(type="whole", operator="greaterThanOrEqual", formula1="0", error=error, **told)
    return None


def quoted(title: str) -> str:
    return f"'{title}'"


def on_paper(sheet: Any) -> None:
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = f"{HEADING_ROW}:{HEADING_ROW}"


def tell_choices(sheet: Any, choices: Choices) -> None:
    for number, (name, words) in enumerate(choices.items(), start=1):
        for line, word in enumerate([name, *words], start=1):
            write_cell(sheet.cell(line, number), word)
        sheet.column_dimensions[sheet.cell(1, number).column_letter].width = 40
    lock(sheet)


def tell_identity(sheet: Any, title: str, identity: Identity) -> None:
    head(sheet, title, f"このシートは、表がどの計画のものかを確かめるためのものです。{KEY_LEAD}にしておいてください。")
    for line, (label, value) in enumerate([*identity.facts.items(), (SEAL, identity.seal)], start=FIRST):
        write_cell(sheet.cell(line, 1), label)
        write_cell(sheet.cell(line, 2), value)
    marks = [(name, key, mark) for name, keys in identity.prints.items() for key, mark in keys.items()]
    for line, row in enumerate(marks, start=FIRST):
        for number, text in enumerate(row, start=4):
            write_cell(sheet.cell(line, number), text)
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 24, 48
    lock(sheet)


def lock(sheet: Any) -> None:
    sheet.protection.sheet = True
