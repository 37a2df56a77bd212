"""Worked examples of a rule book: figures, and the amounts that have to come out, to the yen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from grants.formula.calculating import Calculation, calculate
from grants.formula.desk import Body, Reading
from grants.formula.fields import MONEY, TEXT, YEAR, Spec
from grants.formula.numbers import said
from grants.formula.reading import Fault, Path, Reader
from grants.formula.rule import Rule

EXAMPLE = {"name": Spec(TEXT, "例の名前", "name"), "fiscal_year": Spec(YEAR, "年度", "fiscal_year")}
WANTED = {
    "name": Spec(TEXT, "団体の名前", "name", required=True),
    "amount": Spec(MONEY, "交付できる額", "amount", required=True),
}


@dataclass(frozen=True)
class Wanted:
    """One organization of an example, and what it has to get; ``lines`` are amounts by the name of a component."""

    name: str
    figures: Mapping[str, Fraction]
    amount: Fraction
    lines: Mapping[str, Fraction]


@dataclass(frozen=True)
class Example:
    name: str
    organizations: tuple[Wanted, ...]
    fiscal_year: int | None = None

    def calculation(self, rule: Rule) -> Calculation:
        year = rule if self.fiscal_year is None else replace(rule, fiscal_year=self.fiscal_year)
        return calculate(year, [body_of(each) for each in self.organizations])

    def differences(self, rule: Rule) -> Iterator[tuple[int, str]]:
        """The number of an organization, and a sentence about what did not come out."""
        found = self.calculation(rule)
        for at, each in enumerate(self.organizations):
            if gaps := found.gaps.get(each.name):
                yield at, f"{each.name}を計算できません。{' '.join(gap.sentence for gap in gaps)}"
                continue
            sheet = found.sheets[each.name]
            if sheet.amount != each.amount:
                yield at, f"{each.name}は{said(each.amount)}円のはずが、{sheet.amount:,}円になりました。"
            lines = {line.name: line.amount for line in sheet.lines}
            for name, amount in each.lines.items():
                if lines.get(name) != amount:
                    got = f"{said(lines[name])}円になりました" if name in lines else "その項目がありません"
                    yield at, f"{each.name}の「{name}」は{said(amount)}円のはずが、{got}。"


def body_of(each: Wanted) -> Body:
    return Body(each.name, each.name, {code: Reading(value) for code, value in each.figures.items()})


def read_examples(reader: Reader, rule: Rule, doc: Mapping[str, Any]) -> tuple[Example, ...]:
    """What is no example, and what does not come out, become faults of the reader."""
    found = []
    for at, each in enumerate(reader.array(doc.get("examples", []), ("examples",))):
        path: Path = ("examples", at)
        row = reader.table(each, path)
        reader.unknown(row, {**EXAMPLE, "organizations": None}, path)
        bodies = reader.array(row.get("organizations", []), (*path, "organizations"))
        wanted = [wanted_of(reader, body, (*path, "organizations", number)) for number, body in enumerate(bodies)]
        example = Example(
            **{"name": f"例{at + 1}", **reader.fields(row, EXAMPLE, path)}, organizations=tuple(filter(None, wanted))
        )
        found.append(example)
    if not reader.faults:
        reader.faults += differences(rule, found)
    return tuple(found)


def differences(rule: Rule, examples: list[Example]) -> list[Fault]:
    return [
        Fault(("examples", at, "organizations", number), f"例「{example.name}」: {sentence}")
        for at, example in enumerate(examples)
        for number, sentence in example.differences(rule)
    ]


def wanted_of(reader: Reader, value: Any, path: Path) -> Wanted | None:
    row = reader.table(value, path)
    reader.unknown(row, {**WANTED, "figures": None, "lines": None}, path)
    values = reader.fields(row, WANTED, path)
    figures = amounts(reader, row.get("figures", {}), (*path, "figures"), reader.names)
    lines = amounts(reader, row.get("lines", {}), (*path, "lines"), None)
    return Wanted(**values, figures=figures, lines=lines) if len(values) == len(WANTED) else None


def amounts(reader: Reader, value: Any, path: Path, names: Mapping[str, str] | None) -> dict[str, Fraction]:
    found = {}
    for name, each in reader.table(value, path).items():
        if names is not None and name not in names:
            reader.fault((*path, name), f"「{name}」という数はありません。")
            continue
        amount = reader.value(each, Spec(MONEY, name), (*path, name))
        if amount is not None:
            found[names[name] if names else name] = amount
    return found
