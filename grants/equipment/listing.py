"""備品台帳: the things of one organization for itself, of all for the city; on the page and as a spreadsheet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

import tablib
from django.core.paginator import Page, Paginator
from django.db.models import Prefetch, Q

from accounts.models import User
from grants.cases import Grant
from grants.equipment.items import Item, ItemCheck, ItemQuerySet, not_yet_entered
from grants.report_rows import Expense
from records.fiscal import FiscalYear
from records.forms.text import without_control_characters
from records.pieces import Tag

PER_PAGE = 50
HEADINGS = [
    "団体", "制度", "品名", "取得した日", "取得した額", "うち交付金", "保管場所", "処分を制限する年数",
    "処分できる日", "領収書の番号", "今年度の現物確認", "くわしいこと", "状態", "処分した日",
]  # fmt: skip
HEAPS = {"kept": "使用中", "bound": "処分の制限中", "unchecked": "今年度の確認がまだ", "disposed": "処分した"}


@dataclass(frozen=True)
class Row:
    item: Item
    check: ItemCheck | None  # of this fiscal year
    bound: bool

    @property
    def tag(self) -> Tag:
        if self.item.status == Item.Status.DISPOSED:
            return Tag("処分した", "over")
        if self.check is None:
            return Tag("今年度の確認がまだ", "back")
        return Tag("確認済み", "good") if self.check.state == ItemCheck.State.FOUND else Tag(str(self.check), "late")


class EquipmentList:
    """What one address shows; a filter that makes no sense is as none."""

    def __init__(self, asked: Mapping[str, str], user: User, *, on: date) -> None:
        self.asked, self.user, self.on = asked, user, on
        self.words = without_control_characters(asked.get("q", "")).strip()[:100]
        self.inside = user.is_city(on=on)

    @property
    def heap(self) -> str:
        return self.asked["heap"] if self.asked.get("heap") in HEAPS else "kept"

    @cached_property
    def items(self) -> ItemQuerySet:
        """In the order of the organizations; years back, too: a thing is bound for longer than its grant."""
        found = Item.objects.visible_to(self.user, on=self.on)
        for word in self.words.split():
            found = found.filter(Q(name__icontains=word) | Q(grant__organization__name__icontains=word))
        year = FiscalYear.of(self.on)
        found = found.filter(status=Item.Status.DISPOSED) if self.heap == "disposed" else found.kept()
        if self.heap == "bound":
            found = found.filter(pk__in=[item.pk for item in found if item.is_bound(on=self.on)])
        if self.heap == "unchecked":
            found = found.exclude(checks__fiscal_year=year)
        looks = Prefetch("checks", ItemCheck.objects.filter(fiscal_year=year), to_attr="looks")
        related = found.select_related("grant__organization", "grant__scheme", "expense").prefetch_related(looks)
        return related.order_by("grant__organization__furigana", "acquired_on", "pk")

    @cached_property
    def page(self) -> Page[Item]:
        return Paginator(self.items, PER_PAGE).get_page(self.asked.get("page"))

    @cached_property
    def rows(self) -> list[Row]:
        return [self._row(item) for item in self.page.object_list]

    @cached_property
    def waiting(self) -> list[Expense]:
        """Receipts that are still to be entered, of the reader's own organizations, or of all for the city."""
        seen = Grant.objects.visible_to(self.user, on=self.on).filter(amount_decided__isnull=False)
        return list(not_yet_entered(seen)[:PER_PAGE])

    @cached_property
    def own(self) -> list[Grant]:
        """Grants with which the reader's organizations may have bought something, newest first."""
        decided = Grant.objects.standing().filter(organization__in=self.user.writes_for(self.on))
        return list(decided.select_related("organization", "scheme").order_by("-scheme__fiscal_year", "pk"))

    @property
    def tabs(self) -> list[tuple[str, str, bool]]:
        return [(label, self.query(heap=heap), heap == self.heap) for heap, label in HEAPS.items()]

    def query(self, **more: str) -> str:
        return urlencode({"heap": self.heap, "q": self.words, **more})

    def table(self) -> tablib.Dataset:
        table = tablib.Dataset(title=f"備品台帳_{HEAPS[self.heap]}", headers=HEADINGS)
        for item in self.items:
            table.append(cells(self._row(item)))
        return table

    def _row(self, item: Item) -> Row:
        looks: list[ItemCheck] = item.looks  # type: ignore[attr-defined]  # Prefetch(to_attr=)
        return Row(item, next(iter(looks), None), item.is_bound(on=self.on))


def cells(row: Row) -> list[Any]:
    item = row.item
    return [
        item.grant.organization.name, str(item.grant.scheme), item.name, item.acquired_on, item.price,
        item.grant_share, item.place, item.limit_years, item.free_from,
        item.expense.number if item.expense else "", row.check.get_state_display() if row.check else "",
        row.check.note if row.check else "", item.get_status_display(), item.disposed_on or "",
    ]  # fmt: skip
