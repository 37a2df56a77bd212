"""In which order letters are delivered: along the tree of areas, then by the organization's name; or by number."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.apps import apps

from records.letters.letter import Letter, LetterQuerySet

LAST = ((float("inf"), ""),)  # what belongs to no area comes last


def delivered(letters: LetterQuerySet, *, by_area: bool) -> list[Letter]:
    """All of them, with their organizations; a few queries, however many."""
    found = list(letters.select_related("organization", "seal").prefetch_related("organization__areas"))
    if not by_area:
        return sorted(found, key=lambda letter: (letter.symbol, letter.fiscal_year, letter.number))
    paths = paths_of_areas()
    return sorted(
        found, key=lambda letter: (*place_of(letter, paths), letter.symbol, letter.fiscal_year, letter.number)
    )


def place_of(letter: Letter, paths: dict[int, tuple[Any, ...]]) -> tuple[Any, ...]:
    body: Any = letter.organization
    if body is None:
        return (LAST, "")
    ways = [paths.get(area.pk, LAST) for area in body.areas.all()]
    return (min(ways, default=LAST), body.furigana)


def paths_of_areas() -> dict[int, tuple[tuple[float, str], ...]]:
    """For each area the places of its ancestors and its own, from the city down."""
    rows: Iterable[Any] = apps.get_model("organizations.Area")._base_manager.values_list(
        "pk", "parent", "order", "code"
    )
    known = {pk: (parent, (float(order), code)) for pk, parent, order, code in rows}
    return {pk: tuple(reversed(list(upwards(pk, known)))) for pk in known}


def upwards(pk: int | None, known: dict[int, tuple[int | None, tuple[float, str]]]) -> Sequence[tuple[float, str]]:
    found: list[tuple[float, str]] = []
    while pk in known and len(found) < len(known):
        pk, own = known[pk]
        found.append(own)
    return found
