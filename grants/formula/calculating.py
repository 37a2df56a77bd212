"""Applies a rule to all organizations at once, so that pools can be shared and last year's limits held."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property, partial
from typing import NamedTuple

from grants.formula.component import Input, Step, checked, limited, notes_on
from grants.formula.compound import summed
from grants.formula.desk import Body, Desk, Hall, PoolLog
from grants.formula.expressions import Impossible
from grants.formula.numbers import yen
from grants.formula.rounding import WHOLE_YEN
from grants.formula.rule import Grand, Rule


class Gap(NamedTuple):
    """Why an organization's amount cannot be calculated, and at which component."""

    place: str
    sentence: str


@dataclass(frozen=True)
class Sheet:
    """算定調書 of one organization: the lines, their sum, and what rounding and limits made of it."""

    body: Body
    lines: tuple[Step, ...]
    total: Fraction
    amount: int
    noted: Callable[[], tuple[str, ...]] = tuple  # asked when the sheet is read

    @cached_property
    def notes(self) -> tuple[str, ...]:
        """What rounding and limits did to the total."""
        return self.noted()

    @property
    def steps(self) -> list[tuple[int, Step]]:
        """Every step with its depth, as the sheet prints them one under the other."""
        return [found for line in self.lines for found in flattened(line, 0)]

    @property
    def inputs(self) -> list[Input]:
        """Every figure that went in, once."""
        return list(dict.fromkeys(each for line in self.lines for each in line.all_inputs()))


def flattened(step: Step, depth: int) -> Iterator[tuple[int, Step]]:
    yield depth, step
    for part in step.parts:
        yield from flattened(part, depth + 1)


@dataclass(frozen=True)
class Calculation:
    rule: Rule
    sheets: Mapping[str, Sheet]
    gaps: Mapping[str, tuple[Gap, ...]]
    pools: tuple[PoolLog, ...] = ()

    @property
    def amount(self) -> int:
        return sum(sheet.amount for sheet in self.sheets.values())


def calculate(rule: Rule, bodies: Iterable[Body]) -> Calculation:
    """Whoever lacks a figure has gaps in place of a sheet; all gaps of an organization are told at once."""
    hall = Hall(rule, tuple(bodies))
    sheets: dict[str, Sheet] = {}
    gaps: dict[str, tuple[Gap, ...]] = {}
    counted = [(component.title, rule.counted(component)) for component in rule.components]
    codes = {code for _, found in counted for code in found}
    for desk in hall.desks:
        found = worked(rule, desk, [] if all(map(desk.has, codes)) else missing(counted, desk))
        if isinstance(found, Sheet):
            sheets[desk.body.key] = found
        else:
            gaps[desk.body.key] = found
    if rule.total.budget is not None:
        fit(rule.total, rule.total.budget, sheets, gaps)
    return Calculation(rule, sheets, gaps, tuple(hall.logs()))


def worked(rule: Rule, desk: Desk, gaps: list[Gap]) -> Sheet | tuple[Gap, ...]:
    lines = []
    for component in rule.components:
        try:
            lines.append(desk.step(component))
        except Impossible as problem:
            gaps += [Gap(component.title, sentence) for sentence in problem.sentences]
    if not gaps:
        total = summed(tuple(lines), rule.components)
        try:
            return sheet(rule.total, desk.body, tuple(lines), total)
        except Impossible as problem:
            gaps = [Gap("合計", sentence) for sentence in problem.sentences]
    return tuple(told_once(gaps))


def told_once(gaps: list[Gap]) -> Iterable[Gap]:
    found: dict[str, Gap] = {}
    for gap in gaps:
        found.setdefault(gap.sentence, gap)
    return found.values()


def missing(counted: list[tuple[str, list[str]]], desk: Desk) -> list[Gap]:
    """What has to be entered for the components (title, figures) and is not."""
    every = [Gap(title, sentence) for title, codes in counted for code in codes for sentence in desk.gaps(code)]
    return list(told_once(every))


def sheet(total: Grand, body: Body, lines: tuple[Step, ...], exact: Fraction) -> Sheet:
    checked(exact if total.floor is None else max(exact, Fraction(0)))
    amount = int(WHOLE_YEN.apply(limited(total, exact, total.round)))
    return Sheet(body, lines, exact, amount, lambda: notes_of(total, exact))


def notes_of(total: Grand, exact: Fraction) -> tuple[str, ...]:
    return tuple(notes_on(total, exact, total.round))


def fit(total: Grand, budget: Fraction, sheets: dict[str, Sheet], gaps: dict[str, tuple[Gap, ...]]) -> None:
    """Lowers all amounts in the same proportion, cut, so that together they stay within the budget."""
    if gaps:
        sentence = "計算できない団体があるので、予算の額に合わせる割合を決められません。"
        gaps |= {key: (Gap("合計", sentence),) for key in sheets}
        sheets.clear()
        return
    asked = sum(each.amount for each in sheets.values())
    if asked <= budget:
        return
    for key, each in sheets.items():
        lowered = int(replace(total.round, mode="down").apply(each.amount * budget / asked))
        lowered = min(lowered, int(WHOLE_YEN.apply(each.amount * budget / asked)))
        note = f"全団体の計{asked:,}円を予算{yen(budget)}に合わせる: {each.amount:,}円 → {lowered:,}円"
        sheets[key] = replace(each, amount=lowered, noted=partial(with_note, each, note))


def with_note(sheet: Sheet, note: str) -> tuple[str, ...]:
    return *sheet.notes, note
