"""繰越と積立: what the ledgers already say of the new year's beginning; nothing is copied, a balance is what it is."""

from __future__ import annotations

from django.urls import reverse

from config.rollover.step import Line, Step
from grants.models import CarryOver, Grant
from records.templatetags.japanese import yen


class Money(Step):
    code, title = "money", "繰越の台帳"
    lead = (
        "額が確定すると、繰り越す額は、その場で新しい年度の台帳に載ります。写すものはありません。"
        "まだ確定していない交付金は、確定したときに載ります。"
    )

    def lines(self) -> list[Line]:
        seen = Grant.objects.visible_to(self.user, on=self.on)
        booked = CarryOver.objects.filter(fiscal_year=self.year, grant__in=seen).select_related(
            "grant__organization", "grant__scheme"
        )
        found = [
            Line(
                str(row.grant),
                f"{self.old}の使い残し {yen(row.amount)}",
                f"{self.year}のはじめの残高 {yen(row.amount)}",
                "there",
                url=row.grant.get_absolute_url(),
            )
            for row in booked.order_by("grant__organization__furigana", "pk")
        ]
        return [*found, *self.open(seen.filter(scheme__fiscal_year=self.old, status__in=Grant.STANDING).count())]

    def open(self, count: int) -> list[Line]:
        if not count:
            return []
        note, page = "実績報告のあと、額が確定すると載ります。", f"{reverse('grants:list')}?year={self.old.number}"
        return [Line("額の確定がまだの交付金", f"{count}件", "", "look", note, page)]

    def carry(self) -> list[str]:
        return []
