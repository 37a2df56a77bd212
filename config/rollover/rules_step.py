"""専決規程: the ways of decision in force become the new year's own, which may then be revised."""

from __future__ import annotations

from django.urls import reverse

from config.rollover.step import Line, State, Step
from staff.models import DecisionRule


class Rules(Step):
    code, title = "rules", "決裁の道すじ(専決規程)"
    next_deed, next_page = "新しい年度の規程を確かめて、直す", "staff:rules"
    lead = "今の規程を、新しい年度の規程として写します。写したあとで、新しい年度の分だけを直せます。"

    def lines(self) -> list[Line]:
        seen = DecisionRule.objects.visible_to(self.user, on=self.on).select_related("department")
        rules = seen.prefetch_related("stops__post")
        new = {key(rule): rule for rule in rules.filter(fiscal_year=self.year)}
        page = reverse("staff:rules")
        return [
            Line(name_of(rule), way(rule), *told(new.get(key(rule)), begun=bool(new)), url=page)
            for rule in rules.in_force(self.old)
        ]

    def carry(self) -> list[str]:
        if not DecisionRule.objects.filter(fiscal_year=self.year).exists():
            DecisionRule.copy_year(self.year, by=self.user, on=self.on)
        return []


def key(rule: DecisionRule) -> tuple[str, int | None, int | None]:
    return rule.case_kind, rule.department_id, rule.below


def name_of(rule: DecisionRule) -> str:
    where = f" {rule.department}" if rule.department else ""
    return f"{rule.get_case_kind_display()}{where} {rule.name}"


def way(rule: DecisionRule) -> str:
    stops = sorted(rule.stops.all(), key=lambda stop: (stop.position, stop.pk))
    return " → ".join(f"{stop.post}({stop.get_part_display()})" for stop in stops)


def told(rule: DecisionRule | None, *, begun: bool) -> tuple[str, State, str]:
    """What stands in the new year; a rule that its 規程 has dropped is not put back."""
    if rule:
        return way(rule), "there", ""
    return ("", "look", "新しい年度の規程には、ありません。") if begun else ("", "todo", "")
