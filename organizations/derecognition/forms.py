"""認可の取消し: what the section writes down, and the paper that proves it."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from organizations.derecognition.case import Derecognition
from records.forms import AttachmentField, ChoiceField, EraDateField, Form, LongTextField, TextField

EVIDENCE = "証拠の書類"
COLUMNS = ("grounds", "reason", "article", "effective_on", "defence", "defence_on", "defence_note")


class DerecognitionForm(Form):
    MENDED_AT: ClassVar = {"a_defence_has_its_day_where_one_was_offered": "defence_on"}

    grounds = ChoiceField(label="取消しの理由", choices=Derecognition.Grounds.choices)
    reason = LongTextField(
        label="くわしい理由",
        rows=5,
        max_length=2000,
        help_text="いつ、何があったかを書きます。通知書にそのまま載り、団体が読みます。",
    )
    article = TextField(
        label="根拠の条項", max_length=100, help_text="例 地域運営組織の認可に関する要綱第9条第1項第3号", width=""
    )
    effective_on = EraDateField(label="取消しの効力が生じる日", help_text="決裁が終わる日か、それより後の日にします。")
    defence = ChoiceField(label="弁明の機会", choices=Derecognition.Defence.choices)
    defence_on = EraDateField(
        label="弁明の日", required=False, help_text="機会を設けた日。設けなかったときは、空けておきます。"
    )
    defence_note = LongTextField(
        label="弁明の内容",
        rows=3,
        max_length=2000,
        help_text="団体が話したこと。機会を設けなかったときは、そのわけ。決裁する人が読みます。",
    )
    paper = AttachmentField(label=EVIDENCE, required=False)

    def __init__(self, data: Any, files: Any, *, today: date, case: Derecognition | None = None) -> None:
        first = {name: getattr(case, name) for name in COLUMNS} if case else {}
        super().__init__(data, files, initial=first)
        self.fields["effective_on"].not_before = today  # type: ignore[attr-defined]
        self.fields["defence_on"].not_after = today  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("defence") == Derecognition.Defence.NONE:
            data["defence_on"] = None
        elif not data.get("defence_on") and "defence_on" not in self.errors:
            self.add_error("defence_on", "弁明の機会を設けた日を入れてください。")
        return data

    @property
    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in COLUMNS}
