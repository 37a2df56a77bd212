"""What the old year leaves open: every case that somebody still has to bring to its end, with where it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse

from accounts.models import User
from grants.models import (
    Change,
    Grant,
    Inspection,
    ItemDisposal,
    Payment,
    PlannedDunning,
    Refund,
    Report,
    Revocation,
    StatusReport,
    Transfer,
)
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
    """Title, what is to be done, cases."""
    found = Seen(year, user, on)
    yield from found.before_the_decision()
    yield from found.after_the_decision()
    yield from found.money()
    yield (
        "年度計画の受理",
        "市が受け取ったことを記録します。",
        found.of(YearlyPlan, "organization", fiscal_year=year, status__in=["submitted", "returned"]),
    )
    hint = "決裁の道すじは、起案したときの規程のまま進みます。"
    yield "決裁の途中の起案", hint, found.of(Proposal, status="running")


@dataclass(frozen=True)
class Seen:
    """What the reader sees of the year, in the order in which it was begun."""

    year: FiscalYear
    user: User
    on: date

    def of(self, model: Any, *related: str, **narrowed: Any) -> QuerySet[Any]:
        seen: QuerySet[Any] = model.objects.visible_to(self.user, on=self.on)
        return seen.filter(**narrowed).select_related(*related).order_by("pk")

    def grants(self) -> QuerySet[Any]:
        return self.of(Grant, "organization", "scheme", scheme__fiscal_year=self.year)

    def of_grants(self, model: Any, *statuses: str) -> QuerySet[Any]:
        return self.of(model, *GRANT, grant__scheme__fiscal_year=self.year, status__in=statuses)

    def before_the_decision(self) -> Iterator[tuple[str, str, QuerySet[Any]]]:
        waiting = ("submitted", "returned", "proposed")
        decide = "年度の中に決めるか、取り下げてもらいます。"
        yield "申請の審査と決裁", decide, self.grants().filter(status__in=waiting)
        yield "変更・中止・廃止の申請", "年度の中に決めます。", self.of_grants(Change, *waiting)
        yield "取消しの途中", "決裁を終えるか、やめます。", self.of_grants(Revocation, *Revocation.OPEN)

    def after_the_decision(self) -> Iterator[tuple[str, str, QuerySet[Any]]]:
        missing = Q(report=None) | Q(report__status__in=["draft", "returned"])
        told = "出してもらい、確かめます。"
        yield "状況報告の途中", told, self.of_grants(StatusReport, "draft", "returned", "submitted")
        look = "検査をして、直すところがなくなってから、額を確定します。"
        yield "検査の途中", look, self.of_grants(Inspection, "chosen", "planned", "mending")
        reporting = self.grants().filter(missing, status__in=Grant.STANDING)
        yield "実績報告がまだの交付金", "期限までに出してもらいます。", reporting
        confirm = "実績報告を確かめて、額を確定します。"
        yield "額の確定", confirm, self.of_grants(Report, "submitted", "proposed")
        even = "残りを支払うか、返してもらいます。"
        yield "精算が終わっていない交付金", even, self.grants().filter(status="confirmed")

    def money(self) -> Iterator[tuple[str, str, QuerySet[Any]]]:
        until = "出納閉鎖の5月31日までに支払います。"
        yield "支払い", until, self.of_grants(Payment, "requested", "returned")
        yield "返還", "入金を確かめます。", self.of_grants(Refund, "prepared", "proposed", "ordered")
        refund = ("refund__grant__organization", "refund__grant__scheme")
        planned = self.of(PlannedDunning, *refund, refund__grant__scheme__fiscal_year=self.year, status="proposed")
        yield "督促状の決裁", "決裁を終えると、督促状が出ます。", planned
        owing = {"payback__gt": 0, "paid_back_on": None}
        back = self.of_grants(ItemDisposal, "approved").filter(**owing)
        yield "財産の処分で返ってくるお金", "納められたことを記録します。", back
        files = self.of(Transfer, fiscal_year=self.year, status="made").defer("content")
        yield "振込データ", "銀行が振り込んだら、支払いを記録します。", files
