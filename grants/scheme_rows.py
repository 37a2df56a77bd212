"""The rows of a scheme: how its amount is made up, what is listed per organization, its conditions and criteria."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q

from grants import calculation
from grants.freeze import frozen_once_used
from grants.schemes import Scheme
from organizations.models import Indicator, Organization


class SchemeRow(models.Model):
    scheme: Any
    position = models.PositiveSmallIntegerField("順番")

    class Meta:
        abstract = True


class Component(SchemeRow):
    """計算要素. ``top``/``bottom`` is read by its kind: yen, yen per unit, or a share of the cost."""

    class Kind(models.TextChoices):
        FIXED = calculation.FIXED, "定額"
        RATE = calculation.RATE, "単価×数"
        SHARE = calculation.SHARE, "経費の割合"
        INTEGRATED = calculation.INTEGRATED, "統合した補助金"

    scheme = models.ForeignKey(Scheme, on_delete=models.CASCADE, related_name="components", verbose_name="制度")
    name = models.CharField("項目", max_length=60)
    group = models.CharField("区分", max_length=30, blank=True)
    kind = models.CharField("計算", max_length=12, choices=Kind.choices)
    top = models.BigIntegerField(default=0, verbose_name="分子")
    bottom = models.PositiveIntegerField(default=1, verbose_name="分母")
    indicator = models.ForeignKey(
        Indicator, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="数"
    )

    class Meta:
        verbose_name = verbose_name_plural = "算定の項目"
        ordering = ["scheme_id", "position"]
        constraints = [
            models.UniqueConstraint(fields=["scheme", "position"], name="one_component_per_position"),
            models.CheckConstraint(name="a_component_is_a_ratio_of_amounts", condition=Q(top__gte=0, bottom__gt=0)),
            models.CheckConstraint(
                name="a_rate_counts_something_and_nothing_else_does",
                condition=Q(kind="rate", indicator__isnull=False) | ~Q(kind="rate") & Q(indicator=None),
                violation_error_message="「単価×数」の項目には、数を選んでください。ほかの項目では、空けておいてください。",
            ),
            models.UniqueConstraint(
                fields=["scheme"],
                condition=Q(kind="integrated"),
                name="older_subsidies_are_added_once",
                violation_error_message="「統合した補助金」の項目は、1つの制度に1つです。",
            ),
        ]
        triggers = frozen_once_used("scheme_id")

    def __str__(self) -> str:
        return self.name

    @property
    def sentence(self) -> str:
        """How it calculates, as people say it: 「400円 × 世帯数」."""
        rate = f"{self.top:,}円" if self.bottom == 1 else f"{self.top:,}/{self.bottom:,}円"
        return {
            self.Kind.FIXED: f"{rate}(どの団体も同じ)",
            self.Kind.RATE: f"{rate} × {self.indicator}",
            self.Kind.SHARE: f"事業費の {self.top:,}/{self.bottom:,}",
            self.Kind.INTEGRATED: "下の表の、その団体の補助金の合計",
        }[self.Kind(self.kind)]

    def element(self) -> calculation.Element:
        counted = {}
        if self.indicator is not None:
            counted = {
                "indicator": self.indicator.code,
                "indicator_name": self.indicator.name,
                "unit": self.indicator.unit,
            }
        return calculation.Element(self.kind, self.name, self.group, self.top, self.bottom, **counted)


class IntegratedSubsidy(SchemeRow):
    """An older subsidy of the city that the lump sum now contains, for one organization."""

    scheme = models.ForeignKey(Scheme, on_delete=models.CASCADE, related_name="subsidies", verbose_name="制度")
    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="integrated_subsidies", verbose_name="団体"
    )
    name = models.CharField("補助金の名前", max_length=60)
    amount = models.BigIntegerField("金額(円)")
    basis = models.CharField("根拠", max_length=100, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "統合した補助金"
        ordering = ["scheme_id", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["scheme", "organization", "name"],
                name="a_subsidy_is_integrated_once_per_organization",
                violation_error_message="同じ団体の、同じ名前の補助金が2つあります。",
            ),
            models.CheckConstraint(name="an_integrated_subsidy_is_not_negative", condition=Q(amount__gte=0)),
        ]
        triggers = frozen_once_used("scheme_id")

    def __str__(self) -> str:
        return f"{self.organization} {self.name}"


class Condition(SchemeRow):
    """交付の条件, printed on the decision letter."""

    scheme = models.ForeignKey(Scheme, on_delete=models.CASCADE, related_name="conditions", verbose_name="制度")
    text = models.TextField("条件", max_length=500)

    class Meta:
        verbose_name = verbose_name_plural = "交付の条件"
        ordering = ["scheme_id", "position"]
        constraints = [models.UniqueConstraint(fields=["scheme", "position"], name="one_condition_per_position")]
        triggers = frozen_once_used("scheme_id")

    def __str__(self) -> str:
        return self.text


class Criterion(SchemeRow):
    """審査の基準. Where the portal itself can look, ``evidence`` says what it looks at."""

    class Evidence(models.TextChoices):
        NONE = "", "人が確かめる"
        ELIGIBLE = "eligible", "団体の段階"
        PLAN = "plan", "年度計画と将来計画のつながり"
        BALANCE = "balance", "収入と支出の計"
        WITHIN = "within", "申請額と算定額"
        BUDGET = "budget", "予算の残り"

    scheme = models.ForeignKey(Scheme, on_delete=models.CASCADE, related_name="criteria", verbose_name="制度")
    text = models.CharField("基準", max_length=150)
    evidence = models.CharField("自動で確かめること", max_length=10, choices=Evidence.choices, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "審査の基準"
        ordering = ["scheme_id", "position"]
        constraints = [models.UniqueConstraint(fields=["scheme", "position"], name="one_criterion_per_position")]
        triggers = frozen_once_used("scheme_id")

    def __str__(self) -> str:
        return self.text

    @property
    def code(self) -> str:
        """How a finding of the review names it."""
        return str(self.position)
