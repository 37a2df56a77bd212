"""What the old year leaves open: every case that somebody still has to bring to its end, with where it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse

from accounts.models import User
from grants.models import Change, Grant, Payment, Refund, Report, Revocation, Transfer
from plans.models import YearlyPlan
from records.approvals import Proposal
from records.fiscal import FiscalYear

SHOWN = 30
GRANT = ("grant__organization", "grant__scheme")


@dataclass(frozen=True)
class Item:
    name: str
    url: str
    state: str


@dataclass(frozen=True)
class Heap:
    """Cases of one kind; the first of them by name."""

    title: str
    hint: str
    count: int
    items: list[Item]

    @property
    def left_off(self) -> int:
        return self.count - len(self.items)


def unfinished(year: FiscalYear, user: User, *, on: date) -> list[Heap]:
    """Of the fiscal year that ends; kinds of which nothing is open are left out."""
    found = (heap(*each) for each in kinds(year, user, on))
    return [each for each in found if each.count]


def heap(title: str, hint: str, cases: QuerySet[Any]) -> Heap:
    rows = list(cases[: SHOWN + 1])
    count = len(rows) if len(rows) <= SHOWN else cases.count()
    return Heap(title, hint, count, [item(row) for row in rows[:SHOWN]])


def item(case: Any) -> Item:
    if isinstance(case, Proposal):
        return Item(case.subject, reverse("records:proposal", args=[case.pk]), case.get_status_display())
    return Item(str(case), case.get_absolute_url(), case.get_status_display())


def kinds(year: FiscalYear, user: User, on: date) -> Iterator[tuple[str, str, QuerySet[Any]]]:
    of_grant = {"grant__scheme__fiscal_year": year}

    def seen(model: Any, *related: str, **narrowed: Any) -> QuerySet[Any]:
        """In the order in which they were begun."""
        return model.objects.visible_to(user, on=on).filter(**narrowed).select_related(*related).order_by("pk")  # type: ignore[no-any-return]

    grants = seen(Grant, "organization", "scheme", scheme__fiscal_year=year)
    yield (
        "申請の審査と決裁",
        "年度の中に決めるか、取り下げてもらいます。",
        grants.filter(status__in=["submitted", "returned", "proposed"]),
    )
    yield (
        "変更・中止・廃止の申請",
        "年度の中に決めます。",
        seen(Change, *GRANT, **of_grant, status__in=["submitted", "returned", "proposed"]),
    )
    yield "取消しの途中", "決裁を終えるか、やめます。", seen(Revocation, *GRANT, **of_grant, status__in=Revocation.OPEN)
    yield (
        "支払い",
        "出納閉鎖の5月31日までに支払います。",
        seen(Payment, *GRANT, **of_grant, status__in=["requested", "returned"]),
    )
    yield (
        "実績報告がまだの交付金",
        "期限までに出してもらいます。",
        grants.filter(Q(report=None) | Q(report__status__in=["draft", "returned"]), status__in=Grant.STANDING),
    )
    yield (
        "額の確定",
        "実績報告を確かめて、額を確定します。",
        seen(Report, *GRANT, **of_grant, status__in=["submitted", "proposed"]),
    )
    yield "精算が終わっていない交付金", "残りを支払うか、返してもらいます。", grants.filter(status="confirmed")
    yield "返還", "入金を確かめます。", seen(Refund, *GRANT, **of_grant, status__in=["prepared", "proposed", "ordered"])
    yield (
        "振込データ",
        "銀行が振り込んだら、支払いを記録します。",
        seen(Transfer, fiscal_year=year, status="made").defer("content"),
    )
    yield (
        "年度計画の受理",
        "市が受け取ったことを記録します。",
        seen(YearlyPlan, "organization", fiscal_year=year, status__in=["submitted", "returned"]),
    )
    yield "決裁の途中の起案", "決裁の道すじは、起案したときの規程のまま進みます。", seen(Proposal, status="running")
