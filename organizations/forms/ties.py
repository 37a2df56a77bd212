"""What somebody says about a tie to an organization."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from accounts.models import User
from organizations.models import Organization
from organizations.ties import Tie
from records.forms import ChoiceField, EraDateField, Form, RowField, TextField
from staff.forms.liaisons import EmployeeField, employees


class TieForm(Form):
    """``registers``: the section writes down what somebody said; everybody else speaks for themselves."""

    MENDED_AT: ClassVar = {"nobody_is_tied_twice_to_one_organization_at_once": "organization"}

    user = EmployeeField(label="職員", queryset=None)
    organization = RowField(label="団体", queryset=None)
    kind = ChoiceField(label="関係", choices=Tie.Kind.choices)
    note = TextField(label="説明", required=False, max_length=200, help_text="例 妻が会計をしている")
    starts_on = EraDateField(label="いつから", help_text="この日からの審査・起案・承認・決裁から外れます。")

    def __init__(self, *args: Any, reader: User, registers: bool, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.reader = reader
        self.fields["organization"].queryset = Organization.objects.order_by("furigana", "pk")  # type: ignore[attr-defined]
        self.fields["user"].queryset = employees(on)  # type: ignore[attr-defined]
        if not registers:
            del self.fields["user"]

    @property
    def facts(self) -> dict[str, Any]:
        return {"user": self.reader, **self.cleaned_data}


class EndTieForm(Form):
    on = EraDateField(label="最後の日", help_text="この日までは、審査や決裁から外れます。")
