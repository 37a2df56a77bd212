"""額の確定 and 精算: what a grant comes to in the end, and whether it is even."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q, Sum
from django.db.models.functions import Greatest
from django.utils import timezone

from accounts.models import User
from grants.settlement import Settlement
from records.cases import Case, spoken
from records.templatetags.japanese import yen


class Settling(Case):
    if TYPE_CHECKING:
        refunds: Any
        amount_current: int | None

        def paid(self) -> int: ...

    amount_confirmed = models.BigIntegerField("確定額(円)", null=True, editable=False)
    amount_carried = models.BigIntegerField("繰り越す額(円)", default=0, editable=False)
    amount_reserved = models.BigIntegerField("積み立てる額(円)", default=0, editable=False)
    amount_offset = models.BigIntegerField("次の年度の交付額から差し引く額(円)", default=0, editable=False)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="額を確定した人"
    )
    confirmed_at = models.DateTimeField("額を確定した日時", null=True, editable=False)

    class Meta:
        abstract = True
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="no_more_is_confirmed_than_was_decided",
                condition=Q(amount_confirmed=None)
                | Q(amount_confirmed__gte=0, amount_confirmed__lte=Greatest(F("amount_decided"), F("amount_current"))),
                violation_error_message="確定額は、交付決定額より多くできません。",
            ),
            models.CheckConstraint(
                name="a_confirmed_amount_says_who_confirmed_it",
                condition=Q(amount_confirmed=None, amount_carried=0, confirmed_by=None, confirmed_at=None)
                & Q(amount_reserved=0, amount_offset=0)
                | Q(amount_confirmed__isnull=False, amount_carried__gte=0)
                & Q(amount_reserved__gte=0, amount_offset__gte=0)
                & Q(confirmed_by__isnull=False, confirmed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="a_settled_grant_was_confirmed",
                condition=~Q(status__in=["confirmed", "settled"]) | Q(amount_confirmed__isnull=False),
            ),
        ]

    @property
    def earned(self) -> int:
        """Yen of it that the organization may keep: what was confirmed, carried over and reserved, while it stands."""
        stands = self.amount_current or 0
        if self.amount_confirmed is None:
            return stands
        return min(self.amount_confirmed + self.amount_carried + self.amount_reserved, stands)

    def refunded(self) -> int:
        """Yen that came back."""
        return int(self.refunds.aggregate(sum=Sum("receipts__amount"))["sum"] or 0)

    def owed(self) -> int:
        """Yen that the organization has and is to give back now; less than nothing where the city still has to pay.

        What next year's grant is reduced by stays with it for so long.
        """
        return self.paid() - self.earned - self.refunded() - self.amount_offset

    @transaction.atomic
    def confirm(self, settled: Settlement, *, by: User) -> None:
        """Only the report that was confirmed calls this."""
        to = {
            "amount_confirmed": settled.confirmed,
            "amount_carried": settled.carried,
            "amount_reserved": settled.reserved,
            "amount_offset": settled.offset,
        }
        self.take("confirm", by=by, to=to, comment=yen(settled.confirmed))
        self.confirmed_by, self.confirmed_at = by, timezone.now()
        with spoken(type(self)):
            self.save()

    @transaction.atomic
    def settle_if_even(self, *, by: User) -> None:
        """精算: nobody owes anybody anything; after a later decision somebody may again. Called by what moves money."""
        self.lock()
        verb = "settle" if self.owed() == 0 else "unsettle"
        if self.can(verb):
            self.take(verb, by=by)
            self.save()
