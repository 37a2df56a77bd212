"""The kinds of documents that the rooms hold, each with what it takes to list and to erase them."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from django.db import models

from records.approvals.items import Item
from records.cases import Case
from records.corrections import Correction
from records.fiscal import FiscalYear
from records.papers.keeping import KeptPapers
from records.periods import Period, newest_over
from records.reviews import Finding
from records.terms import Dated

GONE = "(保存年限が過ぎたため廃棄)"


@dataclass(frozen=True)
class Document:
    """One document whose period has run out. The label stays on the list for good: it names no person."""

    key: int
    label: str
    completed: FiscalYear


class Holding(ABC):
    """A kind of document. ``usual`` is the period with which a city begins; then it is the city's own rule."""

    code: ClassVar[str]
    name: ClassVar[str]
    usual: ClassVar[Period] = Period.FIVE
    has_rule: ClassVar[bool] = True  # letters carry their own period, from their wording
    erases: ClassVar[frozenset[str]] = frozenset()  # the models whose texts go; tests/house holds all models against it

    @abstractmethod
    def documents(self, *, until: FiscalYear, at: FiscalYear) -> Iterator[Document]:
        """Those completed in the year ``until`` or before, that are not running and not erased yet."""

    @abstractmethod
    def erase(self, key: int) -> None:
        """Erases the personal data of one document, in the caller's transaction. Done again, it changes nothing."""

    def running(self, key: int) -> bool:
        """Whether somebody still works on it."""
        return False

    def is_of(self, case: models.Model | None) -> bool:
        """Whether this kind is that of the case."""
        return False

    def over(self, years: int, *, at: FiscalYear) -> Iterator[Document]:
        until = newest_over(years, at=at)
        return self.documents(until=until, at=at) if until else iter(())


class CaseHolding(Holding):
    """Cases of one model; erasing blanks the columns that name people, and the texts of what hangs on the case."""

    model: ClassVar[type[Case]]
    related: ClassVar[tuple[str, ...]] = ()

    @abstractmethod
    def completed(self, case: Any) -> FiscalYear: ...

    @abstractmethod
    def blanks(self, case: Any) -> Mapping[str, object]:
        """Column: what stands there afterwards."""

    def rows(self, case: Any) -> Iterator[tuple[models.QuerySet[Any], Mapping[str, object]]]:
        """Rows of the case with texts of their own, and what stands in them afterwards."""
        yield from ()

    def years(self, case: Any) -> int | None:
        """For how long the case's own rule keeps it, where that is longer than its kind is kept."""
        return None

    def runs(self, case: Any) -> bool:
        """Whether somebody still works on the case."""
        return is_running(case)

    def documents(self, *, until: FiscalYear, at: FiscalYear) -> Iterator[Document]:
        for case in self.model._base_manager.select_related(*self.related).order_by("pk").iterator():
            completed, own = self.completed(case), self.years(case)
            last = until if own is None else newest_over(own, at=at)
            if last is not None and completed <= min(last, until) and not self.runs(case) and self.differs(case):
                yield Document(case.pk, str(case), completed)

    def is_of(self, case: models.Model | None) -> bool:
        return type(case) is self.model

    def differs(self, case: Any) -> bool:
        return any(getattr(case, column) != value for column, value in self.blanks(case).items())

    def running(self, key: int) -> bool:
        return self.runs(self.model._base_manager.get(pk=key))

    def erase(self, key: int) -> None:
        """Not by a verb: the case's status and story stay as they are, only the people leave it."""
        case = self.model._base_manager.select_for_update(no_key=True, of=("self",)).get(pk=key)
        self.model._base_manager.filter(pk=key).update(**self.blanks(case))
        for rows, values in (*self.rows(case), *beside(case)):
            rows.update(**values)


def beside(case: Case) -> Iterator[tuple[models.QuerySet[Any], Mapping[str, object]]]:
    """What hangs on a case of whatever kind: what was asked and answered, found, and laid before the posts."""
    yield Correction.objects.about(case), {"comment": GONE, "before": "", "after": ""}
    yield Finding.objects.about(case).exclude(comment=""), {"comment": GONE}
    yield Item.objects.about(case), {"facts": {}, "failure": ""}
    yield KeptPapers.objects.about(case), {"content": []}


class Ended(Holding):
    """Rows with a term, counted from the year in which it ended: who held what until when stays, the rest goes."""

    model: ClassVar[type[Dated]]
    blanks: ClassVar[Mapping[str, object]]
    related: ClassVar[tuple[str, ...]] = ()

    @abstractmethod
    def label(self, row: Any) -> str:
        """Without a person's name."""

    def documents(self, *, until: FiscalYear, at: FiscalYear) -> Iterator[Document]:
        past = self.model._base_manager.filter(ends_on__lte=until.end).exclude(**self.blanks)
        for row in past.select_related(*self.related).order_by("pk"):
            assert row.ends_on  # the filter's own  # noqa: S101
            yield Document(row.pk, f"{self.label(row)}({row.pk})", FiscalYear.of(row.ends_on))

    def erase(self, key: int) -> None:
        self.model._base_manager.filter(pk=key).update(**self.blanks)


def is_running(case: models.Model | None) -> bool:
    """Whether a move leads on from where the case stands. What has no moves (an organization's register) ends never."""
    if case is None:
        return False
    if not isinstance(case, Case) or not case.MOVES:
        return True
    leading_on = (move for verb, move in case.MOVES.items() if verb not in case.AFTERWARDS)
    return any(case.status in sources and target != case.status for sources, target in leading_on)


HOLDINGS: dict[str, Holding] = {}


def holds(holding: type[Holding]) -> type[Holding]:
    """Marks a kind of document; found when the portal starts. That of one model erases this model."""
    if issubclass(holding, CaseHolding | Ended):
        holding.erases |= {holding.model._meta.label}
    HOLDINGS[holding.code] = holding()
    return holding


def year_of(rows: models.QuerySet[Any], column: str) -> Iterator[FiscalYear]:
    """The fiscal years in which there are rows, by the day of a moment."""
    days = rows.order_by().values_list(f"{column}__date", flat=True).distinct()
    yield from sorted({FiscalYear.of(day) for day in days})
