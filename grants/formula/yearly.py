"""Components that look at years and months: last year's amount, the years of a transition, a part of the year."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar

from grants.formula.component import Bench, Component, Words, Worked
from grants.formula.expressions import Expression, Impossible, Name
from grants.formula.fields import EXPRESSION, PART, RATIO, RATIOS, YEAR, free, wanted
from grants.formula.numbers import said, share, yen


@dataclass(frozen=True, kw_only=True)
class Limited(Component):
    """激変緩和: not too far from what was given before, for some years."""

    kind: ClassVar[str] = "limit_change"
    label: ClassVar[str] = "前年度からの増減の制限"

    part: Component = wanted(PART, "もとになる計算")
    against: Expression = free(EXPRESSION, "くらべる額", Name("last_year"), example="前年度の交付額")
    up: Fraction | None = free(RATIO, "増える割合の限度", example="1/3")
    down: Fraction | None = free(RATIO, "減る割合の限度", example="1/3")
    first_year: int | None = free(YEAR, "制限を始める年度", example="2025")
    years: int | None = free(YEAR, "何年度続けるか", example="3")

    def work(self, bench: Bench) -> Worked:
        step = bench.step(self.part)
        if not self.is_on(bench.fiscal_year):
            return Worked(step.amount, lambda: f"{yen(step.amount)}(この年度は制限しない)", (step,))
        before = bench.number(self.against)
        if before <= 0:
            return Worked(step.amount, lambda: f"{yen(step.amount)}(くらべる額がないので制限しない)", (step,))
        value, bounds = step.amount, []
        if self.up is not None and value > (most := before * (1 + self.up)):
            value = most
            bounds.append(("増加", self.up, most))
        if self.down is not None and value < (least := before * (1 - self.down)):
            value = least
            bounds.append(("減少", self.down, least))

        def text() -> str:
            told = [f"{yen(step.amount)}。{bench.shown(self.against)}とくらべる"]
            told += [f"{word}の限度 {share(part)} → {yen(bound)}まで" for word, part, bound in bounds]
            return "、".join(told)

        return Worked(value, text, (step,))

    def is_on(self, year: int) -> bool:
        if self.first_year is None:
            return True
        return self.first_year <= year and (self.years is None or year < self.first_year + self.years)

    def says(self, words: Words) -> str:
        told = [f"増加は{share(self.up)}まで"] if self.up is not None else []
        told += [f"減少は{share(self.down)}まで"] if self.down is not None else []
        since = f"{self.first_year}年度から" if self.first_year else ""
        since += f"{self.years}年度の間、" if self.years else ""
        return f"{since}次の計算の額を、{self.against.says(words.name)}とくらべて{'、'.join(told)}にする"

    def faults(self) -> Iterator[tuple[str, str]]:
        yield from super().faults()
        if self.up is None and self.down is None:
            yield "up", "増える割合か減る割合の限度を入れてください。"
        if self.down is not None and self.down > 1:
            yield "down", "減る割合の限度を、100%までにしてください。"
        if self.years is not None and self.first_year is None:
            yield "first_year", "何年度続けるかを入れるときは、始める年度も入れてください。"


@dataclass(frozen=True, kw_only=True)
class Transition(Component):
    """From an old rule to a new one, year by year: after a merger, or for everybody."""

    kind: ClassVar[str] = "transition"
    label: ClassVar[str] = "年度ごとの移行(合併など)"

    since: Expression = wanted(EXPRESSION, "移行が始まった年度", example="合併した年度")
    kept: tuple[Fraction, ...] = wanted(RATIOS, "年度ごとに残す、古い計算の割合", example="100%, 2/3, 1/3")
    old: Component = wanted(PART, "古い計算")
    new: Component = wanted(PART, "新しい計算")

    def work(self, bench: Bench) -> Worked:
        new, since = bench.step(self.new), bench.number(self.since)
        year = bench.fiscal_year - since + 1
        if since.denominator != 1 or not 1 <= year <= len(self.kept):
            return Worked(new.amount, lambda: f"{yen(new.amount)}(移行の期間ではないので、新しい計算)", (new,))
        old, kept = bench.step(self.old), self.kept[int(year) - 1]
        value, rest = old.amount * kept + new.amount * (1 - kept), 1 - kept
        return Worked(
            value,
            lambda: f"移行{int(year)}年目: {yen(old.amount)} × {share(kept)} + {yen(new.amount)} × {share(rest)}",
            (old, new),
        )

    def says(self, words: Words) -> str:
        kept = "、".join(f"{year}年目は{share(each)}" for year, each in enumerate(self.kept, start=1))
        return f"{self.since.says(words.name)}から、古い計算を{kept}残し、のこりを新しい計算にする"

    def faults(self) -> Iterator[tuple[str, str]]:
        yield from super().faults()
        if not self.kept or any(not 0 <= each <= 1 for each in self.kept):
            yield "kept", "0%から100%までの割合を、年度の順に入れてください。例 100%, 2/3, 1/3"


@dataclass(frozen=True, kw_only=True)
class Months(Component):
    """月割: for those who begin or end within the year."""

    kind: ClassVar[str] = "months"
    label: ClassVar[str] = "月割"

    part: Component = wanted(PART, "もとになる計算")
    count: Expression = free(EXPRESSION, "月数", Name("months"), example="月数")

    def work(self, bench: Bench) -> Worked:
        step, months = bench.step(self.part), bench.number(self.count)
        if months.denominator != 1 or not 0 <= months <= 12:
            raise Impossible(f"月数が{said(months)}です。0から12までの整数にしてください。")
        return Worked(step.amount * months / 12, lambda: f"{yen(step.amount)} × {said(months)}/12", (step,))

    def says(self, words: Words) -> str:
        return f"次の計算の額 × {self.count.says(words.name)} ÷ 12"
