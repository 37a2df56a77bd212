"""The rows of the city's plan: goals, measures (方策), numbered actions (取組事項) and their schedule year by year."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar

from django.db import models
from django.db.models import Q

from records.fiscal import FiscalYear, FiscalYearField
from staff.models import Department

UNKNOWN_WORDS = "未定・資料に記載なし"


class CityGoal(models.Model):
    plan = models.ForeignKey("plans.CityPlan", on_delete=models.CASCADE, related_name="goals", verbose_name="計画")
    order = models.PositiveSmallIntegerField("番号")
    text = models.CharField("目標", max_length=200)
    summary = models.TextField("目標の説明", max_length=1000, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "推進計画の目標"
        ordering = ["plan", "order"]
        constraints = [models.UniqueConstraint(fields=["plan", "order"], name="goals_of_a_city_plan_are_numbered_once")]

    def __str__(self) -> str:
        return f"目標{self.order} {self.text}"


class CityMeasure(models.Model):
    """方策: numbered through the whole plan."""

    plan = models.ForeignKey("plans.CityPlan", on_delete=models.CASCADE, related_name="measures", verbose_name="計画")
    goal = models.ForeignKey(CityGoal, on_delete=models.CASCADE, related_name="measures", verbose_name="目標")
    number = models.PositiveSmallIntegerField("番号")
    text = models.CharField("方策", max_length=200)
    points = models.TextField("方策の方針", max_length=1000, blank=True)  # one a line

    class Meta:
        verbose_name = verbose_name_plural = "推進計画の方策"
        ordering = ["plan", "number"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="measures_of_a_city_plan_are_numbered_once")
        ]

    def __str__(self) -> str:
        return f"方策{self.number} {self.text}"

    @property
    def point_list(self) -> list[str]:
        return [line for line in self.points.splitlines() if line.strip()]


class CityAction(models.Model):
    """取組事項: numbered through the whole plan; several may stand under one heading."""

    plan = models.ForeignKey("plans.CityPlan", on_delete=models.CASCADE, related_name="actions", verbose_name="計画")
    measure = models.ForeignKey(CityMeasure, on_delete=models.CASCADE, related_name="actions", verbose_name="方策")
    number = models.PositiveSmallIntegerField("番号")
    heading = models.CharField("取組事項", max_length=100)
    text = models.TextField("内容", max_length=1000)
    related_plan = models.CharField("関連する計画", max_length=200, blank=True, help_text="例 地域防災計画")

    class Meta:
        verbose_name = verbose_name_plural = "推進計画の取組"
        ordering = ["plan", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "number"],
                name="actions_of_a_city_plan_are_numbered_once",
                violation_error_message="同じ番号の取組が、もうあります。",
            ),
            models.CheckConstraint(name="an_action_of_a_city_plan_says_what", condition=~Q(text="")),
        ]

    def __str__(self) -> str:
        return f"取組{self.number} {self.heading}"

    def stage_in(self, year: FiscalYear) -> str:
        """What the plan says of a year; a year of which no word was written is unknown."""
        cells = {cell.fiscal_year: cell.stage for cell in self.cells.all()}
        return cells.get(year, ActionYear.Stage.UNKNOWN)


class ActionOffice(models.Model):
    """担当課. A department is dated, so its row is the name of the plan's own time. The first is the lead."""

    action = models.ForeignKey(CityAction, on_delete=models.CASCADE, related_name="offices", verbose_name="取組")
    order = models.PositiveSmallIntegerField("順番")
    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="+", verbose_name="担当課")

    class Meta:
        verbose_name = verbose_name_plural = "取組の担当課"
        ordering = ["action", "order"]
        constraints = [
            models.UniqueConstraint(fields=["action", "order"], name="offices_of_an_action_have_an_order"),
            models.UniqueConstraint(fields=["action", "department"], name="a_department_has_an_action_once"),
        ]

    def __str__(self) -> str:
        return f"{self.department}"


class ActionYear(models.Model):
    """One cell of the schedule. What no paper says is said as such, and is not the same as nothing planned."""

    class Stage(models.TextChoices):
        STUDY = "study", "検討"
        DO = "do", "実施"
        GO_ON = "go_on", "継続"
        WIDEN = "widen", "拡充"
        END = "end", "終了"
        NONE = "none", "予定なし"
        UNKNOWN = "unknown", UNKNOWN_WORDS

    SHORT: ClassVar[dict[str, str]] = {Stage.NONE: "–", Stage.UNKNOWN: "?"}

    action = models.ForeignKey(CityAction, on_delete=models.CASCADE, related_name="cells", verbose_name="取組")
    fiscal_year = FiscalYearField("年度")
    stage = models.CharField("予定", max_length=7, choices=Stage.choices, default=Stage.UNKNOWN)

    class Meta:
        verbose_name = verbose_name_plural = "取組の年度別の予定"
        ordering = ["action", "fiscal_year"]
        constraints = [models.UniqueConstraint(fields=["action", "fiscal_year"], name="one_cell_per_action_and_year")]

    def __str__(self) -> str:
        return f"{self.fiscal_year} {self.get_stage_display()}"


class ActionIndicator(models.Model):
    action = models.ForeignKey(CityAction, on_delete=models.CASCADE, related_name="indicators", verbose_name="取組")
    order = models.PositiveSmallIntegerField("順番")
    name = models.CharField("指標", max_length=100)
    unit = models.CharField("単位", max_length=10, blank=True)
    base = models.DecimalField("はじめの値", max_digits=12, decimal_places=2, null=True, blank=True)
    target = models.DecimalField("目標値", max_digits=12, decimal_places=2, null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "取組の指標"
        ordering = ["action", "order"]
        constraints = [
            models.UniqueConstraint(fields=["action", "order"], name="indicators_of_an_action_have_an_order")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def told(self) -> str:
        """見守り隊員 10→20人."""
        values = [in_short(value) for value in (self.base, self.target) if value is not None]
        return f"{self.name} {'→'.join(values)}{self.unit}" if values else self.name


def in_short(value: Decimal) -> str:
    """Without the zeros behind the point."""
    text = f"{value:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
