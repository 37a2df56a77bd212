"""By when a year's plan is to be sent: the city's own date, else the end of May, when assemblies are over.

Where the hall is closed on that day, the next day on which it is open.
"""

from __future__ import annotations

from datetime import date

from django.db import models

from records.fiscal import FiscalYear, FiscalYearField
from records.workdays import workdays


class PlanDeadline(models.Model):
    fiscal_year = FiscalYearField("年度", unique=True, error_messages={"unique": "この年度の期限は、もうあります。"})
    due_on = models.DateField("年度計画の提出期限")

    class Meta:
        verbose_name = verbose_name_plural = "年度計画の提出期限"
        ordering = ["-fiscal_year"]

    def __str__(self) -> str:
        return f"{self.fiscal_year} {self.due_on}"


def due_date(year: FiscalYear) -> date:
    row = PlanDeadline.objects.filter(fiscal_year=year).first()
    return workdays().next_workday(row.due_on if row else date(year.number, 5, 31))
