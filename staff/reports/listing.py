"""The list of reports: the own drafts, those that wait to be read, all of an area."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.core.paginator import Page, Paginator
from django.db.models import Count, Q

from accounts.models import User
from records.forms import Form, TextField
from records.pieces import Tag
from staff.liaisons import districts
from staff.reports.reports import LiaisonReport, ReportQuerySet

ROWS = 30
Status = LiaisonReport.Status
TAGS = {
    Status.DRAFT: Tag("下書き"),
    Status.SUBMITTED: Tag("確認待ち", "way"),
    Status.READ: Tag("確認済み", "good"),
    Status.DROPPED: Tag("取りやめ", "over"),
}


@dataclass(frozen=True)
class Heap:
    key: str
    label: str
    narrow: Callable[[ReportQuerySet, User], ReportQuerySet]


HEAPS = (
    Heap("all", "出された報告", lambda found, _user: found.sent()),
    Heap("unread", "確認待ち", lambda found, _user: found.unread()),
    Heap("mine", "自分の報告と下書き", lambda found, user: found.filter(author=user).exclude(status="dropped")),
)


class ListForm(Form):
    q = TextField(label="言葉でさがす", required=False, max_length=60, width="")
    area: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        label="地区", required=False, queryset=None, empty_label="すべて"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = districts()  # type: ignore[attr-defined]

    def apply(self, found: ReportQuerySet) -> ReportQuerySet:
        self.full_clean()
        if area := self.cleaned_data.get("area"):
            found = found.filter(area=area)
        for word in self.cleaned_data.get("q", "").split():
            said = Q(meeting__icontains=word) | Q(content__icontains=word)
            found = found.filter(said | Q(author__name__icontains=word))
        return found


@dataclass
class Listing:
    asked: Any
    user: User
    on: date

    def __post_init__(self) -> None:
        self.form = ListForm(self.asked)
        self.heap = next((heap for heap in HEAPS if heap.key == self.asked.get("heap")), HEAPS[0])

    @property
    def heaps(self) -> tuple[Heap, ...]:
        return HEAPS

    @property
    def narrowed(self) -> bool:
        return any(self.asked.get(name) for name in self.form.fields)

    def page(self) -> Page[LiaisonReport]:
        seen = LiaisonReport.objects.visible_to(self.user, on=self.on).for_lists()
        found = self.heap.narrow(self.form.apply(seen), self.user)
        asks = Count("lines", filter=Q(lines__kind="request"))
        shown = found.annotate(asks=asks).order_by("-visited_on", "-pk")  # a sum forgets the order
        return Paginator(shown, ROWS).get_page(self.asked.get("page"))

    def rows(self, page: Page[LiaisonReport]) -> list[tuple[LiaisonReport, Tag]]:
        return [(report, TAGS[Status(report.status)]) for report in page]
