"""What accounting types about files for the bank: the day, the city's account, banks' names, why one is taken back."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.http import QueryDict

from grants.bank import unreadable
from grants.forms.paying import DigitsField
from grants.transfers.days import next_bank_day
from grants.transfers.layout import NAME, PAYER_LENGTH, PLACE, PLACE_LENGTH, as_place, as_signs, strange
from grants.transfers.payer import TransferClient
from grants.transfers.transfer import Transfer
from records.forms import ChoiceField, EraDateField, Form, LongTextField
from records.forms.text import TextField


class SignsField(TextField):
    """A name as banks write it; hiragana and wide kana are turned into it."""

    allowed, turn, example = NAME, staticmethod(as_signs), "例 ミホンシ"

    def __init__(self, *, length: int, **kwargs: Any) -> None:
        super().__init__(max_length=100, **kwargs)
        self.length = length

    def to_python(self, value: Any) -> str:
        kana = self.turn(super().to_python(value))
        if unknown := strange(kana, self.allowed):
            shown = unreadable(unknown) or unicodedata.normalize("NFKC", unknown)
            raise ValidationError(
                f"銀行で使えない字があります({shown})。カナで入れてください。{self.example}", code="invalid"
            )
        if len(kana) > self.length:
            counted = f"今は{len(kana)}字です(「ガ」は2字と数えます)。"
            raise ValidationError(f"{self.length}字までにしてください。{counted}", code="max_length")
        return kana


class PlaceField(SignsField):
    """A bank's or a branch's name, without the word 銀行 or 支店 as lists of banks have it."""

    allowed, turn, example = PLACE, staticmethod(as_place), "例 ミホン、キタ"


class TransferForm(Form):
    transfer_on = EraDateField(label="振込日", help_text="銀行が振り込む日です。銀行の休みの日は選べません。")

    def __init__(self, data: QueryDict | None, *, on: date) -> None:
        super().__init__(data, initial={"transfer_on": next_bank_day(on)})


class PayTransferForm(Form):
    paid_on = EraDateField(label="銀行が振り込んだ日")
    voucher = TextField(
        label="支払番号",
        max_length=40,
        required=False,
        help_text="支出命令か支払伝票の番号です。全部の支払いに付きます。",
    )

    def __init__(self, data: QueryDict | None, *, transfer: Transfer) -> None:
        super().__init__(data, initial={"paid_on": transfer.transfer_on})


class ReasonForm(Form):
    reason = LongTextField(label="理由", rows=3, max_length=1000)


class ClientForm(Form):
    code = DigitsField(label="振込依頼人コード", digits=10, padded=True, help_text="銀行から知らされた10けたの番号。")
    name_kana = SignsField(
        label="振込依頼人の名前(カナ)", length=PAYER_LENGTH, help_text="例 ミホンシ カイケイカンリシヤ"
    )
    bank_code = DigitsField(label="銀行の番号", digits=4)
    bank_kana = PlaceField(label="銀行の名前(カナ)", length=PLACE_LENGTH, help_text="「銀行」は付けません。例 ミホン")
    branch_code = DigitsField(label="支店の番号", digits=3)
    branch_kana = PlaceField(
        label="支店の名前(カナ)", length=PLACE_LENGTH, help_text="「支店」は付けません。例 ホンテン"
    )
    account_kind = ChoiceField(label="預金の種類", choices=TransferClient.Kind.choices)
    account_number = DigitsField(label="口座番号", digits=7, padded=True, help_text="7けたまで。")
    newline = ChoiceField(
        label="行の終わりの改行",
        choices=TransferClient.Newline.choices,
        help_text="銀行の手引きのとおりに選んでください。わからないときは「あり」です。",
    )

    def __init__(self, data: QueryDict | None, *, client: TransferClient | None) -> None:
        row = client or TransferClient()
        super().__init__(data, initial={name: getattr(row, name) for name in self.base_fields})


class BankForm(Form):
    bank_kana = PlaceField(
        label="金融機関の名前(カナ)", length=PLACE_LENGTH, help_text="「銀行」は付けません。例 ミホン"
    )
    branch_kana = PlaceField(label="支店の名前(カナ)", length=PLACE_LENGTH, help_text="「支店」は付けません。例 キタ")


KIND_OF_PLACE = re.compile("(銀行|支店|支所|出張所)$")


def guessed(name: str) -> str:
    """A name that was typed in kana, in the banks' signs; empty for one that must be looked up."""
    kana = as_place(KIND_OF_PLACE.sub("", name))
    return "" if strange(kana, PLACE) or len(kana) > PLACE_LENGTH else kana
