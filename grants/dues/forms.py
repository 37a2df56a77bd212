"""期限とお知らせの決まり, as the section types it."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from django.core.exceptions import ValidationError
from django.http import QueryDict

from grants.dues.setting import DuesSetting
from records.forms import CheckField, Form, NumberField, TextField

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

    def __init__(self, data: QueryDict | None, *, setting: DuesSetting) -> None:
        super().__init__(data, initial={name: getattr(setting, name) for name in DuesSetting.FIELDS})
