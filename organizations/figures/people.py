"""The people of an area over the years, with the city beside it: a fixed number of queries, however many areas."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, reduce
from operator import or_
from typing import TypeVar

from django.db import models
from django.db.models import Q

from organizations.areas import Area
from organizations.figures import tallies
from organizations.figures.indicators import Indicator
from organizations.figures.kept import AreaFigure
from organizations.figures.parts import FIVE, HOUSEHOLDS, PEOPLE, Band
from organizations.figures.projection import Projection, Refused, project
from organizations.figures.pyramids import Pyramid, added_up, pyramid_of, years_before
from organizations.figures.reading.bands import partition
from organizations.figures.values import Value

T = TypeVar("T")
Days = Mapping[date, Value]


@dataclass(frozen=True)
class Other:
    """An indicator of the city's own: the newest figure of the area, and of the city."""

    indicator: Indicator
    day: date
    value: Value
    source: str
    city: Value | None


class People:
    """What is counted in ``area`` and in the whole city, up to a day."""

    def __init__(self, area: Area, *, on: date) -> None:
        self.area, self.on = area, on
        everything = list(Area.objects.of_tree().standing(on=on))
        self.city = next((each for each in everything if each.kind == Area.Kind.CITY), None)
        self.below: dict[int | None, list[Area]] = defaultdict(list)
        for each in everything:
            self.below[each.parent_id].append(each)

    def within(self, area: Area) -> list[int]:
        """The area and everything inside it, by key."""
        return [area.pk, *(key for child in self.below[area.pk] for key in self.within(child))]

    def whole(self, area: Area, own: Mapping[int, T], add: Callable[[list[T]], T | None]) -> T | None:
        """The area's own, else that of its parts together; None if one of them is missing."""
        if area.pk in own:
            return own[area.pk]
        parts = [self.whole(child, own, add) for child in self.below[area.pk]]
        found = [part for part in parts if part is not None]
        return add(found) if found and len(found) == len(parts) else None

    def cover(self, area: Area, counted: frozenset[int]) -> frozenset[int] | None:
        """Of which areas the figures make up the area; None if a part of it is missing."""
        return self.whole(area, {key: frozenset({key}) for key in counted}, joined)

    # what was counted in one number

    @cached_property
    def rows(self) -> models.QuerySet[AreaFigure]:
        return AreaFigure.objects.listed().filter(as_of__lte=self.on)

    @cached_property
    def sums(self) -> Mapping[int, tallies.Listed]:
        """Of the area and of the city: all that lies within, added up by the database."""
        return {area.pk: tallies.listed(self.rows, self.within(area)) for area in self.both_areas}

    @property
    def both_areas(self) -> list[Area]:
        return [self.area, *([self.city] if self.city and self.city != self.area else [])]

    @cached_property
    def own(self) -> Mapping[tuple[str, date, int], Value]:
        """What the area and the city were counted themselves, not their parts."""
        rows = self.rows.filter(area__in=self.both_areas).order_by()
        named = rows.values_list("indicator__code", "as_of", "area", "value")
        return {(code, day, area): value for code, day, area, value in named}

    @cached_property
    def counted(self) -> Mapping[tuple[str, date], Mapping[int, Value]]:
        """By area; only asked for where areas and their parts are counted on one day, so that no sum may be taken."""
        found: dict[tuple[str, date], dict[int, Value]] = defaultdict(dict)
        for code, day, area, value in self.rows.order_by().values_list("indicator__code", "as_of", "area", "value"):
            found[code, day][area] = value
        return found

    def figure(self, code: str, day: date, area: Area, *, adds_up: bool = True) -> Value | None:
        """Of the area or the city on one day; None where nobody counted, or only in some of its parts."""
        if (own := self.own.get((code, day, area.pk))) is not None:
            return own
        tally = self.sums[area.pk].get((code, day))
        if tally is None or not adds_up or (cover := self.covers[area.pk, tally.areas]) is None:
            return None
        return tally.total if cover == tally.areas else self.whole(area, self.counted[code, day], total)

    @cached_property
    def covers(self) -> Mapping[tuple[int, frozenset[int]], frozenset[int] | None]:
        """Most days are counted in the same areas."""
        seen = {(area, tally.areas) for area, found in self.sums.items() for tally in found.values()}
        areas = {area.pk: area for area in self.both_areas}
        return {(area, counted): self.cover(areas[area], counted) for area, counted in seen}

    def days_of(self, code: str, area: Area) -> list[date]:
        """Oldest first."""
        return sorted(day for each, day in self.sums[area.pk] if each == code)

    def over_time(self, code: str, area: Area) -> Days:
        """Oldest day first; the area or the city."""
        found = {day: self.figure(code, day, area) for day in self.days_of(code, area)}
        return {day: value for day, value in found.items() if value is not None}

    @cached_property
    def history(self) -> Days:
        return self.over_time(PEOPLE, self.area)

    @cached_property
    def households(self) -> Days:
        return self.over_time(HOUSEHOLDS, self.area)

    @cached_property
    def city_history(self) -> Days:
        return self.over_time(PEOPLE, self.city) if self.city else {}

    def of_city(self, code: str, day: date) -> Value | None:
        """The city's figure of the same day, else its newest one before."""
        before = [each for each in self.days_of(code, self.city) if each <= day] if self.city else []
        found = (self.figure(code, each, self.city) for each in reversed(before) if self.city)
        return next((value for value in found if value is not None), None)

    # what was counted by sex and age

    @cached_property
    def parts(self) -> Mapping[int, Indicator]:
        found = Indicator.objects.of_people().exclude(age_from=None).exclude(sex="")
        return {each.pk: each for each in found}

    @cached_property
    def by_age(self) -> models.QuerySet[AreaFigure]:
        return AreaFigure.objects.filter(indicator__in=list(self.parts), as_of__lte=self.on)

    @cached_property
    def areas_by_age(self) -> Mapping[date, frozenset[int]]:
        return tallies.counted_on(self.by_age)

    @cached_property
    def days_by_age(self) -> list[date]:
        """On which the area was counted by sex and age, newest first."""
        here = set(self.within(self.area))
        return sorted((day for day, areas in self.areas_by_age.items() if areas & here), reverse=True)

    @cached_property
    def days_shown(self) -> list[date]:
        """The newest day and five years before."""
        return [day for newest in self.days_by_age[:1] for day in (newest, years_before(newest, FIVE))]

    @cached_property
    def summed(self) -> Mapping[tuple[int, date], Pyramid]:
        """Of the area and the city, where all their parts were counted in the same groups."""
        found: dict[tuple[int, date], Pyramid] = {}
        for area in self.both_areas:
            covers = {day: self.cover(area, self.areas_by_age.get(day, frozenset())) for day in self.days_shown}
            chosen = [Q(as_of=day, area__in=cover) for day, cover in covers.items() if cover]
            for day, counted in tallies.by_part(self.by_age.filter(reduce(or_, chosen))).items() if chosen else ():
                cover = covers[day] or frozenset()
                if all(areas == len(cover) for areas, _ in counted.values()):
                    values = ((self.parts[part], people) for part, (_, people) in counted.items())
                    if made := sides(day, values):
                        found[area.pk, day] = made
        return found

    @cached_property
    def pyramids(self) -> Mapping[date, Mapping[int, Pyramid]]:
        """Of every area; only asked for where the database cannot add up what was counted in other groups."""
        rows = self.by_age.filter(as_of__in=self.days_shown).order_by()
        found: dict[tuple[date, int], list[tuple[Indicator, Value]]] = defaultdict(list)
        for area, indicator, day, value in rows.values_list("area", "indicator", "as_of", "value"):
            found[day, area].append((self.parts[indicator], value))
        made: dict[date, dict[int, Pyramid]] = {day: {} for day in self.days_shown}
        for (day, area), values in found.items():
            if pyramid := sides(day, values):
                made[day][area] = pyramid
        return made

    def pyramid(self, area: Area | None, *, years_ago: int = 0) -> Pyramid | None:
        """Of the area or the city."""
        if area is None or not self.days_by_age:
            return None
        day = years_before(self.days_by_age[0], years_ago)
        if (summed := self.summed.get((area.pk, day))) is not None:
            return summed
        if not self.areas_by_age.get(day):
            return None
        return self.whole(area, self.pyramids[day], added_up)

    @cached_property
    def now(self) -> Pyramid | None:
        return self.pyramid(self.area)

    @cached_property
    def city_now(self) -> Pyramid | None:
        return self.pyramid(self.city)

    def projection(self) -> Projection:
        """Raises Refused."""
        before, city = self.pyramid(self.city, years_ago=FIVE), self.city_now
        return project(
            self.pyramid(self.area, years_ago=FIVE), self.now, city=(before, city) if before and city else None
        )

    def outlook(self) -> tuple[Projection | None, str]:
        try:
            return self.projection(), ""
        except Refused as reason:
            return None, str(reason)

    # the city's own indicators

    def others(self) -> list[Other]:
        """Every listed indicator but people and households, where the area has a figure."""
        found = []
        for indicator in Indicator.objects.listed().exclude(code__in=[PEOPLE, HOUSEHOLDS]):
            for day in reversed(self.days_of(indicator.code, self.area)):
                value = self.figure(indicator.code, day, self.area, adds_up=indicator.adds_up)
                if value is not None:
                    found.append(
                        Other(indicator, day, value, self.source_of(indicator, day), self.beside(indicator, day))
                    )
                    break
        return found

    def beside(self, indicator: Indicator, day: date) -> Value | None:
        return self.figure(indicator.code, day, self.city, adds_up=indicator.adds_up) if self.city else None

    @cached_property
    def sources(self) -> Mapping[tuple[str, date], str]:
        """From where the figures of the area, or of its parts, come."""
        rows = AreaFigure.objects.filter(area__in=self.within(self.area), as_of__lte=self.on).exclude(source="")
        named = rows.order_by().values_list("indicator__code", "as_of", "source").distinct()
        found: dict[tuple[str, date], list[str]] = defaultdict(list)
        for code, day, source in named:
            found[code, day].append(source)
        return {key: "、".join(sorted(names)) for key, names in found.items()}

    def source_of(self, indicator: Indicator, day: date) -> str:
        return self.sources.get((indicator.code, day), indicator.source)


def total(values: Iterable[Value]) -> Value | None:
    return sum(values)


def joined(parts: Iterable[frozenset[int]]) -> frozenset[int]:
    return frozenset().union(*parts)


def sides(day: date, values: Iterable[tuple[Indicator, Value]]) -> Pyramid | None:
    """Men and women of one day; a group that only the other sex has was not published for this one, where its own
    groups leave a gap."""
    found: dict[str, dict[Band, Value | None]] = {"m": {}, "f": {}}
    for part, value in values:
        found[part.sex][Band(part.age_from or 0, part.age_to)] = value
    bands = sorted({*found["m"], *found["f"]}, key=lambda band: (band.low, band.high is None, band.high or 0))
    men, women = (
        side if partition(side) else {band: side.get(band) for band in bands} for side in (found["m"], found["f"])
    )
    return pyramid_of(day, men, women)
