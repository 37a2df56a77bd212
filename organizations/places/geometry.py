"""What shapely knows of boundaries: whether they are sound, overlap, touch, and how they are drawn small.

Plane coordinates are metres of the Mercator projection, y downwards as in a drawing; ``scale`` makes them real metres.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import shapely
from shapely.geometry import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry
from shapely.strtree import STRtree

from organizations.places.geojson import Feature, Point, place

EARTH = 6_378_137.0
SLIVER = 500  # m² of overlap that two people's drawings of one line may have …
SLIVER_SHARE = 0.002  # … and the share of the smaller area
NEAR = 15.0  # m between two drawings of one line
TOUCHING = 100.0  # m of common line that make neighbours; a common corner does not
STEP = 20.0  # m between the points that are asked
DRAWN_POINTS = 12_000  # of all areas of a map together
FINEST = 2000  # parts of the map's width below which a bend is not seen
WHOLE, MOST, ANY = 0.98, 0.5, 0.02  # shares of an area

REASON = re.compile(r"\[?(-?[0-9.]+) (-?[0-9.]+)\]?")


def project(point: Point) -> Point:
    longitude, latitude = math.radians(point[0]), math.radians(point[1])
    return EARTH * longitude, -EARTH * math.asinh(math.tan(latitude))


def unproject(x: float, y: float) -> Point:
    return math.degrees(x / EARTH), math.degrees(math.atan(math.sinh(-y / EARTH)))


def scale(y: float) -> float:
    """Real metres per metre of the plane at this height of the map."""
    return math.cos(math.atan(math.sinh(-y / EARTH)))


def geometry_of(polygons: Sequence[Sequence[Sequence[Sequence[float]]]]) -> MultiPolygon:
    """In the plane; as it was drawn, sound or not."""
    plane = [[[project((point[0], point[1])) for point in ring] for ring in polygon] for polygon in polygons]
    return MultiPolygon([Polygon(rings[0], rings[1:]) for rings in plane])


def place_of(x: float, y: float) -> str:
    return place(unproject(x, y))


def unsound(feature: Feature, shape: BaseGeometry) -> str:
    """A sentence if the figure crosses itself or is otherwise no area; empty if it is sound."""
    if shape.is_valid:
        return ""
    reason = shapely.is_valid_reason(shape)
    found = REASON.search(reason)
    where = f"({place_of(float(found[1]), float(found[2]))})" if found else ""
    if "Self-intersection" in reason:
        return f"{feature.title}の線が、自分と交わっています{where}。"
    if "Hole" in reason or "Nested" in reason or "shells" in reason:
        return f"{feature.title}の穴か飛び地の位置が違います{where}。"
    return f"{feature.title}の形が、面になっていません{where}。"


@dataclass(frozen=True)
class Clash:
    """Two areas lie on each other."""

    first: int
    second: int
    square_metres: int
    where: str

    def __str__(self) -> str:
        size = f"約{self.square_metres / 10_000:,.1f}ヘクタール"
        return f"が重なっています({self.where}のあたり、{size})。"


def clashes(shapes: Sequence[BaseGeometry], *, old: Sequence[BaseGeometry] = ()) -> Iterator[Clash]:
    """Overlaps among the shapes, and of them with ``old`` ones; keys count through both. Slivers are no overlaps."""
    everything = [*shapes, *old]
    tree = STRtree(everything)
    for first, second in sorted(zip(*tree.query(list(shapes), predicate="intersects").tolist(), strict=True)):
        if second <= first:
            continue
        common = everything[first].intersection(everything[second])
        real = common.area * scale(common.centroid.y) ** 2 if not common.is_empty else 0
        smaller = min(everything[first].area, everything[second].area) * scale(everything[first].centroid.y) ** 2
        if real > max(SLIVER, SLIVER_SHARE * smaller):
            inside = common.representative_point()
            yield Clash(first, second, round(real), place_of(inside.x, inside.y))


def beside(shapes: Mapping[int, BaseGeometry], among: Mapping[int, BaseGeometry]) -> dict[int, list[int]]:
    """For each of ``shapes`` the keys of ``among`` with a common line, asked every few steps of its way."""
    keys = list(among)
    tree = STRtree(list(among.values()))
    shapely.prepare(list(among.values()))
    found: dict[int, list[int]] = {}
    for key, shape in shapes.items():
        size = scale(shape.centroid.y)
        near = tree.query(shape, predicate="dwithin", distance=NEAR / size).tolist()
        way = shapely.segmentize(shape.boundary.simplify(NEAR / 3 / size), STEP / size)
        steps = shapely.points(shapely.get_coordinates(way))
        runs = [keys[at] for at in near if _run(steps, among[keys[at]], NEAR / size) * STEP >= TOUCHING]
        found[key] = sorted(other for other in runs if other != key)
    return found


def _run(steps: Any, other: BaseGeometry, near: float) -> int:
    return int(shapely.dwithin(other, steps, near).sum())


def shares(
    shapes: Mapping[int, BaseGeometry], among: Mapping[int, BaseGeometry]
) -> Iterator[tuple[int, int, float, float]]:
    """Pairs that lie on each other: key, key among, the part of the first that is common, that of the second."""
    keys = list(among)
    tree = STRtree([among[key] for key in keys])
    for key, shape in shapes.items():
        for at in tree.query(shape, predicate="intersects").tolist():
            common = shape.intersection(among[keys[at]]).area
            yield key, keys[at], common / shape.area, common / among[keys[at]].area


def simplified(shapes: Sequence[BaseGeometry]) -> list[BaseGeometry]:
    """Fit for a map: common lines stay common, bends that nobody sees go, and there are not too many points."""
    width = max(*_extent(shapes), 1.0)
    tolerance = width / FINEST
    for _ in range(6):
        drawn = list(shapely.coverage_simplify(list(shapes), tolerance))
        if int(shapely.get_num_coordinates(drawn).sum()) <= DRAWN_POINTS:
            break
        tolerance *= 1.8
    return [new if not new.is_empty else old for new, old in zip(drawn, shapes, strict=True)]


def _extent(shapes: Sequence[BaseGeometry]) -> tuple[float, float]:
    x0, y0, x1, y1 = shapely.total_bounds(list(shapes)).tolist()
    return x1 - x0, y1 - y0


def path_of(shape: BaseGeometry) -> str:
    """For the attribute ``d``: whole metres from the upper left corner of its own box, relative steps."""
    x0, y0 = (math.floor(value) for value in shape.bounds[:2])
    parts: list[str] = []
    for polygon in getattr(shape, "geoms", [shape]):
        for ring in (polygon.exterior, *polygon.interiors):
            points = [(round(x - x0), round(y - y0)) for x, y, *_ in ring.coords]
            steps = [(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(points[:-1])]
            told = " ".join(f"{x} {y}" for x, y in steps if (x, y) != (0, 0))
            parts.append(f"M{points[0][0]} {points[0][1]}l{told}z")
    return "".join(parts)


def drawn_columns(full: BaseGeometry, small: BaseGeometry) -> dict[str, Any]:
    """The columns of a boundary that a map needs."""
    x0, y0, x1, y1 = small.bounds
    label = max(getattr(small, "geoms", [small]), key=lambda part: part.area).representative_point()
    return {
        "path": path_of(small),
        "x0": math.floor(x0),
        "y0": math.floor(y0),
        "x1": math.ceil(x1),
        "y1": math.ceil(y1),
        "label_x": round(label.x),
        "label_y": round(label.y),
        "square_metres": round(full.area * scale(full.centroid.y) ** 2),
        "points": int(shapely.get_num_coordinates(full)),
    }
