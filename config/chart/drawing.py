"""Where things stand in the pictures of a chart: numbers for the SVG templates. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from organizations.figures.parts import Band
from organizations.figures.projection import Projection
from organizations.figures.pyramids import Pyramid, alike
from organizations.figures.values import Value
from records.era import era_of, western, year_name
from records.templatetags.japanese import minus

WIDTH = 460
LEFT, RIGHT, SPAN = 196, 264, 184  # where the bars of men end and those of women begin, and how far they may reach
ROW, BAR, TOP = 19, 16, 28
APART = 52  # between two labels on a line, so that they do not touch


def r(number: float) -> float:
    return round(number, 1)


def step_of(most: float, steps: int) -> int:
    """1, 2, 5, 10, 20, 50 …: the least of them that reaches the most in so many steps."""
    size, kinds = 1, (1, 2, 5)
    while True:
        for kind in kinds:
            if kind * size * steps >= most:
                return kind * size
        size *= 10


@dataclass(frozen=True)
class Bar:
    band: Band
    y: float
    text_y: float
    men_x: float
    men_width: float
    women_width: float
    hidden: bool


@dataclass(frozen=True)
class Tick:
    left: float
    right: float
    label: str


@dataclass(frozen=True)
class PyramidPicture:
    height: int
    bottom: int
    bars: list[Bar]
    ticks: list[Tick]
    city: tuple[str, str] | None  # the outline of the city on both sides, as points


def pyramid_picture(pyramid: Pyramid, city: Pyramid | None) -> PyramidPicture:
    shown, wider = alike(pyramid, city) if city else (pyramid, None)
    scale = shown.total / wider.total if wider and wider.total else 0.0
    sides = [shown.men, shown.women]
    most = max([1.0, *(float(value or 0) for side in sides for value in side.values())])
    if wider:
        most = max(most, *(float(value or 0) * scale for side in (wider.men, wider.women) for value in side.values()))
    step = step_of(most, 4)
    unit = SPAN / (step * 4)
    bands = list(reversed(shown.bands))
    bars = [
        Bar(
            band,
            TOP + ROW * at + 1.5,
            TOP + ROW * at + 13.5,
            r(LEFT - float(shown.men[band] or 0) * unit),
            r(float(shown.men[band] or 0) * unit),
            r(float(shown.women[band] or 0) * unit),
            shown.men[band] is None or shown.women[band] is None,
        )
        for at, band in enumerate(bands)
    ]
    bottom = TOP + ROW * len(bands)
    ticks = [Tick(r(LEFT - n * step * unit), r(RIGHT + n * step * unit), f"{n * step:,}") for n in range(1, 5)]
    outline = (
        (outlined(wider.men, bands, -unit * scale, LEFT), outlined(wider.women, bands, unit * scale, RIGHT))
        if wider
        else None
    )
    return PyramidPicture(bottom + 26, bottom, bars, ticks, outline)


def outlined(side: Mapping[Band, Value | None], bands: Sequence[Band], unit: float, start: float) -> str:
    """Down the steps of one side, oldest first."""
    points = []
    for at, band in enumerate(bands):
        x = r(start + float(side[band] or 0) * unit)
        points += [f"{x},{TOP + ROW * at}", f"{x},{TOP + ROW * (at + 1)}"]
    return " ".join(points)


@dataclass(frozen=True)
class Point:
    x: float
    y: float
    text_y: float
    value: str
    year: str  # empty where another label stands too near
    is_now: bool = False


@dataclass(frozen=True)
class LinePicture:
    counted: list[Point]
    projected: list[Point]
    counted_line: str
    projected_line: str


FLOOR, ROOF, MARGIN = 210, 40, 28


def line_picture(history: Mapping[date, Value], projection: Projection | None) -> LinePicture:
    past = {day: float(value) for day, value in history.items()}
    ahead = {step.day: float(step.total) for step in projection.steps} if projection else {}
    days = [*past, *ahead]
    first, last = min(days), max(days)
    most = max([1.0, *past.values(), *ahead.values()])
    width = max((last - first).days, 1)
    now = max(past)

    def place(day: date, people: float, *, labelled: bool) -> Point:
        x = WIDTH / 2 if first == last else MARGIN + (WIDTH - 2 * MARGIN) * (day - first).days / width
        y = FLOOR - (FLOOR - ROOF) * people / most
        return Point(r(x), r(y), r(y - 13), minus(round(people)), short_year(day) if labelled else "", day == now)

    labelled: list[date] = [*ahead, now]
    per_day = (WIDTH - 2 * MARGIN) / width
    for day in sorted(past, reverse=True):
        if all(abs((day - other).days) * per_day >= APART for other in labelled):
            labelled.append(day)
    counted = [place(day, people, labelled=day in labelled) for day, people in past.items()]
    projected = [place(day, people, labelled=True) for day, people in ahead.items()]
    joined = [point for point in counted if point.is_now] + projected
    return LinePicture(counted, projected, points_of(counted), points_of(joined) if projected else "")


def points_of(points: Sequence[Point]) -> str:
    return " ".join(f"{point.x},{point.y}" for point in points)


def short_year(day: date) -> str:
    """令7, 平27; 2025 where the city writes western years."""
    if western():
        return str(day.year)
    era = era_of(day)
    return f"{era.name[0]}{year_name(era, day.year)}"


BARS_LEFT, BARS_SPAN, BAR_ROW = 96, 270, 40


@dataclass(frozen=True)
class Level:
    """A value of the area with the city's beside it."""

    label: str
    value: float | None
    city: float | None
    said: str
    city_said: str


@dataclass(frozen=True)
class LevelBar:
    level: Level
    y: int
    text_y: int
    width: float
    said_x: float
    city_x: float | None
    city_y: tuple[int, int]


@dataclass(frozen=True)
class BarsPicture:
    height: int
    bars: list[LevelBar]


def bars_picture(levels: Sequence[Level]) -> BarsPicture:
    values = [value for level in levels for value in (level.value, level.city) if value is not None]
    unit = BARS_SPAN / max([*values, 1e-9])
    bars = []
    for at, level in enumerate(levels):
        y = 6 + BAR_ROW * at
        width = (level.value or 0) * unit
        city = None if level.city is None else BARS_LEFT + level.city * unit
        said_x = BARS_LEFT + max(width, (city or 0) - BARS_LEFT) + 10
        bars.append(LevelBar(level, y, y + 19, r(width), r(said_x), None if city is None else r(city), (y - 3, y + 31)))
    return BarsPicture(12 + BAR_ROW * len(levels), bars)
