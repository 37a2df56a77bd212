"""Numbers without gap or double: one row per series and fiscal year, locked while the number is taken."""

from __future__ import annotations

from django.db import models, transaction
from django.db.models import F

from records.fiscal import FiscalYear, FiscalYearField


class Series(models.Model):
    """``name`` says what is counted: a register's symbol (市協), or a kind of incoming paper (収受)."""

    name = models.CharField("数えるもの", max_length=60)
    fiscal_year = FiscalYearField("年度")
    last = models.PositiveIntegerField("最後の番号", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "番号"
        ordering = ["-fiscal_year", "name"]
        constraints = [
            models.UniqueConstraint(fields=["name", "fiscal_year"], name="one_series_per_name_and_fiscal_year")
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.fiscal_year} {self.last}"


def take_number(name: str, fiscal_year: FiscalYear) -> int:
    """The next number; the series stays locked until the transaction ends, and a rollback gives the number back."""
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("a number is taken in a transaction")
    Series.objects.bulk_create([Series(name=name, fiscal_year=fiscal_year)], ignore_conflicts=True)
    Series.objects.filter(name=name, fiscal_year=fiscal_year).update(last=F("last") + 1)
    return Series.objects.values_list("last", flat=True).get(name=name, fiscal_year=fiscal_year)
