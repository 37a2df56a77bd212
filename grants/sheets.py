"""算定表: how an amount was calculated, kept with its inputs. Rows never change; the newest is the one that counts."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from accounts.models import User
from grants.calculation import Facts, Line, Result, Rule, calculate, inputs_as_json, inputs_from_json
from records.events import AppendOnlyQuerySet, append_only_triggers

if TYPE_CHECKING:
    from grants.applying import Applying


class CalculationSheet(models.Model):
    grant = models.ForeignKey("grants.Grant", on_delete=models.PROTECT, related_name="sheets", verbose_name="申請")
    inputs = models.JSONField("入力した数")
    lines = models.JSONField("項目")
    total = models.BigIntegerField("合計")
    amount = models.BigIntegerField("交付できる額")
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="つくった人"
    )
    made_at = models.DateTimeField("つくった日時", default=timezone.now, editable=False)

    objects: ClassVar[models.Manager[CalculationSheet]] = AppendOnlyQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "算定表"
        ordering = ["grant_id", "-pk"]
        get_latest_by = "pk"
        triggers = append_only_triggers()

    def __str__(self) -> str:
        return f"{self.amount:,}円"

    @classmethod
    def keep(cls, grant: Applying, rule: Rule, facts: Facts, *, by: User) -> CalculationSheet:
        """Calculates and keeps the sheet; the one kept before, if nothing has changed since. Raises Incomplete."""
        result, inputs = calculate(rule, facts), inputs_as_json(rule, facts)
        last: CalculationSheet | None = cls.objects.filter(grant=grant.pk).first()
        if last is not None and last.inputs == inputs:
            return last
        return cls.objects.create(
            grant_id=grant.pk,
            inputs=inputs,
            lines=[asdict(line) for line in result.lines],
            total=result.total,
            amount=result.amount,
            made_by=by,
        )

    @property
    def result(self) -> Result:
        """What was printed then, from the kept lines; nothing is calculated again."""
        rule, _ = inputs_from_json(self.inputs)
        kept: list[dict[str, Any]] = self.lines
        return Result(tuple(Line(**line) for line in kept), rule.base_date, rule.rounding_unit, rule.cap)
