"""The city's own patterns. Organizations take one into their plan and write it on from there."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from plans.rows import YEN_LIMIT


class ProjectPattern(models.Model):
    field = models.CharField("分野", max_length=30, help_text="例 福祉、防災、交流")
    name = models.CharField("事業名", max_length=100)
    starts_in = models.PositiveSmallIntegerField("はじまりの月", null=True, blank=True)
    ends_in = models.PositiveSmallIntegerField("おわりの月", null=True, blank=True)
    cost = models.BigIntegerField("事業費のめやす(円)", default=0)
    section = models.CharField("部会", max_length=50, blank=True)
    purpose = models.TextField("目的", max_length=1000, blank=True)
    audience = models.CharField("対象", max_length=100, blank=True)
    place = models.CharField("場所", max_length=100, blank=True)
    content = models.TextField("内容", max_length=2000)
    partners = models.CharField("連携先", max_length=200, blank=True)
    origin = models.CharField("出典", max_length=100, blank=True, help_text="例 令和6年度 取組事例集")
    in_use = models.BooleanField("使う", default=True, help_text="外すと、団体の一覧に出なくなります。")

    class Meta:
        verbose_name = verbose_name_plural = "事業のひな形"
        ordering = ["field", "name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["name"],
                name="one_pattern_per_name",
                violation_error_message="同じ名前のひな形が、もうあります。",
            ),
            models.CheckConstraint(
                name="the_cost_of_a_pattern_is_not_negative",
                condition=Q(cost__range=(0, YEN_LIMIT)),
                violation_error_message="事業費のめやすは、0円以上で入れてください。",
            ),
            models.CheckConstraint(
                name="a_pattern_has_both_its_months_or_none",
                condition=Q(starts_in=None, ends_in=None) | Q(starts_in__range=(1, 12), ends_in__range=(1, 12)),
                violation_error_message="はじまりの月とおわりの月は、両方入れるか、両方空けてください。1から12までです。",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def source(self) -> str:
        return f"市のひな形{f'({self.origin})' if self.origin else ''}"
