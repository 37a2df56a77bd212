"""取消し: what the section writes down, and the paper that proves it."""

from __future__ import annotations

from typing import Any

from grants.revoking import Revocation
from records.forms import AttachmentField, CheckField, ChoiceField, Form, LongTextField, TextField, YenField
from records.templatetags.japanese import yen

EVIDENCE = "証拠の書類"
COLUMNS = ("scope", "amount", "grounds", "reason", "article", "asks_back")


class RevocationForm(Form):
    MENDED_AT = {"a_part_revocation_says_how_much": "amount"}

    scope = ChoiceField(label="取消しの範囲", choices=Revocation.Scope.choices)
    amount = YenField(label="取り消す額", required=False, min_value=1)
    grounds = ChoiceField(label="取消しの理由", choices=Revocation.Grounds.choices)
    reason = LongTextField(
        label="くわしい理由",
        rows=5,
        max_length=2000,
        help_text="いつ、何があったかを書きます。通知書にそのまま載り、団体が読みます。",
    )
    article = TextField(
        label="根拠の条項", max_length=100, help_text="例 見本市補助金等交付規則第15条第1項第2号", width=""
    )
    asks_back = CheckField(label="交付した額の返還を求める", required=False)
    paper = AttachmentField(label=EVIDENCE, required=False)

    def __init__(self, data: Any, files: Any, *, stands: int, revocation: Revocation | None = None) -> None:
        first = {name: getattr(revocation, name) for name in COLUMNS} if revocation else {"scope": "whole"}
        super().__init__(data, files, initial=first)
        amount: Any = self.fields["amount"]
        amount.help_text = f"今の交付決定額は{yen(stands)}です。全部のときは、空けておきます。"

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("scope") == Revocation.Scope.WHOLE:
            data["amount"] = None
        elif not data.get("amount") and "amount" not in self.errors:
            self.add_error("amount", "取り消す額を入れてください。")
        return data

    @property
    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in COLUMNS}
