"""What of a grant was asked for and paid, and what can be asked for next."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Count, Sum

from grants.instalments import instalments

if TYPE_CHECKING:
    from grants.schemes import Scheme

OPEN = ("draft", "requested", "returned")  # a request on which somebody still has to do something
DRAWN = ("requested", "paid")


class Paying(models.Model):
    if TYPE_CHECKING:
        scheme: Scheme
        amount_current: int | None
        amount_confirmed: int | None
        payments: Any
        deductions: Any
        status: str

    class Meta:
        abstract = True

    def paid(self) -> int:
        """Yen of it that the organization has: paid, or kept of an earlier year and deducted."""
        cash = self.payments.filter(status="paid").aggregate(sum=Sum("amount"))["sum"] or 0
        return int(cash) + self.deducted()

    def deducted(self) -> int:
        """Yen that the organization had already: what it did not spend of earlier years (差引き)."""
        return int(self.deductions.aggregate(sum=Sum("amount"))["sum"] or 0)

    @property
    def stands(self) -> int:
        """Yen that stand of the decision now."""
        return self.amount_current or 0

    @property
    def entitled(self) -> int:
        """Yen that may be paid in all, as things stand."""
        if self.status == "confirmed":
            return min(self.amount_confirmed or 0, self.stands)  # part of it may have been revoked since
        return self.stands if self.status == "granted" else 0

    def plan_of_payments(self) -> list[int]:
        """What is still to be asked for, part by part; after a change, what is left is spread over the parts left."""
        sums = self.payments.filter(status__in=DRAWN).aggregate(sum=Sum("amount"), count=Count("pk"))
        parts = max(self.scheme.instalments - sums["count"], 1) if self.status == "granted" else 1
        left = self.entitled - (sums["sum"] or 0) - self.deducted()
        return instalments(left, parts, self.scheme.instalment_unit)

    def undrawn(self) -> int:
        """Yen that were neither asked for nor deducted yet."""
        return sum(self.plan_of_payments())

    def next_payment(self) -> int:
        """Yen of the part that can be asked for now; 0 where nothing is left."""
        return next(iter(self.plan_of_payments()), 0)
