"""繰越と積立: what the ledgers already say of the new year's beginning; nothing is copied, a balance is what it is."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from config.rollover.step import Line, Step
from grants.cases import GrantQuerySet
from grants.models import CarryOver, Grant
from grants.reserves.accounts import Reserve
from grants.reserves.offsets import Offset
from records.templatetags.japanese import yen

BODY = ("grant__organization", "grant__scheme")


class Money(Step):
    code, title = "money", "繰越・積立・差引きの台帳"
    lead = (
        "額が確定すると、繰り越す額、積み立てる額、次の年度に差し引く額は、その場で台帳に載ります。写すものはありません。"
        "まだ確定していない交付金は、確定したときに載ります。"
    )

    def lines(self) -> list[Line]:
        seen = Grant.objects.visible_to(self.user, on=self.on)
        unsettled = seen.filter(scheme__fiscal_year=self.old, status__in=Grant.STANDING).count()
        return [*self.carried(seen), *self.saved(), *self.deducted(seen), *self.open(unsettled)]

    def carried(self, seen: GrantQuerySet) -> list[Line]:
        rows = CarryOver.objects.filter(fiscal_year=self.year, grant__in=seen)
        return [
            self.standing(str(row.grant), row.amount, f"{self.old}の使い残し", row.grant.get_absolute_url())
            for row in rows.select_related(*BODY).order_by("grant__organization__furigana", "pk")
        ]

    def saved(self) -> list[Line]:
        rows: Any = Reserve.objects.visible_to(self.user, on=self.on).with_balance().select_related("organization")
        return [
            self.standing(f"{row} (積立)", row.saved, f"目標{yen(row.target)}", row.get_absolute_url())
            for row in rows.filter(saved__gt=0).order_by("organization__furigana", "pk")
        ]

    def deducted(self, seen: GrantQuerySet) -> list[Line]:
        rows = Offset.objects.open().filter(source__in=seen, source__scheme__fiscal_year__lt=self.year)
        return [
            self.standing(
                f"{row.source} (差引き)", row.balance, "次の交付額から差し引く", row.source.get_absolute_url()
            )
            for row in rows.select_related("source__organization", "source__scheme").order_by("pk")
        ]

    def standing(self, what: str, amount: int, why: str, page: str) -> Line:
        """A balance at the turn of the year: it is there, nobody copies it."""
        return Line(what, f"{why} {yen(amount)}", f"{self.year}のはじめの残高 {yen(amount)}", "there", url=page)

    def open(self, count: int) -> list[Line]:
        if not count:
            return []
        note, page = "実績報告のあと、額が確定すると載ります。", f"{reverse('grants:list')}?year={self.old.number}"
        return [Line("額の確定がまだの交付金", f"{count}件", "", "look", note, page)]

    def carry(self) -> list[str]:
        return []
