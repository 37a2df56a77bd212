"""Three states of a row: as it was taken out, as filled in, as it stands now. Who changed it wins; both: conflict."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from openpyxl.utils import get_column_letter

from records.templatetags.japanese import yen
from records.workbooks.identity import fingerprint, plain
from records.workbooks.layout import Cells, Column, Grid, Row
from records.workbooks.reading import Line, Page

Word = Literal["added", "changed", "removed", "kept"]


class Change(NamedTuple):
    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Difference:
    """One row beside what stands in the portal. ``number``: its place on the sheet, None of one that is not there."""

    word: Word
    key: str
    number: int | None
    cells: Cells
    changes: tuple[Change, ...] = ()

    @property
    def name(self) -> str:
        return name_of(self.cells)


@dataclass(frozen=True)
class Conflict:
    """A row that was changed here and there; what the file says, and what stands in the portal by now."""

    number: int | None
    name: str
    changes: tuple[Change, ...]
    sentence: str


@dataclass
class Merger:
    """The rows of one sheet as they would stand afterwards."""

    page: Page
    base: Mapping[str, str]  # key → fingerprint, when the workbook was taken
    rows: list[Difference] = field(default_factory=list)  # those that stay or come, in their order
    removed: list[Difference] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.now = {row.key: row for row in self.grid.rows}
        seen: dict[str, int] = {}
        for line in self.page.lines:
            if line.key and line.key in seen:
                told = f"{seen[line.key]}行目と同じ記号です。行を写したときは、新しい行の記号を消してください。"
                self.page.blame(line.number, 1, told)
            elif line.key and line.key not in self.base:
                self.page.blame(line.number, 1, "この記号は、取り出した表にありません。新しい行なら、空けてください。")
            else:
                self.take(line)
            seen.setdefault(line.key, line.number)
        for key, row in self.now.items():
            if key not in seen:
                self.leave(row)

    @property
    def grid(self) -> Grid:
        return self.page.grid

    @property
    def is_reordered(self) -> bool:
        stay = [row.key for row in self.rows if row.word in ("changed", "kept")]
        return stay != [key for key in self.now if key in set(stay)]

    @property
    def differing(self) -> list[Difference]:
        return [row for row in self.rows if row.word != "kept"] + self.removed

    def take(self, line: Line) -> None:
        if not line.key:
            self.rows.append(Difference("added", "", line.number, line.cells))
            return
        row, base, filled = self.now.get(line.key), self.base[line.key], fingerprint(line.cells)
        if row is None:
            if filled != base:
                told = "この行は、表を取り出したあとに、ポータルで消されました。"
                self.conflicts.append(Conflict(line.number, name_of(line.cells), (), told))
            return
        stands = fingerprint(row.cells)
        if filled in (base, stands):  # not touched in the file, or to the same effect
            self.rows.append(Difference("kept", row.key, line.number, row.cells))
        elif stands == base:
            self.rows.append(Difference("changed", row.key, line.number, line.cells, self.changes(row, line)))
        else:
            told = "この行は、表を取り出したあとに、ポータルでも直されました。"
            self.conflicts.append(Conflict(line.number, name_of(row.cells), self.changes(row, line), told))

    def leave(self, row: Row) -> None:
        """A row of the portal that the file has not."""
        base = self.base.get(row.key)
        if base is None:  # it came after the workbook was taken
            self.rows.append(Difference("kept", row.key, None, row.cells))
        elif base == fingerprint(row.cells):
            self.removed.append(Difference("removed", row.key, None, row.cells))
        else:
            told = "表では消してありますが、そのあとにポータルで直されました。"
            self.conflicts.append(Conflict(None, name_of(row.cells), (), told))

    def changes(self, before: Row, after: Line) -> tuple[Change, ...]:
        pairs = [
            (column.title, shown(column, before.cells[column.name]), shown(column, after.cells[column.name]))
            for column in self.grid.columns
        ]
        return tuple(Change(*each) for each in pairs if plain(each[1]) != plain(each[2]))

    def place(self, row: Difference, column: int) -> str:
        """The cell's address; of a row that is not on the sheet only the column."""
        letter = get_column_letter(column)
        return f"{letter}{row.number}" if row.number else letter


def shown(column: Column, text: str) -> str:
    return yen(int(text)) if column.kind == "yen" and text.isdecimal() else text


def name_of(cells: Cells) -> str:
    """What stands in the first column."""
    return next(iter(cells.values()))
