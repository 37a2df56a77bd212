"""A map for the demonstration: invented lines, so that nobody takes them for the city's own."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from accounts.models import User
from organizations.areas import Area
from organizations.places import geojson
from organizations.places.files import BoundaryFile
from organizations.places.systems import AreaSystem, systems

MIDDLE, REACH = (133.47, 34.98), (0.19, 0.15)  # of the invented land, in degrees
ROUGHNESS = (0.0016, 0.0012, 0.0008, 0.0004, 0.0)  # the greatest by which no line crosses itself
SOURCE = "見本(架空の線)"
Land = dict[str, list[Area]]


def draw_map(land: Land, *, by: User, on: date) -> None:
    """The oaza first, then the districts made of them, and former school districts made of some of these."""
    oaza = [area for areas in land.values() for area in areas]
    cells = dict(zip((area.pk for area in oaza), wound(divided(len(oaza))), strict=True))
    names = {system.kind: system for system in systems()}
    take(names[Area.Kind.OAZA], [(area.name, area.code, cells[area.pk]) for area in oaza], by=by, on=on)
    districts = {areas[0].parent: shapely.union_all([cells[area.pk] for area in areas]) for areas in land.values()}
    told = [(area.name, area.code, shape) for area, shape in districts.items() if area]
    take(names[Area.Kind.DISTRICT], told, by=by, on=on)
    schools = AreaSystem.define(by=by, code="school", name="小学校区", keeps_former=True, order=1)
    pairs = list(zip(told[::2], told[1::2], strict=False))
    shapes = [(f"{one[0].removesuffix('地区')}小学校区", one[1], one[2].union(other[2])) for one, other in pairs]
    take(schools, shapes, by=by, on=on)


def take(system: AreaSystem, shapes: list[tuple[str, str, Any]], *, by: User, on: date) -> None:
    """As an officer would: the file is read, what it names is found, the rest becomes new areas."""
    raw = shapely_collection(shapes)
    facts: Any = {"system": system, "starts_on": on, "name": f"{system.name}.geojson", "raw": raw, "source": SOURCE}
    file = BoundaryFile.receive(by=by, features=geojson.read(raw), **facts)
    known = {area.code: area for area in Area.objects.of_system(system)}
    chosen = {number: known.get(code, name) for number, (name, code, _) in enumerate(shapes, start=1)}
    file.take_in(by=by, chosen=chosen)


def shapely_collection(shapes: Iterable[tuple[str, str, Any]]) -> bytes:
    features = [
        f'{{"type":"Feature","properties":{{"名前":"{name}","コード":"{code}"}},"geometry":{shapely.to_geojson(shape)}}}'
        for name, code, shape in shapes
    ]
    return f'{{"type":"FeatureCollection","features":[{",".join(features)}]}}'.encode()


def divided(parts: int) -> list[BaseGeometry]:
    """An invented land, divided among points that lie apart."""
    dice = random.Random(33210)  # noqa: S311  # the same map each time
    outline = shapely.Polygon([_shore(step, dice) for step in range(36)])
    points: list[Any] = []
    while len(points) < parts:
        tries = [
            shapely.Point(*(m + r * dice.uniform(-1, 1) for m, r in zip(MIDDLE, REACH, strict=True))) for _ in "123456"
        ]
        inside = [point for point in tries if outline.contains(point)]
        points += sorted(inside, key=lambda point: -min((point.distance(other) for other in points), default=1))[:1]
    cells = shapely.voronoi_polygons(shapely.MultiPoint(points), extend_to=outline)
    found = [cell.intersection(outline) for cell in cells.geoms]
    return [next(cell for cell in found if cell.contains(point)) for point in points]


def _shore(step: int, dice: random.Random) -> tuple[float, float]:
    turn, far = 2 * math.pi * step / 36, dice.uniform(0.8, 1.0)
    return MIDDLE[0] + REACH[0] * far * math.cos(turn), MIDDLE[1] + REACH[1] * far * math.sin(turn)


def wound(cells: list[BaseGeometry]) -> list[BaseGeometry]:
    """Lines that wind as ridges do, the same from both sides: each bend is a matter of its place alone."""
    fine = shapely.segmentize(cells, 0.003)
    tries = (list(shapely.transform(fine, _by(roughness))) for roughness in ROUGHNESS)
    return next(found for found in tries if all(shapely.is_valid(found)))


def _by(roughness: float) -> Callable[[Any], Any]:
    return lambda points: (points + roughness * _bend(points.round(6))).round(6)


def _bend(points: Any) -> Any:
    x, y = points[:, 0] * 260, points[:, 1] * 260
    bends = [[math.sin(a) + math.sin(2.3 * b), math.cos(b) + math.sin(1.7 * a)] for a, b in zip(x, y, strict=True)]
    return points * 0 + bends
