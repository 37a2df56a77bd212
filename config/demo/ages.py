"""People by sex and age, made up after the shape of a mountain town, for areas whose totals the demonstration knows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from organizations.figures.parts import Part, five_year
from organizations.models import Area, AreaFigure, Indicator

SHAPE = (22, 26, 31, 32, 22, 21, 25, 31, 38, 46, 53, 60, 68, 82, 96)  # of a thousand, 0-4 to 70-74
OLDEST = (38, 33, 29)  # of those of 75 and over: 75-79, 80-84, 85 and over
MEN = (51, 51, 51, 51, 50, 51, 51, 51, 51, 50, 50, 49, 49, 49, 48, 46, 42, 33)  # of a hundred, by group
SOURCE = "見本(住民基本台帳の形)"
PARTS = [*(five_year(low) for low in range(0, 85, 5)), None]  # None: 85 and over


def shared(total: int, weights: Sequence[int], *, turn: int = 0) -> list[int]:
    """The total in whole people, by weight; ``turn`` bends the weights a little, so that no two areas are the same."""
    bent = [weight * (100 + (turn * (at + 3) * 7) % 23 - 11) for at, weight in enumerate(weights)]
    parts = [total * weight // sum(bent) for weight in bent]
    for at in range(total - sum(parts)):
        parts[at % len(parts)] += 1
    return parts


def indicators() -> dict[str, Indicator]:
    """Of men and women in each group, kept."""
    parts = [Part(sex, band.low if band else 85, band.high if band else None) for sex in ("m", "f") for band in PARTS]
    return {each.code: each for each in Indicator.objects.bulk_create(Indicator.for_part(part) for part in parts)}


def by_age(
    area: Area, people: int, aged: int, *, day: date, kinds: dict[str, Indicator], turn: int
) -> Iterator[AreaFigure]:
    groups = shared(people - aged, SHAPE, turn=turn) + shared(aged, OLDEST)
    for band, count, share in zip(PARTS, groups, MEN, strict=True):
        men = (count * share + 50) // 100
        for sex, value in (("m", men), ("f", count - men)):
            part = Part(sex, band.low if band else 85, band.high if band else None)
            yield AreaFigure(area=area, indicator=kinds[part.code], as_of=day, value=value, source=SOURCE)
