"""What the fields of a component are: one description for reading, writing and the officer's page."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, NamedTuple

# the kinds of values; reading.py reads each, writing.py writes it, the page of a component has a box for it
MONEY, RATIO, EXPRESSION, TEXT, FLAG, YEAR, DAY, CHOICE = (
    "money", "ratio", "expression", "text", "flag", "year", "day", "choice",
)  # fmt: skip
LINES, LONG, COUNT, DAYS = "lines", "long", "count", "days"
ROUNDING, PART, PARTS, BRACKETS, SUMS, LISTED, RATIOS, POOL = (
    "rounding", "part", "parts", "brackets", "sums", "listed", "ratios", "pool",
)  # fmt: skip


@dataclass(frozen=True)
class Spec:
    """``column`` names the value of a bracket: amount, rate or factor. ``key``: its name in the file."""

    type: str
    label: str
    key: str = ""
    required: bool = False
    example: str = ""
    column: str = ""
    choices: Mapping[str, str] = dataclasses.field(default_factory=dict)


def wanted(type: str, label: str, **more: Any) -> Any:  # noqa: A002  # it is the type of the field
    """A field that has to be there."""
    return dataclasses.field(metadata={"spec": Spec(type, label, required=True, **more)})


def free(type: str, label: str, default: Any = None, **more: Any) -> Any:  # noqa: A002
    """A field that may be left out."""
    return dataclasses.field(default=default, metadata={"spec": Spec(type, label, **more)})


def specs_of(kind: Any) -> Iterator[tuple[str, Spec]]:
    """Each field of a class with its description; a field without one is not for people."""
    for field in dataclasses.fields(kind):
        if spec := field.metadata.get("spec"):
            yield field.name, (spec if spec.key else dataclasses.replace(spec, key=field.name))


class Bracket(NamedTuple):
    """From a number on (以上), or above it (超), until the next one."""

    start: Fraction
    value: Fraction
    over: bool = False

    def holds(self, number: Fraction) -> bool:
        return number > self.start if self.over else number >= self.start


class Sum(NamedTuple):
    """The amount of one organization, named by the city; ``key`` where the organization has one beside its name."""

    organization: str
    amount: Fraction
    note: str = ""
    key: str = ""


class Listed(NamedTuple):
    """An older subsidy of the city that the lump sum now contains, for one organization."""

    organization: str
    name: str
    amount: Fraction
    basis: str = ""


def bracket_of(table: tuple[Bracket, ...], number: Fraction) -> Bracket | None:
    """The last one that holds; None below the first."""
    return next((row for row in reversed(table) if row.holds(number)), None)


def words_of(table: tuple[Bracket, ...], at: int, unit: str, said: Any) -> str:
    """「100世帯以上200世帯未満」."""
    row, after = table[at], table[at + 1] if at + 1 < len(table) else None
    low = f"{said(row.start)}{unit}{'超' if row.over else '以上'}"
    return low if after is None else f"{low}{said(after.start)}{unit}{'以下' if after.over else '未満'}"
