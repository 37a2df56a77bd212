"""The rows of a yearly plan: projects (form 3.7), and the lines of its budget with their items (form 3.8)."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Mod
from django.db.models.lookups import GreaterThanOrEqual

from plans.measures import Measure
from plans.rows import YEN_LIMIT, one_row_per_line

MONTHS = (4, 5, 6, 7, 8, 9, 10, 11, 12, 1, 2, 3)  # of a fiscal year, in their order


class Project(models.Model):
    """事業. A draft may lack anything but the amounts, which are 0 until somebody says more."""

    plan = models.ForeignKey(
        "plans.YearlyPlan", on_delete=models.CASCADE, related_name="projects", verbose_name="年度計画"
    )
    order = models.PositiveSmallIntegerField("No")
    name = models.CharField("事業名", max_length=100, blank=True)
    measure = models.ForeignKey(
        Measure, on_delete=models.PROTECT, null=True, related_name="projects", verbose_name="将来計画の取組"
    )
    starts_in = models.PositiveSmallIntegerField("はじまりの月", null=True)
    ends_in = models.PositiveSmallIntegerField("おわりの月", null=True)
    cost = models.BigIntegerField("事業費", default=0)
    grant_share = models.BigIntegerField("うち交付金", default=0)
    section = models.CharField("部会", max_length=50, blank=True)
    purpose = models.TextField("目的", max_length=1000, blank=True)
    audience = models.CharField("対象", max_length=100, blank=True)
    expected = models.PositiveIntegerField("参加の見込み", null=True)
    place = models.CharField("場所", max_length=100, blank=True)
    content = models.TextField("内容", max_length=2000, blank=True)
    partners = models.CharField("連携先", max_length=200, blank=True)
    source = models.CharField("出典", max_length=200, blank=True, editable=False)  # of a row taken from elsewhere

    class Meta:
        verbose_name = verbose_name_plural = "事業"
        ordering = ["plan", "order"]
        constraints = [
            one_row_per_line("one_project_per_line_of_a_plan"),
            models.CheckConstraint(
                name="the_cost_of_a_project_is_not_negative",
                condition=Q(cost__range=(0, YEN_LIMIT)),
                violation_error_message="事業費は、0円以上で入れてください。",
            ),
            models.CheckConstraint(
                name="the_grant_pays_no_more_than_a_project_costs",
                condition=Q(grant_share__gte=0, grant_share__lte=F("cost")),
                violation_error_message="「うち交付金」は、事業費より多くできません。",
            ),
            models.CheckConstraint(
                name="a_project_has_both_its_months_or_none",
                condition=Q(starts_in=None, ends_in=None) | Q(starts_in__range=(1, 12), ends_in__range=(1, 12)),
            ),
            models.CheckConstraint(
                name="a_project_ends_within_its_fiscal_year",
                condition=Q(starts_in=None)
                | Q(GreaterThanOrEqual(Mod(F("ends_in") + 8, 12), Mod(F("starts_in") + 8, 12))),
                violation_error_message="おわりの月を、はじまりの月より後にしてください。年度は4月から3月までです。",
            ),
        ]

    def __str__(self) -> str:
        return self.name or f"{self.order}行目の事業"

    @property
    def months(self) -> str:
        """4月〜3月, or 9月 for a single one."""
        if self.starts_in is None:
            return ""
        return f"{self.starts_in}月" if self.starts_in == self.ends_in else f"{self.starts_in}月〜{self.ends_in}月"


class Kind(models.TextChoices):
    INCOME = "income", "収入"
    EXPENSE = "expense", "支出"


class BudgetCategory(models.Model):
    """科目. The city keeps the list; the usual ones are there from the start."""

    kind = models.CharField("収入か支出か", max_length=7, choices=Kind.choices)
    name = models.CharField("科目", max_length=30)
    order = models.PositiveSmallIntegerField("並び順", default=0)
    is_grant = models.BooleanField(
        "一括交付金の科目", default=False, help_text="この科目の額が、事業の「うち交付金」の合計と同じかを確かめます。"
    )
    is_brought = models.BooleanField(
        "前年度繰越金の科目", default=False, help_text="この科目の額が、繰越の台帳の額と同じかを確かめます。"
    )
    in_use = models.BooleanField("使う", default=True, help_text="外すと、新しい行では選べなくなります。")

    class Meta:
        verbose_name = verbose_name_plural = "予算の科目"
        ordering = ["-kind", "order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "name"],
                name="one_budget_category_per_name",
                violation_error_message="同じ名前の科目が、もうあります。",
            ),
            models.UniqueConstraint(
                fields=["is_grant"],
                condition=Q(is_grant=True),
                name="one_budget_category_is_the_grant",
                violation_error_message="一括交付金の科目は1つだけです。",
            ),
            models.UniqueConstraint(
                fields=["is_brought"],
                condition=Q(is_brought=True),
                name="one_budget_category_is_what_was_carried_over",
                violation_error_message="前年度繰越金の科目は1つだけです。",
            ),
            models.CheckConstraint(
                name="what_was_carried_over_is_an_income",
                condition=Q(is_brought=False) | Q(kind="income"),
                violation_error_message="前年度繰越金の科目は、収入にしてください。",
            ),
            models.CheckConstraint(
                name="the_grant_is_an_income",
                condition=Q(is_grant=False) | Q(kind="income"),
                violation_error_message="一括交付金の科目は、収入にしてください。",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class BudgetLineQuerySet(models.QuerySet["BudgetLine"]):
    def income(self) -> BudgetLineQuerySet:
        return self.filter(category__kind=Kind.INCOME)

    def expense(self) -> BudgetLineQuerySet:
        return self.filter(category__kind=Kind.EXPENSE)


class BudgetLine(models.Model):
    """One item of the budget. ``previous`` is what the year before had, as it stood when the line was written."""

    plan = models.ForeignKey(
        "plans.YearlyPlan", on_delete=models.CASCADE, related_name="lines", verbose_name="年度計画"
    )
    order = models.PositiveSmallIntegerField("順番")
    category = models.ForeignKey(BudgetCategory, on_delete=models.PROTECT, related_name="lines", verbose_name="科目")
    amount = models.BigIntegerField("本年度予算額", default=0)
    previous = models.BigIntegerField("前年度予算額", default=0, editable=False)
    note = models.CharField("摘要", max_length=200, blank=True)

    objects: ClassVar[models.Manager[BudgetLine]] = BudgetLineQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "予算の行"
        ordering = ["plan", "order"]
        constraints = [
            one_row_per_line("one_budget_line_per_line_of_a_plan"),
            models.UniqueConstraint(
                fields=["plan", "category"],
                name="one_budget_line_per_category",
                violation_error_message="同じ科目の行が2つあります。1つにまとめてください。",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(
                name="amounts_of_a_budget_are_not_negative",
                condition=Q(amount__range=(0, YEN_LIMIT), previous__range=(0, YEN_LIMIT)),
                violation_error_message="予算額は、0円以上で入れてください。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.category} {self.amount:,}円"

    @property
    def change(self) -> int:
        return self.amount - self.previous


USUAL_CATEGORIES = {
    Kind.INCOME: ("交付金", "会費", "他の補助金", "事業収入", "寄附金", "積立金取崩", "前年度繰越金", "雑入"),
    Kind.EXPENSE: (
        "報酬", "賃金", "報償費", "旅費", "消耗品費", "燃料代", "印刷製本費", "光熱水費", "修繕料", "賄材料費",
        "通信運搬費", "手数料", "保険料", "委託料", "使用料・賃貸料", "原材料費", "備品購入費", "工事費",
    ),
}  # fmt: skip


def write_usual_categories(**_signal: object) -> None:
    """After the tables were made, once: an empty list gets the usual items; from then on the list is the city's."""
    if not BudgetCategory.objects.exists():
        BudgetCategory.objects.bulk_create(
            BudgetCategory(
                kind=kind, name=name, order=order, is_grant=name == "交付金", is_brought=name == "前年度繰越金"
            )
            for kind, names in USUAL_CATEGORIES.items()
            for order, name in enumerate(names, start=1)
        )
