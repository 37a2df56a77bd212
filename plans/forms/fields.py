"""Cells that only plans have."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models

from plans.budget import MONTHS
from records.era import NotADate, era_date, parse_date
from records.forms import SheetForm, TextField

WHOLE_YEAR = {"通年", "年間", "一年", "1年", "1年間", "一年間", "通期"}
ONE_MONTH = r"(\d{1,2})(?:月)?(?:中|ごろ|頃)?"
SPAN = re.compile(rf"{ONE_MONTH}(?:(?:から|[~〜‐-―ー\-・、,]){ONE_MONTH}(?:まで)?)?")
MONTHS_EXAMPLE = "「4月〜3月」か「9月」のように、月で入れてください。"


def parse_months(text: str) -> tuple[int, int]:
    """Reads 4月〜3月, ４-３, 9月, 5月から10月まで, 通年; ValueError with a sentence for the person who typed it."""
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
    if plain in WHOLE_YEAR:
        return MONTHS[0], MONTHS[-1]
    found = SPAN.fullmatch(plain)
    if not found:
        raise ValueError(MONTHS_EXAMPLE)
    first = int(found[1])
    last = int(found[2] or first)
    if first not in MONTHS or last not in MONTHS:
        raise ValueError(f"月は1から12までです。{MONTHS_EXAMPLE}")
    if MONTHS.index(first) > MONTHS.index(last):
        raise ValueError("年度は4月から3月までです。おわりの月を、はじまりの月より後にしてください。")
    return first, last


def print_months(first: int, last: int) -> str:
    return f"{first}月" if first == last else f"{first}月〜{last}月"


class MonthsField(TextField):
    """A span of months within a fiscal year, as a pair of numbers."""

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        if not text:
            return None
        try:
            return parse_months(text)
        except ValueError as problem:
            raise ValidationError(str(problem), code="invalid") from problem

    def validate(self, value: Any) -> None:
        """What could be read is right."""

    def prepare_value(self, value: Any) -> Any:
        return print_months(*value) if isinstance(value, tuple) else value


class EraTextField(TextField):
    """A date in one cell: 令和6年9月7日, R6.9.7 or 2024/9/7."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=30, width="", **kwargs)

    def to_python(self, value: Any) -> Any:
        if isinstance(value, date):
            return value
        text = super().to_python(value)
        try:
            return parse_date(text) if text else None
        except NotADate as problem:
            raise ValidationError(str(problem), code="invalid") from problem

    def validate(self, value: Any) -> None:
        """What could be read is right."""

    def prepare_value(self, value: Any) -> Any:
        return era_date(value) if isinstance(value, date) else value


class PickField(forms.TypedChoiceField):
    """One row of a list that the whole sheet shares (``offer``): the list is asked once, not once per cell."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("error_messages", {"required": "選んでください。", "invalid_choice": GONE})
        super().__init__(empty_value=None, **kwargs)

    def offer(self, rows: Mapping[str, models.Model]) -> None:
        self.choices = [("", "選んでください"), *((key, str(row)) for key, row in rows.items())]
        self.coerce = rows.get

    def prepare_value(self, value: Any) -> Any:
        return str(value.pk) if isinstance(value, models.Model) else value


GONE = "ここで選んだものは、もう一覧にありません。選び直してください。"


class RowKey(forms.CharField):
    """Which row of the database stands in this row of the sheet; anything else than a number means none."""

    widget = forms.HiddenInput

    def __init__(self) -> None:
        super().__init__(required=False)

    def to_python(self, value: Any) -> Any:
        text = str(value or "")
        return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else None


class KeptRow(SheetForm):
    """A row that knows its place in the database. ``preset`` cells have a value from the start: they fill no row."""

    preset: frozenset[str] = frozenset({"id"})
    id = RowKey()

    @property
    def filled(self) -> list[str]:
        return [name for name in self.changed_data if name not in self.preset]

    def has_changed(self) -> bool:
        return bool(self.filled)
