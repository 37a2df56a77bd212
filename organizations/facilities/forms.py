"""What is typed about facilities, and by whoever asks for a room."""

from __future__ import annotations

from datetime import date, time
from typing import Any

from django import forms
from django.db.models import Q

from accounts.models import User
from organizations.areas import Area
from organizations.facilities.buildings import WEEKDAYS, Closing, Equipment, Facility, Room
from organizations.facilities.calendar import half_hours
from organizations.models import Organization
from records.forms import (
    CheckField,
    ChoicesField,
    EraDateField,
    Form,
    LongTextField,
    ModelForm,
    NameField,
    NumberField,
    PhoneField,
    RowField,
    TextField,
)
from records.forms.choices import Sentences

CLOCK = forms.TimeInput(attrs={"type": "time", "class": "w-8"}, format="%H:%M")
CLOCK_SENTENCES: Sentences = {"required": "時刻を入れてください。", "invalid": "時刻は 9:00 のように入れてください。"}


class ClockField(forms.TimeField):
    """A time of day, as phones offer it and as people type it."""

    widget = CLOCK
    default_error_messages = CLOCK_SENTENCES


class HalfHourField(forms.TypedChoiceField):
    """A half hour within the hours of a facility."""

    default_error_messages = {
        "required": "%(label)sを選んでください。",
        "invalid_choice": "一覧の中から選んでください。",
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(coerce=time.fromisoformat, **kwargs)


class FacilityForm(ModelForm):
    MENDED_AT = {
        "a_designated_manager_is_an_organization": "manager",
        "a_facility_closes_after_it_opens": "closes_at",
        "a_facility_ends_after_it_started": "ends_on",
    }

    phone = PhoneField(label="電話", required=False)
    manager = RowField(label="運営する団体", queryset=Organization.objects.none(), required=False, empty_label="なし")
    opens_at = ClockField(label="開く時刻")
    closes_at = ClockField(label="閉まる時刻")
    closed_weekdays = ChoicesField(label="休みの曜日", choices=WEEKDAYS, required=False)
    takes_bookings = CheckField(label="このポータルで、部屋の申し込みを受ける", required=False)
    about = LongTextField(label="利用の案内", rows=4, max_length=1000, required=False)

    class Meta:
        model = Facility
        fields = [
            "name", "kind", "area", "address", "phone", "operation", "manager", "opens_at", "closes_at",
            "closed_weekdays", "takes_bookings", "days_ahead", "about", "starts_on", "ends_on",
        ]  # fmt: skip

    def __init__(self, *args: Any, user: User, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        area: Any = self.fields["area"]
        area.queryset = Area.objects.choosable(on=on).exclude(kind=Area.Kind.CITY).select_related("system")
        area.label_from_instance = lambda each: f"{each.name}({each.what})"
        manager: Any = self.fields["manager"]
        own = Q(pk=self.instance.manager_id)
        seen = Organization.objects.visible_to(user, on=on).values("pk")
        manager.queryset = Organization.objects.filter(Q(pk__in=seen) | own).order_by("name")

    def clean_closed_weekdays(self) -> list[int]:
        return [int(each) for each in self.cleaned_data["closed_weekdays"]]


class RoomForm(ModelForm):
    in_use = CheckField(label="申し込みを受ける", required=False)

    class Meta:
        model = Room
        fields = ["name", "capacity", "fee", "note", "in_use", "order"]


class EquipmentForm(ModelForm):
    class Meta:
        model = Equipment
        fields = ["name", "count", "note"]


class ClosingForm(ModelForm):
    class Meta:
        model = Closing
        fields = ["starts_on", "ends_on", "reason"]


class AskForm(Form):
    """For everybody; who has signed in may ask for an organization, and need not type what the portal knows."""

    MENDED_AT = {"no_room_is_given_twice_at_a_time": "starts", "a_booking_ends_after_it_starts": "ends"}

    room = RowField(label="部屋", queryset=Room.objects.none())
    day = EraDateField(label="使う日")
    starts = HalfHourField(label="はじめ")
    ends = HalfHourField(label="おわり")
    headcount = NumberField(label="人数", unit="人", min_value=1)
    purpose = TextField(label="使う目的", max_length=200, help_text="例 健康体操の集まり。ほかの人には見えません。")
    organization = RowField(
        label="団体", queryset=Organization.objects.none(), required=False, empty_label="団体としてではない"
    )
    name = NameField(label="申し込む人の名前", max_length=60, help_text="ほかの人には見えません。")
    phone = PhoneField(label="電話", help_text="返事のために使います。ほかの人には見えません。")

    def __init__(self, data: Any, *, facility: Facility, user: User | None, on: date, initial: dict[str, Any]) -> None:
        known = {"name": user.name, "phone": user.phone} if user else {}
        super().__init__(data, initial={**known, **initial})
        room: Any = self.fields["room"]
        room.queryset = facility.rooms.filter(in_use=True)
        room.label_from_instance = lambda each: f"{each.name}(定員{each.capacity}人)"
        for name in ("starts", "ends"):
            self.fields[name].choices = [("", "選んでください"), *half_hours(facility)]  # type: ignore[attr-defined]
        bodies = user.writes_for(on) if user else []
        if bodies:
            organization: Any = self.fields["organization"]
            organization.queryset = Organization.objects.filter(pk__in=[body.pk for body in bodies])
        else:
            del self.fields["organization"]


class AnswerForm(Form):
    answer = LongTextField(
        label="返事",
        rows=2,
        max_length=300,
        required=False,
        help_text="断るときと取り消すときは、理由を書いてください。申し込んだ人が読みます。",
    )
