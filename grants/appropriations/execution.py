"""予算の執行状況: what became of the money of a scheme, and of all schemes of a year, as of this minute.

Committed is what stands of the decisions; paid, come back and carried are what was recorded. What comes back after
出納閉鎖 is income of the year in which it comes, and no money of the old budget any more.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Any

import tablib
from django.db.models import F, Q, Sum

from grants.budget import WARN_AT, Budget
from grants.cases import Grant
from grants.collecting import RefundReceipt
from grants.ledger import CarryOver
from grants.payments import Payment
from grants.reserves.offsets import Offset
from grants.schemes import Scheme, SchemeQuerySet

HEADINGS = [
    "年度", "制度", "当初予算額", "補正額", "予算額", "決定した額", "決定の割合(%)", "支払った額", "返った額(戻入)",
    "差引の支出額", "確定した額", "差し引いた額(前年度の使い残し)", "繰り越した額", "積み立てた額",
    "閉鎖の後に返った額(歳入)", "予算の残り", "審査中の申請",
]  # fmt: skip


@dataclass(frozen=True)
class Execution:
    """Yen; sums of several are built with ``total``."""

    initial: int = 0
    supplements: int = 0
    appropriation: int = 0
    committed: int = 0
    asked: int = 0
    paid: int = 0
    returned: int = 0
    late: int = 0  # came back after the books of the year were closed
    confirmed: int = 0
    carried: int = 0
    reserved: int = 0
    deducted: int = 0  # paid by what earlier years left over

    @property
    def remaining(self) -> int:
        return self.appropriation - self.committed

    @property
    def spent(self) -> int:
        """What left the year's budget and did not come back into it."""
        return self.paid - self.returned

    @property
    def percent(self) -> int:
        return Budget(self.appropriation, self.committed).percent

    @property
    def is_nearly_spent(self) -> bool:
        return self.percent >= WARN_AT and self.appropriation > 0

    def cells(self) -> list[int]:
        return [
            self.initial, self.supplements, self.appropriation, self.committed, self.percent, self.paid, self.returned,
            self.spent, self.confirmed, self.deducted, self.carried, self.reserved,
            self.late, self.remaining, self.asked,
        ]  # fmt: skip


def total(found: Iterable[Execution]) -> Execution:
    rows = list(found)
    return Execution(**{each.name: sum(getattr(row, each.name) for row in rows) for each in fields(Execution)})


def executions(schemes: SchemeQuerySet) -> list[tuple[Scheme, Execution]]:
    """Each scheme with what became of its money, in the same few queries for one and for a hundred."""
    found = schemes.with_budgets()
    keys = [scheme.pk for scheme, _ in found]
    initial = by_scheme(
        Scheme.objects.filter(appropriations__kind__in=["initial", "corrected"]), "pk", keys, "appropriations__amount"
    )
    paid = by_scheme(Payment.objects.filter(status=Payment.Status.PAID), "grant__scheme", keys, "amount")
    carried = by_scheme(CarryOver.objects.all(), "grant__scheme", keys, "amount")
    reserved = by_scheme(Grant.objects.filter(amount_reserved__gt=0), "scheme", keys, "amount_reserved")
    deducted = by_scheme(Offset._base_manager.all(), "grant__scheme", keys, "amount")
    back, late = receipts(found)
    return [
        (
            scheme,
            Execution(
                initial=initial.get(scheme.pk, scheme.appropriation),
                supplements=scheme.appropriation - initial.get(scheme.pk, scheme.appropriation),
                appropriation=budget.appropriation,
                committed=budget.decided,
                asked=budget.asked,
                paid=paid.get(scheme.pk, 0),
                returned=back.get(scheme.pk, 0),
                late=late.get(scheme.pk, 0),
                confirmed=budget.confirmed,
                carried=carried.get(scheme.pk, 0),
                reserved=reserved.get(scheme.pk, 0),
                deducted=deducted.get(scheme.pk, 0),
            ),
        )
        for scheme, budget in found
    ]


def by_scheme(rows: Any, path: str, keys: list[int], amount: str) -> dict[int, int]:
    found = rows.filter(**{f"{path}__in": keys}).order_by().values_list(path).annotate(sum=Sum(amount))
    return dict(found)


def receipts(found: list[tuple[Scheme, Budget]]) -> tuple[dict[int, int], dict[int, int]]:
    """What came back while the year's books were open, and afterwards."""
    inside = Q(pk__in=[])
    for scheme, _ in found:
        inside |= Q(refund__grant__scheme=scheme.pk, received_on__lte=scheme.fiscal_year.closes)
    rows = RefundReceipt.objects.filter(refund__grant__scheme__in=[scheme.pk for scheme, _ in found])
    sums = rows.order_by().values(scheme=F("refund__grant__scheme"))
    every = {row["scheme"]: row["sum"] for row in sums.annotate(sum=Sum("amount"))}
    back = {row["scheme"]: row["sum"] or 0 for row in sums.annotate(sum=Sum("amount", filter=inside))}
    return back, {key: every[key] - back[key] for key in every}


def table(found: list[tuple[Scheme, Execution]], title: str) -> tablib.Dataset:
    """One line for each scheme, and the sum where there are several."""
    made = tablib.Dataset(title=title, headers=HEADINGS)
    for scheme, execution in found:
        made.append([str(scheme.fiscal_year), scheme.name, *execution.cells()])
    if len(found) > 1:
        made.append(["", "計", *total(execution for _, execution in found).cells()])
    return made
