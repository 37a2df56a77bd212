"""前年度繰越金: what the ledgers of last year carried over is the line with which this year's budget begins.

The rooms above keep the ledgers; each says with ``@brings`` what it carried over.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from django.db.models import Max

from organizations.models import Organization
from plans.budget import BudgetCategory, BudgetLine
from plans.checks import Gap
from plans.told import begin_with_told
from records.fiscal import FiscalYear
from records.templatetags.japanese import yen

if TYPE_CHECKING:
    from plans.yearly import YearlyPlan

Source = Callable[[Organization, FiscalYear], int | None]  # yen; None where the ledger has no line
SOURCES: list[Source] = []


def brings(source: Source) -> Source:
    SOURCES.append(source)
    return source


def brought_into(organization: Organization, year: FiscalYear) -> int | None:
    """Yen that were carried over into a year; None where no ledger says so."""
    found = [amount for source in SOURCES if (amount := source(organization, year)) is not None]
    return sum(found) if found else None


def bring_over(plan: YearlyPlan) -> None:
    """The budget begins with what the ledgers say, and with the grant that was told."""
    begin_with_told(plan)
    amount = brought_into(plan.organization, plan.fiscal_year)
    category = BudgetCategory.objects.filter(is_brought=True).first()
    if amount is None or category is None:
        return
    last = plan.lines.aggregate(last=Max("order"))["last"] or 0
    BudgetLine.objects.update_or_create(
        plan=plan, category=category, defaults={"amount": amount}, create_defaults={"amount": amount, "order": last + 1}
    )


def gaps_of_brought(plan: YearlyPlan, lines: Sequence[BudgetLine]) -> Iterator[Gap]:
    """This year's line is last year's ledger, to the yen."""
    amount = brought_into(plan.organization, plan.fiscal_year)
    category = BudgetCategory.objects.filter(is_brought=True).first() if amount is not None else None
    if amount is None or category is None:
        return
    written = sum(line.amount for line in lines if line.category_id == category.pk)
    if written != amount:
        told = f"収入の「{category}」({yen(written)})と、前の年度から繰り越した額({yen(amount)})がちがいます。"
        yield Gap(f"{told}差は{yen(abs(written - amount))}です。繰り越した額に直してください。", "income")
