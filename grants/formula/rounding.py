"""端数処理: to a unit, down, up or to the nearest."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from grants.formula.numbers import said

DOWN, UP, HALF, EXACT = "down", "up", "half", "exact"
MODES: Mapping[str, str] = {DOWN: "切捨て", UP: "切上げ", HALF: "四捨五入", EXACT: "端数を残す"}

UNIT_NAMES: Mapping[int, str] = {1000: "千円", 10_000: "1万円"}
LARGEST_UNIT = 10_000_000  # of a total, in yen


def unit_name(unit: int) -> str:
    """As sentences call it: 500円, 千円."""
    return UNIT_NAMES.get(unit, f"{unit:,}円")


@dataclass(frozen=True)
class Rounding:
    """``half`` rounds the middle up; below zero all of them work on the size of the number."""

    unit: Fraction = Fraction(1)
    mode: str = DOWN

    def apply(self, value: Fraction) -> Fraction:
        if self.mode == EXACT:
            return value
        top, bottom = self.unit.numerator, self.unit.denominator
        if value.denominator == top == bottom == 1:
            return value
        size, units = abs(value.numerator) * bottom, value.denominator * top  # both whole: how often the unit fits
        if self.mode == DOWN:
            whole = size // units
        elif self.mode == UP:
            whole = -(-size // units)
        else:
            whole = (2 * size + units) // (2 * units)
        whole = whole if value.numerator >= 0 else -whole
        return Fraction(whole * top) if bottom == 1 else Fraction(whole * top, bottom)

    def sentence(self, unit: str = "円") -> str:
        """「1,000円未満切捨て」."""
        if self.mode == EXACT:
            return MODES[EXACT]
        return f"{said(self.unit)}{unit}未満{MODES[self.mode]}"


WHOLE_YEN = Rounding()
AS_IT_IS = Rounding(mode=EXACT)
