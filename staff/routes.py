"""Which way a case must go: the city's rule (専決規程), read on the day of the proposal."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from records.approvals import Part
from records.cases import NotNow
from records.terms import Dated, DatedQuerySet, ends_after_start
from staff.offices import Post


class DecisionRule(Dated):
    """専決規程の一行: which kind of case, up to which amount, goes which way."""

    name = models.CharField("決裁区分", max_length=60, help_text="例 部長専決(300万円未満)")
    case_kind = models.CharField(
        "案件",
        max_length=40,
        choices=[("organizations.recognition", "認可"), ("grants.grant", "交付金の交付決定")],
    )
    below = models.BigIntegerField(
        "金額の上限(円、未満)",
        null=True,
        blank=True,
        help_text="空けておくと、いくらでも、金額がない案件にも当たります。",
    )

    objects: ClassVar[models.Manager[DecisionRule]] = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = "決裁の道すじ"
        verbose_name_plural = "決裁の道すじ(専決規程)"
        ordering = ["case_kind", F("below").asc(nulls_last=True)]
        constraints = [
            ends_after_start("a_decision_rule_ends_after_it_started"),
            models.CheckConstraint(name="a_decision_limit_is_positive", condition=Q(below=None) | Q(below__gt=0)),
        ]

    def __str__(self) -> str:
        return self.name


class RuleStop(models.Model):
    """One post of a rule's way."""

    rule = models.ForeignKey(DecisionRule, on_delete=models.CASCADE, related_name="stops", verbose_name="決裁の道すじ")
    position = models.PositiveSmallIntegerField("順番")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, verbose_name="職")
    part = models.CharField("役目", max_length=10, choices=Part.choices, default=Part.CIRCULATE)

    class Meta:
        verbose_name = verbose_name_plural = "道すじの職"
        ordering = ["rule", "position"]
        constraints = [models.UniqueConstraint(fields=["rule", "position"], name="one_stop_per_position_of_a_rule")]

    def __str__(self) -> str:
        return f"{self.position} {self.post}({self.get_part_display()})"


def route_for(case_kind: str, *, amount: int | None, on: date) -> tuple[DecisionRule, list[RuleStop]]:
    """The narrowest rule for a kind of case and an amount in yen (None: no amount); NotNow if the city has none."""
    fitting = Q(below=None) if amount is None else Q(below=None) | Q(below__gt=amount)
    rules = DecisionRule.objects.held(on=on).filter(fitting, case_kind=case_kind)
    rule = rules.order_by(F("below").asc(nulls_last=True), "pk").first()
    if rule is None:
        raise NotNow("この案件の決裁の道すじが、まだ決まっていません。管理画面の「決裁の道すじ」に入れてください。")
    return rule, list(rule.stops.select_related("post"))
