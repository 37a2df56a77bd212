"""The parts into which a population is counted: by sex, by age group, by both. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

PEOPLE, HOUSEHOLDS = "population", "households"
SEXES = {"m": "男", "f": "女"}
FIVE = 5


class Band(NamedTuple):
    """Ages from ``low`` to ``high`` (both inside); without ``high`` it is open: 85歳以上."""

    low: int
    high: int | None

    @property
    def name(self) -> str:
        if self.high is None:
            return f"{self.low}歳以上"
        return f"{self.low}歳" if self.low == self.high else f"{self.low}〜{self.high}歳"

    @property
    def short(self) -> str:
        return f"{self.low}–" if self.high is None else f"{self.low}–{self.high}"

    def holds(self, other: Band) -> bool:
        """Whether everybody of the other one is of this one."""
        if self.high is None:
            return other.low >= self.low
        return other.high is not None and self.low <= other.low and other.high <= self.high


@dataclass(frozen=True)
class Part:
    """A part of the population: ``sex`` is "" for both, ``low`` is None for every age."""

    sex: str = ""
    low: int | None = None
    high: int | None = None

    @property
    def is_whole(self) -> bool:
        return not self.sex and self.low is None

    @property
    def band(self) -> Band | None:
        return None if self.low is None else Band(self.low, self.high)

    @property
    def code(self) -> str:
        """population_m_0_4, population_f_85, population_f, population_75."""
        pieces = [self.sex, *(str(age) for age in (self.low, self.high) if age is not None)]
        return "_".join([PEOPLE, *(piece for piece in pieces if piece)])

    @property
    def name(self) -> str:
        if self.is_whole:
            return "人口"
        age = f"{self.band.name}の" if self.band else ""
        return age + SEXES.get(self.sex, "人口")


def five_year(low: int) -> Band:
    """The group of five years that begins with an age."""
    return Band(low, low + FIVE - 1)
