"""The chart of one area, section by section; what was not counted is said, not guessed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from config.chart.doings import Doings
from config.chart.drawing import (
    BarsPicture,
    Level,
    LinePicture,
    PyramidPicture,
    bars_picture,
    line_picture,
    pyramid_picture,
)
from organizations.areas import Area
from organizations.figures.parts import FIVE, HOUSEHOLDS, PEOPLE, Band, Part
from organizations.figures.people import Other, People
from organizations.figures.projection import Projection
from organizations.figures.pyramids import OLD, VERY_OLD, YOUNG, Pyramid, years_before
from organizations.figures.values import Value
from records.era import era_date
from records.pieces import Figure
from records.templatetags.japanese import minus

AGES = ((OLD, "65歳以上"), (VERY_OLD, "75歳以上"), (YOUNG, "15歳未満"))
LONG = 12  # points of a history; of more, the newest of each year


@dataclass(frozen=True)
class AgeRow:
    band: Band
    men: Value | None
    women: Value | None
    both: Value | None


@dataclass(frozen=True)
class YearRow:
    day: date
    people: Value
    households: Value | None
    is_projected: bool
    old: str = ""


class Chart(Doings):
    """Public: nothing in it names a person."""

    def __init__(self, area: Area, *, on: date) -> None:
        self.area, self.on = area, on
        self.people = People(area, on=on)
        self.projection: Projection | None
        self.projection, self.no_projection = self.people.outlook()

    # head

    @cached_property
    def day(self) -> date | None:
        """Of the newest population, by number or by age."""
        return max([*self.people.history, *self.people.days_by_age[:1]], default=None)

    @property
    def figures(self) -> list[Figure]:
        shares = [self.share_figure(band, label) for band, label in AGES if band != VERY_OLD]
        here = f"{len(self.bodies):,}団体"
        return [
            self.people_figure,
            self.household_figure,
            *shares,
            Figure("活動する団体", here, "市の名簿にある団体"),
        ]

    @property
    def people_figure(self) -> Figure:
        history = self.people.history
        if not history:
            return Figure("人口", "–", "数値がありません")
        day = max(history)
        before = history.get(years_before(day, FIVE))
        if not before:
            return Figure("人口", f"{minus(history[day])}人", f"{era_date(day)}")
        change = int(history[day]) - int(before)
        return Figure("人口", f"{minus(history[day])}人", f"5年で {minus(change)}人({percent(change / int(before))})")

    @property
    def household_figure(self) -> Figure:
        homes, people = self.people.households, self.people.history
        if not homes:
            return Figure("世帯", "–", "数値がありません")
        day = max(homes)
        notes = [f"1世帯あたり {int(people[day]) / int(homes[day]):.1f}人"] if people.get(day) and homes[day] else []
        city_homes, city_people = self.people.of_city(HOUSEHOLDS, day), self.people.of_city(PEOPLE, day)
        if notes and city_homes and city_people and not self.is_city:
            notes.append(f"(市 {int(city_people) / int(city_homes):.1f}人)")
        return Figure("世帯", f"{minus(homes[day])}世帯", " ".join(notes))

    def share_figure(self, band: Band, label: str) -> Figure:
        own, city = self.share(self.people.now, band), self.share(self.people.city_now, band)
        note = "" if city is None or self.is_city else f"市の平均 {percent(city)}"
        return Figure(label, "–" if own is None else percent(own), note if own is not None else "数値がありません")

    def share(self, pyramid: Pyramid | None, band: Band) -> float | None:
        return pyramid.share(band) if pyramid else None

    # pyramid

    @cached_property
    def pyramid(self) -> PyramidPicture | None:
        now, city = self.people.now, self.people.city_now
        return pyramid_picture(now, None if self.is_city else city) if now else None

    @property
    def ages(self) -> list[AgeRow]:
        """Oldest first, as the picture stands."""
        now = self.people.now
        both = now.both if now else {}
        rows = [AgeRow(band, now.men[band], now.women[band], both[band]) for band in now.bands] if now else []
        return rows[::-1]

    @property
    def pyramid_said(self) -> str:
        now = self.people.now
        if now is None:
            return ""
        most = max(now.bands, key=lambda band: now.both[band] or 0)
        young = now.people(YOUNG)
        rest = f"15歳未満は{minus(young)}人。" if young is not None else ""
        return f"いちばん多いのは{most.name}の{minus(now.both[most] or 0)}人。{rest}"

    # history and projection

    @cached_property
    def past(self) -> dict[date, Value]:
        history = dict(self.people.history)
        if len(history) > LONG:
            newest = {day.year: day for day in history}
            history = {day: history[day] for day in newest.values()}
        return dict(list(history.items())[-LONG:])

    @cached_property
    def line(self) -> LinePicture | None:
        return line_picture(self.past, self.projection) if self.past else None

    @property
    def years(self) -> list[YearRow]:
        rows = [YearRow(day, people, self.people.households.get(day), False) for day, people in self.past.items()]
        steps = self.projection.steps if self.projection else []
        return rows + [YearRow(step.day, step.total, None, True, percent(step.old)) for step in steps]

    @property
    def line_said(self) -> str:
        if not self.past:
            return ""
        first, last = min(self.past), max(self.past)
        told = f"{era_date(first)}の{minus(self.past[first])}人から、{era_date(last)}の{minus(self.past[last])}人。"
        if self.projection:
            end = self.projection.steps[-1]
            told += f"今のまま進むと、{era_date(end.day)}に{minus(end.total)}人。"
        return told

    # ageing

    @cached_property
    def ageing(self) -> list[Level]:
        found = []
        for band, label in AGES:
            own, city = self.share(self.people.now, band), self.share(self.people.city_now, band)
            if own is not None:
                city = None if self.is_city else city
                found.append(Level(label, own, city, percent(own), "" if city is None else percent(city)))
        return found

    @cached_property
    def ageing_picture(self) -> BarsPicture:
        return bars_picture(self.ageing)

    @cached_property
    def others(self) -> list[Other]:
        return self.people.others()

    @property
    def sources(self) -> list[str]:
        """Which figures are from where, newest first."""
        found = [(day, source) for (code, day), source in self.people.sources.items() if code == PEOPLE]
        found += [(day, source) for (code, day), source in self.people.sources.items() if code == self.part_code]
        by_source: dict[str, list[date]] = {}
        for day, source in sorted(set(found), reverse=True):
            by_source.setdefault(source, []).append(day)
        return [
            f"人口: {source}({era_date(days[-1])}〜{era_date(days[0])})"
            if len(days) > 1
            else f"人口: {source}({era_date(days[0])})"
            for source, days in by_source.items()
        ]

    @property
    def part_code(self) -> str:
        """One of the groups of the pyramid: where it comes from, the others come from."""
        now = self.people.now
        return Part("m", now.bands[0].low, now.bands[0].high).code if now else ""


def percent(share: float) -> str:
    """43.1%, △9.4%."""
    return f"{'△' if share < 0 else ''}{abs(share):.1%}"
