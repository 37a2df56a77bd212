"""交付請求書: the account into which the money goes; and what accounting writes down of the payment."""

from __future__ import annotations

import unicodedata
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils import timezone

from grants.bank import HOLDER_LENGTH, BankAccount, bank_kana, unreadable
from grants.payments import MANDATE, PASSBOOK, Payment
from records.forms import AttachmentField, ChoiceField, EraDateField, Form, LongTextField, NameField, PaperForm
from records.forms.text import TextField


class DigitsField(TextField):
    """A number that is a name: so many digits, wide ones too; ``padded`` with zeros where banks leave them out."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "class": "w-10", "autocomplete": "off"})

    def __init__(self, *, digits: int, padded: bool = False, **kwargs: Any) -> None:
        super().__init__(max_length=20, width="", **kwargs)
        self.digits, self.padded = digits, padded

    def to_python(self, value: Any) -> str:
        text = unicodedata.normalize("NFKC", super().to_python(value)).replace(" ", "").replace("-", "")
        if not text:
            return ""
        if not (text.isascii() and text.isdecimal()):
            raise ValidationError("数字だけで入れてください。", code="invalid")
        text = text.zfill(self.digits) if self.padded else text
        if len(text) != self.digits:
            raise ValidationError(f"{self.digits}けたの数字で入れてください。今は{len(text)}けたです。", code="digits")
        return text


class BankKanaField(TextField):
    """The holder's name as the passbook's inner page prints it; any kana is turned into the banks' own signs."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=100, **kwargs)

    def to_python(self, value: Any) -> str:
        kana = bank_kana(super().to_python(value))
        if strange := unreadable(kana):
            sentence = f"銀行で使えない字があります({strange})。カナで入れてください。例 キタノカイ"
            raise ValidationError(sentence, code="invalid")
        if len(kana) > HOLDER_LENGTH:
            over = f"{HOLDER_LENGTH}字までにしてください。今は{len(kana)}字です(「ガ」は2字と数えます)。"
            raise ValidationError(f"{over}通帳の表紙のうらにあるカナのとおりに入れてください。", code="max_length")
        return kana


class PaymentForm(PaperForm):
    bank_name = TextField(label="金融機関の名前", max_length=40, help_text="例 見本銀行、見本農業協同組合")
    bank_code = DigitsField(label="金融機関の番号", digits=4, help_text="4けた。通帳にあります。")
    branch_name = TextField(label="支店の名前", max_length=40, help_text="例 本店、北支店")
    branch_code = DigitsField(label="支店の番号", digits=3, help_text="3けた。通帳では「店番」です。")
    account_kind = ChoiceField(label="預金の種類", choices=BankAccount.Kind.choices)
    account_number = DigitsField(label="口座番号", digits=7, padded=True, help_text="7けたまで。")
    holder_name = NameField(label="口座の名義", help_text="通帳の表紙にある名前のとおりに入れてください。")
    holder_kana = BankKanaField(label="名義のカナ", help_text="ひらがなで入れても、銀行のカナに直します。")
    mandate = AttachmentField(
        label=MANDATE,
        purpose=MANDATE,
        required=False,
        help_text="口座の名義が、団体でも代表者でもないときだけ、付けてください。",
    )
    passbook = AttachmentField(
        label=PASSBOOK, purpose=PASSBOOK, required=False, help_text="名義のカナがわかるページの写真。"
    )

    def __init__(self, data: QueryDict | None, files: Any, *, case: Payment) -> None:
        first = {column: getattr(case, column) for column in case.COLUMNS}
        body = case.organization
        if not case.has_account:
            president = body.president(on=timezone.localdate())
            first["holder_name"] = " ".join([body.name, *([str(president)] if president else [])])
            first["holder_kana"] = bank_kana(body.furigana)[:HOLDER_LENGTH]
        super().__init__(data, files, initial=first, case=case)


class PayForm(Form):
    paid_on = EraDateField(label="支払った日")
    voucher = TextField(label="支払番号", max_length=40, required=False, help_text="支出命令か支払伝票の番号です。")

    def __init__(self, data: QueryDict | None, *, on: date) -> None:
        super().__init__(data, initial={"paid_on": on})


class SendBackForm(Form):
    comment = LongTextField(label="直すところ", rows=3, max_length=1000, help_text="団体に、そのまま届きます。")
