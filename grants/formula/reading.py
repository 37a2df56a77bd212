"""Makes values of a document, as TOML or a page's form gives it; all that is wrong is told at once, at its place."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple

from grants.formula import fields as f
from grants.formula.component import Component
from grants.formula.expressions import Expression
from grants.formula.fields import Bracket, Listed, Spec, Sum
from grants.formula.kinds import KINDS
from grants.formula.language import NotUnderstood, parse
from grants.formula.numbers import exact
from grants.formula.rounding import EXACT, MODES, Rounding
from grants.formula.values import PLAIN, Wrong, day, money, text

Path = tuple[str | int, ...]
DEEPEST, MOST_PARTS = 8, 400


class Fault(NamedTuple):
    """A sentence, and where in the document it belongs."""

    path: Path
    sentence: str


class Reader:
    def __init__(self, names: Mapping[str, str], pools: Mapping[str, str]) -> None:
        """``names`` and ``pools``: what may be written, to the code that is meant."""
        self.names, self.pools = names, pools
        self.faults: list[Fault] = []
        self.parts = 0

    def fault(self, path: Path, sentence: str) -> None:
        self.faults.append(Fault(path, sentence))

    def table(self, value: Any, path: Path) -> Mapping[str, Any]:
        if isinstance(value, Mapping):
            return value
        self.fault(path, "ここには「名前 = 値」の組を書きます。")
        return {}

    def array(self, value: Any, path: Path) -> list[Any]:
        if isinstance(value, list) and len(value) <= MOST_PARTS * 10:
            return value
        self.fault(path, "ここには [ ] で囲んだ並びを書きます。")
        return []

    def unknown(self, doc: Mapping[str, Any], known: Mapping[str, object] | set[str], path: Path) -> None:
        for key in doc:
            if key not in known:
                self.fault((*path, key), f"「{key}」という項目はありません。使える項目: {'、'.join(known)}")

    def fields(self, doc: Mapping[str, Any], specs: Mapping[str, Spec], path: Path) -> dict[str, Any]:
        """The values by field name; what is missing or wrong becomes a fault, and its field is left out."""
        found: dict[str, Any] = {}
        for name, spec in specs.items():
            if spec.key not in doc:
                if spec.required:
                    self.fault(path, f"「{spec.label}」({spec.key})を書いてください。")
                continue
            value = self.value(doc[spec.key], spec, (*path, spec.key))
            if value is not None:
                found[name] = value
        return found

    def value(self, value: Any, spec: Spec, path: Path) -> Any:
        try:
            if spec.type in PLAIN:
                return PLAIN[spec.type](value)
            return STRUCTURED[spec.type](self, value, spec, path)
        except ValueError as problem:
            self.fault(path, f"「{spec.label}」: {problem}")
            return None

    def component(self, value: Any, path: Path, depth: int = 0) -> Component | None:
        doc = self.table(value, path)
        self.parts += 1
        if depth > DEEPEST or self.parts > MOST_PARTS:
            self.fault(path, f"計算の中の計算は{DEEPEST}段まで、全部で{MOST_PARTS}個までです。")
            return None
        kind = KINDS.get(str(doc.get("kind")))
        if kind is None:
            self.fault(
                (*path, "kind") if "kind" in doc else path,
                f"計算の種類(kind)を、次から選んでください: {'、'.join(KINDS)}",
            )
            return None
        specs = kind.specs()
        before = len(self.faults)
        self.unknown(doc, {"kind": None} | {spec.key: None for spec in specs.values()}, path)
        values = self.fields(doc, specs, path)
        if len(self.faults) > before:
            return None
        made = kind(**values)
        for key, sentence in made.faults():
            self.fault((*path, key) if key in doc else path, sentence)
        return made


def lines(reader: Reader, value: Any, _spec: Spec, path: Path) -> list[str]:
    return [text(each) for each in reader.array(value, path)]


def days(reader: Reader, value: Any, _spec: Spec, path: Path) -> list[date]:
    return [day(each) for each in reader.array(value, path)]


def choice(_reader: Reader, value: Any, spec: Spec, _path: Path) -> str:
    if not isinstance(value, str) or value not in spec.choices:
        told = "、".join(f"{key}({label})" for key, label in spec.choices.items())
        raise Wrong(f"次から選んでください: {told}")
    return value


def expression(reader: Reader, value: Any, _spec: Spec, _path: Path) -> Expression:
    if isinstance(value, bool) or not isinstance(value, str | int | Decimal):
        raise Wrong('数の名前か、式を書いてください。例 "population"、"登録世帯 + 非登録世帯 × 1/2"')
    try:
        return parse(str(value), reader.names)
    except NotUnderstood as problem:
        raise Wrong(str(problem)) from problem


def rounding(reader: Reader, value: Any, _spec: Spec, path: Path) -> Rounding:
    doc = reader.table(value, path)
    reader.unknown(doc, {"unit": None, "mode": None}, path)
    mode = doc.get("mode", "down")
    if not isinstance(mode, str) or mode not in MODES:
        raise Wrong(f"mode は、{'、'.join(f'{key}({label})' for key, label in MODES.items())}のどれかです。")
    unit = exact(doc.get("unit", 1))
    if unit <= 0:
        raise Wrong("端数の単位(unit)を、0より大きい数にしてください。")
    return Rounding(Fraction(1) if mode == EXACT else unit, mode)


def pool(reader: Reader, value: Any, _spec: Spec, _path: Path) -> str:
    if not isinstance(value, str) or value not in reader.pools:
        raise Wrong(f"「{value}」という原資がありません。あるもの: {'、'.join(reader.pools) or 'なし'}")
    return reader.pools[value]


def part(reader: Reader, value: Any, _spec: Spec, path: Path) -> Component | None:
    return reader.component(value, path, depth=len([step for step in path if isinstance(step, str)]))


def parts(reader: Reader, value: Any, spec: Spec, path: Path) -> tuple[Component, ...]:
    found = [part(reader, each, spec, (*path, at)) for at, each in enumerate(reader.array(value, path))]
    if not found:
        raise Wrong("中の計算を1つ以上書いてください。")
    return tuple(each for each in found if each is not None)


def ratios(reader: Reader, value: Any, _spec: Spec, path: Path) -> tuple[Fraction, ...]:
    return tuple(money(each) for each in reader.array(value, path))


def rows(
    reader: Reader, value: Any, path: Path, keys: Mapping[str, bool], make: Callable[[Mapping[str, Any]], Any]
) -> Iterator[Any]:
    """Each row that can be made; ``keys`` says of each key whether it has to be there."""
    for at, each in enumerate(reader.array(value, path)):
        doc = reader.table(each, (*path, at))
        reader.unknown(doc, keys, (*path, at))
        if lacking := [key for key, needed in keys.items() if needed and key not in doc]:
            reader.fault((*path, at), f"この行に {'、'.join(lacking)} を書いてください。")
            continue
        try:
            yield make(doc)
        except ValueError as problem:
            reader.fault((*path, at), str(problem))


def brackets(reader: Reader, value: Any, spec: Spec, path: Path) -> tuple[Bracket, ...]:
    def bracket(doc: Mapping[str, Any]) -> Bracket:
        if ("from" in doc) == ("over" in doc):
            raise Wrong("段の始まりを、from(以上)か over(超)のどちらかで書いてください。")
        return Bracket(money(doc.get("from", doc.get("over"))), money(doc[spec.column]), "over" in doc)

    return tuple(rows(reader, value, path, {"from": False, "over": False, spec.column: True}, bracket))


def sums(reader: Reader, value: Any, _spec: Spec, path: Path) -> tuple[Sum, ...]:
    def named(doc: Mapping[str, Any]) -> Sum:
        return Sum(text(doc["organization"]), money(doc["amount"]), text(doc.get("note", "")), text(doc.get("key", "")))

    return tuple(rows(reader, value, path, {"organization": True, "amount": True, "note": False, "key": False}, named))


def listed(reader: Reader, value: Any, _spec: Spec, path: Path) -> tuple[Listed, ...]:
    def subsidy(doc: Mapping[str, Any]) -> Listed:
        return Listed(text(doc["organization"]), text(doc["name"]), money(doc["amount"]), text(doc.get("basis", "")))

    keys = {"organization": True, "name": True, "amount": True, "basis": False}
    return tuple(rows(reader, value, path, keys, subsidy))


STRUCTURED: Mapping[str, Callable[[Reader, Any, Spec, Path], Any]] = {
    f.LINES: lines,
    f.DAYS: days,
    f.CHOICE: choice,
    f.EXPRESSION: expression,
    f.ROUNDING: rounding,
    f.POOL: pool,
    f.PART: part,
    f.PARTS: parts,
    f.RATIOS: ratios,
    f.BRACKETS: brackets,
    f.SUMS: sums,
    f.LISTED: listed,
}
