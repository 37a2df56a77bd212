"""積立: what an organization types about its reserves, and what its bank book says."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import QueryDict

from grants.reserves.accounts import Reserve
from records.fiscal import FiscalYear
from records.forms import EraDateField, Form, ModelForm, TextField, YenField


class ReserveForm(ModelForm):
    purpose = TextField(
        label="積立の目的", max_length=200, width="", help_text="例 集会所の屋根の修理、子ども神輿の買い替え"
    )
    target = YenField(label="目標の額", min_value=1)
    adopted_on = EraDateField(
        label="総会で認めた日", required=False, help_text="まだのときは空けておき、認められてから入れてください。"
    )

    class Meta:
        model = Reserve
        fields = ["purpose", "target", "from_year", "to_year", "adopted_on"]

    def __init__(self, data: QueryDict | None, *, instance: Reserve, on: date) -> None:
        year = FiscalYear.of(on)
        first = {} if instance.pk else {"from_year": year, "to_year": FiscalYear(year.number + 4)}
        super().__init__(data, instance=instance, initial=first)
        fields: dict[str, Any] = self.fields
        fields["adopted_on"].not_after = on

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        first, last = facts.get("from_year"), facts.get("to_year")
        if first and last and last < first:
            self.add_error("to_year", "はじめの年度か、それより後の年度にしてください。")
        return facts


class TakeOutForm(Form):
    booked_on = EraDateField(label="取り崩した日", help_text="通帳から出した日。")
    amount = YenField(label="取り崩した額", min_value=1)
    project = TextField(label="使った事業", max_length=100, width="", help_text="年度計画にある事業の名前。")
    reason = TextField(label="何に使ったか", max_length=200, width="")

    def __init__(self, data: QueryDict | None, *, on: date) -> None:
        super().__init__(data, initial={"booked_on": on})
        fields: dict[str, Any] = self.fields
        fields["booked_on"].not_after = on


class BankForm(Form):
    looked_on = EraDateField(label="通帳の日付", help_text="通帳の最後の行の日。")
    in_bank = YenField(label="通帳の残高", help_text="積立に使っている口座の残高の計。")
    note = TextField(
        label="台帳とちがうときのわけ", max_length=200, required=False, width="", help_text="例 利子12円がついたため"
    )

    def __init__(self, data: QueryDict | None, *, on: date) -> None:
        super().__init__(data, initial={"looked_on": on})
        fields: dict[str, Any] = self.fields
        fields["looked_on"].not_after = on
