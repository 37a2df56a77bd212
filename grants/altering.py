"""What becomes of a decision later: another amount, a standstill, an end, a revocation, a withdrawal.

``amount_decided`` stays what the decision said. ``amount_current`` is what stands of it now: budgets, lists and
payments go by it. Only cases that were decided themselves call these verbs: a change, a revocation, a withdrawal.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from grants.closing import check_commitment
from records.cases import Case, spoken
from records.events import record
from records.telling import overwrite

if TYPE_CHECKING:
    from grants.schemes import Scheme
    from plans.models import YearlyPlan

UNDECIDED = ("draft", "submitted", "returned", "proposed", "withdrawn")  # states before a decision, or without one
VOID = ("revoked", "given_up")  # decided once; nothing of it stands


class Altering(Case):
    if TYPE_CHECKING:
        scheme: Scheme
        yearly_plan: YearlyPlan

        def settle_if_even(self, *, by: User) -> None: ...

    amount_current = models.BigIntegerField("今の交付決定額(円)", null=True, editable=False)

    class Meta:
        abstract = True
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="what_stands_of_a_grant_is_known_exactly_when_it_was_decided",
                condition=Q(amount_decided=None, amount_current=None)
                | Q(amount_decided__isnull=False, amount_current__isnull=False, amount_current__gte=0),
            ),
            models.CheckConstraint(
                name="something_stands_of_a_grant_that_is_in_force",
                condition=~Q(status__in=["granted", "suspended"]) | Q(amount_current__gt=0),
            ),
            models.CheckConstraint(
                name="nothing_stands_of_a_void_grant",
                condition=~Q(status__in=VOID) | Q(amount_current=0),
            ),
        ]

    @property
    def is_altered(self) -> bool:
        """Another amount stands than the one that was decided."""
        return self.amount_current != getattr(self, "amount_decided", None)

    @transaction.atomic
    def alter(self, verb: str, *, by: User, amount: int, comment: str = "", plan: YearlyPlan | None = None) -> None:
        """``verb`` of MOVES, with the amount that stands from now on; more only within the appropriation.

        ``plan``: the version of the year's plan that it rests on from now on, if that is another.
        """
        self.lock()
        self._check_more(amount)
        to: dict[str, object] = {"amount_current": amount}
        self.take(verb, by=by, to=to | ({"yearly_plan": plan} if plan else {}), comment=comment)
        with spoken(type(self)):
            self.save()

    @transaction.atomic
    def reduce(self, *, by: User, amount: int, comment: str) -> None:
        """一部の取消し: less stands; a grant goes on as before, unless that settles it or it was settled already."""
        self.lock()
        self.check_move("revoke")
        changes = overwrite(self, {"amount_current": amount})
        record(self, "grant.reduce", by=by, changes=changes, comment=comment)
        with spoken(type(self)):
            self.save()
        self.settle_if_even(by=by)

    def _check_more(self, amount: int) -> None:
        """NotNow if what comes on top is not in the appropriation, counted under the scheme's lock."""
        if (more := amount - (self.amount_current or 0)) > 0:
            check_commitment(self.scheme.fiscal_year, on=timezone.localdate())
            self.scheme.lock()  # one decision of a scheme at a time
            self.scheme.check_budget(more)
