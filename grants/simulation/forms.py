"""The numbers of a scheme as boxes: what is typed into them makes another formula, which nobody keeps."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import copy
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.forms import BoundField

from grants.formula import fields as f
from grants.formula.reading import Path
from grants.formula.rounding import LARGEST_UNIT
from grants.formula.rule import Rule
from grants.formula.tree import text_of
from grants.formulapage import component_rows
from grants.formulas import EMPTY, read
from grants.schemes import ROUNDINGS, Scheme
from grants.simulation.parameters import MODE, MODE_CHOICES, Parameter, Section, put_back, sections_of
from records.forms import Form, TextField

OF_SCHEME = "scheme"  # rounding and cap of the total stand among the scheme's basics
UNIT, ROUND, CAP = (OF_SCHEME, "rounding_unit"), (OF_SCHEME, "rounding_mode"), (OF_SCHEME, "cap")
SELECTS: Mapping[Path, list[tuple[Any, str]]] = {ROUND: list(ROUNDINGS.items())}


@dataclass(frozen=True)
class Changed:
    """A number that is another than the scheme's."""

    parameter: Parameter
    place: str
    before: str
    after: str


@dataclass(frozen=True)
class Boxes:
    """A section with its boxes: those where something stands, and those that may be filled in besides."""

    section: Section
    filled: list[BoundField]
    empty: list[BoundField]

    @property
    def is_open(self) -> bool:
        return any(box.errors or box.value() for box in self.empty)


