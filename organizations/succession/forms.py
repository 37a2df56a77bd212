"""What is typed of an election: the meeting, a row for everybody in office, and rows for the new ones."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from organizations.forms.changes import not_yet_told
from organizations.models import Officer, Organization
from organizations.papers import Paper
from organizations.readiness import FOUNDING_ROLES
from records.attachments import Attachment
from records.era import era_date
from records.forms import (
    AttachmentField,
    CheckField,
    EmailField,
    EraDateField,
    Form,
    KanaField,
    NameField,
    PaperForm,
    PhoneField,
    SheetForm,
    TextField,
    sheet_of,
)
from staff.handover.forms import bounds
from staff.handover.moves import Move

STAY, GO = "stay", "go"
Kind = Officer.Kind


class DayForm(Form):
    on = EraDateField(
        label="新しい任期のはじまり", help_text="新しい役員は、この日からです。前の役員は、前の日までです。"
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].not_before, self.fields["on"].not_after = bounds(today)  # type: ignore[attr-defined]


class MeetingForm(PaperForm):
    """The general meeting that elected; its minutes are kept at once, whatever else is wrong on the page."""

    met_on = EraDateField(label="役員を決めた総会の日")
    ends_on = EraDateField(
        label="新しい任期のおわり", required=False, help_text="規約で決まっていれば入れます。例 令和11年3月31日"
    )
    reason = TextField(label="替わる理由", max_length=200, width="w-30")
    paper = AttachmentField(label="総会の議事録", purpose=Paper.CHANGE, required=False)

    def __init__(self, *args: Any, case: Organization, on: date, today: date, **kwargs: Any) -> None:
        super().__init__(*args, case=case, initial={"reason": "任期満了による改選"}, **kwargs)
        self.fields["met_on"].not_after = today  # type: ignore[attr-defined]
        self.fields["ends_on"].not_before = on  # type: ignore[attr-defined]

    def kept_for(self, purpose: str) -> list[Attachment]:
        return not_yet_told(self.case, super().kept_for(purpose))

    @property
    def papers(self) -> list[Attachment]:
        return self.paper_fields()["paper"].kept

    @property
    def said(self) -> str:
        return f"{era_date(self.cleaned_data['met_on'])}の総会で決定。{self.cleaned_data['reason']}"


class SeatForm(Form):
    """Of somebody who is in office on the eve."""

    to = forms.ChoiceField(
        error_messages={
            "required": "つづけるか退くかを選んでください。",
            "invalid_choice": "一覧の中から選んでください。",
        }
    )
    may_be_vacant = CheckField(label="空けておく", required=False)

    def __init__(self, data: Any, *, officer: Officer, move: Move, undecided: bool, day: date) -> None:
        to = "" if undecided else STAY if move.stays else move.takes or GO
        initial = {"to": to, "may_be_vacant": move.may_be_vacant and not undecided}
        super().__init__(data, prefix=move.row, initial=initial)
        self.officer, self.row, self.row_label = officer, move.row, f"{officer.name} "
        field: Any = self.fields["to"]
        field.label = f"{era_date(day)}から"
        others = [(kind.value, f"{kind.label}になる") for kind in Kind if kind != officer.kind]
        blank = [("", "選んでください")] if undecided else []
        field.choices = [*blank, (STAY, "つづける"), (GO, "退く"), *others]
        field.widget.attrs["aria-label"] = f"{officer}の{field.label}"

    @property
    def who(self) -> str:
        return self.officer.name

    @property
    def where(self) -> str:
        until = f"({era_date(self.officer.ends_on)}まで)" if self.officer.ends_on else ""
        return f"{self.officer.get_kind_display()}{until}"

    @property
    def asks(self) -> list[Any]:
        """The tick for a role that may stay empty for a while, where nobody was named or it was ticked."""
        tick, kind = self["may_be_vacant"], self.officer.kind
        may = kind in FOUNDING_ROLES and kind != Kind.PRESIDENT and self["to"].value() != STAY
        return [tick] if may and (tick.value() or (self.is_bound and self.errors)) else []

    @property
    def move(self) -> Move:
        to, kind = self.cleaned_data["to"], self.officer.kind
        takes = kind if to == STAY else None if to == GO else to
        vacant = self.cleaned_data["may_be_vacant"] and kind != Kind.PRESIDENT
        return Move(self.row, self.officer.name, kind, takes, may_be_vacant=vacant, may_hold_both=True)

    def refuse(self, sentence: str) -> None:
        self.add_error("to", sentence)


class NewOfficerForm(SheetForm):
    kind = forms.ChoiceField(
        label="役職", choices=[("", ""), *Kind.choices], error_messages={"required": "役職を選んでください。"}
    )
    name = NameField(label="氏名")
    furigana = KanaField(label="ふりがな", max_length=100)
    phone = PhoneField(label="電話", required=False)
    email = EmailField(label="メールアドレス", required=False)
    address = TextField(label="住所", required=False)

    @property
    def move(self) -> Move:
        name, kind = self.cleaned_data["name"], self.cleaned_data["kind"]
        return Move(f"to-{name}-{kind}", name, None, kind, may_hold_both=True)

    @property
    def person(self) -> dict[str, str]:
        return {column: self.cleaned_data[column] for column in ("furigana", "phone", "email", "address")}

    def refuse(self, sentence: str) -> None:
        self.add_error("kind", sentence)


NewOfficers = sheet_of(NewOfficerForm, "新しい役員", extra=1, most=40)
