"""What a prepared workbook is made of, and where on its sheets things stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

TITLE_ROW, LEAD_ROW, SUM_ROW, HEADING_ROW, FIRST_ROW = 1, 2, 3, 4, 5
KEY_TITLE = "行の記号"
KEY_LEAD = "そのまま"
ABOUT, CHOICES = "この表について", "選べるもの"
MOST = 500  # rows of a sheet: as many receipts as a report takes

Kind = Literal["text", "long", "yen", "number", "choice"]
Cells = Mapping[str, str]  # column: what stands in its cell, as somebody would type it


@dataclass(frozen=True)
class Column:
    """``choices`` names the list (a column of 選べるもの) from which the cell is chosen."""

    name: str
    title: str
    width: int
    kind: Kind = "text"
    choices: str = ""


@dataclass(frozen=True)
class Row:
    """A row as it stands in the portal; ``key`` finds it again."""

    key: str
    cells: Cells


@dataclass(frozen=True)
class Grid:
    """One sheet to fill in. The first column of the sheet itself is the row's key; ``columns`` come after it."""

    title: str
    lead: str
    columns: tuple[Column, ...]
    rows: Sequence[Row] = ()

    @property
    def headings(self) -> list[str]:
        return [KEY_TITLE, *(column.title for column in self.columns)]
