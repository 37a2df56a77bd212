"""What an import did, or would do, as the page shows it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model
from import_export.results import RowResult

from records.sheets.files import plain


@dataclass(frozen=True)
class Problem:
    """What is wrong, where: sheet, row and column as the spreadsheet program shows them."""

    sheet: str
    sentence: str
    row: int | None = None
    column: str = ""

    def __str__(self) -> str:
        place = f"シート「{self.sheet}」"
        if self.row:
            place += f"の{self.row}行目"
        return f"{place}{f'「{self.column}」' if self.column else ''}:{self.sentence}"


@dataclass(frozen=True)
class Cell:
    before: str
    after: str

    @property
    def is_changed(self) -> bool:
        return self.before != self.after


@dataclass(frozen=True)
class Line:
    """One row as it would be written."""

    number: int
    kind: str  # new, update, skip
    cells: list[Cell]


@dataclass
class Outcome:
    """What an import did, or would do; with a problem it did nothing."""

    headings: list[str]
    problems: list[Problem] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)

    @property
    def added(self) -> int:
        return sum(line.kind == RowResult.IMPORT_TYPE_NEW for line in self.lines)

    @property
    def changed(self) -> int:
        return sum(line.kind == RowResult.IMPORT_TYPE_UPDATE for line in self.lines)

    @property
    def same(self) -> int:
        return len(self.lines) - self.added - self.changed


class Comparison:
    """The cells of a row before and after."""

    def __init__(self, sheet: Any, instance: Model, new: bool) -> None:
        blank = [""] * len(sheet.get_import_fields())
        self.before = blank if new else self.cells(sheet, instance)
        self.after = blank

    def compare_with(self, sheet: Any, instance: Model) -> None:
        self.after = self.cells(sheet, instance)

    def as_html(self) -> list[Cell]:
        """Not HTML: the page draws them."""
        return [Cell(before, after) for before, after in zip(self.before, self.after, strict=True)]

    @staticmethod
    def cells(sheet: Any, instance: Model) -> list[str]:
        return [plain(column.export(instance)) for column in sheet.get_import_fields()]
