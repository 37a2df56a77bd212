"""Components that are worked out from figures: fixed sums, rates, tables, sums named for one organization."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from typing import ClassVar

from grants.formula.component import Bench, Component, Step, Told, Words, Worked
from grants.formula.expressions import Expression, Name
from grants.formula.fields import (
    BRACKETS,
    EXPRESSION,
    LISTED,
    MONEY,
    RATIO,
    SUMS,
    Bracket,
    Listed,
    Sum,
    bracket_of,
    free,
    wanted,
    words_of,
)
from grants.formula.numbers import added, said, share, yen

COST = Name("cost")


@dataclass(frozen=True, kw_only=True)
class Fixed(Component):
    kind: ClassVar[str] = "fixed"
    label: ClassVar[str] = "定額"

    amount: Fraction = wanted(MONEY, "額", example="100,000")

    def work(self, bench: Bench) -> Worked:
        return Worked(self.amount, lambda: yen(self.amount))

    def says(self, words: Words) -> str:
        return f"どの団体も{yen(self.amount)}"


@dataclass(frozen=True, kw_only=True)
class Rate(Component):
    """Yen for each unit of a count; ``per`` 100 with rate 1: 1円/100㎡."""

    kind: ClassVar[str] = "rate"
    label: ClassVar[str] = "単価 × 数"

    rate: Fraction = wanted(MONEY, "単価", example="600")
    per: Fraction = free(MONEY, "いくつにつき", Fraction(1), example="1")
    count: Expression = wanted(EXPRESSION, "数", example="世帯数")

    def work(self, bench: Bench) -> Worked:
        per = "" if self.per == 1 else f" ÷ {said(self.per)}"
        value = self.rate * bench.number(self.count)
        value = value if self.per == 1 else value / self.per
        return Worked(value, lambda: f"{yen(self.rate)} × {bench.shown(self.count)}{per}")

    def says(self, words: Words) -> str:
        unit = words.unit(self.count)
        counted = self.count.says(words.name)
        return f"{counted} {said(self.per)}{unit}につき{yen(self.rate)}"

    def faults(self) -> Iterator[tuple[str, str]]:
        yield from super().faults()
        if self.per <= 0:
            yield "per", "0より大きい数にしてください。"


def table_faults(table: tuple[Bracket, ...]) -> Iterator[tuple[str, str]]:
    if not table:
        yield "table", "段を1つ以上入れてください。"
    starts = [(row.start, row.over) for row in table]
    if starts != sorted(set(starts)):
        yield "table", "段を、小さい数から順に並べてください。同じ数の段は1つだけです。"


@dataclass(frozen=True, kw_only=True)
class Steps(Component):
    kind: ClassVar[str] = "steps"
    label: ClassVar[str] = "段階の表(額)"

    by: Expression = wanted(EXPRESSION, "何の数で決めるか", example="世帯数")
    table: tuple[Bracket, ...] = wanted(BRACKETS, "段", column="amount")

    def work(self, bench: Bench) -> Worked:
        row = bracket_of(self.table, bench.number(self.by))
        value = row.value if row else Fraction(0)
        return Worked(value, lambda: f"{bench.shown(self.by)} → {stage(self.table, row)}")

    def says(self, words: Words) -> str:
        return f"{self.by.says(words.name)}が{told(self.table, words.unit(self.by), yen)}"

    def faults(self) -> Iterator[tuple[str, str]]:
        yield from super().faults()
        yield from table_faults(self.table)


def stage(table: tuple[Bracket, ...], row: Bracket | None) -> str:
    if row is None:
        return f"{said(table[0].start)}{'以下' if table[0].over else '未満'}なので0"
    return f"「{words_of(table, table.index(row), '', said)}」の段 {said(row.value)}"


def told(table: tuple[Bracket, ...], unit: str, value: object) -> str:
    say = value if callable(value) else said
    rows = [f"{words_of(table, at, unit, said)}は{say(row.value)}" for at, row in enumerate(table)]
    first = table[0]
    if first.start > 0 or first.over:
        rows.insert(0, f"{said(first.start)}{unit}{'以下' if first.over else '未満'}は{say(Fraction(0))}")
    return "、".join(rows)


@dataclass(frozen=True, kw_only=True)
class Marginal(Component):
    """Like the income tax: each bracket's rate counts for what lies inside it."""

    kind: ClassVar[str] = "brackets"
    label: ClassVar[str] = "段階ごとの単価"

    by: Expression = wanted(EXPRESSION, "数", example="人口")
    table: tuple[Bracket, ...] = wanted(BRACKETS, "段", column="rate")

    def work(self, bench: Bench) -> Worked:
        inside = [*self.inside(bench.number(self.by))]
        value = added(count * rate for count, rate in inside)

        def text() -> str:
            told = (f"{said(count)} × {yen(rate)}" for count, rate in inside)
            return f"{bench.shown(self.by)}: {' + '.join(told) or '0'}"

        return Worked(value, text)

    def inside(self, number: Fraction) -> Iterator[tuple[Fraction, Fraction]]:
        """How much lies inside each bracket, and its rate."""
        for at, row in enumerate(self.table):
            if number <= row.start:
                return
            end = self.table[at + 1].start if at + 1 < len(self.table) else number
            yield min(number, end) - row.start, row.value

    def says(self, words: Words) -> str:
        unit = words.unit(self.by)
        parts = [
            f"{said(row.start)}{unit}を超える分は1{unit}につき{yen(row.value)}" if row.start else
            f"初めの分は1{unit}につき{yen(row.value)}"
            for row in self.table
        ]  # fmt: skip
        return f"{self.by.says(words.name)}の、{'、'.join(parts)}"

    def faults(self) -> Iterator[tuple[str, str]]:
        yield from super().faults()
        yield from table_faults(self.table)
        if any(row.over for row in self.table):
            yield "table", "この計算では「以上」で書いてください。境目の数はどちらで数えても同じ額です。"


