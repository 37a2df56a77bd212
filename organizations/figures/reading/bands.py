"""Age groups of any cut as groups of five years: single years are added up, what is coarser stays as it is. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from organizations.figures.parts import FIVE, Band, five_year
from organizations.figures.values import Value

Counts = Mapping[Band, Value | None]  # None: hidden
OLD = 100  # everybody from here on is one group


def partition(bands: Iterable[Band]) -> list[Band]:
    """The finest of them that follow each other from 0 on without a gap up to an open one; none if there is a gap.

    Beside the single groups a table may have sums (15歳未満, 65歳以上): they are no part of it.
    """
    return list(chained(tuple(bands)))


@lru_cache(maxsize=256)
def chained(bands: tuple[Band, ...]) -> tuple[Band, ...]:
    """Tables of a city have few cuts, and each is asked for area by area."""
    by_start: dict[int, list[Band]] = {}
    for band in sorted(set(bands), key=lambda band: (band.low, band.high is None, band.high or 0)):
        by_start.setdefault(band.low, []).append(band)
    dead: set[int] = set()

    def chain(start: int) -> list[Band] | None:
        if start in dead:
            return None
        for band in by_start.get(start, []):
            if band.high is None:
                return [band]
            if (rest := chain(band.high + 1)) is not None:
                return [band, *rest]
        dead.add(start)
        return None

    return tuple(chain(0) or ())


def folded(counts: Counts) -> dict[Band, Value | None]:
    """The counts of a partition in groups of five years, as far as it has cuts there."""
    chain = partition(counts)
    starts = {band.low for band in chain}
    found: dict[Band, Value | None] = {}
    for band in chain:
        slot = slot_of(band, starts)
        found[slot] = added(found[slot], counts[band]) if slot in found else counts[band]
    return found


def slot_of(band: Band, starts: set[int]) -> Band:
    """The group that a band goes into: its five years, if the table has a cut on both sides of them."""
    if band.low >= OLD and OLD in starts:
        return Band(OLD, None)
    low = band.low - band.low % FIVE
    fits = band.high is not None and band.high < low + FIVE and low in starts and low + FIVE in starts
    return five_year(low) if fits else band


def added(one: Value | None, other: Value | None) -> Value | None:
    return None if one is None or other is None else one + other


def sum_within(counts: Counts, wanted: Band) -> Value | None:
    """How many are of an age group, where the cuts allow to say it and nothing is hidden."""
    inside = [band for band in counts if wanted.holds(band)]
    ages = sum(band.high - band.low + 1 for band in inside if band.high is not None)
    open_end = any(band.high is None for band in inside)
    complete = open_end if wanted.high is None else ages == wanted.high - wanted.low + 1
    if not inside or min(band.low for band in inside) != wanted.low or not complete:
        return None
    values = [counts[band] for band in inside]
    return None if None in values else sum(value for value in values if value is not None)
