"""交付金: where the city has told an amount beforehand (内示), the year's budget begins with it; a plan that was begun
before is offered it while it is written.

The rooms above know what was told; each says with ``@tells`` how much.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Max
from django.http import QueryDict

from organizations.models import Organization
from plans.budget import BudgetCategory, BudgetLine
from records.fiscal import FiscalYear
from records.forms.sheets import add_row, rows_of

if TYPE_CHECKING:
    from plans.yearly import YearlyPlan

Source = Callable[[Organization, FiscalYear], int | None]  # yen; None where nothing was told
SOURCES: list[Source] = []


def tells(source: Source) -> Source:
    SOURCES.append(source)
    return source


@dataclass(frozen=True)
class Told:
    """Yen, and the line of the budget in which they stand."""

    category: BudgetCategory
    amount: int

    def fill(self, typed: QueryDict, prefix: str) -> QueryDict:
        """What was typed, with the amount in the line's row, or in a row of its own below the others."""
        filled = typed.copy()
        rows = rows_of(filled, prefix)
        row = next((row for row in rows if filled.get(f"{row}-category") == str(self.category.pk)), None)
        if row is None:
            row = add_row(filled, prefix)
            filled[f"{row}-category"] = str(self.category.pk)
        filled[f"{row}-amount"] = str(self.amount)
        return filled


def told(organization: Organization, year: FiscalYear) -> Told | None:
    found = [amount for source in SOURCES if (amount := source(organization, year)) is not None]
    category = BudgetCategory.objects.filter(is_grant=True).first() if found else None
    return Told(category, sum(found)) if category else None


def begin_with_told(plan: YearlyPlan) -> None:
    """In the place of last year's amount; the organization may ask for less."""
    found = told(plan.organization, plan.fiscal_year)
    if found is None:
        return
    last = plan.lines.aggregate(last=Max("order"))["last"] or 0
    BudgetLine.objects.update_or_create(
        plan=plan,
        category=found.category,
        defaults={"amount": found.amount},
        create_defaults={"amount": found.amount, "order": last + 1},
    )
