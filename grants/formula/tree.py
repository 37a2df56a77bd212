"""Places in a document's components: finding, replacing, moving and removing one. Every change gives a new document."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import Any

from grants.formula.fields import PART, PARTS
from grants.formula.kinds import KINDS
from grants.formula.reading import Path

ROOT = "components"


class NoSuchPlace(LookupError):
    """The document has nothing there: it was changed in another window, or the address is wrong."""


def path_of(text: str) -> Path:
    """「components.0.parts.1」."""
    return tuple(int(step) if step.isdecimal() and len(step) < 4 else step for step in text.split("."))


def text_of(path: Path) -> str:
    return ".".join(map(str, path))


def at(doc: Mapping[str, Any], path: Path) -> Any:
    found: Any = doc
    for step in path:
        try:
            found = found[step]
        except (KeyError, IndexError, TypeError) as problem:
            raise NoSuchPlace(text_of(path)) from problem
    return found


def put(doc: Mapping[str, Any], path: Path, value: Mapping[str, Any]) -> dict[str, Any]:
    """With the value there; at the end of a list if the path points right behind it."""
    made, holder = opened(doc, path)
    last = path[-1]
    if isinstance(holder, list) and isinstance(last, int) and last <= len(holder):
        holder[last : last + 1] = [dict(value)]
    elif isinstance(holder, dict) and last in inside(str(holder.get("kind"))):
        holder[last] = dict(value)
    else:
        raise NoSuchPlace(text_of(path))
    return made


def removed(doc: Mapping[str, Any], path: Path) -> dict[str, Any]:
    made, holder = opened(doc, path)
    if component_at(doc, path) is None:
        raise NoSuchPlace(text_of(path))
    del holder[path[-1]]
    return made


def component_at(doc: Mapping[str, Any], path: Path) -> dict[str, Any] | None:
    """The component there, if there is one."""
    try:
        found = at(doc, path)
    except NoSuchPlace:
        return None
    return found if isinstance(found, dict) and "kind" in found else None


def moved(doc: Mapping[str, Any], path: Path, by: int) -> dict[str, Any]:
    """Up or down among its neighbours; the first and the last stay where they are."""
    made, holder = opened(doc, path)
    here = path[-1]
    if not isinstance(holder, list) or not isinstance(here, int) or here >= len(holder):
        raise NoSuchPlace(text_of(path))
    there = here + by
    if 0 <= there < len(holder):
        holder[here], holder[there] = holder[there], holder[here]
    return made


def opened(doc: Mapping[str, Any], path: Path) -> tuple[dict[str, Any], Any]:
    """A copy that may be changed, and in it what holds the place."""
    if not path or path[0] != ROOT or len(path) < 2:
        raise NoSuchPlace(text_of(path))
    made = copy.deepcopy(dict(doc))
    return made, at(made, path[:-1])


def inside(kind: str) -> set[str]:
    """The keys under which a component of this kind holds a single other one."""
    specs = KINDS[kind].specs().values() if kind in KINDS else ()
    return {spec.key for spec in specs if spec.type == PART}


def fresh(kind: str, old: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """The inside of a new component: what the old one held where it fits, and a sum of 0 yen where there is none."""
    found: dict[str, Any] = {}
    blank = {"kind": "fixed", "amount": 0}
    for spec in KINDS[kind].specs().values():
        if spec.type in (PART, PARTS):
            given = (old or {}).get(spec.key)
            several = [blank, blank] if kind in ("greater", "smaller") else [blank]
            found[spec.key] = given or (several if spec.type == PARTS else blank)
    return found
