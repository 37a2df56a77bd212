"""The value of a figure: mostly a whole number; a rate may have up to three decimals."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models

from records.forms.numbers import MINUS_SIGNS
from records.templatetags.japanese import minus

Value = int | Decimal
DECIMALS = 3
DIGITS = 15
UNIT = re.compile(r"(人|世帯|戸|件|回|団体|か所|円|%)$")


def plain(number: Decimal) -> Value:
    """A whole number as an int, so that it is printed without a point."""
    whole = int(number)
    return whole if whole == number else number.normalize()


def parse_value(text: str) -> Value:
    """Reads 1,234, １２３４人, 43.1%, △12; ValueError for the rest."""
    signed = MINUS_SIGNS.sub("-", re.sub(r"[,\s]", "", unicodedata.normalize("NFKC", text)))
    try:
        number = Decimal(UNIT.sub("", signed))
    except InvalidOperation as problem:
        raise ValueError(text) from problem
    if not number.is_finite() or abs(number) >= 10 ** (DIGITS - DECIMALS):
        raise ValueError(text)
    return plain(number)


class FigureBox(forms.Field):
    """One figure, as it is typed."""

    widget = forms.TextInput
    default_error_messages = {"required": "%(label)sを入れてください。例 1,234"}

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"inputmode": "decimal", "class": "w-10", "autocomplete": "off"}

    def to_python(self, value: Any) -> Value | None:
        if value is None or isinstance(value, int | Decimal):
            return value
        if not str(value).strip():
            return None
        try:
            return parse_value(str(value))
        except ValueError as problem:
            raise ValidationError("数字で入れてください。例 1,234、43.1", code="invalid") from problem

    def prepare_value(self, value: Any) -> Any:
        return minus(value) if isinstance(value, int | Decimal) else value


if TYPE_CHECKING:
    FigureColumn = models.DecimalField[Value | str, Value]  # what one may set, what one gets
else:
    FigureColumn = models.DecimalField


class FigureField(FigureColumn):
    """A column that gives whole numbers as int."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"max_digits": DIGITS, "decimal_places": DECIMALS, **kwargs})

    def from_db_value(self, value: Decimal | None, expression: object, connection: object) -> Value | None:
        return None if value is None else plain(value)

    def to_python(self, value: Any) -> Any:
        return value if isinstance(value, int) else super().to_python(value)

    def get_db_prep_save(self, value: Any, connection: Any) -> Any:
        """One type for all rows of an insert."""
        return super().get_db_prep_save(Decimal(value) if isinstance(value, int) else value, connection)

    def run_validators(self, value: Any) -> None:
        super().run_validators(Decimal(value) if isinstance(value, int) else value)

    def formfield(self, **kwargs: Any) -> Any:
        kwargs = {name: each for name, each in kwargs.items() if name in ("label", "help_text", "required", "initial")}
        return FigureBox(
            **{"required": not self.blank, "label": self.verbose_name, "help_text": self.help_text, **kwargs}
        )
