"""The lists: everybody's, and the coordinators' desk."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.core.paginator import Page, Paginator

from accounts.models import User
from records.forms import Form, TextField
from records.pieces import Tag
from staff.liaisons import districts
from staff.matching.cards import Card
from staff.matching.finding import CardQuerySet
from staff.matching.page import tag_of
from staff.words.words import Theme

ROWS = 30


class FilterForm(Form):
    """In the address; what makes no sense filters nothing."""

    q = TextField(label="言葉でさがす", required=False, max_length=60, width="")
    side = forms.ChoiceField(label="区分", required=False, choices=[("", "すべて"), *Card.Side.choices])
    theme: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        label="分野", required=False, queryset=None, empty_label="すべて"
    )
    area: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        label="地区", required=False, queryset=None, empty_label="すべて"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["theme"].queryset = Theme.objects.all()  # type: ignore[attr-defined]
        self.fields["area"].queryset = districts()  # type: ignore[attr-defined]

    def apply(self, found: CardQuerySet) -> CardQuerySet:
        self.full_clean()
        wanted = {name: value for name, value in self.cleaned_data.items() if value}
        exact = {name: wanted[name] for name in ("side", "theme", "area") if name in wanted}
        return found.filter(**exact).matching(wanted.get("q", ""))

    @property
    def narrows(self) -> bool:
        return any(self.cleaned_data.values())


@dataclass(frozen=True)
class Heap:
    key: str
    label: str
    narrow: Callable[[CardQuerySet, date], CardQuerySet]


HEAPS = (
    Heap("look", "確かめるもの", lambda found, _on: found.filter(status="received")),
    Heap("open", "募集中", lambda found, on: found.published(on=on)),
    Heap("met", "紹介中・成立", lambda found, _on: found.filter(status="matched") | found.filter(
        as_need__status="proposed") | found.filter(as_offer__status="proposed")),
    Heap("stale", "期限切れ", lambda found, on: found.stale(on=on)),
    Heap("all", "すべて", lambda found, _on: found),
)  # fmt: skip


@dataclass
class Desk:
    """One page of the coordinators' list."""

    asked: Any
    user: User
    on: date

    def __post_init__(self) -> None:
        self.form = FilterForm(self.asked)
        self.heap = next((heap for heap in HEAPS if heap.key == self.asked.get("heap")), HEAPS[0])
        seen = self.form.apply(Card.objects.visible_to(self.user, on=self.on))
        self.heaps = [(heap, heap.narrow(seen, self.on).order_by().distinct().count()) for heap in HEAPS[:-1]]
        self.heaps.append((HEAPS[-1], seen.count()))
        found = self.heap.narrow(seen, self.on).distinct()
        self.page: Page[Card] = Paginator(found.with_places(), ROWS).get_page(self.asked.get("page"))

    @property
    def rows(self) -> list[tuple[Card, Tag]]:
        return [(card, tag_of(card, on=self.on)) for card in self.page]
