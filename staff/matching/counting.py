"""How much was brought together in a fiscal year, area by area."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from records.fiscal import FiscalYear
from staff.liaisons import districts
from staff.matching.cards import Card
from staff.matching.introductions import Introduction

COLUMNS = ("してほしい", "できる", "紹介", "成立", "済み", "お礼", "成立しなかった")
WHOLE = "市内のどこでも"


@dataclass(frozen=True)
class Line:
    area: str
    counts: tuple[int, ...]

    @property
    def cells(self) -> list[tuple[str, int]]:
        return list(zip(COLUMNS, self.counts, strict=True))


def counts(year: FiscalYear) -> list[Line]:
    """Every area, those of the whole city last, and the sum. An introduction counts where the need is."""
    columns = [counted(year) for counted in (*sides(), *stations())]
    places: list[Any] = [*districts(), None]
    lines = [Line(str(each or WHOLE), tuple(column[each and each.pk] for column in columns)) for each in places]
    return [*lines, Line("合計", tuple(sum(column.values()) for column in columns))]


def sides() -> list[Any]:
    return [
        lambda year, side=side: areas(Card.objects.filter(side=side, received_on__range=(year.start, year.end)), "area")
        for side in Card.Side.values
    ]


def stations() -> list[Any]:
    days: list[tuple[str, dict[str, Any]]] = [
        ("introduced_on", {}),
        ("agreed_on", {}),
        ("ended_on", {"status__in": ["done", "thanked"]}),
        ("thanks_on", {}),
        ("ended_on", {"status": "failed"}),
    ]
    return [
        lambda year, day=day, only=only: areas(
            Introduction.objects.filter(**{f"{day}__range": (year.start, year.end)}, **only), "need__area"
        )
        for day, only in days
    ]


def areas(found: Any, column: str) -> Counter[int | None]:
    return Counter(found.order_by().values_list(column, flat=True))
