"""Which figure of a file is which area: by code or name, whatever the file calls its columns. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from organizations.areas import Area
from organizations.places.geojson import Feature

FURIGANA = re.compile(r"kana|かな|カナ|ふりがな|yomi|読み", re.IGNORECASE)


@dataclass(frozen=True)
class Matching:
    """``by_feature``: the key of the area, by the number of the figure; ``column`` says what the file was read by."""

    column: str
    by_feature: dict[int, int]
    twice: list[str]  # sentences: two figures of one area


def plain(text: str) -> str:
    """Equal where people mean the same: full width or half, spaces, ヶ and ケ, the form of the hyphen."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return re.sub(r"[\s・,、-]", "", folded).replace("ヶ", "ケ").replace("ヵ", "カ").removesuffix(".0")


def words_of(area: Area) -> set[str]:
    """Under what an area may stand in a file: its code, its name, and its name without the system's word."""
    name = plain(area.name)
    found = {plain(area.code), name}
    for ending in ("小学校区", "中学校区", "学校区", "学区", "校区", "地区", "区"):
        if name.endswith(ending) and len(name) > len(ending):
            found |= {name.removesuffix(ending), name.removesuffix("区"), name.removesuffix("校区")}
            break
    return found - {""}


def index(areas: Iterable[Area]) -> dict[str, int]:
    """Each word that means one area only."""
    means: dict[str, set[int]] = {}
    for area in areas:
        for word in words_of(area):
            means.setdefault(word, set()).add(area.pk)
    return {word: keys.pop() for word, keys in means.items() if len(keys) == 1}


def columns_of(features: Iterable[Feature]) -> list[str]:
    """The file's own columns, those that all its figures have first."""
    seen = Counter(key for feature in features for key, value in feature.properties.items() if value)
    return [key for key, _ in seen.most_common(40)]


def match(features: Sequence[Feature], areas: Iterable[Area], *, column: str = "") -> Matching:
    """By the column that was asked for, else by that which finds the most areas."""
    known = index(areas)
    columns = [column] if column else columns_of(features)
    best = max(columns, key=lambda each: len(set(found_by(each, features, known).values())), default="")
    found = found_by(best, features, known)
    twice = [key for key, times in Counter(found.values()).items() if times > 1]
    told = [
        f"{'と'.join(feature.title for feature in features if found.get(feature.number) == key)}が、"
        "同じ区域の図形になっています。1つの区域は、1つの図形(MultiPolygon)にまとめてください。"
        for key in twice
    ]
    return Matching(best, found, told)


def found_by(column: str, features: Iterable[Feature], known: dict[str, int]) -> dict[int, int]:
    found = {feature.number: known.get(plain(feature.properties.get(column, ""))) for feature in features}
    return {number: key for number, key in found.items() if key is not None}


def name_of(feature: Feature, column: str) -> str:
    """The name under which a new area is made of it."""
    value = feature.properties.get(column, "")
    if value and not value.isascii():
        return value[:60]
    return feature.title.strip("「」")[:60]


def kana_of(feature: Feature) -> str:
    return next((value[:80] for key, value in feature.properties.items() if FURIGANA.search(key)), "")


def codes_of(features: Sequence[Feature]) -> dict[int, str]:
    """Short values that may serve as codes, from a column in which every figure has another; none where none has."""
    for column in columns_of(features):
        values = [feature.properties.get(column, "") for feature in features]
        if len(set(values)) == len(values) and all(value.isascii() and 0 < len(value) <= 10 for value in values):
            return dict(zip((feature.number for feature in features), values, strict=True))
    return {}
