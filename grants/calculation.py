"""How the amount of a grant follows from a scheme's rule and the facts: whole yen and fractions, no database.

A rule is a row of elements (計算要素). Each kind of element has one function that turns it into printed lines; every
line is cut to whole yen, so that the printed lines add up to the printed total (昭和25年法律第61号). The total is then
cut to the scheme's unit and limited by its cap.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from records.era import era_date

FIXED, RATE, SHARE, INTEGRATED = "fixed", "rate", "share", "integrated"
UNIT_NAMES = {1: "1円", 10: "10円", 100: "100円", 1000: "千円", 10_000: "1万円"}


@dataclass(frozen=True)
class Element:
    """One component of the amount. ``top``/``bottom`` is by kind yen, yen per unit (1円/100㎡), a share (10/10)."""

    kind: str
    name: str
    group: str = ""
    top: int = 0
    bottom: int = 1
    indicator: str = ""
    indicator_name: str = ""
    unit: str = ""

    @property
    def rate(self) -> Fraction:
        return Fraction(self.top, self.bottom)

    @property
    def rate_text(self) -> str:
        return f"{self.top:,}" if self.bottom == 1 else f"{self.top:,}/{self.bottom:,}"


@dataclass(frozen=True)
class Rule:
    elements: tuple[Element, ...]
    base_date: date
    rounding_unit: int = 1000
    cap: int | None = None


@dataclass(frozen=True)
class Figure:
    """What the register says about one area on the base date; None where it says nothing."""

    area: str
    indicator: str
    as_of: date
    value: int | None


@dataclass(frozen=True)
class Subsidy:
    """An older subsidy of the city, now part of the lump sum, as listed for one organization."""

    name: str
    amount: int
    basis: str = ""


@dataclass(frozen=True)
class Facts:
    """What the rule may ask about one organization."""

    figures: tuple[Figure, ...] = ()
    subsidies: tuple[Subsidy, ...] = ()
    cost: int | None = None


@dataclass(frozen=True)
class Line:
    """A line of the 算定表 as it is printed."""

    name: str
    group: str
    amount: int
    count: int | None = None
    unit: str = ""
    rate: str = ""
    basis: str = ""


@dataclass(frozen=True)
class Result:
    """A calculation that succeeded: lines → total → cut → limited by the cap."""

    lines: tuple[Line, ...]
    base_date: date
    rounding_unit: int
    cap: int | None

    @property
    def total(self) -> int:
        return sum(line.amount for line in self.lines)

    @property
    def rounded(self) -> int:
        return self.total - self.total % self.rounding_unit

    @property
    def amount(self) -> int:
        return self.rounded if self.cap is None else min(self.rounded, self.cap)

    @property
    def cut(self) -> int:
        """What rounding took away, as the minus that the paper shows."""
        return self.rounded - self.total

    @property
    def over(self) -> int:
        """What the cap took away, as a minus."""
        return self.amount - self.rounded

    @property
    def rounding_name(self) -> str:
        return f"{UNIT_NAMES.get(self.rounding_unit, f'{self.rounding_unit:,}円')}未満の切捨て"


class Incomplete(ValueError):
    """A fact is missing that the rule needs; ``sentences`` say which and where it is mended."""

    def __init__(self, sentences: Iterable[str]) -> None:
        self.sentences = list(dict.fromkeys(sentences))
        super().__init__(" ".join(self.sentences))


def calculate(rule: Rule, facts: Facts) -> Result:
    """Raises Incomplete with every missing fact at once, so that all can be mended in one go."""
    lines: list[Line] = []
    missing: list[str] = []
    for element in rule.elements:
        try:
            lines += KINDS[element.kind](element, facts)
        except Incomplete as gap:
            missing += gap.sentences
    if missing:
        raise Incomplete(missing)
    return Result(tuple(lines), rule.base_date, rule.rounding_unit, rule.cap)


def whole_yen(amount: Fraction) -> int:
    """Fractions of a yen are cut."""
    return amount.numerator // amount.denominator


def fixed(element: Element, _facts: Facts) -> Iterator[Line]:
    """定額: the same sum for every organization."""
    yield Line(element.name, element.group, whole_yen(element.rate), 1, "団体", element.rate_text)


def per_unit(element: Element, facts: Facts) -> Iterator[Line]:
    """単価×数: yen for each household, person … of the organization's areas."""
    figures = [figure for figure in facts.figures if figure.indicator == element.indicator]
    gaps = [
        f"{figure.area}の{element.indicator_name}({era_date(figure.as_of)}現在)が登録されていません。区域の数値に入れてください。"
        for figure in figures
        if figure.value is None
    ]
    if gaps or not figures:
        raise Incomplete(
            gaps or [f"「{element.name}」を計算する区域がありません。団体の活動の区域を登録してください。"]
        )
    count = sum(figure.value or 0 for figure in figures)
    parts = "、".join(f"{figure.area} {figure.value:,}" for figure in figures) if len(figures) > 1 else ""
    yield Line(
        element.name, element.group, whole_yen(element.rate * count), count, element.unit, element.rate_text, parts
    )


def share(element: Element, facts: Facts) -> Iterator[Line]:
    """経費の割合: a part of the eligible cost of the plan (10/10, 1/2 …)."""
    if facts.cost is None:
        raise Incomplete([f"「{element.name}」を計算する事業費がありません。年度計画の事業費を入れてください。"])
    amount = whole_yen(element.rate * facts.cost)
    yield Line(element.name, element.group, amount, facts.cost, "円", element.rate_text)


def integrated(element: Element, facts: Facts) -> Iterator[Line]:
    """統合した補助金: a line for each older subsidy that is listed for the organization."""
    for subsidy in facts.subsidies:
        yield Line(subsidy.name, element.group or element.name, subsidy.amount, basis=subsidy.basis)


KINDS: Mapping[str, Callable[[Element, Facts], Iterator[Line]]] = {
    FIXED: fixed,
    RATE: per_unit,
    SHARE: share,
    INTEGRATED: integrated,
}


def inputs_as_json(rule: Rule, facts: Facts) -> dict[str, Any]:
    """All that the result follows from, to be kept with it."""
    kept: dict[str, Any] = json.loads(
        json.dumps({"rule": asdict(rule), "facts": asdict(facts)}, default=date.isoformat)
    )
    return kept


def inputs_from_json(kept: Mapping[str, Any]) -> tuple[Rule, Facts]:
    """What was kept, so that an auditor can calculate it again."""
    rule, facts = kept["rule"], kept["facts"]
    elements = tuple(Element(**element) for element in rule["elements"])
    figures = tuple(Figure(**{**figure, "as_of": date.fromisoformat(figure["as_of"])}) for figure in facts["figures"])
    subsidies = tuple(Subsidy(**subsidy) for subsidy in facts["subsidies"])
    return (
        Rule(elements, date.fromisoformat(rule["base_date"]), rule["rounding_unit"], rule["cap"]),
        Facts(figures, subsidies, facts["cost"]),
    )
