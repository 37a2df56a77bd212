"""変更の申請: which kind, and only what neither the register nor the plan knows (form 3.12)."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import UploadedFile

from accounts.models import User
from grants.change import Change
from records.forms import (
    AttachmentField,
    ChoiceField,
    EraDateField,
    Form,
    LongTextField,
    NameField,
    PhoneField,
    YenField,
)
from records.templatetags.japanese import yen

PAPER = "変更の書類"
COLUMNS = ("reason", "amount_wanted", "resolved_on", "contact_name", "contact_phone")
KINDS = (
    (Change.Kind.CHANGE, "変更(事業や予算、交付金の額を変える)"),
    (Change.Kind.SUSPEND, "中止(いったん止める。再開するときは、もう一度「変更」で申請する)"),
    (Change.Kind.ABOLISH, "廃止(この年度の事業を、ぜんぶやめる)"),
)


class KindForm(Form):
    kind = ChoiceField(label="したいこと", choices=KINDS)


class ChangeForm(Form):
    reason = LongTextField(label="理由", rows=4, max_length=2000, help_text="なぜ変えるのかを書きます。")
    amount_wanted = YenField(label="廃止のあとの交付金の額", min_value=0)
    resolved_on = EraDateField(
        label="総会や役員会で決めた日", required=False, help_text="まだのときは、空けておきます。"
    )
    contact_name = NameField(label="連絡する人", help_text="申請について、市が電話で聞く人です。")
    contact_phone = PhoneField(label="昼間につながる電話", help_text="例 0867-00-5678")
    paper = AttachmentField(label="付ける書類", required=False)

    def __init__(self, data: Any, files: Any, *, change: Change) -> None:
        super().__init__(data, files, initial={name: getattr(change, name) for name in COLUMNS})
        fields: dict[str, Any] = self.fields
        stands = change.before
        fields["resolved_on"].not_before = change.grant.scheme.fiscal_year.start
        if change.follows_plan:
            del self.fields["amount_wanted"]
        else:
            fields["amount_wanted"].max_value = stands
            fields[
                "amount_wanted"
            ].help_text = f"今の交付決定額は{yen(stands)}です。もう使った分をのこします。使っていないときは、0円です。"

    def save(self, change: Change, *, by: User) -> None:
        change.fill_in(by=by, **{name: self.cleaned_data[name] for name in COLUMNS if name in self.fields})
        file = self.cleaned_data.get("paper")
        if isinstance(file, UploadedFile):
            change.receive(file, purpose=PAPER, by=by)
