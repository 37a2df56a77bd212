"""The lists of the register: what they are narrowed by, and the unanswered by desk and age."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.paginator import Page, Paginator

from accounts.models import User
from records.forms import Form, TextField
from records.pieces import Tag
from staff.inquiries.inquiries import Inquiry
from staff.inquiries.querysets import InquiryQuerySet
from staff.liaisons import districts
from staff.offices import Department

ROWS = 50
Status = Inquiry.Status
TAGS = {
    Status.RECEIVED: Tag("受付", "now"),
    Status.ROUTED: Tag("回答待ち", "way"),
    Status.ANSWERED: Tag("回答あり", "way"),
    Status.TOLD: Tag("伝えた", "good"),
    Status.PUBLISHED: Tag("公表", "good"),
    Status.CLOSED: Tag("終わり", "over"),
}
AGES = (("7日まで", 7), ("8〜14日", 14), ("15〜30日", 30), ("31日から", None))  # since it came


def tag_of(inquiry: Inquiry, *, on: date) -> Tag:
    if inquiry.is_late(on=on):
        return Tag("期限切れ", "late")
    return TAGS[Status(inquiry.status)]


@dataclass(frozen=True)
class Heap:
    key: str
    label: str
    narrow: Callable[[InquiryQuerySet, date], InquiryQuerySet]


HEAPS = (
    Heap("open", "答えを待つもの", lambda found, _on: found.unanswered()),
    Heap("late", "期限を過ぎた", lambda found, on: found.late(on=on)),
    Heap("tell", "伝えるもの", lambda found, _on: found.filter(status="answered")),
    Heap("all", "すべて", lambda found, _on: found.order_by("-received_on", "-pk")),
)


class ListForm(Form):
    """Filters in the address; one that makes no sense filters nothing."""

    q = TextField(label="言葉でさがす", required=False, max_length=60, width="")
    department: forms.ModelChoiceField[Department] = forms.ModelChoiceField(
        label="担当課", required=False, queryset=None, empty_label="すべて"
    )
    area: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        label="地区", required=False, queryset=None, empty_label="すべて"
    )
    channel = forms.ChoiceField(label="受けた方法", required=False, choices=[("", "すべて"), *Inquiry.Channel.choices])

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["department"].queryset = Department.objects.held(on=on)  # type: ignore[attr-defined]
        self.fields["area"].queryset = districts()  # type: ignore[attr-defined]

    def apply(self, found: InquiryQuerySet) -> InquiryQuerySet:
        self.full_clean()
        wanted = {name: value for name, value in self.cleaned_data.items() if value}
        exact = {name: wanted[name] for name in ("department", "area", "channel") if name in wanted}
        return found.filter(**exact).matching(wanted.get("q", ""))


@dataclass
class Listing:
    """One page of the register."""

    asked: Any
    user: User
    on: date

    def __post_init__(self) -> None:
        self.form = ListForm(self.asked, on=self.on)
        self.heap = next((heap for heap in HEAPS if heap.key == self.asked.get("heap")), HEAPS[0])

    @property
    def heaps(self) -> tuple[Heap, ...]:
        return HEAPS

    @property
    def narrowed(self) -> bool:
        return any(self.asked.get(name) for name in self.form.fields)

    def page(self) -> Page[Inquiry]:
        seen = Inquiry.objects.visible_to(self.user, on=self.on)
        found = self.heap.narrow(self.form.apply(seen), self.on)
        shown = found.select_related("area", "department", "partner")
        return Paginator(shown, ROWS).get_page(self.asked.get("page"))

    def rows(self, page: Page[Inquiry]) -> list[tuple[Inquiry, Tag]]:
        return [(inquiry, tag_of(inquiry, on=self.on)) for inquiry in page]


@dataclass
class Line:
    """A desk's unanswered, by how long ago they came."""

    desk: str
    department: int | None
    counts: list[int] = field(default_factory=lambda: [0] * len(AGES))
    late: int = 0

    @property
    def cells(self) -> list[tuple[str, int]]:
        return [(label, count) for (label, _most), count in zip(AGES, self.counts, strict=True)]

    @property
    def total(self) -> int:
        return sum(self.counts)


def unanswered(user: User, *, on: date) -> list[Line]:
    """By desk, those with the oldest first; what lies on no desk yet is the section's own first line."""
    found = Inquiry.objects.visible_to(user, on=on).unanswered().select_related("department", "partner")
    lines: dict[str, Line] = defaultdict()
    for inquiry in found:
        desk = inquiry.desk or "担当を決めるのを待つもの"
        line = lines.setdefault(desk, Line(desk, inquiry.department_id))
        line.counts[age_of(on - inquiry.received_on)] += 1
        line.late += inquiry.is_late(on=on)
    return sorted(lines.values(), key=lambda line: (bool(line.department), [-count for count in reversed(line.counts)]))


def age_of(passed: timedelta) -> int:
    """In which column of ``AGES``."""
    return next(n for n, (_label, most) in enumerate(AGES) if most is None or passed.days <= most)
