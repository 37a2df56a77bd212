"""What stands in the booklet. It is today's state, and not kept: the papers that were sent are (records.papers)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

from django.db.models import QuerySet

from accounts.models import User
from grants.models import Expense, Report
from grants.results.photos import for_paper, photos_of, purpose_of
from organizations.models import Officer
from plans.budget import MONTHS, Kind
from plans.models import BudgetLine, Project, YearlyPlan
from plans.months import Bar, bars
from records.attachments import Attachment
from records.letters.fetcher import image_address


class Done(NamedTuple):
    """One project of last year. ``spent``: None where no receipts are in the portal."""

    name: str
    done_on: str
    participants: int | None
    result: str
    next_year: str
    planned: int
    spent: int | None
    photos: list[str]  # their addresses on the paper


class Account(NamedTuple):
    """One item of the accounts; ``actual`` is None where it is to be written in by hand."""

    category: str
    budget: int
    actual: int | None
    note: str

    @property
    def change(self) -> int | None:
        return None if self.actual is None else self.actual - self.budget


class Part(NamedTuple):
    """収入の部 or 支出の部, with its sums."""

    label: str
    lines: list[Any]
    budget: int
    actual: int | None

    @property
    def change(self) -> int | None:
        return None if self.actual is None else self.actual - self.budget


def name_of(photo: Attachment) -> str:
    return f"photos/{photo.pk}"


@dataclass(frozen=True)
class Booklet:
    """Of the year whose plan it is, and the year before; ``reader`` sees what they may see."""

    plan: YearlyPlan
    reader: User
    on: date

    @property
    def title(self) -> str:
        return f"{self.plan.organization} {self.plan.fiscal_year} 総会資料"

    @cached_property
    def last(self) -> YearlyPlan | None:
        return self.plan.last_year()

    @cached_property
    def report(self) -> Report | None:
        """The performance report on last year's plan, as far as its reader sees it: its own people a draft, too."""
        plans = YearlyPlan.objects.of(self.plan.organization, self.plan.fiscal_year.previous)
        reports = Report.objects.visible_to(self.reader, on=self.on)
        return reports.filter(yearly_plan__in=plans).order_by("-pk").first()

    @cached_property
    def done(self) -> list[Done]:
        if self.report is not None:
            return [self._told(row) for row in self._report_rows(self.report)]
        planned = self.last.project_rows() if self.last else ()
        return [Done(row.name, row.months, None, "", "", row.cost, None, []) for row in planned]

    def _report_rows(self, report: Report) -> list[Any]:
        spent: Counter[int] = Counter()
        for project, amount in Expense.objects.filter(report=report).values_list("project", "amount"):
            spent[project] += amount
        return [(row, spent[row.pk]) for row in report.projects.all()]

    def _told(self, row: Any) -> Done:
        each, spent = row
        told = (each.name, each.done_on, each.participants, each.result, each.next_year, each.cost, spent)
        kept = self._photos.get(purpose_of(each), [])
        return Done(*told, [image_address(name_of(photo)) for photo in kept])

    @cached_property
    def _photos(self) -> dict[str, list[Attachment]]:
        return photos_of(self.report) if self.report else {}

    @property
    def images(self) -> dict[str, bytes]:
        """The photos of the results by their names, small enough for the paper."""
        return {name_of(photo): for_paper(photo) for kept in self._photos.values() for photo in kept}

    @property
    def remarks(self) -> str:
        return self.report.remarks if self.report else ""

    @cached_property
    def accounts(self) -> list[Part]:
        """決算: as it was reported, else the budget beside empty columns."""
        parts = []
        for kind in (Kind.INCOME, Kind.EXPENSE):
            lines = self._accounts(kind)
            actual = None if self.report is None else sum(line.actual or 0 for line in lines)
            parts.append(Part(str(kind.label), lines, sum(line.budget for line in lines), actual))
        return parts

    def _accounts(self, kind: Kind) -> list[Account]:
        if self.report is not None:
            rows = self.report.lines.filter(category__kind=kind).select_related("category")
            return [Account(str(row.category), row.budget, row.actual, row.note) for row in rows]
        if self.last is None:
            return []
        lines = self.last.lines.filter(category__kind=kind).select_related("category")
        return [Account(str(line.category), line.amount, None, line.note) for line in lines]

    @property
    def left(self) -> int | None:
        """差引残高: what is left of last year."""
        income, expense = (part.actual for part in self.accounts)
        return None if income is None or expense is None else income - expense

    @property
    def auditors(self) -> list[str]:
        held = Officer.objects.held(on=self.on).filter(organization=self.plan.organization)
        return [officer.name for officer in held.filter(kind=Officer.Kind.AUDITOR)]

    @property
    def president(self) -> str:
        officer = self.plan.organization.president(on=self.on)
        return officer.name if officer else ""

    @cached_property
    def projects(self) -> QuerySet[Project]:
        return self.plan.project_rows()

    @property
    def bars(self) -> list[Bar]:
        return bars(self.projects)

    @property
    def months(self) -> tuple[int, ...]:
        return MONTHS

    @property
    def budget(self) -> list[tuple[str, list[BudgetLine], int, int]]:
        parts = (("収入", self.plan.income_lines()), ("支出", self.plan.expense_lines()))
        found = [(label, list(lines)) for label, lines in parts]
        return [(k, rows, sum(r.amount for r in rows), sum(r.previous for r in rows)) for k, rows in found]
