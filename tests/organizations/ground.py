"""Cities drawn by a rule: areas in a grid whose common lines wind, as GeoJSON."""

import json
import math
import random
from collections.abc import Callable, Iterable
from typing import Any

Corner = tuple[float, float]
WEST, SOUTH, SIZE = 133.4, 34.9, 0.02


def line(start: Corner, end: Corner, steps: int) -> list[Corner]:
    """From corner to corner, winding in the same way from whichever side it is drawn."""
    dice = random.Random(f"{start}{end}")
    upright = start[0] == end[0]
    points = [start]
    for step in range(1, steps):
        part = step / steps
        aside = dice.uniform(-0.0003, 0.0003) * math.sin(math.pi * part) ** 2
        x, y = start[0] + (end[0] - start[0]) * part, start[1] + (end[1] - start[1]) * part
        points.append((x + aside, y) if upright else (x, y + aside))
    return [*points, end]


def cell(column: int, row: int, *, steps: int = 4) -> list[Corner]:
    """The closed ring of one area, ``steps`` points on each of its four sides."""
    west, east = WEST + column * SIZE, WEST + (column + 1) * SIZE
    south, north = SOUTH + row * SIZE, SOUTH + (row + 1) * SIZE
    bottom, right = line((west, south), (east, south), steps), line((east, south), (east, north), steps)
    top, left = line((west, north), (east, north), steps)[::-1], line((west, south), (west, north), steps)[::-1]
    return [*bottom[:-1], *right[:-1], *top[:-1], *left]


def feature(ring: list[Corner], **properties: object) -> dict[str, Any]:
    return {"type": "Feature", "properties": properties, "geometry": {"type": "Polygon", "coordinates": [ring]}}


def collection(features: Iterable[dict[str, Any]]) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": list(features)}).encode()


def city(columns: int, rows: int, *, steps: int, name: Callable[[int], dict[str, object]]) -> bytes:
    """Areas in a grid, numbered from 0; ``name`` gives the properties of each."""
    cells = [(column, row) for row in range(rows) for column in range(columns)]
    return collection(
        feature(cell(column, row, steps=steps), **name(number)) for number, (column, row) in enumerate(cells)
    )
