"""Where the headings stand, in one row or in two, and what each column means."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise, zip_longest

from organizations.figures.reading.ages import normal
from organizations.figures.reading.cells import Mark, day_within, number_in
from organizations.figures.reading.grid import Grid, Row
from organizations.figures.reading.headings import KEY_OF, Meaning, understood

LOOKED_AT = 40  # headings stand in one of the first rows
AREA_KEYS = {"code", "name", "city", "city_code"}
BARE = 8  # so many columns headed by numbers alone are single years of age


@dataclass(frozen=True)
class Layout:
    first_row: int  # of the data, as the spreadsheet program counts
    headings: list[str]
    columns: list[Meaning | None]
    day: date | None  # told above the table

    @property
    def unknown(self) -> list[tuple[int, str]]:
        """Headings that were not understood, with their columns."""
        pairs = enumerate(zip(self.headings, self.columns, strict=True))
        return [(at, name) for at, (name, what) in pairs if normal(name) and what is None]

    def has(self, key: str) -> bool:
        return any(column and column.key == key for column in self.columns)


def layout_of(grid: Grid, indicators: Mapping[str, str]) -> Layout | None:
    """The best reading of the sheet's head; None where no row names areas and numbers."""
    best: tuple[int, int, int, list[str]] | None = None  # how many columns, where, the first row of data, headings
    for at in range(min(LOOKED_AT, len(grid.rows))):
        below = grid.rows[at + 1] if at + 1 < len(grid.rows) else []
        candidates = [(at + 1, [str(cell or "") for cell in grid.rows[at]])]
        if below and not is_data(below):
            candidates.append((at + 2, joined(grid.rows[at], below)))
        for first, headings in candidates:
            columns = meanings(headings, indicators)
            score = sum(column is not None for column in columns)
            if usable(columns) and (best is None or score > best[0]):
                best = (score, at, first, headings)
    if best is None:
        return None
    _, at, first, headings = best
    above = " ".join(str(cell) for row in grid.rows[:at] for cell in row if cell)
    day = day_within(above) or day_within(grid.title)
    return Layout(first + 1, headings, meanings(headings, indicators), day)


def usable(columns: list[Meaning | None]) -> bool:
    known = [column for column in columns if column]
    names_areas = any(column.key in AREA_KEYS for column in known)
    return names_areas and any(column.is_count or column.key == "value" for column in known)


def meanings(headings: list[str], indicators: Mapping[str, str]) -> list[Meaning | None]:
    bare = sum(normal(heading).rpartition("・")[2].isdecimal() for heading in headings) >= BARE
    found = [understood(heading, indicators, bare=bare) for heading in headings]
    seen: set[str] = set()
    for at, meaning in enumerate(found):
        if meaning and meaning.key in AREA_KEYS and meaning.key in seen:
            found[at] = Meaning("other")  # 町名 beside 地区: the first one names the row
        elif meaning and meaning.key:
            seen.add(meaning.key)
    return found


def joined(upper: Row, lower: Row) -> list[str]:
    """Two rows of headings as one: what is written over several columns holds for each of them."""
    headings, over = [], ""
    for one, other in zip_longest(upper, lower, fillvalue=""):
        top, bottom = str(one or ""), str(other or "")
        if normal(top):
            over = "" if stands_alone(top) else top
        headings.append(f"{over}・{bottom}" if over and normal(bottom) else bottom or top)
    return headings


def stands_alone(heading: str) -> bool:
    """A key of the rows, or the code of a column in the census' tables: it says nothing about what is below."""
    plain = normal(heading).upper()
    return plain in KEY_OF or (plain.startswith("T00") and plain[1:].isdecimal())


def is_data(row: Row) -> bool:
    """A row of which most cells are numbers is none of headings (single years of age excepted: they go up by one)."""
    values = []
    for cell in row:
        try:
            values.append(number_in(cell))
        except ValueError:
            continue
    numbers = [value for value in values if not isinstance(value, Mark)]
    going_up = len(numbers) >= BARE and all(b - a == 1 for a, b in pairwise(numbers))
    return bool(numbers) and not going_up
