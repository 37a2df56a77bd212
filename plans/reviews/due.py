"""When a plan's term asks for its review: by the end of its middle year, where it runs for so long that it has one."""

from __future__ import annotations

from datetime import date

from plans.future import FuturePlan
from plans.reviews.review import PlanReview
from records.fiscal import FiscalYear
from records.workdays import workdays

SHORTEST = 4  # years of a term in whose middle somebody looks back


def middle_year(plan: FuturePlan) -> FiscalYear | None:
    """令和8年度 of a plan for 令和6〜10年度; None of a short one."""
    first, last = plan.from_year.number, plan.to_year.number
    return FiscalYear(first + (last - first) // 2) if last - first + 1 >= SHORTEST else None


def due_on(plan: FuturePlan) -> date | None:
    """The last day of that year, or the next on which the hall is open."""
    year = middle_year(plan)
    return workdays().next_workday(year.end) if year else None


def is_due(plan: FuturePlan, *, on: date) -> bool:
    """From the first day of the middle year until somebody has looked back in this term, or the term is over."""
    year = middle_year(plan)
    if year is None or not plan.can("supersede") or not year.start <= on <= plan.to_year.end:
        return False
    return not PlanReview.objects.of_term(plan).closed().exists()
