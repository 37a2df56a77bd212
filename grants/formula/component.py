"""What every component of an amount has: a name that prints, its rounding, cap and floor, and how it is worked out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import Any, ClassVar, NamedTuple, Protocol

from grants.formula.expressions import Expression, Impossible, Known
from grants.formula.fields import FLAG, MONEY, ROUNDING, TEXT, Listed, Spec, free, specs_of
from grants.formula.numbers import LIMIT, said, yen
from grants.formula.rounding import Rounding


class Input(NamedTuple):
    """A figure as it went in, with the day for which it is true and where it comes from."""

    code: str
    name: str
    unit: str
    value: Fraction
    base_date: date
    source: str = ""
    detail: str = ""  # its parts, or how it follows from others


class Told(NamedTuple):
    """What a sheet says of a step beside its amount."""

    text: str
    notes: tuple[str, ...] = ()
    inputs: tuple[Input, ...] = ()


@dataclass(eq=False)
class Step:
    """One step of the sheet: what was worked out, how, and what rounding and limits made of it. ``tell`` is asked only
    when somebody reads the step: five hundred amounts at once need no words."""

    name: str
    group: str
    kind: str
    exact: Fraction
    amount: Fraction
    tell: Callable[[], Told]
    parts: tuple[Step, ...] = ()

    @cached_property
    def told(self) -> Told:
        return self.tell()

    @property
    def text(self) -> str:
        return self.told.text

    @property
    def notes(self) -> tuple[str, ...]:
        return self.told.notes

    @property
    def inputs(self) -> tuple[Input, ...]:
        return self.told.inputs

    def __eq__(self, other: object) -> bool:
        """Whether they read alike."""
        return isinstance(other, Step) and self.facts == other.facts

    __hash__ = None  # type: ignore[assignment]  # two that read alike are equal; nobody keeps them in a set

    @property
    def facts(self) -> tuple[object, ...]:
        return self.name, self.group, self.kind, self.exact, self.amount, self.told, self.parts

    def all_inputs(self) -> Iterator[Input]:
        yield from self.inputs
        for part in self.parts:
            yield from part.all_inputs()


class Worked(NamedTuple):
    value: Fraction
    text: Callable[[], str]
    parts: tuple[Step, ...] = ()


class Words(Protocol):
    """How figures and pools are called."""

    def name(self, code: str) -> str: ...
    def unit(self, of: Expression) -> str: ...
    def pool(self, code: str) -> str: ...


class Bench(Known, Protocol):
    """Where a component is worked out for one organization."""

    fiscal_year: int

    def is_body(self, called: str) -> bool: ...
    def number(self, expression: Expression) -> Fraction: ...
    def shown(self, expression: Expression) -> str: ...
    def step(self, part: Component) -> Step: ...
    def listed(self) -> tuple[Listed, ...]: ...
    def pooled(self, share: Component) -> Worked: ...


@dataclass(frozen=True, kw_only=True)
class Component:
    """One element of the amount (計算要素). Its kind says how it is worked out."""

    kind: ClassVar[str]
    label: ClassVar[str]

    name: str = free(TEXT, "項目の名前", "", example="世帯割")
    group: str = free(TEXT, "区分", "", example="基本額")
    minus: bool = free(FLAG, "この額を引く", False)
    round: Rounding | None = free(ROUNDING, "端数の処理")
    floor: Fraction | None = free(MONEY, "下限額", example="50,000")
    cap: Fraction | None = free(MONEY, "上限額", example="500,000")

    def work(self, bench: Bench) -> Worked:
        """The exact amount for the organization at the bench, and how it came about."""
        raise NotImplementedError

    def says(self, words: Words) -> str:
        """How it is worked out, as a sentence without its full stop."""
        raise NotImplementedError

    def parts(self) -> tuple[Component, ...]:
        """The components inside this one."""
        found: list[Component] = []
        for each in fields(self):
            value = getattr(self, each.name)
            found += [value] if isinstance(value, Component) else []
            found += [part for part in value if isinstance(part, Component)] if isinstance(value, tuple) else []
        return tuple(found)

    def all_parts(self) -> Iterator[Component]:
        yield self
        for part in self.parts():
            yield from part.all_parts()

    def mapped(self, change: Callable[[Component], Component]) -> Component:
        """The same with every component inside it, and then itself, changed."""
        values: dict[str, Any] = {}
        for each in fields(self):
            value = getattr(self, each.name)
            if isinstance(value, Component):
                values[each.name] = value.mapped(change)
            elif isinstance(value, tuple) and value and isinstance(value[0], Component):
                values[each.name] = tuple(part.mapped(change) for part in value)
        return change(replace(self, **values))

    def expressions(self) -> Iterator[Expression]:
        """Its own, without those of its parts."""
        for each in fields(self):
            if isinstance(value := getattr(self, each.name), Expression):
                yield value

    def faults(self) -> Iterator[tuple[str, str]]:
        """What is wrong with it though each field is right: the field, and a sentence."""
        if self.cap is not None and self.floor is not None and self.floor > self.cap:
            yield "floor", "下限額を、上限額までにしてください。"

    @property
    def title(self) -> str:
        return self.name or self.label

    def sentence(self, words: Words) -> str:
        """All of it, read back."""
        told = [self.says(words)]
        told += [self.round.sentence()] if self.round else []
        told += [f"下限{yen(self.floor)}"] if self.floor is not None else []
        told += [f"上限{yen(self.cap)}"] if self.cap is not None else []
        told += ["合計から引く"] if self.minus else []
        return "。".join(told)

    @classmethod
    def specs(cls) -> Mapping[str, Spec]:
        """Its name, then its own fields, then what every component may have."""
        found, first = dict(specs_of(cls)), ("name", "group")
        last = [name for name, _ in specs_of(Component) if name not in first]
        order = [*first, *(name for name in found if name not in (*first, *last)), *last]
        return {name: found[name] for name in order}


class Limits(Protocol):
    @property
    def floor(self) -> Fraction | None: ...
    @property
    def cap(self) -> Fraction | None: ...


def limited(component: Limits, value: Fraction, rounding: Rounding) -> Fraction:
    """Rounded, then lifted to the floor, then lowered to the cap."""
    rounded = rounding.apply(value)
    if component.floor is not None and rounded < component.floor:
        rounded = component.floor
    if component.cap is not None and rounded > component.cap:
        rounded = component.cap
    return rounded


def notes_on(component: Limits, value: Fraction, rounding: Rounding) -> Iterator[str]:
    """A sentence about each of these that changed the value."""
    rounded = rounding.apply(value)
    if rounded != value:
        yield f"{rounding.sentence()}: {yen(value)} → {yen(rounded)}"
    if component.floor is not None and rounded < component.floor:
        yield f"下限{yen(component.floor)}にする"
        rounded = component.floor
    if component.cap is not None and rounded > component.cap:
        yield f"上限{yen(component.cap)}をこえる{yen(rounded - component.cap)}を除く"


def checked(value: Fraction) -> Fraction:
    """Money is neither below zero nor beyond all reason."""
    if value.numerator < 0:
        raise Impossible(f"計算した額がマイナス({yen(value)})になりました。数値か、項目の式を確かめてください。")
    if value.numerator > LIMIT * value.denominator:
        raise Impossible(
            f"計算した額が1兆円をこえました({said(Fraction(int(value)))}円)。数値のけたと単位を確かめてください。"
        )
    return value
