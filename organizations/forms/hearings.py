"""諮問: what the section asks, what a member declares and thinks, what the committee answers."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import QuerySet

from organizations.hearings import Hearing
from organizations.ties import Tie
from organizations.voices import Voice
from records.forms import ChoiceField, EraDateField, Form, LongTextField, RowField, RowsField, TextField
from staff.models import Committee

NONE = "none"


class AskForm(Form):
    """``others``: cases of the same kind that can be laid before the committee together with the first."""

    MENDED_AT: ClassVar = {"one_open_hearing_per_case_and_committee": "committee"}

    committee = RowField(label="委員会", queryset=None)
    question = LongTextField(
        label="諮問すること",
        rows=3,
        max_length=1000,
        help_text="委員は、関係がないと申し出たあとで読みます。例 交付の目的に合っているか、意見をください。",
    )
    due_on = EraDateField(label="期限", help_text="委員に、この日までに意見を書くよう頼みます。")
    also = RowsField(label="いっしょに諮問する案件", queryset=None, required=False)

    def __init__(self, *args: Any, others: QuerySet[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["committee"].queryset = Committee.objects.exclude(kind="staff").order_by("name")  # type: ignore[attr-defined]
        self.fields["also"].queryset = others  # type: ignore[attr-defined]
        if not others:
            del self.fields["also"]


class DeclareForm(Form):
    """One answer, none chosen beforehand. Who has declared that there is no tie can only say that there is one."""

    kind = ChoiceField(
        label="この団体と関係がありますか",
        choices=[(NONE, "関係がありません"), *((value, f"関係があります:{word}") for value, word in Tie.Kind.choices)],
    )
    note = TextField(
        label="説明",
        required=False,
        max_length=200,
        width="w-30",
        help_text="関係があるとき。例 姉が会計をしている。市の担当と委員長だけが読みます。",
    )

    def __init__(self, *args: Any, corrects: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if corrects:
            choices = [choice for choice in self.base_fields["kind"].choices if choice[0] != NONE]  # type: ignore[attr-defined]
            self.fields["kind"].choices = choices  # type: ignore[attr-defined]

    def declare(self, voice: Voice, **by: Any) -> None:
        """Does what was chosen."""
        said = self.cleaned_data
        if said["kind"] == NONE:
            voice.declare_free(**by)
        else:
            voice.declare_tied(kind=said["kind"], note=said["note"], **by)


class VoiceForm(Form):
    MENDED_AT: ClassVar = {"an_opinion_that_is_not_plain_says_why": "text"}

    opinion = ChoiceField(label="意見", choices=Voice.Opinion.choices)
    text = LongTextField(
        label="理由や条件",
        required=False,
        rows=5,
        max_length=2000,
        help_text="「適当」のほかは、理由か条件を書いてください。委員長と市の職員が読みます。",
    )


class AnswerForm(Form):
    opinion = LongTextField(
        label="答申",
        rows=8,
        max_length=Hearing._meta.get_field("opinion").max_length,
        help_text="委員会としての意見です。市の職員と、意見を書いた委員が読みます。",
    )


class WithdrawForm(Form):
    reason = LongTextField(label="理由", rows=2, max_length=200, help_text="例 団体が申請を取り下げたため。")
