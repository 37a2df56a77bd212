"""差引きの台帳: what was not spent stays with the organization, and next year's grant is paid that much less (甲良町).

A line ``arisen`` with the confirmation; ``deducted`` with next year's grant; ``recalled`` where no grant comes and the
money is to be given back after all. The balance is what is still to be deducted.
"""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models, transaction
from django.db.models import OuterRef, Q, Subquery, Sum
from django.utils import timezone

from accounts.models import User
from grants.cases import Grant
from grants.reserves.guard import an_offset_s_balance_follows_its_last
from records.cases import NotNow, spoken
from records.events import AppendOnlyQuerySet, append_only_triggers, record
from records.telling import overwrite
from records.templatetags.japanese import yen


class OffsetQuerySet(AppendOnlyQuerySet):
    def open(self) -> OffsetQuerySet:
        """The last line of each grant, where something is still to be deducted."""
        last = self.model._base_manager.filter(source=OuterRef("source")).order_by("-pk").values("pk")[:1]
        return self.filter(pk=Subquery(last), balance__gt=0)


class Offset(models.Model):
    class Kind(models.TextChoices):
        ARISEN = "arisen", "使い残し"
        DEDUCTED = "deducted", "差し引いた"
        RECALLED = "recalled", "返還に切り替えた"

    source = models.ForeignKey(Grant, on_delete=models.PROTECT, related_name="offsets", verbose_name="使い残した交付金")
    kind = models.CharField("動き", max_length=8, choices=Kind.choices)
    grant = models.ForeignKey(
        Grant, on_delete=models.PROTECT, null=True, related_name="deductions", verbose_name="差し引いた交付金"
    )
    amount = models.BigIntegerField("額(円)")
    balance = models.BigIntegerField("差し引く残り(円)")
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="記録した人"
    )
    recorded_at = models.DateTimeField("記録した日時", default=timezone.now, editable=False)

    objects: ClassVar[models.Manager[Offset]] = OffsetQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "差引きの台帳"
        ordering = ["source", "pk"]
        constraints = [
            models.CheckConstraint(name="an_offset_is_of_money", condition=Q(amount__gt=0)),
            models.CheckConstraint(
                name="only_a_deduction_names_a_later_grant",
                condition=Q(kind="deducted", grant__isnull=False) | ~Q(kind="deducted") & Q(grant=None),
            ),
            models.CheckConstraint(
                name="a_grant_is_not_reduced_by_its_own_surplus", condition=~Q(grant=models.F("source"))
            ),
        ]
        triggers = [*append_only_triggers(), an_offset_s_balance_follows_its_last()]

    def __str__(self) -> str:
        return f"{self.source} {self.get_kind_display()} {yen(self.amount)}"


def left_of(grant: Grant) -> int:
    """Yen of its surplus that are still to be deducted."""
    last = Offset.objects.filter(source=grant).order_by("-pk").first()
    return last.balance if last else 0


def write(source: Grant, kind: str, amount: int, *, by: User, grant: Grant | None = None) -> None:
    change = amount if kind == Offset.Kind.ARISEN else -amount
    with spoken(Offset):
        Offset.objects.create(
            source=source, kind=kind, grant=grant, amount=amount, balance=left_of(source) + change, recorded_by=by
        )


def arise(grant: Grant, *, by: User) -> None:
    """Part of the confirmation: what next year's grant is reduced by, taken from it at once where it is there."""
    if not grant.amount_offset:
        return
    write(grant, Offset.Kind.ARISEN, grant.amount_offset, by=by)
    scheme = grant.scheme
    later = Grant.objects.filter(
        organization=grant.organization_id, scheme__programme=scheme.programme,
        scheme__fiscal_year__gt=scheme.fiscal_year, status=Grant.Status.GRANTED,
    )  # fmt: skip
    for following in later.order_by("scheme__fiscal_year"):
        deduct(following, by=by)


def waiting(grant: Grant) -> list[Offset]:
    """Open lines of the organization's earlier grants of the same programme, the oldest first."""
    found = Offset.objects.open().filter(
        source__organization=grant.organization_id, source__scheme__programme=grant.scheme.programme,
        source__scheme__fiscal_year__lt=grant.scheme.fiscal_year,
    )  # fmt: skip
    return list(found.select_related("source__scheme").order_by("source__scheme__fiscal_year", "pk"))


def deduction_of(grant: Grant) -> int:
    """Yen by which its payment is reduced: as recorded; before the decision, as it would be today."""
    if grant.amount_decided is not None:
        return int(grant.deductions.aggregate(sum=Sum("amount"))["sum"] or 0)
    return min(sum(line.balance for line in waiting(grant)), grant.amount_proposed or 0)


def deduct(grant: Grant, *, by: User) -> None:
    """Part of the decision: what earlier years left over is taken off, as far as the grant reaches."""
    for line in waiting(grant):
        if amount := min(line.balance, grant.undrawn()):
            write(line.source, Offset.Kind.DEDUCTED, amount, by=by, grant=grant)
            record(grant, "grant.deduct", by=by, comment=f"{line.source.scheme}の使い残し {yen(amount)}")


@transaction.atomic
def recall(grant: Grant, *, by: User) -> None:
    """No grant comes from which it could be deducted: it is owed, and can be ordered back."""
    grant.lock()
    if not (left := left_of(grant)):
        raise NotNow("この交付金に、これから差し引く額は残っていません。")
    write(grant, Offset.Kind.RECALLED, left, by=by)
    changes = overwrite(grant, {"amount_offset": grant.amount_offset - left})
    grant.save()
    record(grant, "grant.recall", by=by, changes=changes, comment=yen(left))
    grant.settle_if_even(by=by)
