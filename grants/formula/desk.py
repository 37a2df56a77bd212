"""Where the components of a rule are worked out: one desk for each organization, in a hall that knows them all."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import NamedTuple

from grants.formula.component import Component, Input, Step, Told, Worked, checked, limited, notes_on
from grants.formula.expressions import Expression, Impossible, Number
from grants.formula.fields import Listed
from grants.formula.numbers import LIMIT, added, printed, said, share, yen
from grants.formula.pools import REMAINDERS, PoolShare, Shares
from grants.formula.rounding import AS_IT_IS, WHOLE_YEN
from grants.formula.rule import Figure, Rule
from records.era import era_date

MOST_NAMED = 5  # organizations in one sentence


@dataclass(frozen=True)
class Reading:
    """What is known of one figure; ``gaps`` are sentences about what is missing, where somebody knows better."""

    value: Fraction | None
    detail: str = ""
    gaps: tuple[str, ...] = ()


@dataclass(frozen=True)
class Body:
    """An organization as a rule sees it."""

    key: str
    name: str
    figures: Mapping[str, Reading] = field(default_factory=dict)
    listed: tuple[Listed, ...] = ()


class PoolLog(NamedTuple):
    """What became of a share of a pool."""

    pool: str
    component: str
    amount: Fraction
    given: Fraction
    rule: str

    @property
    def remainder(self) -> Fraction:
        return self.amount - self.given


class Hall:
    def __init__(self, rule: Rule, bodies: tuple[Body, ...]) -> None:
        self.rule = rule
        self.desks = [Desk(self, at, body) for at, body in enumerate(bodies)]
        self.outermost = {id(component) for component in rule.components}
        self.totals: dict[object, Fraction | Impossible] = {}
        self.codes: dict[int, tuple[str, ...]] = {}
        self.shares: dict[int, Shares | Impossible] = {}

    def codes_of(self, part: Component) -> tuple[str, ...]:
        """The figures that it names itself."""
        if id(part) not in self.codes:
            self.codes[id(part)] = tuple(dict.fromkeys(code for each in part.expressions() for code in each.codes()))
        return self.codes[id(part)]

    def logs(self) -> Iterator[PoolLog]:
        for component in self.rule.all_components():
            found = self.shares.get(id(component))
            if isinstance(component, PoolShare) and isinstance(found, Shares):
                yield PoolLog(
                    self.rule.pool[component.pool].name, component.title, found.amount, added(found.given),
                    REMAINDERS[component.remainder],
                )  # fmt: skip

    def nowhere(self, code: str) -> bool:
        """Whether no organization has the figure."""
        return bool(self.once(("nowhere", code), lambda: Fraction(not any(desk.has(code) for desk in self.desks))))

    def total(self, what: object, of: Callable[[Desk], Fraction]) -> Fraction:
        """Over all organizations, each asked once; Impossible names those that stand in the way."""
        return self.once(what, lambda: self.summed(of))

    def once(self, what: object, work: Callable[[], Fraction]) -> Fraction:
        if what not in self.totals:
            try:
                self.totals[what] = work()
            except Impossible as problem:
                self.totals[what] = problem
        found = self.totals[what]
        if isinstance(found, Impossible):
            raise Impossible(*found.sentences)
        return found

    def summed(self, of: Callable[[Desk], Fraction]) -> Fraction:
        found, problems = [], {}
        for desk in self.desks:
            try:
                found.append(of(desk))
            except Impossible as problem:
                problems[desk.body.name] = problem.sentences
        if problems:
            named = "、".join([*problems][:MOST_NAMED])
            more = f"ほか{len(problems) - MOST_NAMED}団体" if len(problems) > MOST_NAMED else ""
            first = next(iter(problems.values()))[0]
            raise Impossible(f"全団体の計を出せません。{named}{more}の数値を確かめてください。({first})")
        return added(found)

    def shared(self, share_of: PoolShare) -> Shares:
        """A pool's share for everybody, in the order of the desks."""
        if id(share_of) not in self.shares:
            try:
                self.shares[id(share_of)] = self.divided(share_of)
            except Impossible as problem:
                self.shares[id(share_of)] = problem
        found = self.shares[id(share_of)]
        if isinstance(found, Impossible):
            raise Impossible(*found.sentences)
        return found

    def divided(self, share_of: PoolShare) -> Shares:
        by, of = share_of.by or Number(Fraction(1)), share_of.of
        summed = self.total(by, lambda desk: desk.number(by))
        weights = [desk.number(by) for desk in self.desks]
        if low := next((desk for desk, weight in zip(self.desks, weights, strict=True) if weight < 0), None):
            raise Impossible(f"{low.body.name}の分ける数がマイナスなので、原資を分けられません。")
        whole = self.desks[0].number(of) if of else summed
        if whole <= 0:
            raise Impossible("割る数(全団体の計)が0なので、原資を分けられません。分ける数を確かめてください。")
        if summed > whole:
            raise Impossible(f"全団体の計({said(summed)})が、割る数({said(whole)})をこえています。")
        return share_of.divided(self.pool_amount(share_of), weights, whole)

    def pool_amount(self, share_of: PoolShare) -> Fraction:
        pool = self.rule.pool[share_of.pool]
        amount = self.desks[0].number(pool.amount)
        for component in self.rule.components:
            if component.name in pool.less:
                amount -= self.given_for(component)
        if amount < 0:
            raise Impossible(f"原資「{pool.name}」が{yen(amount)}になりました。原資の額を確かめてください。")
        return WHOLE_YEN.apply(checked(WHOLE_YEN.apply(amount)) * share_of.portion)

    def given_for(self, component: Component) -> Fraction:
        return self.total(("component", id(component)), lambda desk: desk.step(component).amount)


