"""Which way a case must go: the city's rule (専決規程), read on the day of the proposal."""

from __future__ import annotations

from datetime import date

from django.db.models import F, Q

from records.cases import NotNow
from staff.models import DecisionRule, RuleStop


def route_for(case_kind: str, *, amount: int | None, on: date) -> tuple[DecisionRule, list[RuleStop]]:
    """The narrowest rule for a kind of case and an amount in yen (None: no amount); NotNow if the city has none."""
    fitting = Q(below=None) if amount is None else Q(below=None) | Q(below__gt=amount)
    rules = DecisionRule.objects.held(on=on).filter(fitting, case_kind=case_kind)
    rule = rules.order_by(F("below").asc(nulls_last=True), "pk").first()
    if rule is None:
        raise NotNow("この案件の決裁の道すじが、まだ決まっていません。管理画面の「決裁の道すじ」に入れてください。")
    return rule, list(rule.stops.select_related("post"))
