"""What is written about a body's life: guidance and its answer, 休止, 解散, 告示."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from organizations.life.dissolution import MINUTES, Dissolution
from organizations.life.guidance import Guidance
from records.forms import (
    AttachmentField,
    ChoiceField,
    EraDateField,
    Form,
    LongTextField,
    NameField,
    PaperForm,
    PhoneField,
    TextField,
    YenField,
)


class GuidanceForm(Form):
    MENDED_AT: ClassVar = {"an_answer_is_due_after_it_was_asked_for": "due_on"}

    kind = ChoiceField(label="種類", choices=Guidance.Kind.choices)
    given_on = EraDateField(label="伝えた日")
    told_to = TextField(label="伝えた相手", max_length=100, help_text="例 会長と会計")
    matter = LongTextField(label="伝えたこと", rows=5, max_length=2000, help_text="団体も読みます。")
    due_on = EraDateField(label="答えの期限", required=False, help_text="答えがいらないときは、空けておきます。")


class WritingForm(Form):
    """In writing: when and to whom it is told is the letter's."""

    kind = ChoiceField(label="種類", choices=Guidance.Kind.choices)
    matter = LongTextField(
        label="趣旨と内容", rows=7, max_length=2000, help_text="通知書にそのまま載り、団体が読みます。"
    )
    due_on = EraDateField(label="答えの期限", required=False, help_text="答えがいらないときは、空けておきます。")


class AnswerForm(Form):
    text = LongTextField(
        label="団体の答え", rows=5, max_length=2000, help_text="したこと、これからすることを書きます。"
    )


class AgainForm(Form):
    comment = LongTextField(label="足りないこと", rows=3, max_length=1000)
    due_on = EraDateField(label="答えの期限")


class CloseForm(Form):
    result = LongTextField(label="市が確かめたこと", rows=3, max_length=1000)


class SuspendForm(Form):
    on = EraDateField(label="休止する日")
    reason = LongTextField(label="理由", rows=3, max_length=1000)


class ResumeForm(Form):
    on = EraDateField(label="再開する日")


class DissolutionForm(PaperForm):
    COLUMNS: ClassVar = (
        "dissolved_on", "cause", "resolved_on", "residue", "grant_left", "reserve_left", "liquidator", "contact_phone",
    )  # fmt: skip

    resolved_on = EraDateField(label="解散を決めた総会の日")
    dissolved_on = EraDateField(label="解散した日")
    cause = ChoiceField(label="解散の理由", choices=Dissolution.Cause.choices)
    residue = LongTextField(
        label="残った財産の扱い",
        rows=4,
        max_length=2000,
        help_text="備品や預金を、だれにどう渡すか。ないときは「なし」。",
    )
    grant_left = YenField(label="残っている交付金", help_text="まだ使っていない交付金。ないときは0。")
    reserve_left = YenField(label="残っている積立金", help_text="交付金から積み立てたお金。ないときは0。")
    liquidator = NameField(label="清算する人")
    contact_phone = PhoneField(label="清算する人の電話")
    minutes = AttachmentField(label=MINUTES, purpose=MINUTES)

    def __init__(self, *args: Any, case: Dissolution, today: date, **kwargs: Any) -> None:
        first = {name: getattr(case, name) for name in self.COLUMNS} if case.dissolved_on else {}
        super().__init__(*args, case=case, initial=first, **kwargs)
        for name in ("dissolved_on", "resolved_on"):
            self.fields[name].not_after = today  # type: ignore[attr-defined]


class BackForm(Form):
    comment = LongTextField(label="直してほしいこと", rows=3, max_length=1000)


class SettleForm(Form):
    MENDED_AT: ClassVar = {"no_more_comes_back_than_was_left": "returned"}

    returned = YenField(label="市に返された額", help_text="返されたお金がないときは0。")
    settled_on = EraDateField(label="清算がすんだ日")
    settlement = LongTextField(
        label="清算の確かめ", rows=3, max_length=1000, help_text="残ったお金と財産がどうなったかを、どう確かめたか。"
    )


class NoticeForm(Form):
    title = TextField(label="件名", max_length=200, width="w-30")
    text = LongTextField(
        label="本文", rows=8, max_length=4000, help_text="市民が読みます。個人の住所や電話は書きません。"
    )
