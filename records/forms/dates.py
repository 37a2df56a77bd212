"""Dates by era, in boxes or pasted as one text, and fiscal years."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from records.era import ERAS, EXAMPLE, NotADate, era_date, era_of, make_date, parse_date, western, year_name
from records.fiscal import FiscalYear
from records.forms.text import LongTextField

WESTERN = "西暦"
PARTS = ("era", "year", "month", "day")
PART_NAMES = {"era": "元号", "year": "年", "month": "月", "day": "日"}


class EraDateWidget(forms.MultiWidget):
    """元号 and three boxes. A whole date may stand in the year's box, or come under the field's own name."""

    template_name = "django/forms/widgets/era_date.html"
    use_fieldset = True

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        eras = [(era.name, era.name) for era in ERAS] + [(WESTERN, WESTERN)]
        numeric = {"inputmode": "numeric", "autocomplete": "off"}
        super().__init__(
            widgets={
                "era": forms.Select(choices=eras),
                "year": forms.TextInput(attrs={**numeric, "class": "year"}),
                "month": forms.TextInput(attrs={**numeric, "class": "w-3"}),
                "day": forms.TextInput(attrs={**numeric, "class": "w-3"}),
            },
            attrs=attrs,
        )

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Any:
        if whole := data.get(name):
            return ["", str(whole), "", ""]
        return super().value_from_datadict(data, files, name)

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return name not in data and super().value_omitted_from_data(data, files, name)

    def decompress(self, value: Any) -> list[Any]:
        if not isinstance(value, date):
            return [WESTERN if western() else ERAS[0].name, "", "", ""]
        if western():
            return [WESTERN, value.year, value.month, value.day]
        era = era_of(value)
        return [era.name, year_name(era, value.year), value.month, value.day]


class EraDateField(forms.Field):
    widget = EraDateWidget
    default_error_messages = {"required": f"%(label)sを入れてください。{EXAMPLE}"}

    def __init__(self, *, not_before: date | None = None, not_after: date | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.not_before, self.not_after = not_before, not_after

    def to_python(self, value: Any) -> date | None:
        if isinstance(value, date) or not value:
            return value or None
        typed = [str(part or "").strip() for part in value]
        if not any(typed[1:]):
            return None
        try:
            return read_date(*typed)
        except NotADate as problem:
            raise ValidationError(str(problem), code="invalid") from problem

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value and self.not_before and value < self.not_before:
            raise ValidationError(f"{era_date(self.not_before)}か、それより後の日にしてください。", code="too_early")
        if value and self.not_after and value > self.not_after:
            raise ValidationError(f"{era_date(self.not_after)}までの日にしてください。", code="too_late")

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return (initial or None) != self.to_python(data)
        except ValidationError:
            return True


def read_date(era: str, year: str, month: str, day: str) -> date:
    """The date in the four boxes, or the whole date in the year's box: 「R7.4.1」, or 「7.4.1」 beside its era."""
    if year and not (month or day) and not is_number(year):
        return parse_date(era + year if re.match(r"(元|\d{1,2})\D", year) else year)
    missing = [PART_NAMES[name] for name, typed in zip(PARTS[1:], (year, month, day), strict=True) if not typed]
    if missing:
        raise NotADate(f"{'と'.join(missing)}を入れてください。{EXAMPLE}")
    if not (is_number(year) and is_number(month) and is_number(day)):
        raise NotADate(f"年・月・日は数字で入れてください。{EXAMPLE}")
    return make_date("" if era == WESTERN else era, plain(year), plain(month), plain(day))


def plain(text: str) -> str:
    """Wide digits as narrow ones."""
    return "元" if text == "元" else str(int(text))


def is_number(text: str) -> bool:
    return text == "元" or (text.isdecimal() and len(text) <= 4)


class DatesField(LongTextField):
    """Several dates, one a line, as people write them; sorted, each once."""

    def to_python(self, value: Any) -> Any:
        if isinstance(value, list):
            return value
        lines = [line.strip() for line in super().to_python(value).splitlines() if line.strip()]
        try:
            return sorted({parse_date(line) for line in lines})
        except NotADate as problem:
            raise ValidationError(str(problem), code="invalid") from problem

    def validate(self, value: Any) -> None:
        if self.required and not value:
            raise ValidationError(self.error_messages["required"], code="required")

    def run_validators(self, value: Any) -> None:
        """What could be read is right."""

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(era_date(day) for day in value) if isinstance(value, list) else value


class FiscalYearField(forms.CharField):
    """令和7年度, R7 or 2025 as text."""

    widget = forms.TextInput(attrs={"class": "w-10", "autocomplete": "off"})
    default_error_messages = {"required": "%(label)sを入れてください。例 令和7年度"}

    def to_python(self, value: Any) -> Any:
        if isinstance(value, FiscalYear):
            return value
        text = super().to_python(value)
        if not text:
            return None
        try:
            return FiscalYear.parse(text)
        except ValueError as problem:
            raise ValidationError(str(problem), code="invalid") from problem

    def prepare_value(self, value: Any) -> Any:
        return str(value) if isinstance(value, FiscalYear) else value
