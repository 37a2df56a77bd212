"""繰越の台帳: what an organization takes over into the next year, one line for each grant that says so."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models import Q, Sum
from django.utils import timezone

from accounts.models import User
from grants.cases import Grant
from grants.reserves.booking import put_in
from grants.reserves.offsets import arise
from organizations.models import Organization
from plans.brought import brings
from records.events import AppendOnlyQuerySet, append_only_triggers
from records.fiscal import FiscalYear, FiscalYearField
from records.templatetags.japanese import yen

if TYPE_CHECKING:
    from grants.reports import Report


class CarryOver(models.Model):
    grant = models.OneToOneField(Grant, on_delete=models.PROTECT, related_name="carry_over", verbose_name="交付金")
    fiscal_year = FiscalYearField("繰り越した先の年度")
    amount = models.BigIntegerField("繰り越した額(円)")
    written_at = models.DateTimeField("記録した日時", default=timezone.now, editable=False)

    objects: ClassVar[models.Manager[CarryOver]] = AppendOnlyQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "繰越の台帳"
        ordering = ["-fiscal_year", "pk"]
        constraints = [models.CheckConstraint(name="what_is_carried_over_is_money", condition=Q(amount__gt=0))]
        triggers = append_only_triggers()

    def __str__(self) -> str:
        return f"{self.grant}から{self.fiscal_year}へ{yen(self.amount)}"


@brings
def carried_into(organization: Organization, year: FiscalYear) -> int | None:
    """For the budget of that year."""
    lines = CarryOver.objects.filter(grant__organization=organization, fiscal_year=year)
    found: int | None = lines.aggregate(sum=Sum("amount"))["sum"]
    return found


def keep(report: Report, *, by: User) -> None:
    """Part of the confirmation: a line in each ledger for what of the surplus stays with the organization."""
    carry_over(report.grant)
    put_in(report, by=by)
    arise(report.grant, by=by)


def carry_over(grant: Grant) -> None:
    """One line, where something is carried over at all."""
    if grant.amount_carried:
        year = grant.scheme.fiscal_year.next
        CarryOver.objects.create(grant=grant, fiscal_year=year, amount=grant.amount_carried)
