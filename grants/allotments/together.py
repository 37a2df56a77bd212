"""内示 of many organizations in one 起案: of one scheme, each for what was calculated."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

from django.db import models

from grants.allotments.allotment import Allotment, is_tight
from grants.rules import may_allot
from grants.schemes import Scheme
from organizations.models import Officer
from records.templatetags.japanese import yen
from staff.joint import Column, Group


class Allotments(Group):
    MODEL = Allotment
    TITLE = "内示"
    LEAD = "計算した額のとおりに内示する案です。決裁が終わると、1団体ずつ通知書が出て、団体にメールで知らせます。"
    UNIT = "団体"
    MOST: ClassVar[int] = 1000  # a whole city's in one
    COLUMNS = (Column("制度"), Column("内示額の案", "num"))

    def seen(self) -> models.QuerySet[Allotment]:
        found = Allotment.objects.visible_to(self.user, on=self.on)
        return found.select_related("organization", "scheme").order_by("organization__furigana", "pk")

    def waiting(self) -> models.QuerySet[Allotment]:
        """Of the newest scheme for which some wait."""
        found = self.seen().filter(status=Allotment.Status.PREPARED)
        return found.filter(scheme__in=found.order_by("-scheme__fiscal_year", "scheme").values("scheme")[:1])

    def prepare(self, cases: Sequence[Allotment]) -> None:
        self.scheme: Scheme = cases[0].scheme
        presidents = Officer.objects.held(on=self.on).filter(kind=Officer.Kind.PRESIDENT)
        self.led = set(presidents.values_list("organization", flat=True))

    def problem(self, case: Allotment) -> str:
        if not case.can("propose"):
            return f"今は「{case.get_status_display()}」なので、起案できません。"
        if case.scheme_id != self.scheme.pk:
            return f"制度がちがいます({case.scheme})。別に起案してください。"
        if not case.amount:
            return "算定額が0円です。内示から外してください。"
        if case.organization_id not in self.led:
            return "今の会長が役員名簿にありません。名簿に入れてもらってください。"
        return may_allot(self.user, case).reason

    def name(self, case: Allotment) -> str:
        return case.organization.name

    def cells(self, case: Allotment) -> Sequence[str]:
        return case.scheme.name, yen(case.amount)

    def move(self, case: Allotment, **_said: Any) -> None:
        case.intend(by=self.user)

    def obstacles(self, case: Allotment) -> Iterable[str]:
        """One wording serves them all: what it lacks, the first letter tells."""
        return super().obstacles(case) if case == self.chosen[0] else []

    def first_words(self) -> dict[str, Any]:
        if not self.candidates:
            return {}
        basis = f"{self.scheme.guideline_name}{self.scheme.article}により算定したので、内示してよいか伺います。"
        return {"subject": f"{self.scheme}の内示について", "reason": basis}

    def amount(self, chosen: Sequence[Allotment]) -> int | None:
        return max((each.amount for each in chosen), default=None)

    def total(self, chosen: Sequence[Allotment]) -> int:
        """With what is told already."""
        return sum(each.amount for each in chosen) + Allotment.objects.filter(scheme=self.scheme).told().total()

    def tally(self, chosen: Sequence[Allotment]) -> str:
        total = sum(each.amount for each in chosen)
        tight = "、予算の9割以上" if chosen and is_tight(self.scheme, self.total(chosen)) else ""
        return f"{super().tally(chosen)}、計{yen(total)}{tight}"

    def gap(self, chosen: Sequence[Allotment]) -> str:
        over = self.total(chosen) - self.scheme.appropriation
        if over <= 0:
            return ""
        return f"合計が予算額({yen(self.scheme.appropriation)})を{yen(over)}こえます。いくつか外してください。"
