"""What the section and the inspectors type about inspections."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import QueryDict

from accounts.models import User
from grants.cases import Grant
from grants.inspections.cases import Inspection
from grants.schemes import Scheme
from records.forms import ChoiceField, EraDateField, Form, LongTextField, NumberField, RowField, TextField
from staff.models import Duty, Post

SEATS = ("first", "second", "third")


class DrawForm(Form):
    MENDED_AT = {"a_second_draw_says_why": "reason"}

    words = TextField(
        label="抽出のことば",
        max_length=120,
        help_text="立ち会った人がその場で決めた言葉や数など、前もって選べないもの。記録に残り、同じ抽出をいつでもやり直して確かめられます。",
    )
    percent = NumberField(label="抽出する割合", unit="%", max_value=100, initial=10)
    minimum = NumberField(label="抽出する件数(少なくとも)", unit="件", max_value=1000, initial=1)
    reason = TextField(label="もう一度抽出する理由", max_length=200, required=False, width="")

    def __init__(self, data: QueryDict | None, *, again: bool) -> None:
        super().__init__(data)
        if not again:
            del self.fields["reason"]


class AddForm(Form):
    grant = RowField(label="団体", queryset=Grant.objects.none())
    why = TextField(label="加える理由", max_length=200, width="", help_text="例 領収書の写真が読みにくいため")

    def __init__(self, data: QueryDict | None, *, scheme: Scheme, first: str = "") -> None:
        super().__init__(data, initial={"grant": first})
        open_ = scheme.grants.filter(status__in=Grant.STANDING)
        chosen = Inspection.objects.live().values("grant")
        field: Any = self.fields["grant"]
        field.queryset = open_.exclude(pk__in=chosen).select_related("organization").order_by("organization__furigana")
        field.label_from_instance = lambda grant: grant.organization.name


class PlanForm(Form):
    planned_on = EraDateField(label="検査の予定日")
    way = ChoiceField(label="方法", choices=Inspection.Way.choices)
    place = TextField(label="場所", max_length=100, help_text="例 北地区センター 会議室。書面のときは、市役所の場所。")
    request = LongTextField(
        label="用意してもらうもの", rows=3, max_length=500, required=False, help_text="団体に、そのまま届きます。"
    )
    first = RowField(label="検査員1", queryset=User.objects.none())
    second = RowField(label="検査員2", queryset=User.objects.none(), required=False, empty_label="なし")
    third = RowField(label="検査員3", queryset=User.objects.none(), required=False, empty_label="なし")

    def __init__(self, data: QueryDict | None, *, case: Inspection, on: date) -> None:
        standing = dict(zip(SEATS, case.team(), strict=False)) if case.pk else {}
        names = ("planned_on", "way", "place", "request")
        super().__init__(data, initial={**{name: getattr(case, name) for name in names}, **standing})
        held = Duty.objects.held(on=on).filter(post__reach=Post.Reach.ALL, post__audits=False)
        for seat in SEATS:
            field: Any = self.fields[seat]
            field.queryset = User.objects.filter(pk__in=held.values("user")).order_by("furigana", "pk")

    @property
    def facts(self) -> dict[str, Any]:
        """Each inspector once."""
        data = dict(self.cleaned_data)
        team = [data.pop(seat) for seat in SEATS]
        return {**data, "team": list(dict.fromkeys(user for user in team if user))}


class ConcludeForm(Form):
    MENDED_AT = {"what_is_to_be_mended_has_a_day": "mend_by"}

    held_on = EraDateField(label="検査をした日")
    attended = TextField(label="立ち会った人", max_length=100, required=False, width="")
    result = ChoiceField(label="結果", choices=Inspection.Result.choices)
    findings = LongTextField(
        label="所見", rows=5, max_length=2000, help_text="見た帳簿と物、合っていたこと、指摘したこと。団体も読みます。"
    )
    mend_by = EraDateField(label="直す期限", required=False, help_text="「指摘あり」のときだけ入れます。")

    def __init__(self, data: QueryDict | None, *, case: Inspection, on: date) -> None:
        super().__init__(data, initial={"held_on": min(case.planned_on or on, on)})

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("result") == Inspection.Result.MEND and not data.get("mend_by") and "mend_by" not in self.errors:
            self.add_error("mend_by", "直してもらうときは、期限を入れてください。")
        return data


class MendForm(Form):
    mended = LongTextField(label="直ったこと", rows=3, max_length=1000, help_text="何を見て、直ったと確かめたか。")


class ReleaseForm(Form):
    reason = TextField(label="外す理由", max_length=200, width="")
