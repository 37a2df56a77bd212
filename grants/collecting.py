"""返ってきたお金: whoever keeps the cash book writes it down, part by part, until nothing is left."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

import pgtrigger
from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from grants.closing import accounting_of
from grants.dues.charges import charge, close_if_paid
from grants.dues.lines import SurchargeLine
from grants.refunds import Refund
from records.cases import NotNow, spoken
from records.era import era_date
from records.events import AppendOnlyQuerySet, append_only_triggers
from records.templatetags.japanese import local_day, yen


def no_more_comes_back_than_was_ordered() -> pgtrigger.Trigger:
    """The database adds up again, under the refund's lock, whoever writes."""
    return pgtrigger.Trigger(
        name="within_refund",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert,
        declare=[("claim", "bigint"), ("ordered", "date")],
        func="""
            SELECT r.amount, (r.decided_at AT TIME ZONE 'Asia/Tokyo')::date INTO claim, ordered
            FROM grants_refund r WHERE r.id = NEW.refund_id FOR NO KEY UPDATE;
            IF ordered IS NULL OR NEW.received_on < ordered
                OR NEW.received_on > (NEW.recorded_at AT TIME ZONE 'Asia/Tokyo')::date OR NEW.amount + (
                SELECT COALESCE(SUM(amount), 0) FROM grants_refundreceipt WHERE refund_id = NEW.refund_id
            ) > claim THEN
                RAISE EXCEPTION '命じた返還の額と日を超える入金は記録できません。'
                    USING ERRCODE = '23514', CONSTRAINT = 'no_more_comes_back_than_was_ordered';
            END IF;
            RETURN NEW;
        """,
    )


class RefundReceipt(models.Model):
    """収納: one sum that came in. A line never changes."""

    refund = models.ForeignKey(Refund, on_delete=models.PROTECT, related_name="receipts", verbose_name="返還命令")
    received_on = models.DateField("入金の日")
    amount = models.BigIntegerField("入金の額(円)")
    voucher = models.CharField("収納の番号", max_length=40, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="記録した人"
    )
    recorded_at = models.DateTimeField("記録した日時", default=timezone.now, editable=False)

    objects: ClassVar[models.Manager[RefundReceipt]] = AppendOnlyQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "返還の入金"
        ordering = ["refund", "received_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="what_comes_back_is_money",
                condition=Q(amount__gt=0),
                violation_error_message="入金の額は、1円以上で入れてください。",
            )
        ]
        triggers = [*append_only_triggers(), no_more_comes_back_than_was_ordered()]

    def __str__(self) -> str:
        return f"{era_date(self.received_on)} {yen(self.amount)}"

    @property
    def accounting(self) -> str:
        """戻入 until the year's books close; later, income of the year in which it came."""
        return accounting_of(self.refund.grant.scheme.fiscal_year, self.received_on)


@transaction.atomic
def collect(refund: Refund, *, by: User, received_on: date, amount: int, voucher: str) -> None:
    """部分納付 too: first the money that was ordered back, then the surcharge. The last yen of both closes the claim;
    the grant is even once its own money is back."""
    refund.grant.lock()
    booked = accounting_of(refund.grant.scheme.fiscal_year, received_on)
    refund.take("collect", by=by, comment=f"{era_date(received_on)} {yen(amount)}({booked})")
    ordered = local_day(refund.decided_at)  # type: ignore[arg-type]  # it is ordered
    if not ordered <= received_on <= timezone.localdate():
        raise NotNow({"received_on": f"返還を命じた{era_date(ordered)}から今日までの日にしてください。"})
    balance, surcharge = refund.balance, charge(refund, on=received_on).due
    if amount > balance + surcharge:
        more = f"と延滞金・加算金{yen(surcharge)}" if surcharge else ""
        raise NotNow({"amount": f"残りは{yen(balance)}{more}です。それより多くは記録できません。"})
    line = {"refund": refund, "voucher": voucher, "recorded_by": by}
    if principal := min(amount, balance):
        with spoken(RefundReceipt):
            RefundReceipt.objects.create(**line, received_on=received_on, amount=principal)
    if amount > principal:
        SurchargeLine.objects.create(**line, kind="paid", on=received_on, amount=amount - principal)
    refund.save()
    if refund.balance == 0:
        refund.grant.settle_if_even(by=by)
    close_if_paid(refund, by=by)
