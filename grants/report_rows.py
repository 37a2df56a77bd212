"""The rows of a performance report: projects (3.15), lines of the settlement (3.16), receipts (3.17)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from plans.models import BudgetCategory
from plans.rows import YEN_LIMIT
from records.attachments import Attachment


class ReportProject(models.Model):
    """One project of the year's plan, and what became of it."""

    report = models.ForeignKey("grants.Report", on_delete=models.CASCADE, related_name="projects", verbose_name="報告")
    order = models.PositiveSmallIntegerField("No", editable=False)
    name = models.CharField("事業名", max_length=100, editable=False)
    cost = models.BigIntegerField("予定の事業費(円)", default=0, editable=False)
    grant_share = models.BigIntegerField("予定のうち交付金(円)", default=0, editable=False)
    done_on = models.CharField("実施日", max_length=100, blank=True)
    participants = models.PositiveIntegerField("参加した人数", null=True)
    result = models.TextField("成果", max_length=1000, blank=True)
    next_year = models.TextField("課題と次の年度", max_length=1000, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "事業の実績"
        ordering = ["report", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "order"],
                name="one_project_per_line_of_a_report",
                deferrable=models.Deferrable.DEFERRED,
            )
        ]

    def __str__(self) -> str:
        return self.name


class SettlementLine(models.Model):
    """科目: what the plan said, and what it came to. An expense left blank follows the receipts."""

    report = models.ForeignKey("grants.Report", on_delete=models.CASCADE, related_name="lines", verbose_name="報告")
    order = models.PositiveSmallIntegerField("順番", editable=False)
    category = models.ForeignKey(BudgetCategory, on_delete=models.PROTECT, related_name="+", verbose_name="科目")
    budget = models.BigIntegerField("予算額(円)", default=0, editable=False)
    actual = models.BigIntegerField("決算額(円)", default=0)
    note = models.CharField("摘要", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "決算の行"
        ordering = ["report", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "order"],
                name="one_settlement_line_per_line_of_a_report",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.UniqueConstraint(
                fields=["report", "category"],
                name="one_settlement_line_per_category",
                violation_error_message="同じ科目の行が2つあります。1つにまとめてください。",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(
                name="amounts_of_a_settlement_are_not_negative",
                condition=Q(actual__range=(0, YEN_LIMIT), budget__range=(0, YEN_LIMIT)),
                violation_error_message="決算額は、0円以上で入れてください。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.category}"

    @property
    def change(self) -> int:
        return self.actual - self.budget


class Expense(models.Model):
    """証拠書類: one payment of the organization, with its receipt."""

    class Method(models.TextChoices):
        CASH = "cash", "現金"
        TRANSFER = "transfer", "振込"
        OTHER = "other", "そのほか"

    report = models.ForeignKey("grants.Report", on_delete=models.CASCADE, related_name="expenses", verbose_name="報告")
    number = models.PositiveSmallIntegerField("証拠番号", editable=False)  # as it is written on the paper; it stays
    paid_on = models.DateField("支払日")
    project = models.ForeignKey(ReportProject, on_delete=models.PROTECT, related_name="expenses", verbose_name="事業")
    category = models.ForeignKey(BudgetCategory, on_delete=models.PROTECT, related_name="+", verbose_name="科目")
    payee = models.CharField("支払先", max_length=100)
    content = models.CharField("内容", max_length=200)
    amount = models.BigIntegerField("金額(円)")
    grant_share = models.BigIntegerField("うち交付金(円)", default=0)
    method = models.CharField("支払方法", max_length=8, choices=Method.choices, default=Method.CASH)
    is_another = models.BooleanField("同じ内容の別の支払い", default=False)
    photo = models.ForeignKey(
        Attachment, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="領収書", editable=False
    )

    class Meta:
        verbose_name = verbose_name_plural = "支出と領収書"
        ordering = ["report", "number"]
        constraints = [
            models.UniqueConstraint(fields=["report", "number"], name="one_receipt_per_number_of_a_report"),
            models.CheckConstraint(
                name="an_expense_is_of_money",
                condition=Q(amount__range=(1, YEN_LIMIT)),
                violation_error_message="金額は、1円以上で入れてください。",
            ),
            models.CheckConstraint(
                name="the_grant_pays_no_more_than_an_expense",
                condition=Q(grant_share__gte=0, grant_share__lte=F("amount")),
                violation_error_message="「うち交付金」は、金額より多くできません。",
            ),
        ]

    def __str__(self) -> str:
        return f"領収書{self.number} {self.payee}"
