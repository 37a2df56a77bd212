"""Agenda, papers, results, minutes, and what is to be done."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from organizations.meetings.agenda import AgendaItem
from organizations.meetings.meeting import Meeting
from records.attachments import receive
from records.era import NotADate, era_date, parse_date
from records.forms import (
    AttachmentField,
    ChoiceField,
    EraDateField,
    Form,
    LongTextField,
    NumberField,
    Sheet,
    SheetForm,
    TextField,
    sheet_of,
)

OPEN_PAPER, INNER_PAPER = "資料(公開)", "資料(会議の中だけ)"
VOTE, AGREE, LATER = "vote", "agree", "later"


TALK = "talk"
DEALS = [(TALK, "話し合う・報告する"), *((value, f"議決する({label})") for value, label in AgendaItem.Majority.choices)]


class DayField(TextField):
    """A date in one box of a sheet."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=30, width="", **kwargs)

    def clean(self, value: Any) -> Any:
        text = value if isinstance(value, date) else super().clean(value)
        try:
            return parse_date(text) if isinstance(text, str) and text else text or None
        except NotADate as problem:
            raise ValidationError(str(problem), code="invalid") from problem

    def prepare_value(self, value: Any) -> Any:
        return era_date(value) if isinstance(value, date) else value


class AgendaForm(SheetForm):
    title = TextField(label="議題", max_length=100, width="")
    text = TextField(label="説明", max_length=1000, required=False, width="")
    deal = forms.ChoiceField(label="どうするか", choices=DEALS, initial=TALK)
    key = forms.IntegerField(required=False, widget=forms.HiddenInput)

    @staticmethod
    def typed(item: AgendaItem) -> dict[str, Any]:
        deal = item.majority if item.is_proposal else TALK
        return {"title": item.title, "text": item.text, "deal": deal, "key": item.pk}


Agenda = sheet_of(AgendaForm, "議題", extra=1, most=60)


def items_of(agenda: Sheet) -> Iterator[dict[str, Any]]:
    """The rows as ``set_agenda`` takes them."""
    for line in agenda.lines:
        deal = line.pop("deal")
        majority = AgendaItem.Majority.HALF if deal == TALK else deal
        yield {**line, "is_proposal": deal != TALK, "majority": majority}


class TodoForm(SheetForm):
    text = TextField(label="やること", max_length=200, width="")
    person = TextField(label="だれが", max_length=60, width="")
    due_on = DayField(label="いつまでに")
    key = forms.IntegerField(required=False, widget=forms.HiddenInput)


Todos = sheet_of(TodoForm, "やること", extra=1, most=60)


class MaterialForm(Form):
    shown = ChoiceField(
        label="だれに見せるか", choices=[(OPEN_PAPER, "だれでも見られる"), (INNER_PAPER, "会議を開く団体と市だけ")]
    )
    file = AttachmentField(label="資料")

    def keep(self, meeting: Meeting, *, by: Any) -> bool:
        """Whether it was right, and is kept now."""
        if not self.is_valid():
            return False
        receive(meeting, self.cleaned_data["file"], purpose=self.cleaned_data["shown"], by=by)
        return True


class ResultForm(Form):
    way = ChoiceField(
        label="どう決まったか",
        choices=[(VOTE, "採決した(票を入れる)"), (AGREE, "全員一致・合意した"), (LATER, "決めずに、次回に続ける")],
    )
    in_favour = NumberField(label="賛成", unit="票", required=False)
    against = NumberField(label="反対", unit="票", required=False)
    abstained = NumberField(label="棄権・白票", unit="票", required=False)
    decision = LongTextField(label="決まったこと", required=False, max_length=300, rows=2)

    def __init__(self, *args: Any, item: AgendaItem, **kwargs: Any) -> None:
        outcome = AgendaItem.Outcome
        ways: dict[str, str] = {outcome.AGREED: AGREE, outcome.LATER: LATER, outcome.CARRIED: VOTE, outcome.LOST: VOTE}
        said = {column: getattr(item, column) for column in ("in_favour", "against", "abstained", "decision")}
        super().__init__(*args, initial=said | {"way": ways.get(item.outcome, VOTE)}, **kwargs)

    def settle(self, item: AgendaItem, *, by: Any) -> None:
        facts = self.cleaned_data
        if facts["way"] == AGREE:
            item.agree(by=by, decision=facts["decision"])
        elif facts["way"] == LATER:
            item.put_off(by=by, decision=facts["decision"])
        else:
            votes = {name: facts[name] or 0 for name in ("in_favour", "against", "abstained")}
            item.vote(by=by, decision=facts["decision"], **votes)


class MinutesForm(Form):
    chair = TextField(label="議長・進行", required=False, max_length=60)
    signers = TextField(label="議事録署名人", required=False, max_length=120, width="w-30", help_text="例 北野 七海")
    text = LongTextField(
        label="話し合ったこと", max_length=20_000, rows=14,
        help_text="日時・会場・出席・議題の結果・やることは、自動で入ります。個人の名前は、公開してよい人だけ書いてください。",
    )  # fmt: skip


class SendBackForm(Form):
    reason = LongTextField(label="直してほしいところ", max_length=500, rows=3)


class FinishForm(Form):
    on = EraDateField(label="済んだ日")
    result = LongTextField(label="どうなったか", required=False, max_length=300, rows=2)
