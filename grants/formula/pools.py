"""A share of a pool: what each organization gets of one amount, and what becomes of the remainder."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import ClassVar

from grants.formula.component import Bench, Component, Words, Worked
from grants.formula.expressions import Expression
from grants.formula.fields import CHOICE, EXPRESSION, POOL, RATIO, free, wanted
from grants.formula.numbers import added, share
from grants.formula.rounding import EXACT, WHOLE_YEN, Rounding

KEEP, FIRST, LARGEST = "keep", "first", "largest"
REMAINDERS = {
    KEEP: "余りは配らずに残す",
    FIRST: "余りは先頭の団体に足す",
    LARGEST: "余りは端数の大きい団体から1単位ずつ足す",
}


@dataclass(frozen=True, kw_only=True)
class PoolShare(Component):
    """A share of a pool: equal, or by a figure; ``of`` where the whole is told and not summed up."""

    kind: ClassVar[str] = "pool"
    label: ClassVar[str] = "原資を分ける"

    pool: str = wanted(POOL, "原資")
    portion: Fraction = free(RATIO, "原資のうち", Fraction(1), example="70%")
    by: Expression | None = free(EXPRESSION, "何の数で分けるか(空けると均等)", example="人口")
    of: Expression | None = free(EXPRESSION, "割る数(空けると全団体の計)", example="市の人口")
    remainder: str = free(CHOICE, "余り", KEEP, choices=REMAINDERS)

    def work(self, bench: Bench) -> Worked:
        return bench.pooled(self)

    def says(self, words: Words) -> str:
        whole = "" if self.portion == 1 else f"の{share(self.portion)}"
        how = f"{self.by.says(words.name)}に応じて" if self.by else "均等に"
        of = f"(割る数は{self.of.says(words.name)})" if self.of else ""
        return f"原資「{words.pool(self.pool)}」{whole}を、{how}分ける{of}。{REMAINDERS[self.remainder]}"

    def faults(self) -> Iterator[tuple[str, str]]:
        yield from super().faults()
        if not 0 <= self.portion <= 1:
            yield "portion", "0%から100%までにしてください。"
        if self.round is not None and self.round.mode not in ("down", "exact"):
            yield "round", "原資より多く配らないように、端数は切捨てにしてください。"
        if self.floor is not None:
            yield "floor", "原資を分ける項目に下限は置けません。「大きい方」の中に入れてください。"
        if self.of is not None and self.remainder != KEEP:
            yield "remainder", "割る数を決めたときは、余りは配れません。"

    @property
    def cut(self) -> Rounding:
        """A share is never rounded up: together they stay within the pool."""
        return self.round or WHOLE_YEN

    def divided(self, amount: Fraction, weights: list[Fraction], whole: Fraction) -> Shares:
        """What each gets of the amount, in the order of their weights, the remainder given by its rule."""
        each_unit = amount / whole
        exact = [each_unit * weight for weight in weights]
        given = [self.cut.apply(each) for each in exact]
        left = amount - added(given)
        if self.remainder == FIRST and left:
            given[next(at for at, each in enumerate(exact) if each)] += left
        if self.remainder == LARGEST and self.cut.mode != EXACT:
            common = lcm(*(each.denominator for each in exact))  # whole numbers are compared faster than fractions
            short = [int((cut - each) * common) for cut, each in zip(given, exact, strict=True)]
            for at in sorted(range(len(given)), key=short.__getitem__)[: int(left / self.cut.unit)]:
                given[at] += self.cut.unit
        return Shares(amount, whole, tuple(exact), tuple(given))


@dataclass(frozen=True)
class Shares:
    """A pool's share as it was divided: by what, exactly, and in the end."""

    amount: Fraction
    whole: Fraction
    exact: tuple[Fraction, ...]
    given: tuple[Fraction, ...]
