"""What a file of figures says beside the register: every figure, what it changes, and everything that is wrong."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from organizations.areas import Area
from organizations.figures.indicators import Indicator
from organizations.figures.kept import AreaFigure
from organizations.figures.parts import PEOPLE
from organizations.figures.values import Value
from records.sheets.register import Problem


@dataclass(frozen=True)
class Wishes:
    """What the person chose beside the file."""

    source: str
    day: date | None = None  # for a table without a base date
    kind: str = ""  # of areas, where two systems have the same name
    skips_unknown: bool = False


@dataclass(frozen=True)
class New:
    """One figure of the file, with what the register has for it."""

    area: Area
    indicator: Indicator
    day: date
    value: Value
    row: int
    kept: AreaFigure | None

    @property
    def word(self) -> str:
        return "新しい" if self.kept is None else "同じ" if self.kept.value == self.value else "変わる"


@dataclass
class Judged:
    """The whole file; taken whole or, with one problem, not at all."""

    name: str
    sha256: str
    wishes: Wishes
    read_as: list[tuple[str, str]] = field(default_factory=list)  # headings and what they were taken for
    not_read: list[str] = field(default_factory=list)  # headings that were not understood
    figures: list[New] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @cached_property
    def changes(self) -> list[New]:
        return [new for new in self.figures if new.word == "変わる"]

    @cached_property
    def added(self) -> int:
        return sum(new.kept is None for new in self.figures)

    @property
    def same(self) -> int:
        return len(self.figures) - self.added - len(self.changes)

    @property
    def days(self) -> list[date]:
        return sorted({new.day for new in self.figures})

    @property
    def areas(self) -> int:
        return len({new.area.pk for new in self.figures})

    @property
    def by_area(self) -> list[AreaDay]:
        """The look: what each area would have on each day."""
        found: dict[tuple[int, date], AreaDay] = {}
        for new in self.figures:
            found.setdefault((new.area.pk, new.day), AreaDay(new.area, new.day)).put(new)
        return list(found.values())


@dataclass
class AreaDay:
    area: Area
    day: date
    people: Value | None = None
    before: Value | None = None
    added: int = 0
    changed: int = 0
    same: int = 0

    def put(self, new: New) -> None:
        if new.indicator.code == PEOPLE:
            self.people, self.before = new.value, new.kept.value if new.kept else None
        self.added += new.kept is None
        self.changed += new.word == "変わる"
        self.same += new.word == "同じ"