class SimulationForm(Form):
    """Always bound: what is not given stands as the scheme has it, so that an address needs only the changes."""

    needs_all = True  # no word beside each box: what may stay empty is offered apart

    def __init__(self, scheme: Scheme, given: Mapping[str, str]) -> None:
        self.scheme = scheme
        self.rule, self.faults = read(scheme, scheme.formula)
        self.names = {code: figure.name for code, figure in self.rule.known.items()}
        self.codes = {name: code for code, name in self.names.items()} | {code: code for code in self.names}
        self.sections = [*self._of_formula(), of_total(scheme)]
        self.standing = {each.name: each.shown(self.names) for section in self.sections for each in section.parameters}
        super().__init__({name: given.get(name, shown) for name, shown in self.standing.items()})
        for section in self.sections:
            self.fields.update({each.name: field_of(each) for each in section.parameters})
        self.name_fields()

    def _of_formula(self) -> Iterable[Section]:
        if self.faults:  # the formula has to be mended first: its page says how
            return []
        sentences = {row.at: row.sentence for row in component_rows(self.scheme, self.rule)}
        return sections_of({**EMPTY, **self.scheme.formula}, self.rule, sentences)

    def clean(self) -> dict[str, Any]:
        typed = self.cleaned_data
        self.changes: list[Changed] = []
        values: dict[Path, Any] = {}
        for section in self.sections:
            for each in section.parameters:
                if each.name in typed:
                    self._read(section, each, str(typed[each.name]), values)
        self._check_rounding(values)
        for fault in self.faults:
            self.add_error(None, fault.sentence)
        return {} if self.errors else self._other_rule(values)

    def _read(self, section: Section, each: Parameter, typed: str, values: dict[Path, Any]) -> None:
        standing = self.standing[each.name]
        try:
            value = each.read(typed, self.codes) if typed else None
        except ValueError as problem:
            self.add_error(each.name, str(problem))
            return
        if value != (each.read(standing, self.codes) if standing else None):
            values[each.path] = value
            before, after = self.shown(each, each.value), self.shown(each, value)
            self.changes.append(Changed(each, section.heading, before, after))

    def shown(self, parameter: Parameter, value: Any) -> str:
        """As a person reads it."""
        told = Parameter(parameter.path, parameter.label, parameter.type, value).shown(self.names)
        words = SELECTS.get(parameter.path, MODE_CHOICES if parameter.type == MODE else [])
        return next((word for key, word in words if str(key) == told), told) or "なし"

    def _check_rounding(self, values: Mapping[Path, Any]) -> None:
        for path, value in values.items():
            mode = (*path[:-1], MODE)
            if path[-1] == "unit" and value is not None and not self.cleaned_data.get(text_of(mode)):
                self.add_error(text_of(mode), "端数の処理を選ぶか、端数の単位を空けてください。")

    def _other_rule(self, values: Mapping[Path, Any]) -> dict[str, Any]:
        """The formula and the scheme's basics with what was typed, and the rule that they make."""
        basics = {str(path[1]): value for path, value in values.items() if path[0] == OF_SCHEME}
        own = {path: value for path, value in values.items() if path[0] != OF_SCHEME}
        tried = self._tried(basics)
        if self.errors:
            return {}
        document = put_back({**EMPTY, **self.scheme.formula}, own)
        rule, faults = read(tried, document)
        for fault in faults:
            self.add_error(self.field_at(fault.path), fault.sentence)
        return {} if faults else {"rule": rule, "document": document if own else None, "basics": basics}

    def _tried(self, basics: dict[str, Any]) -> Scheme:
        tried = copy(self.scheme)
        for name, value in basics.items():
            setattr(tried, name, value)
        unit: int | str = tried.rounding_unit
        if isinstance(unit, str) or not 1 <= unit <= LARGEST_UNIT:
            self.add_error(text_of(UNIT), f"1円以上、{LARGEST_UNIT:,}円までの整数を入れてください。")
            return tried
        cap: int | str | None = tried.cap
        if isinstance(cap, str) or cap == 0:
            self.add_error(text_of(CAP), "1円以上の整数を入れてください。")
        elif cap is not None and cap % tried.rounding_unit:
            self.add_error(text_of(CAP), "「端数の単位」で割り切れる額にしてください。")
        return tried

    def field_at(self, path: Path) -> str | None:
        """The box in which a fault is mended: at its place, else the first one inside it."""
        place = text_of(path)
        inside = (name for name in self.fields if name == place or name.startswith(f"{place}."))
        return next(inside, None)

    @property
    def new_rule(self) -> Rule:
        found: Rule = self.cleaned_data["rule"]
        return found

    @property
    def query(self) -> str:
        """What an address has to say so that the same numbers stand here again."""
        names = [each.parameter.name for each in self.changes]
        return urlencode({name: self.data[name] for name in names})

    @property
    def boxes(self) -> list[Boxes]:
        found = []
        for section in self.sections:
            pairs = [(each, self[each.name]) for each in section.parameters]
            filled = [box for each, box in pairs if each.value is not None or each.required]
            found.append(Boxes(section, filled, [box for _, box in pairs if box not in filled]))
        return [each for each in found if each.filled or each.empty]


def of_total(scheme: Scheme) -> Section:
    total = scheme.formula.get("total", {})
    found = (
        Parameter(UNIT, "端数の単位(円)", f.MONEY, scheme.rounding_unit, required=True),
        Parameter(ROUND, "端数の処理", MODE, scheme.rounding_mode, required=True),
        Parameter(CAP, "1団体の上限額(円)", f.MONEY, scheme.cap),
        Parameter(("total", "floor"), "1団体の下限額(円)", f.MONEY, total.get("floor")),
        Parameter(("total", "budget"), "全団体の計の上限(円)", f.MONEY, total.get("budget")),
    )
    return Section("合計", "合計", "", found)


def field_of(parameter: Parameter) -> forms.Field:
    if parameter.type == MODE:
        choices = SELECTS.get(parameter.path, MODE_CHOICES)
        return forms.ChoiceField(label=parameter.label, choices=choices, required=parameter.required)
    width = "expression" if parameter.type == f.EXPRESSION else ""
    return TextField(label=parameter.label, required=parameter.required, max_length=300, width=width)
