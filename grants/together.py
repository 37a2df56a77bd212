"""交付決定 of several applications in one 起案: of one scheme, each for what it has applied for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models

from grants.cases import Grant
from grants.deciding import PLAN_WITH_CITY, gap_of
from grants.rules import may_examine
from grants.schemes import Scheme
from organizations.behalf import CONTESTED, contested
from records.reviews import Finding
from records.templatetags.japanese import yen
from staff.joint import Column, Group


class Grants(Group):
    MODEL = Grant
    TITLE = "交付決定"
    LEAD = (
        "それぞれ申請額のとおりに交付する案です。1件ずつ通知書が出ます。"
        "額や条件を変えるときは、申請のページで1件ずつ起案してください。"
    )
    UNIT = "団体"
    COLUMNS = (Column("制度"), Column("交付額の案", "num"))

    def seen(self) -> models.QuerySet[Grant]:
        sent = Grant.objects.visible_to(self.user, on=self.on).exclude(received_at=None)
        return sent.select_related("organization", "scheme", "yearly_plan").order_by("received_at", "pk")

    def waiting(self) -> models.QuerySet[Grant]:
        """Of the newest scheme for which some wait: all are of one budget, one rule, one wording."""
        found = self.seen().filter(status=Grant.Status.SUBMITTED)
        return found.filter(scheme__in=found.order_by("-scheme__fiscal_year", "scheme").values("scheme")[:1])

    def prepare(self, cases: Sequence[Grant]) -> None:
        keys = [grant.pk for grant in cases]
        self.scheme: Scheme = cases[0].scheme
        self.criteria = list(self.scheme.criteria.all())
        self.contested = contested(Grant, keys)
        self.found: dict[int, dict[str, str]] = defaultdict(dict)
        about = Finding.objects.filter(case_type=ContentType.objects.get_for_model(Grant), case_id__in=keys)
        for case, criterion, verdict in about.values_list("case_id", "criterion", "verdict"):
            self.found[case][criterion] = verdict

    def problem(self, case: Grant) -> str:
        if not case.can("propose"):
            return f"今は「{case.get_status_display()}」なので、起案できません。"
        if case.scheme != self.scheme:
            return f"制度がちがいます({case.scheme})。別に起案してください。"
        if case.yearly_plan.status not in PLAN_WITH_CITY:
            return "年度計画が市に出ていません。"
        if case.pk in self.contested:
            return CONTESTED
        return may_examine(self.user, case).reason or gap_of(self.found[case.pk], self.criteria)

    def name(self, case: Grant) -> str:
        return case.organization.name

    def cells(self, case: Grant) -> Sequence[str]:
        return case.scheme.name, yen(case.amount_applied)

    def move(self, case: Grant, *, reason: str, **said: Any) -> None:
        conditions = [condition.text for condition in case.scheme.conditions.all()]
        said |= {"outcome": Grant.Outcome.GRANT, "amount": case.amount_applied, "conditions": conditions}
        case.intend(by=self.user, grounds=reason, **said)

    def first_words(self) -> dict[str, Any]:
        if not self.candidates:
            return {}
        grounds = f"{self.scheme.guideline_name}{self.scheme.article}の定めに合っていると認められるため。"
        return {"subject": f"{self.scheme}の交付決定について", "reason": grounds}

    def amount(self, chosen: Sequence[Grant]) -> int | None:
        return max((grant.amount_applied for grant in chosen), default=None)

    def tally(self, chosen: Sequence[Grant]) -> str:
        return f"{super().tally(chosen)}、計{yen(sum(grant.amount_applied for grant in chosen))}"

    def gap(self, chosen: Sequence[Grant]) -> str:
        remaining = self.scheme.budget().remaining
        over = sum(grant.amount_applied for grant in chosen) > remaining
        return f"合計が予算の残り({yen(remaining)})をこえます。いくつか外してください。" if over else ""
