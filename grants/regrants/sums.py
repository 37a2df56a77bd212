"""What became of the money of one grant inside its area; the same few sums on pages, in the verbs, in the tests."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Sum

from grants.cases import Grant
from grants.payments import Payment
from grants.regrants.limits import DECIDED

if TYPE_CHECKING:
    from grants.regrants.cases import ReGrant


@dataclass(frozen=True)
class Sums:
    granted: int  # by the city
    received: int  # from the city
    asked: int  # by the groups, without what was withdrawn
    decided: int
    paid: int
    confirmed: int
    refunds: int  # of what was confirmed; paid back or to be paid back

    @property
    def remaining(self) -> int:
        """Can still be decided; nothing where the city took back what was handed on."""
        return max(self.granted - self.decided, 0)

    @property
    def at_hand(self) -> int:
        return max(self.received - self.paid, 0)

    @classmethod
    def of(cls, grant: Grant) -> Sums:
        paid = Payment.objects.filter(grant=grant, status=Payment.Status.PAID).order_by()
        received = paid.aggregate(sum=Sum("amount"))["sum"] or 0
        return cls.over(list(grant.regrants.all()), granted=grant.amount_current or 0, received=received)

    @classmethod
    def over(cls, rows: Sequence[ReGrant], *, granted: int, received: int) -> Sums:
        return cls(
            granted=granted,
            received=received,
            asked=total(row.asked for row in rows if row.status not in ("draft", "withdrawn")),
            decided=total(row.amount for row in rows if row.status in DECIDED),
            paid=total(row.paid for row in rows),
            confirmed=total(row.confirmed for row in rows),
            refunds=total(row.refund for row in rows),
        )


def total(amounts: Iterable[int | None]) -> int:
    return sum(amount or 0 for amount in amounts)
