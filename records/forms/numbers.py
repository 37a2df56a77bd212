"""Whole numbers and money, read as people write them and shown with commas."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from records.templatetags.japanese import minus

MINUS_SIGNS = re.compile(r"[△▲−‐-―ー]")
SHAPE = re.compile(r"(?P<minus>-?)(金|[¥\\])?(?P<digits>[0-9,]+)(円|人|世帯|件|回|戸)?也?")
GROUPED = re.compile(r"\d{1,3}(,\d{3})+")
LARGEST = 999_999_999_999
STEP_NAMES = {1000: "千円", 10_000: "一万円", 100: "百円", 10: "十円"}


class NotANumber(ValueError):
    """The text cannot be read as a whole number; the message is the sentence for the person who typed it."""


def parse_number(text: str) -> int:
    """Reads 1839000, １，８３９，０００円, 金1,839,000円也, △13,000, ▲13000, -13000."""
    plain = unicodedata.normalize("NFKC", MINUS_SIGNS.sub("-", re.sub(r"\s", "", text))).replace("、", ",")
    shape = SHAPE.fullmatch(plain)
    if shape is None:
        raise NotANumber("数字で入れてください。例 1,839,000")
    digits = shape["digits"]
    if "," in digits and not GROUPED.fullmatch(digits):
        raise NotANumber("「,」の場所を確かめてください。3けたごとに入れるか、入れないでください。例 1,839,000")
    digits = digits.replace(",", "").lstrip("0") or "0"
    if len(digits) > len(str(LARGEST)):
        raise NotANumber("けたが多すぎます。数字を確かめてください。")
    return -int(digits) if shape["minus"] else int(digits)


class NumberField(forms.Field):
    """A whole number with its unit beside the box."""

    widget = forms.TextInput
    default_error_messages = {"required": "%(label)sを、数字で入れてください。"}

    def __init__(
        self,
        *,
        unit: str = "",
        min_value: int | None = 0,
        max_value: int | None = LARGEST,
        step: int = 1,
        **kwargs: Any,
    ) -> None:
        kwargs.pop("localize", None)
        super().__init__(**kwargs)
        self.unit, self.min_value, self.max_value, self.step = unit, min_value, max_value, step

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"inputmode": "numeric", "class": "w-10", "autocomplete": "off", "data-number": True}

    def to_python(self, value: Any) -> int | None:
        if isinstance(value, int):
            return value
        if not str(value or "").strip():
            return None
        try:
            return parse_number(str(value))
        except NotANumber as problem:
            sentence = str(problem) if self.unit in ("", "円") else str(problem).partition("例 ")[0]
            raise ValidationError(sentence, code="invalid") from problem

    def amount(self, typed: Any) -> int:
        """For totals over what was typed, right or wrong: what cannot be read counts as nothing."""
        try:
            return self.to_python(typed) or 0
        except ValidationError:
            return 0

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value is None:
            return
        if self.min_value is not None and value < self.min_value:
            raise ValidationError(f"{minus(self.min_value)}{self.unit}以上で入れてください。", code="min_value")
        if self.max_value is not None and value > self.max_value:
            raise ValidationError(f"{minus(self.max_value)}{self.unit}までにしてください。", code="max_value")
        if value % self.step:
            name = STEP_NAMES.get(self.step, f"{self.step:,}{self.unit}")
            example = max(value // self.step * self.step, self.step)
            raise ValidationError(f"{name}単位で入れてください。例 {minus(example)}", code="step")

    def prepare_value(self, value: Any) -> Any:
        return minus(value) if isinstance(value, int) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return self.to_python(initial) != self.to_python(data)
        except ValidationError:
            return True


class ExactField(forms.DecimalField):
    """A number with so many places after the point (a measure in mm), wide digits and its unit read, too."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "class": "w-10", "autocomplete": "off"})
    default_error_messages = {
        "required": "%(label)sを、数字で入れてください。",
        "invalid": "数字で入れてください。例 18.6",
        "min_value": "%(limit_value)s以上で入れてください。",
        "max_digits": "けたが多すぎます。数字を確かめてください。",
        "max_whole_digits": "けたが多すぎます。数字を確かめてください。",
        "max_decimal_places": "小数は%(max)sけたまでにしてください。",
    }

    def __init__(self, *, min_value: int | None = 0, **kwargs: Any) -> None:
        super().__init__(min_value=min_value, **kwargs)

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str):
            value = re.sub(r"[\s,]|mm$", "", unicodedata.normalize("NFKC", MINUS_SIGNS.sub("-", value)).strip())
        return super().to_python(value)


class YenField(NumberField):
    """An amount of money in whole yen."""

    default_error_messages = {"required": "%(label)sを入れてください。例 1,839,000"}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"unit": "円", **kwargs})
