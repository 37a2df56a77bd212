"""Several applications in one 起案: which of those that were ticked can go together, for how much, and which way."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.contrib.contenttypes.models import ContentType

from accounts.models import User
from grants.cases import Grant
from grants.deciding import PLAN_WITH_CITY, gap_of
from grants.rules import may_examine
from grants.schemes import Scheme
from records.cases import NotNow
from records.reviews import Finding
from records.templatetags.japanese import yen
from staff.cover import covers
from staff.models import DecisionRule, RuleStop
from staff.routes import office_of, route_for
from staff.rulebook import Place, places

MOST = 300


@dataclass(frozen=True)
class Candidate:
    """One application; ``problem`` says why it cannot go with the others, and is empty where it can."""

    grant: Grant
    problem: str


class Together:
    def __init__(self, keys: Collection[int], user: User, *, on: date) -> None:
        self.keys, self.user, self.on = list(keys)[:MOST], user, on

    @cached_property
    def grants(self) -> list[Grant]:
        seen = Grant.objects.visible_to(self.user, on=self.on).filter(pk__in=self.keys).exclude(received_at=None)
        return list(seen.select_related("organization", "scheme", "yearly_plan").order_by("received_at", "pk"))

    @property
    def scheme(self) -> Scheme | None:
        """All are of one scheme: one budget, one rule, one wording."""
        return self.grants[0].scheme if self.grants else None

    @cached_property
    def candidates(self) -> list[Candidate]:
        if self.scheme is None:
            return []
        criteria = list(self.scheme.criteria.all())
        found: dict[int, dict[str, str]] = defaultdict(dict)
        about = Finding.objects.filter(case_type=ContentType.objects.get_for_model(Grant), case_id__in=self.keys)
        for case, criterion, verdict in about.values_list("case_id", "criterion", "verdict"):
            found[case][criterion] = verdict
        return [Candidate(grant, self._problem(grant) or gap_of(found[grant.pk], criteria)) for grant in self.grants]

    def _problem(self, grant: Grant) -> str:
        if not grant.can("propose"):
            return f"今は「{grant.get_status_display()}」なので、起案できません。"
        if grant.scheme != self.scheme:
            return f"制度がちがいます({grant.scheme})。別に起案してください。"
        if grant.yearly_plan.status not in PLAN_WITH_CITY:
            return "年度計画が市に出ていません。"
        return may_examine(self.user, grant).reason

    @property
    def ready(self) -> list[Grant]:
        return [candidate.grant for candidate in self.candidates if not candidate.problem]

    @property
    def total(self) -> int:
        return sum(grant.amount_applied for grant in self.ready)

    @cached_property
    def budget_gap(self) -> str:
        """What is wrong with the sum of them, in a sentence."""
        if self.scheme is None:
            return ""
        remaining = self.scheme.budget().remaining
        over = self.total > remaining
        return f"合計が予算の残り({yen(remaining)})をこえます。いくつか外してください。" if over else ""

    @cached_property
    def route(self) -> tuple[DecisionRule, list[RuleStop]]:
        """The way of the largest of them, so that none goes to a lower post than by itself; NotNow without a rule."""
        largest = max((grant.amount_applied for grant in self.ready), default=None)
        return route_for(Grant.approval_kind, amount=largest, on=self.on, department=office_of(self.user, on=self.on))

    @cached_property
    def way(self) -> tuple[str, list[Place], str]:
        """The rule's name and the picture of its way, or why there is none."""
        try:
            rule, stops = self.route
        except NotNow as refusal:
            return "", [], refusal.messages[0]
        people = covers([stop.post for stop in stops], on=self.on)
        return rule.name, places([(stop.part, stop.post) for stop in stops], people), ""
