"""Holds a file against the register, cell by cell."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db.models import Q

from organizations.areas import Area
from organizations.figures.indicators import Indicator
from organizations.figures.judged import Judged, New, Wishes
from organizations.figures.kept import AreaFigure
from organizations.figures.parts import HOUSEHOLDS, PEOPLE, Band, Part
from organizations.figures.reading.ages import normal
from organizations.figures.reading.bands import sum_within
from organizations.figures.reading.cells import day_of_file
from organizations.figures.reading.grid import Grid, grids
from organizations.figures.reading.headings import said
from organizations.figures.reading.layout import Layout, layout_of
from organizations.figures.reading.lines import Counted, Place, RowReader
from organizations.figures.reading.places import NotThere, Register
from organizations.figures.reading.weighing import Scale, Weighed
from organizations.figures.values import Value
from records.era import era_date
from records.sheets.register import Problem
from records.templatetags.japanese import minus

NO_HEAD = "区域の名前かコードと、人数などの数の見出しがある行が、見つかりません。"
JUMP = 3  # tenths of the population since the figure before: more than that is asked about
Kept = Mapping[tuple[int, str, date], AreaFigure]  # by area, indicator and day


class Judge:
    def __init__(self, file: UploadedFile[Any], wishes: Wishes, *, on: date) -> None:
        content = file.read()
        file.seek(0)
        self.file, self.wishes, self.on = file, wishes, on
        self.judged = Judged(file.name or "", hashlib.sha256(content).hexdigest(), wishes)
        self.indicators = {indicator.code: indicator for indicator in Indicator.objects.all()}
        self.known_areas = {area.pk: area for area in Area.objects.all()}
        self.register = Register(self.known_areas.values(), kind=wishes.kind)

    def judge(self) -> Judged:
        """Raises NotASheet for a file that is no table."""
        cells: dict[tuple[int, date], list[Counted]] = defaultdict(list)
        found_any = False
        for grid in grids(self.file):
            layout = layout_of(grid, self.names)
            if layout is None:
                self.judged.notes.append(f"シート「{grid.title}」: {NO_HEAD}")
                continue
            found_any = True
            for area, counted in self.placed(grid, layout):
                cells[area.pk, counted.day].append(counted)
        if not found_any:
            self.judged.notes.clear()
            self.judged.problems.append(Problem(self.judged.name, f"{NO_HEAD}1行目に見出しを入れてください。"))
        self.compare({key: Scale(each[0].place, key[1], each).weigh() for key, each in cells.items()})
        if found_any and not (self.judged.figures or self.judged.problems):
            self.judged.problems.append(Problem(self.judged.name, "読み込める数値が、1つもありません。"))
        return self.judged

    @cached_property
    def names(self) -> dict[str, str]:
        """Every indicator by its plain name and its code; those of people and households are headings of their own."""
        own = {
            code: each for code, each in self.indicators.items() if each.is_listed and code not in (PEOPLE, HOUSEHOLDS)
        }
        return {normal(word): code for code, each in own.items() for word in (each.name, code)}

    def placed(self, grid: Grid, layout: Layout) -> Iterator[tuple[Area, Counted]]:
        """The cells with their areas; each unknown area is told once, rows of other cities are left out."""
        words = {code: each.name for code, each in self.indicators.items()} | {HOUSEHOLDS: "世帯数"}
        pairs = zip(layout.headings, layout.columns, strict=True)
        self.judged.read_as += [(heading, said(meaning, words)) for heading, meaning in pairs if meaning]
        self.judged.not_read += [heading for _, heading in layout.unknown]
        day = self.wishes.day or day_of_file(self.judged.name)
        lines = RowReader(grid, layout, indicators=self.names, day=day).read()
        self.judged.problems += lines.problems
        self.judged.notes += lines.notes
        answers: dict[Place, Area | None] = {}
        for cell in lines.cells:
            if cell.place not in answers:
                answers[cell.place] = self.area_of(cell, grid)
            if (area := answers[cell.place]) is not None:
                yield area, cell
        self.tell_elsewhere(answers)

    def area_of(self, cell: Counted, grid: Grid) -> Area | None:
        if self.register.is_elsewhere(cell.place):
            return None
        try:
            return self.known_areas[self.register.find(cell.place).pk]
        except NotThere as problem:
            told = Problem(grid.title, str(problem), cell.row)
            if self.wishes.skips_unknown:
                self.judged.notes.append(f"{told}この行は読みません。")
            else:
                self.judged.problems.append(told)
            return None

    def tell_elsewhere(self, answers: Mapping[Place, Area | None]) -> None:
        elsewhere = sum(self.register.is_elsewhere(place) for place in answers)
        if elsewhere:
            self.judged.notes.append(f"ほかの市町村の{elsewhere}の区域は読みません。")

    def compare(self, weighed: Mapping[tuple[int, date], Weighed]) -> None:
        kept = self.kept(weighed)
        for (key, day), found in weighed.items():
            area = self.known_areas[key]
            title = self.judged.name
            self.judged.problems += [Problem(title, told, row, column) for row, column, told in found.problems]
            if day > self.on:
                row = next(iter(found.rows.values()), None)
                self.judged.problems.append(Problem(title, f"{era_date(day)}は、まだ来ていない日です。", row))
            if found.hidden:
                told = f"{area}({era_date(day)}): 公表されていない年齢が{len(found.hidden)}あります。空のままにします。"
                self.judged.notes.append(told)
            for indicator, value, row in self.named(found):
                if sentence := indicator.against(value):
                    self.judged.problems.append(Problem(title, f"{area}の{indicator}: {sentence}", row))
                self.judged.figures.append(New(area, indicator, day, value, row, kept.get((key, indicator.code, day))))
            self.ask_about_jump(area, day, found, kept)

    def kept(self, weighed: Iterable[tuple[int, date]]) -> Kept:
        """What the register has on the days of the file, and every population, for the question below."""
        keys = list(weighed)
        rows = AreaFigure.objects.filter(area__in={area for area, _ in keys}).select_related("indicator")
        rows = rows.filter(Q(as_of__in={day for _, day in keys}) | Q(indicator__code=PEOPLE))
        return {(row.area_id, row.indicator.code, row.as_of): row for row in rows}

    def named(self, found: Weighed) -> Iterator[tuple[Indicator, Value, int]]:
        """Each figure with its indicator (made where nobody named it), and age groups that the city itself lists."""
        for kind, value in found.figures.items():
            code = kind.code if isinstance(kind, Part) else kind
            if code not in self.indicators:
                self.indicators[code] = Indicator.for_part(kind) if isinstance(kind, Part) else households()
            yield self.indicators[code], value, found.rows[kind]
        counts = ages_of(found)
        for indicator in [each for each in self.indicators.values() if each.is_listed and each.age_from is not None]:
            wanted = Band(indicator.age_from or 0, indicator.age_to)
            values = [sum_within(counts[sex], wanted) for sex in ([indicator.sex] if indicator.sex else list(counts))]
            if counts and None not in values and indicator.code not in found.figures:
                yield indicator, sum(value for value in values if value is not None), min(found.rows.values())

    def ask_about_jump(self, area: Area, day: date, found: Weighed, kept: Kept) -> None:
        """A population that is suddenly another one may be that of another area, or of another column."""
        now = found.figures.get(Part())
        days = [on for key, code, on in kept if key == area.pk and code == PEOPLE and on < day]
        before = kept[area.pk, PEOPLE, max(days)].value if days else None
        if now is not None and before and abs(Decimal(now) - before) * 10 > before * JUMP:
            told = f"{area}の人口が、{era_date(max(days))}の{minus(before)}人から{minus(now)}人になります。"
            self.judged.notes.append(f"{told}区域と列を確かめてください。")


def ages_of(found: Weighed) -> dict[str, dict[Band, Value | None]]:
    """Men and women by age (or both together), hidden groups included."""
    counts: dict[str, dict[Band, Value | None]] = defaultdict(dict)
    values = {kind: value for kind, value in found.figures.items() if isinstance(kind, Part)}
    for part in [*values, *found.hidden]:
        if part.band:
            counts[part.sex][part.band] = values.get(part)
    return dict(counts)


def households() -> Indicator:
    """The only heading besides parts of the population that is understood before the city has named it."""
    return Indicator(code=HOUSEHOLDS, name="世帯数", unit="世帯", order=1)
