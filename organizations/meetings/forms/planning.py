"""The meeting itself: what, when, where, for whom; putting it off and calling it off."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from organizations.areas import Area
from organizations.bodies import Organization
from organizations.kinds.parts import Section
from organizations.meetings.kinds import MeetingKind
from organizations.meetings.meeting import Meeting
from records.forms import (
    CheckField,
    ChoiceField,
    EraDateField,
    Form,
    LongTextField,
    NumberField,
    RowField,
    TextField,
)

CLOCK = re.compile(r"(?P<half>午前|午後)?(?P<hour>\d{1,2})(?:[:時](?P<minute>\d{1,2}|半)?分?)?")
EXAMPLE = "例 19:00、午後7時半"


class ClockField(TextField):
    """A time of day as people write it."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=10, width="w-10", **kwargs)
        self.widget.attrs["autocomplete"] = "off"

    def clean(self, value: Any) -> Any:
        typed = re.sub(r"\s", "", unicodedata.normalize("NFKC", super().clean(value)))
        if not typed:
            return None
        found = CLOCK.fullmatch(typed)
        if found is None:
            raise ValidationError(f"時刻として読めません。{EXAMPLE}", code="invalid")
        hour = int(found["hour"]) + (12 if found["half"] == "午後" and int(found["hour"]) < 12 else 0)
        minute = 30 if found["minute"] == "半" else int(found["minute"] or 0)
        if hour > 23 or minute > 59:
            raise ValidationError(f"時刻として読めません。{EXAMPLE}", code="invalid")
        return time(hour, minute)

    def prepare_value(self, value: Any) -> Any:
        return f"{value:%H:%M}" if isinstance(value, time) else value


def moment(day: date, clock: time) -> datetime:
    return datetime.combine(day, clock, tzinfo=timezone.get_default_timezone())


class WhenForm(Form):
    """Day and times. A meeting that ends before it begins ends after midnight nowhere: it is a slip."""

    day = EraDateField(label="日")
    start = ClockField(label="はじまり", help_text=EXAMPLE)
    end = ClockField(label="おわり")
    place = TextField(label="会場", max_length=100, width="w-30")

    def when(self) -> dict[str, Any]:
        facts = self.cleaned_data
        day = facts["day"]
        return {"starts_at": moment(day, facts["start"]), "ends_at": moment(day, facts["end"]), "place": facts["place"]}


def typed_when(meeting: Meeting) -> dict[str, Any]:
    start, end = timezone.localtime(meeting.starts_at), timezone.localtime(meeting.ends_at)
    return {"day": start.date(), "start": start.time(), "end": end.time(), "place": meeting.place}


FOR_EVERYBODY = ("takes_signups", "capacity", "signup_until", "contact")  # asked where anybody may come


class PlanForm(WhenForm):
    """A new meeting, or a planned one mended. The kind is chosen once: its rules hold from then on."""

    kind = RowField(MeetingKind.objects.none(), label="会議の種類")
    section = RowField(Section.objects.none(), label="部会", required=False, help_text="部会の会議のときに選びます。")
    number = NumberField(label="第何回", required=False, min_value=1, max_value=9999, help_text="空けると、次の回。")
    title = TextField(label="題名", required=False, max_length=80, width="w-30", help_text="例 見守りを考える")
    about = LongTextField(label="案内", required=False, max_length=2000, help_text="だれに来てほしいか、持ち物など。")
    takes_signups = CheckField(
        label="参加の申し込みを受ける", required=False, help_text="だれでも参加できる種類の会議だけです。"
    )
    capacity = NumberField(
        label="定員",
        required=False,
        unit="人",
        min_value=1,
        max_value=100_000,
        help_text="空けると、定員なし。",
    )
    signup_until = EraDateField(label="申し込みの締切", required=False)
    contact = ChoiceField(label="申し込む人の連絡先", choices=MeetingKind.Contact.choices)
    inquiries = TextField(
        label="問い合わせ先",
        required=False,
        max_length=100,
        width="w-30",
        help_text="公開します。例 0867-00-5678",
    )

    COLUMNS = ("section", "number", "title", "about", "takes_signups", "capacity", "signup_until", "contact",
               "inquiries")  # fmt: skip
    MENDED_AT = {
        "no_organization_holds_the_same_meeting_twice": "number",
        "no_area_has_the_same_meeting_twice": "number",
        "a_meeting_ends_after_it_begins": "end",
    }
    field_order = ("kind", "section", "number", "title")

    def __init__(
        self,
        *args: Any,
        kinds: Iterable[MeetingKind],
        host: Organization | Area,
        meeting: Meeting | None = None,
        **kwargs: Any,
    ) -> None:
        usual: dict[str, Any] = {"contact": MeetingKind.Contact.OPTIONAL, "takes_signups": True}
        said = {column: getattr(meeting, column) for column in self.COLUMNS} | typed_when(meeting) if meeting else usual
        super().__init__(*args, initial=said | kwargs.pop("initial", {}), **kwargs)
        sections = Section.objects.filter(organization=host) if isinstance(host, Organization) else None
        if sections is None:
            del self.fields["section"]
        else:
            section: Any = self.fields["section"]
            section.queryset = sections
        if meeting is not None:
            for name in ("kind", *(() if meeting.is_open else FOR_EVERYBODY)):
                del self.fields[name]
        else:
            field: Any = self.fields["kind"]
            field.queryset = kinds

    @property
    def facts(self) -> dict[str, Any]:
        """The columns that were asked for."""
        return {column: self.cleaned_data[column] for column in self.COLUMNS if column in self.fields} | self.when()

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or self.cleaned_data
        if found.get("capacity") and not found.get("takes_signups"):
            self.add_error("takes_signups", "定員があるときは、ここに印をつけるか、定員を空けてください。")
        return found


class AnnounceForm(Form):
    reason = LongTextField(label="お知らせがおそくなる理由", required=False, max_length=300, rows=2)


class PostponeForm(WhenForm):
    reason = LongTextField(label="変える理由", max_length=300, rows=2, help_text="申し込んだ人へのメールに書きます。")


class CancelForm(Form):
    reason = LongTextField(label="中止の理由", max_length=300, rows=2, help_text="お知らせのページとメールに書きます。")
