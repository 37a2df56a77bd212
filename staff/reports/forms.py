"""The report on a phone: one page, what is always the same filled in, lists with one thing a line."""

from __future__ import annotations

from datetime import date
from typing import Any

from accounts.models import User
from records.forms import CheckField, ChoiceField, EraDateField, Form, LongTextField, NumberField, RowField, TextField
from records.forms.lines import LinesField
from records.forms.photos import ClockField, PhotosField
from staff.reports.reports import NEEDED, LiaisonReport, ReportLine
from staff.reports.rules import areas_to_report, may_see_inside

ONE_A_LINE = "1行に1つずつ。名前は書かないでください。"


class ReportForm(Form):
    """What must be there is asked for when it is sent: a draft may lack anything but its area."""

    area = RowField(label="地区", queryset=None)
    visited_on = EraDateField(label="行った日")
    starts_at = ClockField(label="はじまり", help_text="例 19:00")
    ends_at = ClockField(label="おわり", help_text="例 20:30")
    hours = ChoiceField(label="勤務の区分", choices=LiaisonReport.Hours.choices)
    place = TextField(label="場所", max_length=60)
    meeting = TextField(label="会議・行事の名前", max_length=60, help_text="例 熊野の役員会")
    headcount = NumberField(label="人数", required=False, min_value=0, max_value=9999)
    attendees = TextField(label="参加した人", required=False, max_length=200, help_text="例 役員8人、公民館長")
    content = LongTextField(label="内容", rows=5, max_length=4000)
    voices = LinesField(label="住民の声", required=False, rows=3, longest=300, help_text=ONE_A_LINE)
    requests = LinesField(
        label="市への要望・質問",
        required=False,
        rows=3,
        longest=300,
        help_text=f"{ONE_A_LINE}出すと、1つずつ答える課に回り、答えがあなたに届きます。",
    )
    thoughts = LongTextField(label="感じたことと次の予定", required=False, rows=3)
    inside = LongTextField(label="市の中だけのメモ", required=False, rows=2, help_text="地域の支え手には見えません。")
    is_shared = CheckField(label="地域の支え手(社協など)にも見せる", required=False)
    photos = PhotosField(label="写真")

    def __init__(self, *args: Any, user: User, on: date, report: LiaisonReport | None = None, **kwargs: Any) -> None:
        super().__init__(*args, initial=begun(report, user, on), **kwargs)
        if self.is_bound and "send" not in self.data:
            for name in NEEDED:
                self.fields[name].required = False
        self.fields["area"].queryset = areas_to_report(user)  # type: ignore[attr-defined]
        self.fields["visited_on"].not_after = on  # type: ignore[attr-defined]
        if not may_see_inside(user, report):  # type: ignore[arg-type]  # asks the person only
            del self.fields["inside"], self.fields["is_shared"]

    @property
    def facts(self) -> dict[str, Any]:
        """What could be read of what was typed; a partner's own report is always for partners."""
        found = {name: value for name, value in self.cleaned_data.items() if name != "photos"}
        return found if "is_shared" in self.fields else {**found, "is_shared": True}


def begun(report: LiaisonReport | None, user: User, on: date) -> dict[str, Any]:
    if report is None:
        areas = list(areas_to_report(user)[:2])
        return {"area": areas[0] if len(areas) == 1 else None, "visited_on": on, "hours": LiaisonReport.Hours.INSIDE}
    names = ("area", "visited_on", "starts_at", "ends_at", "hours", "place", "meeting", "headcount", "attendees")
    columns = {name: getattr(report, name) for name in (*names, "content", "thoughts", "inside", "is_shared")}
    texts: dict[str, list[str]] = {kind: [] for kind in ReportLine.Kind.values}
    for line in report.lines.all():
        texts[line.kind].append(line.text)
    return columns | {"voices": texts["voice"], "requests": texts["request"]}


class ConfirmForm(Form):
    reply = TextField(
        label="ひとこと", required=False, max_length=200, width="w-30", help_text="なくてもかまいません。"
    )
