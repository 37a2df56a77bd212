"""公開: the organization shows the results of a year, with their photos, to everybody; and takes them back."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models, transaction
from django.urls import reverse

from accounts.models import User
from grants.reports import Report
from records.cases import NotNow, spoken
from records.events import record


class ResultShowing(models.Model):
    report = models.OneToOneField(Report, on_delete=models.PROTECT, related_name="showing", verbose_name="実績報告")
    shown_on = models.DateField("公開した日")
    shown_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="公開した人"
    )

    objects: ClassVar[models.Manager[ResultShowing]] = models.Manager()

    class Meta:
        verbose_name = verbose_name_plural = "成果の公開"
        ordering = ["-shown_on", "-pk"]

    def __str__(self) -> str:
        return f"{self.report.grant.organization} {self.report.grant.scheme.fiscal_year}の成果"

    def get_absolute_url(self) -> str:
        return reverse("results:detail", args=[self.report_id])


@transaction.atomic
def show(report: Report, *, by: User, on: date) -> None:
    """From now on everybody reads what was done; money and receipts stay inside."""
    report.lock()
    if report.is_open:
        raise NotNow("成果を公開できるのは、実績報告を市に出してからです。")
    if ResultShowing.objects.filter(report=report).exists():
        raise NotNow("この年度の成果は、もう公開しています。")
    with spoken(ResultShowing):
        ResultShowing.objects.create(report=report, shown_on=on, shown_by=by)
    record(report, "report.show", by=by)


@transaction.atomic
def hide(report: Report, *, by: User) -> None:
    report.lock()
    gone, _rows = ResultShowing.objects.filter(report=report).delete()
    if not gone:
        raise NotNow("この年度の成果は、公開していません。")
    record(report, "report.hide", by=by)
