"""What was paid or waived of a surcharge: lines that never change. The surcharge is not money of the grant."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from grants.refunds import Refund
from records.era import era_date
from records.events import AppendOnlyQuerySet, append_only_triggers
from records.templatetags.japanese import yen


class SurchargeLine(models.Model):
    class Kind(models.TextChoices):
        PAID = "paid", "納付"
        WAIVED = "waived", "減免"

    refund = models.ForeignKey(
        Refund, on_delete=models.PROTECT, related_name="surcharge_lines", verbose_name="返還命令"
    )
    kind = models.CharField("区分", max_length=6, choices=Kind.choices)
    on = models.DateField("日")
    amount = models.BigIntegerField("額(円)")
    voucher = models.CharField("収納の番号", max_length=40, blank=True)
    reason = models.TextField("減免の理由", max_length=500, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="記録した人"
    )
    recorded_at = models.DateTimeField("記録した日時", default=timezone.now, editable=False)

    objects: ClassVar[models.Manager[SurchargeLine]] = AppendOnlyQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "延滞金・加算金の納付と減免"
        ordering = ["refund", "on", "pk"]
        constraints = [
            models.CheckConstraint(name="a_line_of_a_surcharge_is_of_money", condition=Q(amount__gt=0)),
            models.CheckConstraint(
                name="what_is_waived_says_why",
                condition=Q(kind="waived", voucher="") & ~Q(reason="") | Q(kind="paid", reason=""),
                violation_error_message="減免の理由を書いてください。",
            ),
        ]
        triggers = append_only_triggers()

    def __str__(self) -> str:
        return f"{era_date(self.on)} {self.get_kind_display()} {yen(self.amount)}"
