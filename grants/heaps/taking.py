"""The sheet goes in as a whole."""

from __future__ import annotations

from django.db import transaction

from accounts.models import User
from grants.heaps.sheet import Heap
from grants.receipts import note, strike
from grants.reports import Report
from records.cases import NotNow


@transaction.atomic
def take(report: Report, heap: Heap, *, by: User) -> None:
    """All rows that differ, each with its own event; only what a prepared workbook had and has no more is struck.
    NotNow with every mistake if there is one."""
    report.check_open()
    if heap.problems:
        raise NotNow([str(problem) for problem in heap.problems])
    for line in heap.differing:
        number = line.expense.number if line.expense else None
        note(report, by=by, number=number, photo=line.photo, **line.values)
    for expense in heap.struck:
        strike(report, expense, by=by)
