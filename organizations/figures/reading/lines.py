"""From the rows of a sheet to what each cell says: which area, which day, who is counted, how many."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from organizations.figures.reading.ages import Age, Ages, normal, parse_age
from organizations.figures.reading.cells import Mark, day_in, number_in
from organizations.figures.reading.grid import Grid, Row
from organizations.figures.reading.headings import Meaning, sex_of
from organizations.figures.reading.layout import Layout
from organizations.figures.values import Value
from records.era import NotADate
from records.sheets.files import is_blank
from records.sheets.register import Problem

TOTAL_ROWS = {"合計", "総計", "総数", "計", "全市", "市計", "市全体", "全域", "市合計", "市総数"}
Keys = Mapping[str, tuple[str, Any]]  # of a row: each key with its heading and its cell
SUBTOTAL_ROWS = {"小計", "中計"}


@dataclass(frozen=True)
class Place:
    """The area of a row, as the table writes it."""

    code: str = ""
    name: str = ""
    city_code: str = ""
    city: str = ""

    @property
    def is_total(self) -> bool:
        return self.name in TOTAL_ROWS or not (self.name or self.code)

    def __str__(self) -> str:
        return self.name or self.code or self.city or "市全体"


@dataclass(frozen=True)
class Counted:
    """One cell: how many of whom."""

    row: int
    column: str
    place: Place
    day: date
    meaning: Meaning  # with sex and age of the row put in
    value: Value | Mark


@dataclass
class Lines:
    """What a sheet said, and what of it was not understood."""

    cells: list[Counted] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


class Unread(ValueError):
    """What a key of a row says is not understood."""

    def __init__(self, heading: str, sentence: str) -> None:
        super().__init__(sentence)
        self.heading = heading


class RowReader:
    """Goes down the rows; a blank area or day is that of the row above, as in merged cells."""

    def __init__(self, grid: Grid, layout: Layout, *, indicators: Mapping[str, str], day: date | None) -> None:
        self.grid, self.layout, self.indicators = grid, layout, indicators
        self.usual_day = layout.day or day
        self.lines = Lines()
        self.place, self.sex = Place(), ""
        self.day: date | None = None
        self.splits = layout.has("sex") or layout.has("age") or layout.has("indicator")
        self.dateless: list[int] = []

    def read(self) -> Lines:
        for number, row in enumerate(self.grid.rows[self.layout.first_row - 1 :], start=self.layout.first_row):
            cells = [*row, *[""] * (len(self.layout.columns) - len(row))]
            if not is_blank(row) and any(True for _ in self.counted(cells)):
                self.line(number, cells)
        if self.dateless:
            self.wrong(self.dateless[0], "", f"基準日がありません({len(self.dateless)}行)。基準日を入れてください。")
        return self.lines

    def counted(self, cells: Row) -> Iterator[tuple[str, Meaning, Any]]:
        """The cells of a row that hold numbers or signs; a line of text below the table has none."""
        for heading, meaning, cell in zip(self.layout.headings, self.layout.columns, cells, strict=False):
            if meaning and (meaning.is_count or meaning.key == "value") and normal(cell):
                yield heading, meaning, cell

    def line(self, number: int, cells: Row) -> None:
        keys = {
            meaning.key: (heading, cell)
            for heading, meaning, cell in zip(self.layout.headings, self.layout.columns, cells, strict=False)
            if meaning and meaning.key and meaning.key != "value"
        }
        if normal(keys.get("name", ("", ""))[1]) in SUBTOTAL_ROWS:
            self.lines.notes.append(f"{self.where(number)}小計の行は読みません。")
            return
        self.place = self.place_of(keys)
        about = self.about(number, keys)
        day = self.day_of(number, keys) if about is not None else None
        if about is None or day is None:
            return
        for heading, meaning, cell in self.counted(cells):
            self.cell(number, heading, merged(meaning, about), cell, day)

    def cell(self, number: int, heading: str, meaning: Meaning | None, cell: Any, day: date) -> None:
        if meaning is None:
            return
        try:
            value = number_in(cell)
        except ValueError:
            self.wrong(number, heading, f"「{cell}」は、数として読めません。")
            return
        self.lines.cells.append(Counted(number, heading, self.place, day, meaning, value))

    def place_of(self, keys: Keys) -> Place:
        found = Place(*(normal(whole(keys.get(key, ("", ""))[1])) for key in ("code", "name", "city_code", "city")))
        if "level" in keys:  # the census: 1 is the whole city, and a code begins with the city's
            found = replace(found, city_code=found.code[:5])
            return replace(found, code="", name="") if normal(whole(keys["level"][1])) == "1" else found
        goes_on = self.splits and (self.place.code or self.place.name) and not (found.code or found.name)
        return self.place if goes_on else found

    def about(self, number: int, keys: Keys) -> Meaning | None:
        """What the row itself says about all its numbers; None where it cannot be read."""
        try:
            return Meaning(count=self.count_of(keys), sex=self.sex_of(keys), age=age_in(keys))
        except Unread as problem:
            self.wrong(number, problem.heading, str(problem))
            return None

    def sex_of(self, keys: Keys) -> str | None:
        if "sex" not in keys:
            return None
        self.sex = normal(keys["sex"][1]) or self.sex
        if (sex := sex_of(self.sex)) is None:
            raise Unread(keys["sex"][0], f"「{self.sex}」は、男・女・計のどれとしても読めません。")
        return sex

    def count_of(self, keys: Keys) -> str:
        if "indicator" not in keys:
            return ""
        name = normal(keys["indicator"][1])
        if name not in self.indicators:
            raise Unread(keys["indicator"][0], f"「{name}」という指標は、登録されていません。")
        return self.indicators[name]

    def day_of(self, number: int, keys: Keys) -> date | None:
        heading, cell = keys.get("date", ("", ""))
        if normal(cell):
            try:
                self.day = day_in(cell)
            except NotADate as problem:
                self.wrong(number, heading, f"「{cell}」: {problem}")
                return None
            return self.day
        if "date" not in keys or self.day is None:
            self.day = self.usual_day
        if self.day is None:
            self.dateless.append(number)
        return self.day

    def wrong(self, row: int, column: str, sentence: str) -> None:
        """Notes what cannot be read; the rest of the sheet is read all the same, so that everything is told at once."""
        self.lines.problems.append(Problem(self.grid.title, sentence, row, column))

    def where(self, row: int) -> str:
        return f"シート「{self.grid.title}」の{row}行目: "


def age_in(keys: Keys) -> Age | None:
    if "age" not in keys:
        return None
    heading, cell = keys["age"]
    if (age := parse_age(whole(cell), bare=True)) is None:
        raise Unread(heading, f"「{cell}」は、年齢として読めません。")
    return age


def whole(cell: Any) -> str:
    """A code that a workbook keeps as the number 33210.0 is 33210."""
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell if cell is not None else "")


def merged(column: Meaning, row: Meaning) -> Meaning | None:
    """A cell says what its column says and what its row says; None where the two speak of different people."""
    if column.key == "value":
        count = row.count or "people"
        return Meaning(count=count, sex=row.sex, age=age_of(row.age))
    if column.count != "people":  # households stand beside the men, the women or all of them
        return column if row.age in (None, Ages.ALL) else None
    if row.sex and column.sex and row.sex != column.sex:
        return None
    sex = column.sex if row.sex in (None, "") else row.sex
    if row.age in (None, Ages.ALL):
        return replace(column, sex=sex)
    return replace(column, sex=sex, age=row.age) if column.age is None else None


def age_of(age: Age | None) -> Age | None:
    return None if age is Ages.ALL else age
