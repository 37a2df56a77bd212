"""A rule: its components, the figures that they count, the pools that they share, and what becomes of the total."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from functools import cached_property

from grants.formula.component import Component
from grants.formula.expressions import Call, Expression, Name, Number
from grants.formula.numbers import said, yen
from grants.formula.pools import PoolShare
from grants.formula.rounding import WHOLE_YEN, Rounding


@dataclass(frozen=True)
class Figure:
    """What is counted. ``value`` where it is told for the whole city, or follows from other figures."""

    code: str
    name: str
    unit: str = ""
    base_date: date | None = None  # None: the rule's own
    source: str = ""
    missing: Fraction | None = None  # what counts where nothing is entered
    value: Expression | None = None
    round: Rounding | None = None

    @property
    def is_city(self) -> bool:
        """One number for everybody."""
        return isinstance(self.value, Number)


def looks_around(expression: Expression) -> bool:
    """Whether it asks for other organizations."""
    around = isinstance(expression, Call) and expression.function in ("全団体の計", "団体の数")
    return around or any(looks_around(part) for part in expression.parts())


BUILT_IN = (
    Figure("cost", "対象経費", "円", source="事業計画"),
    Figure("last_year", "前年度の交付額", "円", missing=Fraction(0)),
    Figure("months", "月数", "月", missing=Fraction(12)),
)


@dataclass(frozen=True)
class Pool:
    """原資: what is shared. ``less`` names components that are paid out of it before."""

    code: str
    name: str
    amount: Expression
    less: tuple[str, ...] = ()


@dataclass(frozen=True)
class Grand:
    """What becomes of the sum of the components. ``budget``: all amounts are lowered alike where they exceed it."""

    round: Rounding = WHOLE_YEN
    floor: Fraction | None = None
    cap: Fraction | None = None
    budget: Fraction | None = None

    def sentence(self) -> str:
        told = [f"合計を{self.round.sentence()}"] if self.round != WHOLE_YEN else ["合計は1円未満切捨て"]
        told += [f"1団体の下限{yen(self.floor)}"] if self.floor is not None else []
        told += [f"1団体の上限{yen(self.cap)}"] if self.cap is not None else []
        told += [f"全団体の計が{yen(self.budget)}をこえるときは、同じ割合で減らす"] if self.budget is not None else []
        return "。".join(told) + "。"


@dataclass(frozen=True)
class Rule:
    components: tuple[Component, ...]
    base_date: date
    fiscal_year: int
    figures: tuple[Figure, ...] = ()
    pools: tuple[Pool, ...] = ()
    total: Grand = field(default_factory=Grand)

    @cached_property
    def known(self) -> Mapping[str, Figure]:
        return {figure.code: figure for figure in (*BUILT_IN, *self.figures)}

    @cached_property
    def pool(self) -> Mapping[str, Pool]:
        return {pool.code: pool for pool in self.pools}

    def day_of(self, figure: Figure) -> date:
        return figure.base_date or self.base_date

    @cached_property
    def is_shared(self) -> bool:
        """Whether one organization's amount follows from the figures of the others."""
        every = [each for component in self.components for each in self.expressions_of(component)]
        every += [figure.value for figure in self.figures if figure.value is not None]
        if self.total.budget is not None or any(isinstance(part, PoolShare) for part in self.all_components()):
            return True
        return any(looks_around(each) for each in every)

    def used(self) -> Rule:
        """The same rule without the figures that it does not ask for."""
        wanted: set[str] = set()
        for component in self.components:
            for expression in self.expressions_of(component):
                self.reached(wanted, expression)
        return replace(self, figures=tuple(figure for figure in self.figures if figure.code in wanted))

    def reached(self, found: set[str], expression: Expression) -> None:
        for code in expression.codes():
            found.add(code)
            if (value := self.known[code].value) is not None:
                self.reached(found, value)

    def all_components(self) -> Iterator[Component]:
        for component in self.components:
            yield from component.all_parts()

    def expressions_of(self, component: Component) -> Iterator[Expression]:
        """Every expression that its amount follows from, those of its parts and pools included."""
        for part in component.all_parts():
            yield from part.expressions()
            if isinstance(part, PoolShare):
                yield self.pool[part.pool].amount

    def counted(self, component: Component) -> list[str]:
        """The figures that have to be entered for it, in the order in which they are named."""
        found: dict[str, None] = {}
        for expression in self.expressions_of(component):
            for code in expression.codes():
                self.into(found, code)
        return list(found)

    def into(self, found: dict[str, None], code: str) -> None:
        figure = self.known[code]
        if figure.value is None:
            found[code] = None
            return
        for each in figure.value.codes():
            self.into(found, each)

    # how things are called, for sentences

    def name(self, code: str) -> str:
        return self.known[code].name

    def unit(self, of: Expression) -> str:
        """The unit of what a plain name, or a name that was only rounded or limited, counts."""
        while isinstance(of, Call) and of.arguments:
            of = of.arguments[0]
        return self.known[of.code].unit if isinstance(of, Name) else ""

    def pool_name(self, code: str) -> str:
        pool = self.pool[code]
        less = f"から{'、'.join(pool.less)}の計を引いた残り" if pool.less else ""
        return f"{pool.name}({pool.amount.text(self.name, said)}円{less})"


@dataclass(frozen=True)
class Words:
    """A rule as the sentences of its components ask it."""

    rule: Rule

    def name(self, code: str) -> str:
        return self.rule.name(code)

    def unit(self, of: Expression) -> str:
        return self.rule.unit(of)

    def pool(self, code: str) -> str:
        return self.rule.pool_name(code)


@dataclass(frozen=True)
class Told:
    """A component as a row of the table that reads the rule back; ``depth`` counts how deep it lies."""

    depth: int
    name: str
    group: str
    label: str
    sentence: str
    component: Component


def read_back(rule: Rule) -> list[Told]:
    """The whole rule, component by component, as sentences."""
    words = Words(rule)

    def rows(component: Component, depth: int) -> Iterator[Told]:
        yield Told(
            depth, component.title, component.group, component.label, component.sentence(words) + "。", component
        )
        for part in component.parts():
            yield from rows(part, depth + 1)

    return [row for component in rule.components for row in rows(component, 0)]
