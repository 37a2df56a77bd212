"""Components made of components: sums, the greater or the smaller, conditions, parts and coefficients of others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar

from grants.formula.component import Bench, Component, Step, Words, Worked
from grants.formula.expressions import Expression
from grants.formula.fields import (
    BRACKETS,
    EXPRESSION,
    FLAG,
    MONEY,
    PART,
    PARTS,
    Bracket,
    bracket_of,
    free,
    wanted,
)
from grants.formula.numbers import added, said, yen
from grants.formula.simple import stage, table_faults, told


def summed(steps: tuple[Step, ...], parts: tuple[Component, ...]) -> Fraction:
    return added(-step.amount if part.minus else step.amount for step, part in zip(steps, parts, strict=True))


@dataclass(frozen=True, kw_only=True)
class Total(Component):
    kind: ClassVar[str] = "sum"
    label: ClassVar[str] = "いくつかの計算の合計"

    items: tuple[Component, ...] = wanted(PARTS, "中の計算", key="parts")

    def work(self, bench: Bench) -> Worked:
        steps = tuple(bench.step(part) for part in self.items)

        def text() -> str:
            told = zip(steps, self.items, strict=True)
            sums = (f"{'−' if part.minus else '+'} {yen(step.amount)}" for step, part in told)
            return " ".join(sums).removeprefix("+ ")

        return Worked(summed(steps, self.items), text, steps)

    def says(self, words: Words) -> str:
        return f"次の{len(self.items)}つの合計"


@dataclass(frozen=True, kw_only=True)
class Choice(Component):
    """What the greater and the smaller have in common."""

    kind: ClassVar[str] = ""
    label: ClassVar[str] = ""

    items: tuple[Component, ...] = wanted(PARTS, "くらべる計算", key="parts")

    def chosen(self, amounts: list[Fraction]) -> Fraction:
        raise NotImplementedError

    def work(self, bench: Bench) -> Worked:
        steps = tuple(bench.step(part) for part in self.items)
        value = self.chosen([step.amount for step in steps])
        return Worked(value, lambda: f"{' と '.join(yen(step.amount) for step in steps)} の{self.label}", steps)

    def says(self, words: Words) -> str:
        return f"次の{len(self.items)}つの計算の、{self.label}"

    def faults(self) -> Iterator[tuple[str, str]]:
        yield from super().faults()
        if len(self.items) < 2:
            yield "parts", "くらべる計算を2つ以上入れてください。"
        if any(part.minus for part in self.items):
            yield "parts", "くらべる計算では「この額を引く」は使えません。"


@dataclass(frozen=True, kw_only=True)
class Greater(Choice):
    kind: ClassVar[str] = "greater"
    label: ClassVar[str] = "大きい方"

    def chosen(self, amounts: list[Fraction]) -> Fraction:
        return max(amounts)


@dataclass(frozen=True, kw_only=True)
class Smaller(Choice):
    kind: ClassVar[str] = "smaller"
    label: ClassVar[str] = "小さい方"

    def chosen(self, amounts: list[Fraction]) -> Fraction:
        return min(amounts)


@dataclass(frozen=True, kw_only=True)
class When(Component):
    """One formula from a number on, another below it."""

    kind: ClassVar[str] = "when"
    label: ClassVar[str] = "数で計算を分ける"

    by: Expression = wanted(EXPRESSION, "何の数で分けるか", example="人口")
    start: Fraction = wanted(MONEY, "境目の数", key="from", example="500")
    over: bool = free(FLAG, "境目の数は「未満」の方に入れる", False)
    then: Component = wanted(PART, "境目の数以上のときの計算")
    otherwise: Component | None = free(PART, "それ以外のときの計算")

    def work(self, bench: Bench) -> Worked:
        number = bench.number(self.by)
        holds = number > self.start if self.over else number >= self.start
        chosen = self.then if holds else self.otherwise

        def text() -> str:
            return f"{bench.shown(self.by)}は、{said(self.start)}{self.word(holds=holds)}"

        if chosen is None:
            return Worked(Fraction(0), lambda: f"{text()}なので0円")
        step = bench.step(chosen)
        return Worked(step.amount, lambda: f"{text()}: {yen(step.amount)}", (step,))

    def word(self, *, holds: bool) -> str:
        return {(True, False): "以上", (True, True): "超", (False, False): "未満", (False, True): "以下"}[
            holds, self.over
        ]

    def says(self, words: Words) -> str:
        limit = f"{self.by.says(words.name)}が{said(self.start)}{words.unit(self.by)}{self.word(holds=True)}"
        other = "それ以外は2つ目の計算" if self.otherwise else "それ以外は0円"
        return f"{limit}なら次の計算、{other}"


@dataclass(frozen=True, kw_only=True)
class Portion(Component):
    """A part, or a multiple, of another amount."""

    kind: ClassVar[str] = "portion"
    label: ClassVar[str] = "ほかの計算の割合"

    rate: Expression = wanted(EXPRESSION, "割合", example="70%")
    part: Component = wanted(PART, "もとになる計算")

    def work(self, bench: Bench) -> Worked:
        step = bench.step(self.part)
        value = step.amount * bench.number(self.rate)
        return Worked(value, lambda: f"{yen(step.amount)} × {bench.shown(self.rate)}", (step,))

    def says(self, words: Words) -> str:
        return f"次の計算の額 × {self.rate.says(words.name)}"


@dataclass(frozen=True, kw_only=True)
class Adjusted(Component):
    """An amount times a coefficient that depends on a number (調整率)."""

    kind: ClassVar[str] = "adjusted"
    label: ClassVar[str] = "調整率をかける"

    by: Expression = wanted(EXPRESSION, "何の数で調整率が決まるか", example="高齢化率")
    table: tuple[Bracket, ...] = wanted(BRACKETS, "段", column="factor")
    part: Component = wanted(PART, "もとになる計算")

    def work(self, bench: Bench) -> Worked:
        step, row = bench.step(self.part), bracket_of(self.table, bench.number(self.by))
        factor = row.value if row else Fraction(0)
        return Worked(
            step.amount * factor,
            lambda: f"{bench.shown(self.by)} → {stage(self.table, row)}。{yen(step.amount)} × {said(factor)}",
            (step,),
        )

    def says(self, words: Words) -> str:
        rates = told(self.table, words.unit(self.by), said)
        return f"次の計算の額に調整率をかける。調整率は、{self.by.says(words.name)}が{rates}"

    def faults(self) -> Iterator[tuple[str, str]]:
        yield from super().faults()
        yield from table_faults(self.table)
