"""One step of the rollover: what stands, what would be made, and the verbs that make it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import ClassVar, Literal

from accounts.models import User
from records.fiscal import FiscalYear

State = Literal["todo", "there", "look"]


@dataclass(frozen=True)
class Line:
    """One thing of the old year beside that of the new one.

    todo: the step makes it; there: it is there; look: a person has to see to it, or only to know it.
    """

    what: str
    before: str
    after: str = ""
    state: State = "todo"
    note: str = ""
    url: str = ""
    is_new: bool = False  # in a rehearsal: it would be made


@dataclass
class Step(ABC):
    """``lines`` only reads; ``carry`` makes what is still to be made, and nothing twice."""

    year: FiscalYear  # the new one
    user: User
    on: date

    code: ClassVar[str]
    title: ClassVar[str]
    lead: ClassVar[str]
    unit: ClassVar[str] = "件"
    next_deed: ClassVar[str] = ""  # what people do with what is there, and on which page
    next_page: ClassVar[str] = ""

    @property
    def old(self) -> FiscalYear:
        return self.year.previous

    @abstractmethod
    def lines(self) -> list[Line]: ...

    @abstractmethod
    def carry(self) -> list[str]:
        """A sentence for each that could not be made; it stays to be done by hand."""

    @cached_property
    def seen(self) -> list[Line]:
        """As it was when the page was asked for."""
        return self.lines()

    @property
    def waiting(self) -> int:
        return sum(line.state == "todo" for line in self.seen)

    @property
    def there(self) -> int:
        return sum(line.state == "there" for line in self.seen)

    @property
    def to_look_at(self) -> int:
        return sum(line.state == "look" for line in self.seen)


def compared(before: list[Line], after: list[Line]) -> list[Line]:
    """The lines as they would be, those that would be new marked; what does not exist yet has no page."""
    waited = {(line.what, line.before) for line in before if line.state == "todo"}
    return [
        replace(line, is_new=True, url="") if (line.what, line.before) in waited and line.state == "there" else line
        for line in after
    ]
