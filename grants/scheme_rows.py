"""The rows of a scheme: how its amount is made up, what is listed per organization, its conditions and criteria."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import models
from django.db.models import Q

from grants.freeze import frozen_once_used
from grants.schemes import Scheme
from organizations.models import Organization


class SchemeRow(models.Model):
    scheme: Any
    position = models.PositiveSmallIntegerField("順番")

    class Meta:
        abstract = True

    @classmethod
    def refuse(cls, rows: list[Mapping[str, Any]]) -> None:
        """NotNow with what is wrong with rows that are to take the place of the old ones."""


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


class BodyFigure(SchemeRow):
    """A figure that the city types for one organization: months, the year of a merger, a distance …."""

    scheme = models.ForeignKey(Scheme, on_delete=models.CASCADE, related_name="figures", verbose_name="制度")
    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="scheme_figures", verbose_name="団体"
    )
    code = models.CharField("数", max_length=40)
    value = models.DecimalField("値", max_digits=17, decimal_places=4)
    basis = models.CharField("根拠", max_length=100, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "団体ごとの数"
        ordering = ["scheme_id", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["scheme", "organization", "code"],
                name="a_figure_is_typed_once_per_organization",
                violation_error_message="同じ団体の、同じ数が2つあります。",
            ),
            models.CheckConstraint(name="a_typed_figure_is_not_negative", condition=Q(value__gte=0)),
        ]
        triggers = frozen_once_used("scheme_id")

    def __str__(self) -> str:
        return f"{self.organization} {self.code}"


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
