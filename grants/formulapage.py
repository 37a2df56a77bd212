"""What the pages of a formula show: each component as a sentence at its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from grants.forms.formula import ComponentForm
from grants.formula.component import Component
from grants.formula.fields import PART, PARTS
from grants.formula.kinds import KINDS
from grants.formula.reading import Path
from grants.formula.rule import Rule, Words
from grants.formula.tree import NoSuchPlace, component_at, fresh, path_of, put, text_of
from grants.formulas import EMPTY, read
from grants.schemes import Scheme


@dataclass(frozen=True)
class ComponentRow:
    """A component at its place; ``adds`` is the place behind the last one inside it, where it may hold more."""

    at: str
    depth: int
    slot: str
    name: str
    group: str
    label: str
    sentence: str
    adds: str = ""
    may_move: bool = True
    may_go: bool = True

    @property
    def indent(self) -> str:
        return f"depth-{min(self.depth, 4)}"


def component_rows(scheme: Scheme, rule: Rule) -> list[ComponentRow]:
    words = Words(rule)

    def rows(part: Component, path: Path, depth: int, slot: str, *, listed: bool) -> Iterator[ComponentRow]:
        inner = [(spec, getattr(part, name)) for name, spec in part.specs().items() if spec.type in (PART, PARTS)]
        adds = next((text_of((*path, spec.key, len(value))) for spec, value in inner if spec.type == PARTS), "")
        yield ComponentRow(
            text_of(path), depth, slot, part.title, part.group, part.label, part.sentence(words) + "。",
            adds, listed, listed,
        )  # fmt: skip
        for spec, value in inner:
            if spec.type == PARTS:
                for at, each in enumerate(value):
                    yield from rows(each, (*path, spec.key, at), depth + 1, "", listed=True)
            elif value is not None:
                yield from rows(value, (*path, spec.key), depth + 1, spec.label, listed=False)

    found: list[ComponentRow] = []
    for at, part in enumerate(parts_of(scheme, rule)):
        path: Path = ("components", at)
        found += rows(part, path, 0, "", listed=True) if isinstance(part, Component) else [broken(part, path)]
    return found


def parts_of(scheme: Scheme, rule: Rule) -> list[Component | Mapping[str, Any]]:
    """Each component at its place; what the city can no longer read (a figure is gone) as it is kept."""
    kept = scheme.formula["components"]
    if len(kept) == len(rule.components):
        return list(rule.components)
    alone = [read(scheme, {**scheme.formula, "components": [each]})[0].components for each in kept]
    return [one[0] if one else each for one, each in zip(alone, kept, strict=True)]


def broken(kept: Mapping[str, Any], path: Path) -> ComponentRow:
    label = KINDS[kept["kind"]].label
    sentence = "使う数がなくなったので、計算できません。直すか、消してください。"
    return ComponentRow(text_of(path), 0, "", kept.get("name") or label, kept.get("group", ""), label, sentence)


@dataclass(frozen=True)
class Place:
    """Where a component stands or will stand, and what it is to be."""

    scheme: Scheme
    rule: Rule
    document: dict[str, Any]
    path: Path
    kind: str
    kept: Mapping[str, Any]

    @classmethod
    def of(cls, scheme: Scheme, at: str, kind: str) -> Place:
        """Raises NoSuchPlace. Another kind keeps the name, and what lies inside where it fits."""
        document, path = {**EMPTY, **scheme.formula}, path_of(at)
        put(document, path, {})
        old = component_at(document, path) or {}
        kind = kind or old.get("kind", "")
        if kind not in KINDS:
            raise NoSuchPlace(at)
        names: dict[str, Any] = {key: old[key] for key in ("name", "group", "minus") if key in old}
        kept = old if kind == old.get("kind") else {**names, **fresh(kind, old)}
        return cls(scheme, read(scheme, document)[0], document, path, kind, kept)

    def form(self, data: QueryDict | None) -> ComponentForm:
        return ComponentForm(self.scheme, self.rule, self.kind, self.kept, data)

    def with_this(self, form: ComponentForm) -> dict[str, Any]:
        return put(self.document, self.path, form.cleaned_data["component"])

    @property
    def context(self) -> dict[str, Any]:
        told = {"kind": self.kind, "heading": KINDS[self.kind].label, "at": text_of(self.path)}
        return {**told, "figures": self.rule.known.values()}
