"""What the city types about the people from outside who support its areas."""

from __future__ import annotations

from typing import Any, ClassVar

from records.forms import (
    EmailField,
    EraDateField,
    Form,
    KanaField,
    LongTextField,
    NameField,
    PhoneField,
    RowField,
    RowsField,
    TextField,
)
from staff.liaisons import districts
from staff.words.words import PartnerKind


class PartnerForm(Form):
    name = NameField(label="氏名")
    furigana = KanaField(label="ふりがな", max_length=100)
    email = EmailField(label="メールアドレス", help_text="この人だけが使うアドレスにします。招待が届きます。")
    kind = RowField(label="種類", queryset=None, to_field_name="code")
    affiliation = TextField(label="所属", required=False, max_length=60, help_text="例 社会福祉協議会")
    areas = RowsField(label="支える地区", queryset=None)
    phone = PhoneField(label="連絡先", required=False)
    starts_on = EraDateField(label="はじまり")
    ends_on = EraDateField(label="おわり", required=False, help_text="決まっていなければ、空けておきます。")
    MENDED_AT: ClassVar = {
        "employee": "email",
        "a_partner_ends_after_it_started": "ends_on",
        "nobody_is_the_same_partner_of_one_area_twice": "areas",
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["areas"].queryset = districts()  # type: ignore[attr-defined]
        self.fields["kind"].queryset = PartnerKind.objects.in_use()  # type: ignore[attr-defined]


class EndPartnerForm(Form):
    on = EraDateField(label="最後の日", help_text="次の日から、この地区の報告と要望を見られません。")
    reason = LongTextField(label="理由", max_length=200, rows=2, help_text="例 社会福祉協議会の人事異動")
    MENDED_AT: ClassVar = {"nobody_is_the_same_partner_of_one_area_twice": "on"}
