"""The people of an area over the years, with the city beside it: a fixed number of queries, however many areas."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

from django.db import models

from organizations.areas import Area
from organizations.figures.indicators import Indicator
from organizations.figures.kept import AreaFigure
from organizations.figures.parts import FIVE, HOUSEHOLDS, PEOPLE, Band
from organizations.figures.projection import Projection, Refused, project
from organizations.figures.pyramids import Pyramid, added_up, pyramid_of, years_before
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

    # what was counted in one number

    @cached_property
    def counted(self) -> Mapping[tuple[str, date], Mapping[int, Value]]:
        """Listed indicators by code and day: by area."""
        rows = AreaFigure.objects.listed().filter(as_of__lte=self.on)
        found: dict[tuple[str, date], dict[int, Value]] = defaultdict(dict)
        for code, day, area, value in self.needed(rows, "indicator__code", "as_of", "area", "value"):
            found[code, day][area] = value
        return found

    def needed(self, rows: models.QuerySet[AreaFigure], *columns: str) -> list[tuple[Any, ...]]:
        """Of the area, its parts and the city; of every area only where the city has nothing of its own."""
        near = {*self.within(self.area), *([self.city.pk] if self.city else [])}
        found = list(rows.filter(area__in=near).values_list(*columns))
        at = columns.index("area")
        if self.city is None or any(row[at] == self.city.pk for row in found):
            return found
        return found + list(rows.exclude(area__in=near).values_list(*columns))

    def over_time(self, code: str, area: Area) -> Days:
        """Oldest day first."""
        days = sorted(day for each, day in self.counted if each == code)
        found = {day: self.whole(area, self.counted[code, day], total) for day in days}
        return {day: value for day, value in found.items() if value is not None}

    @cached_property
    def history(self) -> Days:
        return self.over_time(PEOPLE, self.area)

    @cached_property
    def households(self) -> Days:
        return self.over_time(HOUSEHOLDS, self.area)

    def of_city(self, code: str, day: date) -> Value | None:
        """The city's figure of the same day, else its newest one before."""
        days = self.over_time(code, self.city) if self.city else {}
        before = [each for each in days if each <= day]
        return days[max(before)] if before else None

    # what was counted by sex and age

    @cached_property
    def parts(self) -> Mapping[int, Indicator]:
        found = Indicator.objects.of_people().exclude(age_from=None).exclude(sex="")
        return {each.pk: each for each in found}

    @cached_property
    def days_by_age(self) -> list[date]:
        """On which the area was counted by sex and age, newest first."""
        rows = AreaFigure.objects.filter(area__in=self.within(self.area), indicator__in=self.parts, as_of__lte=self.on)
        return sorted(set(rows.order_by().values_list("as_of", flat=True).distinct()), reverse=True)

    @cached_property
    def pyramids(self) -> Mapping[date, Mapping[int, Pyramid]]:
        """Of every area, on the newest day and five years before."""
        days = self.days_by_age[:1]
        days += [years_before(day, FIVE) for day in days]
        rows = AreaFigure.objects.filter(as_of__in=days, indicator__in=self.parts)
        found: dict[tuple[date, int], dict[str, dict[Band, Value | None]]] = defaultdict(lambda: {"m": {}, "f": {}})
        for area, indicator, day, value in self.needed(rows, "area", "indicator", "as_of", "value"):
            part = self.parts[indicator]
            found[day, area][part.sex][Band(part.age_from or 0, part.age_to)] = value
        made: dict[date, dict[int, Pyramid]] = {day: {} for day in days}
        for (day, area), sides in found.items():
            if pyramid := pyramid_of(day, with_gaps(sides["m"], sides["f"]), with_gaps(sides["f"], sides["m"])):
                made[day][area] = pyramid
        return made

    def pyramid(self, area: Area | None, *, years_ago: int = 0) -> Pyramid | None:
        if area is None or not self.days_by_age:
            return None
        day = years_before(self.days_by_age[0], years_ago)
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
            add = total if indicator.adds_up else none
            days = sorted(day for code, day in self.counted if code == indicator.code)
            values = {day: self.whole(self.area, self.counted[indicator.code, day], add) for day in days}
            for day in reversed(days):
                if (value := values[day]) is not None:
                    city = self.whole(self.city, self.counted[indicator.code, day], add) if self.city else None
                    found.append(Other(indicator, day, value, self.source_of(indicator, day), city))
                    break
        return found

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


def none(_values: Iterable[Value]) -> None:
    """A rate has no sum."""


def with_gaps(side: dict[Band, Value | None], other: dict[Band, Value | None]) -> dict[Band, Value | None]:
    """A group that only the other sex has was not published for this one."""
    return {band: side.get(band) for band in sorted({*side, *other})}
