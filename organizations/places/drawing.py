"""Maps drawn by the server: areas as shapes with links, from the paths that their boundaries keep.

A map is 1000 wide; its height follows the land. What lies outside the chosen areas is not drawn.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from organizations.areas import Area
from organizations.places.boundaries import Boundary
from organizations.places.geometry import scale
from organizations.places.relations import neighbours
from organizations.places.systems import AreaSystem

WIDTH = 1000
EDGE = 12  # around the land
FOOT = 52  # below it, for the ruler
TALLEST = 1300  # a long city is drawn narrower
HAIR = 3
LETTER = 22  # the height of a name in the drawing; the style sheet may say otherwise
ROUND_LENGTHS = (100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000)


@dataclass(frozen=True)
class Shape:
    """An area in the drawing; ``tone`` 0 to 5 colours it, ``is_chosen`` marks the one that the page is about."""

    area: Area
    number: int
    transform: str
    path: str
    x: int
    y: int
    label: str  # its name where there is room, else its number
    tone: int | None
    is_chosen: bool
    line: float = (
        1.0  # as thick as a hair, in the units of its path: for paper, where lines grow and shrink with shapes
    )

    @property
    def css(self) -> str:
        return "chosen" if self.is_chosen else "" if self.tone is None else f"tone-{self.tone}"


@dataclass(frozen=True)
class Ruler:
    """A bar of a round length."""

    length: int  # in the drawing
    said: str
    x: int
    y: int


@dataclass(frozen=True)
class Map:
    """``shapes`` in the order of the areas; ``missing`` are those of whom nobody has drawn a boundary."""

    title: str
    height: int
    shapes: list[Shape]
    missing: list[Area]
    ruler: Ruler | None = None

    @property
    def rows(self) -> list[tuple[int | None, Area]]:
        """For the table behind the drawing."""
        return [*((shape.number, shape.area) for shape in self.shapes), *((None, area) for area in self.missing)]


def system_map(system: AreaSystem, *, on: date, tones: Mapping[int, int] | None = None) -> Map:
    """All areas of a system that stand on a day. ``tones``: 0 to 5 by the area's key, for a map of figures."""
    areas = list(Area.objects.of_system(system).standing(on=on).select_related("system"))
    return draw(areas, title=f"{system.name}の地図", on=on, tones=tones or {})


def area_map(area: Area, *, on: date) -> Map:
    """The small map of one area: itself and its neighbours, or what lies within it where it has none."""
    beside = list(neighbours(area, on).select_related("system"))
    areas = [area, *beside] if beside or area.kind != Area.Kind.CITY else _parts(area, on)
    return draw(areas, title=f"{area}の地図", on=on, chosen=area if area in areas else None)


def _parts(city: Area, on: date) -> list[Area]:
    """The districts of the city, or the city's own outline where nobody drew them."""
    districts = list(city.children.standing(on=on).filter(boundaries__isnull=False).distinct())
    return districts or [city]


def draw(
    areas: Iterable[Area],
    *,
    title: str,
    on: date,
    tones: Mapping[int, int] | None = None,
    chosen: Area | None = None,
) -> Map:
    """Any areas on one map; one query, however many they are."""
    listed = list(areas)
    columns = Boundary.objects.held(on=on).filter(Q(area__in=listed)).defer("geometry")
    drawn = {row.area_id: row for row in columns}
    rows = [(number, area, drawn[area.pk]) for number, area in enumerate(listed, start=1) if area.pk in drawn]
    missing = [area for area in listed if area.pk not in drawn]
    if not rows:
        return Map(title, 0, [], missing)
    frame = Frame.around([row for _, _, row in rows], chosen=drawn.get(chosen.pk) if chosen else None)
    shapes = [
        frame.shape(area, number, row, tone=(tones or {}).get(area.pk), is_chosen=area == chosen)
        for number, area, row in rows
    ]
    return Map(title, frame.height, shapes, missing, frame.ruler())


@dataclass(frozen=True)
class Frame:
    """Where the land lies in the drawing."""

    x0: int
    y0: int
    y1: int
    size: float  # of the drawing per metre of the plane
    left: float
    height: int

    @classmethod
    def around(cls, rows: Sequence[Boundary], *, chosen: Boundary | None) -> Frame:
        x0, y0 = min(row.x0 for row in rows), min(row.y0 for row in rows)
        x1, y1 = max(row.x1 for row in rows), max(row.y1 for row in rows)
        if chosen:  # large neighbours do not make the area itself tiny
            reach = max(chosen.x1 - chosen.x0, chosen.y1 - chosen.y0, 1)
            x0, y0 = max(x0, chosen.x0 - reach), max(y0, chosen.y0 - reach)
            x1, y1 = min(x1, chosen.x1 + reach), min(y1, chosen.y1 + reach)
        size = min((WIDTH - 2 * EDGE) / (x1 - x0), (TALLEST - 2 * EDGE) / (y1 - y0))
        left = (WIDTH - (x1 - x0) * size) / 2
        return cls(x0, y0, y1, size, left, round((y1 - y0) * size) + 2 * EDGE + FOOT)

    def at(self, x: int, y: int) -> tuple[float, float]:
        return round(self.left + (x - self.x0) * self.size, 2), round(EDGE + (y - self.y0) * self.size, 2)

    def shape(self, area: Area, number: int, row: Boundary, *, tone: int | None, is_chosen: bool) -> Shape:
        x, y = self.at(row.x0, row.y0)
        room = (row.x1 - row.x0) * self.size * 0.8
        name = area.name.removesuffix(area.what) or area.name  # 「熊野」 on the map of the 地区
        label = name if len(name) * LETTER <= room else str(number)
        label_x, label_y = (round(each) for each in self.at(row.label_x, row.label_y))
        line = float(f"{HAIR / self.size:.3g}")
        transform = f"translate({x} {y}) scale({self.size:.6g})"
        return Shape(area, number, transform, row.path, label_x, label_y, label, tone, is_chosen, line)

    def ruler(self) -> Ruler:
        """At most a quarter of the width."""
        metre = self.size / scale((self.y0 + self.y1) / 2)
        length = max((each for each in ROUND_LENGTHS if each * metre <= WIDTH / 4), default=ROUND_LENGTHS[0])
        said = f"{length // 1000}km" if length >= 1000 else f"{length}m"
        return Ruler(round(length * metre), said, EDGE, self.height - EDGE)
