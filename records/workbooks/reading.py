"""From the cells of a sheet to rows of text; every cell that is no plain value is named with a sentence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from typing import Any

from openpyxl.cell.cell import MergedCell
from openpyxl.utils import get_column_letter

from records.forms.numbers import NotANumber, parse_number
from records.sheets.columns import typed
from records.sheets.files import BrokenCell, cell_value, heading, is_blank
from records.workbooks.layout import FIRST_ROW, HEADING_ROW, MOST, Column, Grid

STAY = "列を足したり、動かしたり、名前を変えたりしないでください。"
FORMULA = "式が入っています。計算した結果の値を入れてください。"


@dataclass(frozen=True)
class Wrong:
    """One cell and what is wrong with it: 「事業!F7」."""

    sheet: str
    cell: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.sheet}!{self.cell} {self.sentence}"


@dataclass(frozen=True)
class Line:
    """A row that was filled in; ``number`` as the spreadsheet program shows it, ``key`` empty of a new one."""

    number: int
    key: str
    cells: dict[str, str]


@dataclass
class Page:
    """One sheet as it was read."""

    grid: Grid
    lines: list[Line] = field(default_factory=list)
    wrong: list[Wrong] = field(default_factory=list)
    is_whole: bool = True  # its columns stand where they should, so that its rows can be read

    def blame(self, number: int, column: int, sentence: str) -> None:
        self.wrong.append(Wrong(self.grid.title, f"{get_column_letter(column)}{number}", sentence))

    def place_of(self, name: str) -> int:
        """The number of a column on the sheet, 1 being the keys'."""
        return next(n for n, column in enumerate(self.grid.columns, start=2) if column.name == name)


def read_page(sheet: Any, grid: Grid) -> Page:
    page = Page(grid)
    judge_shape(sheet, page)
    page.is_whole = not page.wrong
    if page.is_whole:
        read_lines(sheet, page)
    return page


def judge_shape(sheet: Any, page: Page) -> None:
    """The headings stand where they stood, and nothing is hidden or joined."""
    found = [heading(cell.value) for cell in sheet[HEADING_ROW]]
    for number, title in enumerate(page.grid.headings, start=1):
        there = found[number - 1] if number <= len(found) else ""
        if there != heading(title):
            said = f"「{there}」になっています" if there else "空いています"
            page.blame(HEADING_ROW, number, f"ここは見出しの「{title}」のはずですが、{said}。{STAY}")
            return
    width = len(page.grid.headings)
    for row in sheet.iter_rows(min_row=HEADING_ROW, min_col=width + 1):
        if stray := next((cell for cell in row if not is_blank([cell.value])), None):
            page.blame(stray.row, stray.column, f"表の外に書いてあります。読み込めないので、消してください。{STAY}")
            return
    for joined in sheet.merged_cells.ranges:
        if joined.max_row >= HEADING_ROW:
            page.wrong.append(Wrong(page.grid.title, joined.coord, "セルが結合されています。結合をやめてください。"))
    for place, hidden in hidden_places(sheet, width):
        page.wrong.append(Wrong(page.grid.title, place, f"{hidden}がかくれています。表示してから送ってください。"))


def hidden_places(sheet: Any, width: int) -> Iterator[tuple[str, str]]:
    for letter, column in sheet.column_dimensions.items():
        if column.hidden and (column.min or 1) <= width:
            yield letter, "列"
    for number, row in sheet.row_dimensions.items():
        if row.hidden and number >= FIRST_ROW and not is_blank(cell.value for cell in sheet[number]):
            yield str(number), "行"


def read_lines(sheet: Any, page: Page) -> None:
    width = len(page.grid.headings)
    for row in sheet.iter_rows(min_row=FIRST_ROW, max_col=width):
        if is_blank(cell.value for cell in row[1:]):
            continue  # an emptied row is a row that was taken away
        if len(page.lines) == MOST:
            page.blame(row[0].row, 1, f"行が多すぎます。{MOST}行までにしてください。")
            return
        cells = {c.name: text(page, cell, c) for c, cell in zip(page.grid.columns, row[1:], strict=True)}
        page.lines.append(Line(row[0].row, text(page, row[0], None), cells))


def text(page: Page, cell: Any, column: Column | None) -> str:
    """What stands in the cell as somebody would type it; the form's own field reads it afterwards."""
    try:
        return read(cell, column)
    except ValueError as problem:
        page.blame(cell.row, cell.column, str(problem))
        return ""


def read(cell: Any, column: Column | None) -> str:
    if isinstance(cell, MergedCell) or cell.value is None:
        return ""
    if cell.data_type == "f":
        raise ValueError(FORMULA)
    value = cell_value(cell)
    if column and column.kind in ("yen", "number") and not isinstance(value, BrokenCell):
        return amount(value)
    if isinstance(value, bool | time | timedelta):
        raise ValueError("文字で入れてください。")  # noqa: TRY004  # what was typed
    return typed(value).strip()


def amount(value: Any) -> str:
    """A number in one way of writing, whatever its digits and commas; the form says what is wrong with others."""
    if isinstance(value, bool | date | time | timedelta):
        raise ValueError("数字で入れてください。例 1,839,000")  # noqa: TRY004  # what was typed
    if isinstance(value, float) and not value.is_integer():
        raise ValueError("小数があります。整数で入れてください。")
    try:
        return str(parse_number(typed(value)))
    except NotANumber:
        return typed(value).strip()
