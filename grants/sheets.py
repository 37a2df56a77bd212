"""算定表: how an amount was calculated, kept with its inputs. Rows never change; the newest is the one that counts."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from accounts.models import User
from grants.estimates import Application
from grants.formula.calculating import Sheet, calculate, notes_of
from grants.formula.keeping import inputs_as_json, inputs_from_json, lines_as_json, steps_from_json
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
    def keep(cls, grant: Applying, found: Application, *, by: User) -> CalculationSheet:
        """Calculates and keeps the sheet; the one kept before, if nothing has changed since. Raises Impossible."""
        sheet = found.sheet()
        inputs = inputs_as_json(found.rule, found.bodies, sheet)
        last: CalculationSheet | None = cls.objects.filter(grant=grant.pk).first()
        if last is not None and last.inputs == inputs:
            return last
        return cls.objects.create(
            grant_id=grant.pk,
            inputs=inputs,
            lines=lines_as_json(sheet),
            total=int(sheet.total),
            amount=sheet.amount,
            made_by=by,
        )

    @property
    def result(self) -> Sheet:
        """What was printed then, from the kept lines; nothing is calculated again."""
        rule, bodies, key = inputs_from_json(self.inputs)
        body = next(body for body in bodies if body.key == key)
        total = Fraction(self.total)
        notes = tuple(self.inputs.get("notes") or notes_of(rule.total, total))
        return Sheet(body, steps_from_json(self.lines), total, self.amount, lambda: notes)

    def again(self) -> int:
        """The amount, calculated anew from what was kept."""
        rule, bodies, key = inputs_from_json(self.inputs)
        return calculate(rule, bodies).sheets[key].amount
