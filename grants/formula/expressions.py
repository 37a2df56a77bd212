"""What is counted: figures, put together by the four rules of arithmetic and a few named functions.

An expression is a value without any power of its own: it names figures, and whoever evaluates it says what they are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol

from grants.formula.numbers import said, written
from grants.formula.rounding import DOWN, HALF, UP, Rounding


class Impossible(ValueError):
    """It cannot be calculated; ``sentences`` say why, and how it is mended."""

    def __init__(self, *sentences: str) -> None:
        self.sentences = tuple(dict.fromkeys(sentences))
        super().__init__(" ".join(self.sentences))


def as_typed(code: str) -> str:
    """A code that could be taken for a sum (``aged-75``) stands in brackets."""
    return code if re.fullmatch(r"\w+", code) else f"「{code}」"


class Known(Protocol):
    """Who knows the figures of the organization that is being calculated."""

    def figure(self, code: str) -> Fraction: ...
    def total(self, of: Expression) -> Fraction: ...
    def organizations(self) -> int: ...


@dataclass(frozen=True)
class Expression:
    def value(self, known: Known) -> Fraction:
        raise NotImplementedError

    def text(self, name: Callable[[str], str] = as_typed, number: Callable[[Fraction], str] = written) -> str:
        """Printed; ``name`` says how a figure is called, with its value or without."""
        raise NotImplementedError

    def parts(self) -> tuple[Expression, ...]:
        return ()

    def codes(self) -> Iterator[str]:
        """The figures that it names, those of its parts included."""
        for part in self.parts():
            yield from part.codes()

    def says(self, names: Callable[[str], str]) -> str:
        """As a sentence says it."""
        return self.text(names, said)

    @property
    def binds(self) -> int:
        """How tightly; what binds less tightly than its place stands in parentheses."""
        return 9


@dataclass(frozen=True)
class Number(Expression):
    number: Fraction

    def value(self, known: Known) -> Fraction:
        return self.number

    def text(self, name: Callable[[str], str] = as_typed, number: Callable[[Fraction], str] = written) -> str:
        return number(self.number)


@dataclass(frozen=True)
class Name(Expression):
    code: str

    def value(self, known: Known) -> Fraction:
        return known.figure(self.code)

    def text(self, name: Callable[[str], str] = as_typed, number: Callable[[Fraction], str] = written) -> str:
        return name(self.code)

    def codes(self) -> Iterator[str]:
        yield self.code


PLUS, MINUS, TIMES, OVER = "+", "-", "×", "÷"


@dataclass(frozen=True)
class Pair(Expression):
    sign: str
    left: Expression
    right: Expression

    def parts(self) -> tuple[Expression, ...]:
        return self.left, self.right

    def value(self, known: Known) -> Fraction:
        left, right = self.left.value(known), self.right.value(known)
        if self.sign == OVER:
            if not right:
                raise Impossible("0では割れません。割る数の数値を確かめてください。")
            return left / right
        return left + right if self.sign == PLUS else left - right if self.sign == MINUS else left * right

    def text(self, name: Callable[[str], str] = as_typed, number: Callable[[Fraction], str] = written) -> str:
        left, right = self.left.text(name, number), self.right.text(name, number)
        if self.left.binds < self.binds:
            left = f"({left})"
        if self.right.binds <= self.binds:
            right = f"({right})"
        return f"{left} {self.sign} {right}"

    @property
    def binds(self) -> int:
        return 1 if self.sign in (PLUS, MINUS) else 2


@dataclass(frozen=True)
class Call(Expression):
    function: str
    arguments: tuple[Expression, ...] = ()

    def parts(self) -> tuple[Expression, ...]:
        return self.arguments

    def value(self, known: Known) -> Fraction:
        return FUNCTIONS[self.function].work(known, self.arguments)

    def text(self, name: Callable[[str], str] = as_typed, number: Callable[[Fraction], str] = written) -> str:
        return f"{self.function}({', '.join(part.text(name, number) for part in self.arguments)})"


Work = Callable[[Known, tuple[Expression, ...]], Fraction]


@dataclass(frozen=True)
class Function:
    work: Work
    arguments: int
    also: str  # its name for those who type no Japanese
    means: str


def on_numbers(work: Callable[..., Fraction]) -> Work:
    return lambda known, arguments: work(*(argument.value(known) for argument in arguments))


def rounded(mode: str) -> Work:
    def work(value: Fraction, unit: Fraction) -> Fraction:
        if unit <= 0:
            raise Impossible("端数処理の単位を、0より大きい数にしてください。")
        return Rounding(unit, mode).apply(value)

    return on_numbers(work)


def from_on(value: Fraction, least: Fraction) -> Fraction:
    return value if value >= least else Fraction(0)


FUNCTIONS: Mapping[str, Function] = {
    "切捨て": Function(rounded(DOWN), 2, "down", "切捨て(距離, 0.1): 0.1未満を切り捨てる"),
    "切上げ": Function(rounded(UP), 2, "up", "切上げ(面積, 100): 100未満を切り上げる"),
    "四捨五入": Function(rounded(HALF), 2, "half", "四捨五入(高齢化率, 0.1): 小数第1位までにする"),
    "以上なら": Function(on_numbers(from_on), 2, "if_at_least", "以上なら(距離, 2): 2以上ならその数、2未満なら0"),
    "超える分": Function(
        on_numbers(lambda value, limit: max(value - limit, Fraction(0))),
        2,
        "above",
        "超える分(距離, 2): 2を超える分だけ",
    ),
    "まで": Function(on_numbers(min), 2, "up_to", "まで(街灯, 50): 50を超える分は数えない"),
    "大きい方": Function(on_numbers(max), 2, "greater", "大きい方(世帯数, 100)"),
    "小さい方": Function(on_numbers(min), 2, "smaller", "小さい方(世帯数, 100)"),
    "全団体の計": Function(lambda known, arguments: known.total(arguments[0]), 1, "total", "全団体の計(人口)"),
    "団体の数": Function(lambda known, _: Fraction(known.organizations()), 0, "organizations", "団体の数()"),
}