class Desk:
    def __init__(self, hall: Hall, at: int, body: Body) -> None:
        self.hall, self.at, self.body, self.rule = hall, at, body, hall.rule
        self.fiscal_year = hall.rule.fiscal_year
        self.values: dict[str, Fraction] = {}
        self.steps: dict[int, Step] = {}

    def is_body(self, called: str) -> bool:
        return called in (self.body.key, self.body.name)

    def listed(self) -> tuple[Listed, ...]:
        return self.body.listed

    def organizations(self) -> int:
        return len(self.hall.desks)

    def total(self, of: Expression) -> Fraction:
        return self.hall.total(of, lambda desk: desk.number(of))

    def has(self, code: str) -> bool:
        reading = self.body.figures.get(code)
        return reading is not None and reading.value is not None

    def gaps(self, code: str) -> tuple[str, ...]:
        """Sentences about a figure that has to be entered and is not."""
        figure, reading = self.rule.known[code], self.body.figures.get(code)
        if figure.missing is not None and not (reading and reading.gaps):
            return ()
        if self.has(code):
            return ()
        if reading and reading.gaps:
            return reading.gaps
        day = era_date(self.rule.day_of(figure))
        if self.hall.nowhere(code):
            return (
                f"「{figure.name}」({day}現在)の数値が、どの団体にもありません。基準日を確かめて、数値を入れてください。",
            )
        return (f"{self.body.name}の「{figure.name}」({day}現在)がありません。数値を入れてください。",)

    def figure(self, code: str) -> Fraction:
        if code not in self.values:
            figure = self.rule.known[code]
            value = self.entered(figure) if figure.value is None else figure.value.value(self)
            self.values[code] = figure.round.apply(value) if figure.round else value
        return self.values[code]

    def entered(self, figure: Figure) -> Fraction:
        if not self.has(figure.code) and (gaps := self.gaps(figure.code)):
            raise Impossible(*gaps)
        reading = self.body.figures.get(figure.code)
        value = reading.value if reading and reading.value is not None else figure.missing
        if value is None or value.numerator < 0:
            raise Impossible(f"{self.body.name}の「{figure.name}」がマイナスです。数値を確かめてください。")
        return value

    def number(self, expression: Expression) -> Fraction:
        value = expression.value(self)
        if abs(value.numerator) > LIMIT * value.denominator:
            raise Impossible("計算の途中の数が1兆をこえました。数値のけたと単位を確かめてください。")
        return value

    def shown(self, expression: Expression) -> str:
        """With the numbers that stand for the names: 世帯数200世帯 + …."""
        told = expression.text(self.worded, said)
        return told if not list(expression.codes()) else f"({told})" if expression.binds < 2 else told

    def worded(self, code: str) -> str:
        figure = self.rule.known[code]
        return f"{figure.name}{printed(self.figure(code))}{figure.unit}"

    def step(self, part: Component) -> Step:
        if id(part) not in self.steps:
            self.steps[id(part)] = self.made(part)
        return self.steps[id(part)]

    def made(self, part: Component) -> Step:
        value, text, parts = part.work(self)
        rounding = part.round or (WHOLE_YEN if id(part) in self.hall.outermost else AS_IT_IS)
        amount = limited(part, checked(value), rounding)
        codes = self.hall.codes_of(part)
        for code in codes:
            self.figure(code)  # what cannot be told is refused now, not when somebody reads the sheet

        def tell() -> Told:
            notes, inputs = notes_on(part, value, rounding), (self.input(code) for code in codes)
            return Told(text(), tuple(notes), tuple(inputs))

        return Step(part.name, part.group, part.kind, value, amount, tell, parts)

    def input(self, code: str) -> Input:
        figure, reading = self.rule.known[code], self.body.figures.get(code)
        value, detail = self.figure(code), reading.detail if reading else ""
        if figure.value is not None and not figure.is_city:
            detail = f"{figure.value.text(self.worded, said)} = {printed(value)}"
        elif reading and reading.value is not None and reading.value != value and figure.round:
            detail = f"{printed(reading.value)}を{figure.round.sentence(figure.unit)}"
        elif figure.value is None and not self.has(code):
            detail = "入っていないときの数"
        return Input(code, figure.name, figure.unit, value, self.rule.day_of(figure), figure.source, detail)

    def pooled(self, share_of: Component) -> Worked:
        if not isinstance(share_of, PoolShare):
            raise TypeError("only a share of a pool is shared")
        shares = self.hall.shared(share_of)
        return Worked(shares.given[self.at], lambda: self.shared_as(share_of, shares))

    def shared_as(self, share_of: PoolShare, shares: Shares) -> str:
        part = "" if share_of.portion == 1 else f"の{share(share_of.portion)}"
        told = f"原資「{self.rule.pool[share_of.pool].name}」{part} {yen(shares.amount)}"
        if share_of.by is None:
            text = f"{told} ÷ {printed(shares.whole)}"
        else:
            text = f"{told} × {self.shown(share_of.by)} ÷ {printed(shares.whole)}"
        exact, given = shares.exact[self.at], shares.given[self.at]
        cut = share_of.cut.apply(exact)
        text += f" = {yen(exact)}({share_of.cut.sentence()})" if cut != exact else ""
        return text + (f"、余りの分{yen(given - cut)}を足す" if given != cut else "")