@dataclass(frozen=True, kw_only=True)
class RateByBracket(Component):
    """The rate depends on another number: 100円 a head where the aged are 30%, 150円 where they are 40%."""

    kind: ClassVar[str] = "banded"
    label: ClassVar[str] = "率の段階で決まる単価 × 数"

    by: Expression = wanted(EXPRESSION, "何の数で単価が決まるか", example="四捨五入(65歳以上 ÷ 人口 × 100, 0.1)")
    table: tuple[Bracket, ...] = wanted(BRACKETS, "段", column="rate")
    count: Expression = wanted(EXPRESSION, "単価にかける数", example="人口")

    def work(self, bench: Bench) -> Worked:
        row = bracket_of(self.table, bench.number(self.by))
        rate = row.value if row else Fraction(0)
        return Worked(
            rate * bench.number(self.count),
            lambda: f"{bench.shown(self.by)} → {stage(self.table, row)}。{yen(rate)} × {bench.shown(self.count)}",
        )

    def says(self, words: Words) -> str:
        rates = told(self.table, words.unit(self.by), yen)
        return f"{self.count.says(words.name)}に単価をかける。単価は、{self.by.says(words.name)}が{rates}"

    def faults(self) -> Iterator[tuple[str, str]]:
        yield from super().faults()
        yield from table_faults(self.table)


@dataclass(frozen=True, kw_only=True)
class Named(Component):
    """Sums named for organizations, and what all others get."""

    kind: ClassVar[str] = "named"
    label: ClassVar[str] = "団体を名ざしした額"

    sums: tuple[Sum, ...] = wanted(SUMS, "団体と額")
    otherwise: Fraction = free(MONEY, "ほかの団体の額", Fraction(0), example="300,000")

    def work(self, bench: Bench) -> Worked:
        for row in self.sums:
            if bench.is_body(row.key or row.organization):
                note = row.note or "名ざしの額"
                return Worked(row.amount, partial("{}({})".format, yen(row.amount), note))
        return Worked(self.otherwise, lambda: f"{yen(self.otherwise)}(名ざしのない団体)")

    def says(self, words: Words) -> str:
        rows = "、".join(f"{row.organization}は{yen(row.amount)}" for row in self.sums)
        return f"{rows}。ほかの団体は{yen(self.otherwise)}"

    def faults(self) -> Iterator[tuple[str, str]]:
        yield from super().faults()
        named = [row.organization for row in self.sums]
        if twice := next((name for name in named if named.count(name) > 1), None):
            yield "sums", f"「{twice}」が2回あります。"


@dataclass(frozen=True, kw_only=True)
class Integrated(Component):
    """Older subsidies of the city, listed per organization; each prints on a line of its own."""

    kind: ClassVar[str] = "integrated"
    label: ClassVar[str] = "統合した補助金"

    listed: tuple[Listed, ...] = free(LISTED, "団体ごとの補助金", ())

    def work(self, bench: Bench) -> Worked:
        mine = [row for row in self.listed if bench.is_body(row.organization)] + list(bench.listed())
        parts = tuple(self.line(row) for row in mine)

        def text() -> str:
            return " + ".join(f"{row.name} {yen(row.amount)}" for row in mine) or "この団体の補助金はない"

        return Worked(added(row.amount for row in mine), text, parts)

    def line(self, row: Listed) -> Step:
        told = Told(row.basis or yen(row.amount))
        return Step(row.name, self.group or self.name, self.kind, row.amount, row.amount, lambda: told)

    def says(self, words: Words) -> str:
        return "団体ごとの表にある、統合した補助金の合計"


@dataclass(frozen=True, kw_only=True)
class CostShare(Component):
    """A part of the eligible cost (10/10, 1/2 …)."""

    kind: ClassVar[str] = "cost"
    label: ClassVar[str] = "対象経費の割合"

    rate: Fraction = wanted(RATIO, "割合", example="1/2")
    of: Expression = free(EXPRESSION, "経費", COST, example="対象経費")

    def work(self, bench: Bench) -> Worked:
        return Worked(self.rate * bench.number(self.of), lambda: f"{bench.shown(self.of)} × {share(self.rate)}")

    def says(self, words: Words) -> str:
        return f"{self.of.says(words.name)}の{share(self.rate)}"
