"""The numbers of a formula: where each stands in its document, what it is called, how it is read and put back."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from grants.formula import fields as f
from grants.formula.component import Component
from grants.formula.expressions import Expression, Number
from grants.formula.fields import Spec, specs_of
from grants.formula.kinds import KINDS
from grants.formula.language import parse, renamed
from grants.formula.numbers import exact, said, share
from grants.formula.reading import Path
from grants.formula.rounding import MODES
from grants.formula.rule import Rule
from grants.formula.tree import text_of
from grants.formula.writing import number

NUMBERS = (f.MONEY, f.RATIO, f.YEAR)
COLUMNS = {"amount": "額", "rate": "単価", "factor": "調整率"}
MODE = "mode"
AMOUNT = Spec(f.EXPRESSION, "額", "amount", required=True)
VALUE = Spec(f.EXPRESSION, "式か、市全体の数", "value", required=True)
Document = Mapping[str, Any]


@dataclass(frozen=True)
class Parameter:
    """One number (or how it is rounded): its place in the document, its label, and what stands there now."""

    path: Path
    label: str
    type: str
    value: Any = None  # as the document keeps it; None where nothing is said
    required: bool = False

    @property
    def name(self) -> str:
        return text_of(self.path)

    def shown(self, names: Mapping[str, str]) -> str:
        """As it stands in its box."""
        if self.value is None:
            return ""
        if self.type == f.EXPRESSION:
            return renamed(str(self.value), names)
        if self.type in (MODE, f.YEAR):
            return str(self.value)
        found = exact(self.value)
        return share(found) if self.type == f.RATIO else said(found)

    def read(self, typed: str, codes: Mapping[str, str]) -> Any:
        """What was typed, as the document keeps it; ValueError with the sentence for whoever typed it."""
        if self.type == MODE:
            return typed
        if self.type == f.EXPRESSION:
            return parse(typed, codes).text()
        found = exact(typed)
        if found < 0:
            raise ValueError("0以上の数を入れてください。")
        if self.type == f.YEAR and found.denominator != 1:
            raise ValueError("年度を整数で入れてください。例 2025")
        return number(found)


@dataclass(frozen=True)
class Section:
    """The numbers of one component, of the pools, of what is counted, or of the total."""

    heading: str
    kind: str
    sentence: str
    parameters: tuple[Parameter, ...]


def sections_of(document: Document, rule: Rule, sentences: Mapping[str, str]) -> Iterator[Section]:
    """Every number that the formula has as a parameter; ``sentences`` read its components back, by their places."""
    codes = {code: code for code in rule.known}
    for at, each in enumerate(document["components"]):
        yield from of_component(each, ("components", at), codes, sentences)
    for code, row in document.get("figures", {}).items():
        if found := tuple(of_figure(row, ("figures", code), codes)):
            yield Section(row.get("name", code), "この制度で数えるもの", "", found)
    for code, row in document.get("pools", {}).items():
        if found := tuple(of_expression(row["amount"], AMOUNT, ("pools", code, "amount"), codes)):
            yield Section(row.get("name", code), "原資", "", found)


def of_component(
    doc: Document, path: Path, codes: Mapping[str, str], sentences: Mapping[str, str]
) -> Iterator[Section]:
    """Its own numbers, then those of the components inside it."""
    kind = KINDS[doc["kind"]]
    specs = kind.specs().values()
    found = tuple(each for spec in specs for each in of_field(kind, doc, spec, path, codes))
    yield Section(doc.get("name") or kind.label, kind.label, sentences.get(text_of(path), ""), found)
    for spec in specs:
        if spec.type == f.PART and spec.key in doc:
            yield from of_component(doc[spec.key], (*path, spec.key), codes, sentences)
        elif spec.type == f.PARTS:
            for at, each in enumerate(doc.get(spec.key, [])):
                yield from of_component(each, (*path, spec.key, at), codes, sentences)


def of_field(
    kind: type[Component], doc: Document, spec: Spec, path: Path, codes: Mapping[str, str]
) -> Iterator[Parameter]:
    value, here = doc.get(spec.key), (*path, spec.key)
    if spec.type in NUMBERS:
        yield Parameter(here, spec.label, spec.type, usual(kind, spec) if value is None else value, spec.required)
    elif spec.type == f.EXPRESSION and value is not None:
        yield from of_expression(value, spec, here, codes)
    elif spec.type in STRUCTURED:
        yield from STRUCTURED[spec.type](value or [], spec, here)


def of_ratios(values: list[Any], spec: Spec, path: Path) -> Iterator[Parameter]:
    for at, each in enumerate(values):
        yield Parameter((*path, at), f"{spec.label} {at + 1}年目", f.RATIO, each, required=True)


def of_sums(rows: list[Document], _spec: Spec, path: Path) -> Iterator[Parameter]:
    for at, row in enumerate(rows):
        yield Parameter((*path, at, "amount"), row["organization"], f.MONEY, row["amount"], required=True)


def of_table(rows: list[Document], spec: Spec, path: Path) -> Iterator[Parameter]:
    for at, row in enumerate(rows):
        start, word = ("over", "超") if "over" in row else ("from", "以上")
        yield Parameter((*path, at, start), f"{at + 1}段目 {word}", f.MONEY, row[start], required=True)
        column = f"{at + 1}段目の{COLUMNS[spec.column]}"
        yield Parameter((*path, at, spec.column), column, f.MONEY, row[spec.column], required=True)


def of_rounding(kept: Any, _spec: Spec | None, path: Path) -> Iterator[Parameter]:
    doc: Document = kept or {}
    yield Parameter((*path, MODE), "端数の処理", MODE, doc.get("mode", "down" if doc else None))
    yield Parameter((*path, "unit"), "端数の単位", f.MONEY, doc.get("unit"))


STRUCTURED: Mapping[str, Callable[[Any, Any, Path], Iterator[Parameter]]] = {
    f.ROUNDING: of_rounding,
    f.RATIOS: of_ratios,
    f.SUMS: of_sums,
    f.BRACKETS: of_table,
}


def of_figure(row: Document, path: Path, codes: Mapping[str, str]) -> Iterator[Parameter]:
    if "value" in row:
        yield from of_expression(row["value"], VALUE, (*path, "value"), codes)
    if "missing" in row:
        yield Parameter((*path, "missing"), "ないときの数", f.MONEY, row["missing"], required=True)
    if "round" in row:
        yield from of_rounding(row["round"], None, (*path, "round"))


def usual(kind: type[Component], spec: Spec) -> Any:
    """What counts where the document says nothing."""
    name = next(name for name, each in specs_of(kind) if each.key == spec.key)
    default = kind.__dataclass_fields__[name].default
    return number(default) if isinstance(default, Fraction) else None


def of_expression(text: Any, spec: Spec, path: Path, codes: Mapping[str, str]) -> Iterator[Parameter]:
    """A number alone is typed as numbers are; an expression in which there is one, as a whole; any other not at all."""
    try:
        found = parse(str(text), codes)
    except ValueError:
        return
    if isinstance(found, Number):
        kind = f.RATIO if spec.key == "rate" else f.MONEY
        yield Parameter(path, spec.label, kind, number(found.number), spec.required)
    elif any(isinstance(each, Number) for each in every(found)):
        yield Parameter(path, spec.label, f.EXPRESSION, text, spec.required)


def every(expression: Expression) -> Iterator[Expression]:
    yield expression
    for part in expression.parts():
        yield from every(part)


def put_back(document: Document, values: Mapping[Path, Any]) -> dict[str, Any]:
    """The document with other numbers; None takes one away."""
    made = copy.deepcopy(dict(document))
    for path, value in values.items():
        holder: Any = made
        for step in path[:-1]:
            holder = holder.setdefault(step, {}) if isinstance(holder, dict) else holder[step]
        if value is None:
            holder.pop(path[-1], None)
        else:
            holder[path[-1]] = value
    return {key: without_rounding(each) for key, each in made.items()}


def without_rounding(document: Any) -> Any:
    """Rounding without a mode is none at all."""
    if isinstance(document, list):
        return [without_rounding(each) for each in document]
    if not isinstance(document, dict):
        return document
    kept = {key: without_rounding(each) for key, each in document.items()}
    if isinstance(kept.get("round"), dict) and not kept["round"].get("mode"):
        del kept["round"]
    return kept


MODE_CHOICES = [("", "決めない"), *MODES.items()]
