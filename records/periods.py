"""保存年限: how long a document is kept, counted in whole fiscal years after the one in which it was completed."""

from __future__ import annotations

from datetime import date

from django.db import models

from records.fiscal import FiscalYear


class Period(models.IntegerChoices):
    ONE = 1, "1年"
    THREE = 3, "3年"
    FIVE = 5, "5年"
    TEN = 10, "10年"
    FOREVER = 0, "永年"


def last_day(completed: FiscalYear, years: int) -> date | None:
    """The last day of keeping: 31 March, so many years after the completion's own. None: for ever."""
    return None if years == Period.FOREVER else FiscalYear(completed.number + years).end


def is_over(completed: FiscalYear, years: int, *, at: FiscalYear) -> bool:
    """Whether the period has run out before the year begins; only then the document may be on its list."""
    end = last_day(completed, years)
    return end is not None and end < at.start


def newest_over(years: int, *, at: FiscalYear) -> FiscalYear | None:
    """The last fiscal year whose documents are over; None for documents that are kept for ever."""
    return None if years == Period.FOREVER else FiscalYear(at.number - years - 1)
