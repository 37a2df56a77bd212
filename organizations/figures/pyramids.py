"""A population by sex and age on one day, and what can be said of it. Pure."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from organizations.figures.parts import FIVE, Band
from organizations.figures.reading.bands import Counts, added, partition, sum_within
from organizations.figures.values import Value

YOUNG, WORKING, OLD, VERY_OLD = Band(0, 14), Band(15, 64), Band(65, None), Band(75, None)


@dataclass(frozen=True)
class Pyramid:
    """Men and women in the same age groups, youngest first; None stands for a number that was not published."""

    day: date
    men: Counts
    women: Counts

    @property
    def bands(self) -> list[Band]:
        return list(self.men)

    @property
    def is_whole(self) -> bool:
        return None not in self.men.values() and None not in self.women.values()

    @property
    def both(self) -> dict[Band, Value | None]:
        return {band: added(self.men[band], self.women[band]) for band in self.bands}

    @property
    def total(self) -> int:
        """Of those whose age is known and published."""
        return known(self.men.values()) + known(self.women.values())

    def people(self, band: Band) -> int | None:
        found = sum_within(self.both, band)
        return None if found is None else int(found)

    def share(self, band: Band) -> float | None:
        """Of everybody whose age is known; None where a group is hidden or the cuts do not allow it."""
        people = self.people(band)
        return None if people is None or not self.is_whole or not self.total else people / self.total

    @property
    def is_five_year(self) -> bool:
        """Groups of five years up to an open one, as the projection needs them."""
        closed = [band for band in self.bands if band.high is not None]
        return bool(closed) and all(band.high == band.low + FIVE - 1 for band in closed)


def known(values: Iterable[Value | None]) -> int:
    return int(sum(value for value in values if value is not None))


def pyramid_of(day: date, men: Counts, women: Counts) -> Pyramid | None:
    """None where one of the two has gaps between its ages."""
    cuts = starts(men) & starts(women)
    if not cuts or 0 not in cuts:
        return None
    return Pyramid(day, recut(men, cuts), recut(women, cuts))


def starts(counts: Counts) -> set[int]:
    return {band.low for band in partition(counts)}


def recut(counts: Counts, cuts: set[int]) -> dict[Band, Value | None]:
    """The same people in groups that begin at the given ages, all of which are cuts of the counts already."""
    ages = sorted(cuts)
    ends: list[int | None] = [*(after - 1 for after in ages[1:]), None]
    groups = [Band(low, high) for low, high in zip(ages, ends, strict=True)]
    found: dict[Band, Value | None] = {}
    for band in partition(counts):
        group = groups[bisect_right(ages, band.low) - 1]
        found[group] = added(found[group], counts[band]) if group in found else counts[band]
    return found


def added_up(pyramids: Sequence[Pyramid]) -> Pyramid | None:
    """Of several areas on one day together, in the cuts that all of them have."""
    if not pyramids:
        return None
    cuts = set.intersection(*(starts(each.men) for each in pyramids))
    men, women = (
        [recut(counts, cuts) for counts in side] for side in zip(*((p.men, p.women) for p in pyramids), strict=True)
    )
    return Pyramid(pyramids[0].day, summed(men), summed(women))


def summed(counts: Sequence[Counts]) -> dict[Band, Value | None]:
    total = dict(counts[0])
    for each in counts[1:]:
        total = {band: added(total[band], each[band]) for band in total}
    return total


def alike(one: Pyramid, other: Pyramid) -> tuple[Pyramid, Pyramid]:
    """Both in the cuts that they have in common."""
    cuts = starts(one.men) & starts(other.men)
    first, second = (Pyramid(each.day, recut(each.men, cuts), recut(each.women, cuts)) for each in (one, other))
    return first, second


def years_before(day: date, years: int) -> date:
    """The same day so many years earlier (29 February: the day before)."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


def is_evenly_cut(bands: Sequence[Band]) -> bool:
    return all(after.low == before.low + FIVE for before, after in pairwise(bands))
