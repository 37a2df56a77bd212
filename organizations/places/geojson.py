"""Reads boundaries from GeoJSON as cities have it, and says in a sentence each, with the place, what is wrong.

Pure: bytes in, features out. What is judged here needs neither the city's areas nor a library for geometry.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NoReturn

MEGABYTES = 20
MOST_POINTS = 500_000
MOST_FEATURES = 2_000
MOST_FAULTS = 20
DIGITS = 7  # of a degree: about a centimetre
LONGITUDES, LATITUDES = (122.0, 154.5), (20.0, 46.5)  # Japan with its islands
JAPANESE_SYSTEMS = ("4326", "CRS84", "6668", "6697", "4612", "4019")  # whose numbers are longitude and latitude
NAME_WORDS = ("name", "名", "s_name", "label", "title")

Point = tuple[float, float]
Ring = list[Point]
Polygon = list[Ring]  # the outer ring, then its holes


class NotBoundaries(Exception):
    """The file cannot be taken; ``sentences`` say why, each with its place."""

    def __init__(self, *sentences: str) -> None:
        super().__init__(*sentences)
        self.sentences = list(sentences)


@dataclass(frozen=True)
class Feature:
    """One figure of the file: what is written beside it, and its polygons in longitude and latitude."""

    number: int
    properties: Mapping[str, str]
    polygons: list[Polygon]

    @property
    def title(self) -> str:
        """How a sentence names it."""
        for key, value in self.properties.items():
            if value and not value.isdecimal() and any(word in key.lower() for word in NAME_WORDS):
                return f"「{value}」"
        texts = [value for value in self.properties.values() if value and not value.isascii()]
        return f"「{texts[0]}」" if texts else f"{self.number}番目の図形"

    @property
    def points(self) -> int:
        return sum(len(ring) for polygon in self.polygons for ring in polygon)


@dataclass
class Reading:
    """The faults so far; reading goes on, so that a person mends all of them in one go."""

    faults: list[str] = field(default_factory=list)

    def fault(self, sentence: str) -> None:
        if len(self.faults) < MOST_FAULTS:
            self.faults.append(sentence)


def read(content: bytes) -> list[Feature]:
    """Raises NotBoundaries with everything that is wrong (at most twenty sentences)."""
    if len(content) > MEGABYTES * 1024 * 1024:
        raise NotBoundaries(
            f"ファイルが大きすぎます。{MEGABYTES}MBまでにしてください。線の点を減らすと、小さくなります。"
        )
    document = parsed(content)
    reading = Reading()
    features = [feature for feature in features_of(document, reading) if feature.polygons]
    if sum(feature.points for feature in features) > MOST_POINTS:
        raise NotBoundaries(
            f"点が多すぎます。全部で{MOST_POINTS:,}個までにしてください。線を簡単にすると、少なくなります。"
        )
    if reading.faults:
        raise NotBoundaries(*reading.faults)
    if not features:
        raise NotBoundaries("区域の形(PolygonかMultiPolygon)が1つもありません。")
    return features


def parsed(content: bytes) -> dict[str, Any]:
    try:
        document = json.loads(text_of(content), parse_constant=_no_constant)
    except json.JSONDecodeError as problem:
        raise NotBoundaries(
            f"GeoJSON(JSON)として読めません。{problem.lineno}行目の{problem.colno}文字目のあたりを確かめてください。"
        ) from problem
    except (RecursionError, ValueError) as problem:
        raise NotBoundaries(
            "GeoJSON(JSON)として読めません。地図の道具から、GeoJSONで書き出し直してください。"
        ) from problem
    if not isinstance(document, dict):
        raise NotBoundaries(
            "GeoJSONではありません。いちばん外側は { } で、typeがFeatureCollectionのものを選んでください。"
        )
    refuse_other_coordinates(document)
    return document


def text_of(content: bytes) -> str:
    for encoding in ("utf-8-sig", "cp932"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise NotBoundaries("文字が読めません。UTF-8で書き出し直してください。")


def _no_constant(name: str) -> NoReturn:
    raise ValueError(name)


def refuse_other_coordinates(document: Mapping[str, Any]) -> None:
    crs = document.get("crs")
    name = str(crs.get("properties", "")) if isinstance(crs, dict) else ""
    if name and not any(system in name for system in JAPANESE_SYSTEMS):
        raise NotBoundaries(
            "座標が経度・緯度ではありません(平面直角座標など)。経度・緯度(JGD2011かWGS84)で書き出し直してください。"
        )


def features_of(document: Mapping[str, Any], reading: Reading) -> Iterator[Feature]:
    kind = document.get("type")
    rows = document.get("features") if kind == "FeatureCollection" else [document] if kind == "Feature" else None
    if not isinstance(rows, list):
        raise NotBoundaries("typeがFeatureCollectionのGeoJSONを選んでください。")
    if len(rows) > MOST_FEATURES:
        raise NotBoundaries(f"図形が多すぎます({len(rows):,}個)。{MOST_FEATURES:,}個までにしてください。")
    for number, row in enumerate(rows, start=1):
        if not isinstance(row, dict) or row.get("type") != "Feature":
            reading.fault(f"{number}番目が、Featureではありません。")
            continue
        properties = properties_of(row)
        feature = Feature(number, properties, [])
        feature.polygons.extend(polygons_of(row.get("geometry"), feature, reading))
        yield feature


def properties_of(row: Mapping[str, Any]) -> dict[str, str]:
    given = row.get("properties")
    found = {str(key): value for key, value in given.items()} if isinstance(given, dict) else {}
    if "id" in row:
        found.setdefault("id", row["id"])
    texts = {key: str(value) for key, value in found.items() if isinstance(value, str | int | float)}
    return {visible(key)[:60]: visible(value).strip()[:120] for key, value in texts.items()}


def visible(text: str) -> str:
    """Without what nobody sees and no database keeps."""
    return "".join(character for character in text if character.isprintable())


def polygons_of(geometry: Any, feature: Feature, reading: Reading) -> Iterator[Polygon]:
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if kind not in {"Polygon", "MultiPolygon"}:
        what = f"形が{kind}です" if isinstance(kind, str) else "形がありません"
        reading.fault(f"{feature.title}の{what}。区域の形は、PolygonかMultiPolygonにしてください。")
        return
    given = geometry.get("coordinates")
    for polygon in [given] if kind == "Polygon" else given if isinstance(given, list) else [None]:
        if not isinstance(polygon, list) or not polygon:
            reading.fault(f"{feature.title}の座標(coordinates)が空か、形が違います。")
            return
        rings = [ring_of(ring, feature, reading) for ring in polygon]
        if all(rings):
            yield [ring for ring in rings if ring]


def ring_of(given: Any, feature: Feature, reading: Reading) -> Ring | None:
    if not isinstance(given, list) or len(given) < 4:
        reading.fault(f"{feature.title}の線に、点が4つありません。始めの点にもどる、閉じた線にしてください。")
        return None
    ring: Ring = []
    for each in given:
        point = point_of(each)
        if point is None:
            reading.fault(f"{feature.title}に、数でない座標があります。[経度, 緯度] の形にしてください。")
            return None
        if wrong := misplaced(point):
            reading.fault(f"{feature.title}の{wrong}")
            return None
        if not ring or ring[-1] != point:
            ring.append(point)
    if ring[0] != ring[-1]:
        reading.fault(
            f"{feature.title}の線が閉じていません({place(ring[0])})。最後に、始めの点をもう一度書いてください。"
        )
        return None
    if len(ring) < 4:
        reading.fault(f"{feature.title}の線が、面になっていません({place(ring[0])})。")
        return None
    return ring


def point_of(given: Any) -> Point | None:
    """The first two numbers; a height behind them is left out."""
    if not isinstance(given, Sequence) or isinstance(given, str) or len(given) < 2:
        return None
    numbers = given[0], given[1]
    if any(isinstance(number, bool) or not isinstance(number, int | float) for number in numbers):
        return None
    try:
        x, y = (round(float(number), DIGITS) for number in numbers)
    except OverflowError:
        return None
    return (x, y) if math.isfinite(x) and math.isfinite(y) else None


def misplaced(point: Point) -> str:
    """What is wrong with a place that is not in Japan; empty for one that is."""
    x, y = point
    if within(x, LONGITUDES) and within(y, LATITUDES):
        return ""
    if within(y, LONGITUDES) and within(x, LATITUDES):
        return f"座標が、緯度・経度の順になっています([{x:.4f}, {y:.4f}])。[経度, 緯度] の順にしてください。"
    if abs(x) > 180 or abs(y) > 90:
        return f"座標が経度・緯度ではありません([{x:.1f}, {y:.1f}])。経度・緯度で書き出し直してください。"
    return f"座標が日本の外です([{x:.4f}, {y:.4f}])。"


def within(number: float, ends: tuple[float, float]) -> bool:
    return ends[0] <= number <= ends[1]


def place(point: Point) -> str:
    """A place as a person finds it on a map."""
    return f"東経{point[0]:.5f}度・北緯{point[1]:.5f}度"
