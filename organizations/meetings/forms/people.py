"""Signing up without an account, and counting who came."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from organizations.meetings.kinds import MeetingKind
from organizations.meetings.meeting import Meeting
from organizations.meetings.signups import PERSON, AgeBand, Signup
from records.codes import as_code
from records.forms import ChoiceField, EmailField, Form, NameField, NumberField, PhoneField, TextField

CAUGHT = "この欄は空けたままにしてください。消して、もう一度送ってください。"


class SignupForm(Form):
    """``website`` is out of everybody's sight: what fills it in is a machine."""

    name = NameField(label="氏名")
    group = ChoiceField(label="所属", choices=())
    age_band = ChoiceField(label="年代", choices=AgeBand.choices)
    email = EmailField(label="メールアドレス", required=False, help_text="控えと、変更や中止のお知らせを送ります。")
    phone = PhoneField(label="電話", required=False)
    note = TextField(
        label="配慮してほしいこと",
        required=False,
        max_length=200,
        width="w-30",
        help_text="例 手話通訳、車いす",
    )
    website = forms.CharField(
        label="この欄は空けておいてください",
        required=False,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )
    token = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, meeting: Meeting, signup: Signup | None = None, **kwargs: Any) -> None:
        said = {column: getattr(signup, column) for column in PERSON} if signup else {}
        super().__init__(*args, initial={**said, "token": uuid.uuid4()}, **kwargs)
        group: Any = self.fields["group"]
        known = [*meeting.kind.groups, *([signup.group] if signup else [])]
        group.choices = [(name, name) for name in dict.fromkeys(known)]
        if meeting.contact == MeetingKind.Contact.NONE:
            del self.fields["email"], self.fields["phone"]
        elif meeting.contact == MeetingKind.Contact.REQUIRED:
            self.fields["email"].help_text = "メールアドレスか電話を入れてください。変更や中止を知らせます。"

    def clean_website(self) -> str:
        if self.cleaned_data["website"]:
            raise ValidationError(CAUGHT)
        return ""

    @property
    def person(self) -> dict[str, str]:
        return {column: self.cleaned_data.get(column, "") for column in PERSON}

    @property
    def token_sent(self) -> uuid.UUID:
        return self.cleaned_data.get("token") or uuid.uuid4()

    @property
    def told_fields(self) -> list[Any]:
        """Those that people fill in."""
        return [field for field in self.visible_fields() if field.name != "website"]


class CodeForm(Form):
    code = TextField(label="確認の番号", max_length=40, help_text="控えの画面とメールにあります。例 7K3D-9QXA-2MPT")

    def clean_code(self) -> str:
        if code := as_code(self.cleaned_data["code"]):
            return code
        raise ValidationError("確認の番号は、英字と数字の12文字です。控えのとおりに入れてください。")


class CountForm(Form):
    """One tap at the door: the group stays chosen, the button names the age band."""

    group = ChoiceField(label="所属", choices=())

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        group: Any = self.fields["group"]
        group.choices = [(name, name) for name in meeting.kind.groups]


class HoldForm(Form):
    """開催の記録: only what the kind counts is asked."""

    eligible = NumberField(label="議決権のある人の数", unit="人", min_value=1, required=False)
    present = NumberField(label="出席した人の数", unit="人", required=False)
    written = NumberField(label="書面表決の数", unit="人", required=False)
    proxies = NumberField(label="委任状の数", unit="人", required=False)
    as_talk = forms.BooleanField(label="定足数に足りないので、不成立の懇談会として記録する", required=False)

    MENDED_AT = {"no_more_people_are_counted_than_may_vote": "present"}

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        said = {column: getattr(meeting, column) for column in ("eligible", "present", "written", "proxies")}
        super().__init__(*args, initial=said | {"as_talk": meeting.is_talk}, **kwargs)
        kind = meeting.kind
        if not kind.quorum_of:
            for name in list(self.fields):
                del self.fields[name]
            return
        self.fields["eligible"].label = f"{kind.quorum_of}の数(全員)"
        self.fields["present"].label = f"出席した{kind.quorum_of}の数"
        self.fields["eligible"].help_text = f"定足数は{kind.quorum_of}の{kind.share}です。"
        if not kind.takes_written:
            del self.fields["written"]
        if not kind.takes_proxies:
            del self.fields["proxies"]

    @property
    def facts(self) -> dict[str, Any]:
        found = dict(self.cleaned_data)
        return found | {name: found[name] or 0 for name in ("written", "proxies") if name in found}
