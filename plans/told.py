"""交付金: where the city has told an amount beforehand (内示), the year's budget begins with it.

The rooms above know what was told; each says with ``@tells`` how much.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.db.models import Max

from organizations.models import Organization
from plans.budget import BudgetCategory, BudgetLine
from records.fiscal import FiscalYear

if TYPE_CHECKING:
    from plans.yearly import YearlyPlan

Source = Callable[[Organization, FiscalYear], int | None]  # yen; None where nothing was told
SOURCES: list[Source] = []


def tells(source: Source) -> Source:
    SOURCES.append(source)
    return source


def begin_with_told(plan: YearlyPlan) -> None:
    """In the place of last year's amount; the organization may ask for less."""
    found = [amount for source in SOURCES if (amount := source(plan.organization, plan.fiscal_year)) is not None]
    category = BudgetCategory.objects.filter(is_grant=True).first() if found else None
    if category is None:
        return
    last = plan.lines.aggregate(last=Max("order"))["last"] or 0
    told = sum(found)
    BudgetLine.objects.update_or_create(
        plan=plan, category=category, defaults={"amount": told}, create_defaults={"amount": told, "order": last + 1}
    )
