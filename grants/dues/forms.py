"""期限とお知らせの決まり, as the section types it."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from django.core.exceptions import ValidationError
from django.http import QueryDict

from grants.dues.setting import DuesSetting
from records.forms import CheckField, Form, LongTextField, NumberField, TextField, YenField

MOST = 10
LONGEST = 365


class DaysField(TextField):
    """「14、3、0」: numbers of days, in any order, parted by anything that people put between numbers."""

    def prepare_value(self, value: Any) -> Any:
        return "、".join(str(number) for number in value) if isinstance(value, list) else value

    def clean(self, value: Any) -> Any:
        typed = super().clean(value)
        parts = [part for part in re.split(r"[\s,、,・]+", unicodedata.normalize("NFKC", typed)) if part]
        numbers = [part.removesuffix("日") for part in parts]
        if any(not (number.isascii() and number.isdecimal()) or int(number) > LONGEST for number in numbers):
            raise ValidationError(f"0から{LONGEST}までの日数を「、」で区切って入れてください。例 14、3、0")
        if len(numbers) > MOST:
            raise ValidationError(f"{MOST}個までにしてください。")
        return sorted({int(number) for number in numbers})


class PercentField(TextField):
    """「10.95」: percent with at most two digits after the point, kept in ten-thousandths."""

    def prepare_value(self, value: Any) -> Any:
        return f"{value / 100:.2f}" if isinstance(value, int) else value

    def clean(self, value: Any) -> Any:
        typed = unicodedata.normalize("NFKC", super().clean(value)).removesuffix("%").strip()
        found = re.fullmatch(r"(\d{1,3})(?:\.(\d{1,2}))?", typed, re.ASCII)
        number = int(found[1]) * 100 + int((found[2] or "").ljust(2, "0")) if found else 0
        if not found or number > 10_000:
            raise ValidationError("0から100までの数で入れてください。小数は2けたまでです。例 10.95")
        return number


class DuesForm(Form):
    before = DaysField(
        label="期限の何日前に知らせるか",
        required=False,
        help_text="例 14、3、0。0は期限の日です。空けておくと、知らせません。",
    )
    after = DaysField(
        label="期限の何日後に知らせるか",
        required=False,
        help_text="例 1、7。期限を過ぎても済んでいないときに知らせます。",
    )
    request_within = NumberField(
        label="交付の請求書を出してもらうまでの日数",
        unit="日",
        min_value=1,
        max_value=LONGEST,
        help_text="交付決定(残りの額は、額の確定)の日の次の日から数えます。",
    )
    expects_everyone = CheckField(
        label="申請できる団体は、どの団体も申請するものとして知らせる",
        required=False,
        help_text="印を外すと、申請書を書きはじめた団体だけに知らせます。",
    )

    charges_late = CheckField(label="返還が遅れたら、延滞金を求める", required=False)
    charges_from_receipt = CheckField(
        label="交付決定を取り消したら、交付を受けた日からの加算金を求める", required=False
    )
    rate = PercentField(label="延滞金・加算金の割合(年、%)", max_length=8, width="w-6", help_text="例 10.95")
    base_unit = YenField(label="元の額の端数の切捨て", min_value=1, help_text="例 1,000(1,000円未満を切り捨てる)")
    base_least = YenField(label="延滞金・加算金をかけない元の額", help_text="例 2,000(2,000円未満にはかけない)")
    amount_unit = YenField(label="延滞金・加算金の端数の切捨て", min_value=1, help_text="例 100")
    amount_least = YenField(label="求めない延滞金・加算金", help_text="例 1,000(1,000円未満は求めない)")

    def __init__(self, data: QueryDict | None, *, setting: DuesSetting) -> None:
        super().__init__(data, initial={name: getattr(setting, name) for name in DuesSetting.FIELDS})


class WaiveForm(Form):
    amount = YenField(label="減免する額", min_value=1)
    reason = LongTextField(label="減免の理由", rows=3, max_length=500, help_text="履歴に残ります。")

    def __init__(self, data: QueryDict | None, *, due: int) -> None:
        super().__init__(data, initial={"amount": due}, prefix="waive")
