"""補正予算, as an officer types it from the council's paper."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import QueryDict

from records.forms import ChoiceField, EraDateField, Form, NumberField, TextField, YenField

WAYS = [("more", "増やす"), ("less", "減らす")]


class SupplementForm(Form):
    number = NumberField(
        label="補正予算の号", unit="号", min_value=1, max_value=99, help_text="例 一般会計補正予算(第3号)なら、3"
    )
    resolved_on = EraDateField(label="議決の日")
    way = ChoiceField(label="増減", choices=WAYS)
    amount = YenField(label="補正の額", min_value=1, help_text="増える額、または減る額だけを入れます。")
    reason = TextField(label="理由", max_length=200, help_text="例 申請する団体が増えるため")

    def __init__(self, data: QueryDict | None, *, on: date) -> None:
        super().__init__(data, initial={"way": "more"})
        fields: dict[str, Any] = self.fields
        fields["resolved_on"].not_after = on

    @property
    def facts(self) -> dict[str, Any]:
        """For the verb."""
        facts = dict(self.cleaned_data)
        sign = -1 if facts.pop("way") == "less" else 1
        return {**facts, "amount": sign * facts["amount"]}
