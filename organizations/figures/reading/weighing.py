"""The cells of one area and day weighed against each other: do men and women, do all ages add up to the total? Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from organizations.figures.parts import Band, Part
from organizations.figures.reading.ages import Ages
from organizations.figures.reading.bands import folded, partition
from organizations.figures.reading.cells import Mark
from organizations.figures.reading.lines import Counted, Place
from organizations.figures.values import Value
from records.era import era_date
from records.templatetags.japanese import minus

Kind = Part | str  # people of a part, "households", or an indicator's code
WHO = {"": "男女の計", "m": "男性", "f": "女性"}


@dataclass
class Weighed:
    """What an area has on a day; ``hidden`` are the parts that the city did not publish."""

    figures: dict[Kind, Value] = field(default_factory=dict)
    rows: dict[Kind, int] = field(default_factory=dict)
    hidden: list[Part] = field(default_factory=list)
    problems: list[tuple[int, str, str]] = field(default_factory=list)  # row, column, sentence


class Scale:
    """People of one area on one day, by sex."""

    def __init__(self, place: Place, day: date, cells: Sequence[Counted]) -> None:
        self.name, self.cells = f"{place}({era_date(day)})", cells
        self.result = Weighed()
        self.totals: dict[str, Counted] = {}
        self.unknown: dict[str, Value] = {}
        self.bands: dict[str, dict[Band, Counted]] = defaultdict(dict)

    def weigh(self) -> Weighed:
        for cell in self.cells:
            self.put(cell)
        has_marks = any(cell.value is Mark.HIDDEN for cell in self.cells)
        counts = {sex: self.counts(sex, has_marks=has_marks) for sex in self.bands}
        sums = {sex: self.sum_of(sex, found) for sex, found in counts.items()}
        for sex in WHO:
            self.keep_total(sex, sums.get(sex))
        self.compare_sexes()
        by_sex = all(partition(counts.get(sex, {})) for sex in ("m", "f"))
        for sex in ("m", "f") if by_sex else WHO:
            self.keep_bands(sex, counts.get(sex, {}))
        return self.result

    def put(self, cell: Counted) -> None:
        meaning, sex = cell.meaning, cell.meaning.sex or ""
        if cell.value is Mark.BLANK:
            return
        if meaning.count != "people":
            if not isinstance(cell.value, Mark):
                self.keep(meaning.count, cell.value, cell)
        elif isinstance(meaning.age, Band):
            self.once(self.bands[sex].setdefault(meaning.age, cell), cell)
        elif meaning.age is Ages.UNKNOWN:
            self.unknown[sex] = 0 if isinstance(cell.value, Mark) else cell.value
        else:
            self.once(self.totals.setdefault(sex, cell), cell)

    def once(self, first: Counted, cell: Counted) -> None:
        if first.value != cell.value:
            told = f"{self.name}は、{first.row}行目の「{first.column}」とちがう値です。どちらかを消してください。"
            self.wrong(cell, told)

    def counts(self, sex: str, *, has_marks: bool) -> dict[Band, Value | None]:
        """A dash is nobody, unless the sum says that it hides people."""
        bands = self.bands[sex]
        numbers = {band: cell.value for band, cell in bands.items() if not isinstance(cell.value, Mark)}
        dashes = [band for band, cell in bands.items() if cell.value is Mark.DASH]
        zero: Value | None = 0
        if dashes and sex in self.totals and not isinstance(total := self.totals[sex].value, Mark):
            chain = partition(bands)
            known = sum(numbers[band] for band in chain if band in numbers) + self.unknown.get(sex, 0)
            zero = 0 if known == total else None
        elif dashes and has_marks:
            zero = None
        return {band: numbers.get(band, zero if band in dashes else None) for band in bands}

    def sum_of(self, sex: str, counts: dict[Band, Value | None]) -> Value | None:
        """Of all ages, with those of unknown age; None where something is hidden or a group is missing."""
        values = [counts[band] for band in partition(counts)]
        if not values or None in values:
            return None
        return sum(value for value in values if value is not None) + self.unknown.get(sex, 0)

    def keep_total(self, sex: str, ages: Value | None) -> None:
        cell = self.totals.get(sex)
        if cell is None or isinstance(cell.value, Mark):
            if ages is not None:
                self.keep(Part(sex), ages, next(iter(self.bands[sex].values())))
            return
        self.keep(Part(sex), cell.value, cell)
        difference = 0 if ages is None else cell.value - ages
        if difference > 0 and cell.meaning.holds_unknown:
            return
        if difference:
            told = f"{self.name}の{WHO[sex]}{minus(cell.value)}人が、年齢ごとの合計{minus(ages or 0)}人と合いません"
            self.wrong(cell, f"{told}(差 {minus(difference)}人)。")

    def compare_sexes(self) -> None:
        figures = self.result.figures
        men, women = figures.get(Part("m")), figures.get(Part("f"))
        if men is None or women is None:
            return
        total = figures.get(Part())
        if total is None:
            self.keep(Part(), men + women, self.cells[0])
        elif total != men + women:
            told = f"{self.name}の総人口{minus(total)}人が、男性{minus(men)}人と女性{minus(women)}人の合計と合いません"
            self.wrong(self.totals.get("", self.cells[0]), f"{told}(差 {minus(total - men - women)}人)。")

    def keep_bands(self, sex: str, counts: dict[Band, Value | None]) -> None:
        for band, value in (folded(counts) or counts).items():
            part = Part(sex, band.low, band.high)
            if value is None:
                self.result.hidden.append(part)
            else:
                self.keep(part, value, next(iter(self.bands[sex].values())))

    def keep(self, kind: Kind, value: Value, cell: Counted) -> None:
        if self.result.figures.setdefault(kind, value) != value:
            self.wrong(
                cell, f"{self.name}に、ちがう値が2つあります({minus(self.result.figures[kind])}と{minus(value)})。"
            )
        if value < 0 and (isinstance(kind, Part) or kind == "households"):
            self.wrong(cell, f"{self.name}の値が0より小さいです({minus(value)})。")
        self.result.rows.setdefault(kind, cell.row)

    def wrong(self, cell: Counted, sentence: str) -> None:
        self.result.problems.append((cell.row, cell.column, sentence))
