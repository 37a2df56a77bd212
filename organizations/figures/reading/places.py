"""Which area of the register a row means. Pure: the areas are handed in."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import Protocol

from organizations.figures.reading.ages import normal
from organizations.figures.reading.lines import Place

PREFIX = re.compile(r"^(?:大字|字|大)(?=.)")
SUFFIX = re.compile(r"(?:計|合計)$")
SMALL_KE = str.maketrans("ヶケヵカ之", "ががががの")
NATIONAL = 5  # digits of a city's code; a sixth one is a check digit


class KnownArea(Protocol):
    pk: int
    code: str
    name: str
    kind: str


class NotThere(Exception):
    """No area, or more than one; the message is the sentence."""


def plain_name(name: str) -> str:
    """大字唐松 and 唐松, 三ヶ池 and 三ケ池 are the same."""
    return PREFIX.sub("", normal(name)).translate(SMALL_KE)


class Register:
    """The areas by code and by name."""

    def __init__(self, areas: Iterable[KnownArea], *, kind: str = "") -> None:
        everything = list(areas)
        self.city = next((area for area in everything if area.kind == "city"), None)
        self.by_code: dict[str, list[KnownArea]] = defaultdict(list)
        self.by_name: dict[str, list[KnownArea]] = defaultdict(list)
        for area in everything:
            if not kind or area.kind in (kind, "city"):
                self.by_code[self.plain_code(area.code)].append(area)
                self.by_name[plain_name(area.name)].append(area)

    def find(self, place: Place) -> KnownArea:
        if place.is_total:
            if self.city is None:
                raise NotThere("市の区域が登録されていません。")
            return self.city
        named = self.by_name.get(plain_name(place.name)) or self.by_name.get(SUFFIX.sub("", plain_name(place.name)))
        found = self.by_code.get(self.plain_code(place.code), []) if place.code else []
        both = [area for area in found if named and area in named]
        found = both or found or named or []
        if not found:
            raise NotThere(f"「{place}」という区域は、登録されていません。")
        if len(found) > 1:
            raise NotThere(f"「{place}」という区域が{len(found)}つあります。区域の種類を選んでください。")
        if place.name and place.code and named and not both and plain_name(found[0].name) != plain_name(place.name):
            raise NotThere(f"コード{place.code}は「{found[0].name}」です。「{place.name}」とちがいます。")
        return found[0]

    def plain_code(self, code: str) -> str:
        """A spreadsheet program takes the zeros off 0301."""
        return normal(code).lstrip("0") or "0"

    def is_elsewhere(self, place: Place) -> bool:
        """A row of another city, in a table of a whole prefecture."""
        if self.city is None:
            return False
        own, told = normal(self.city.code), normal(place.city_code)
        if len(own) >= NATIONAL and own.isdecimal() and told.isdecimal():
            return told.zfill(NATIONAL)[:NATIONAL] != own[:NATIONAL]
        return bool(place.city) and normal(self.city.name) not in place.city
