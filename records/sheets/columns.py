"""The columns of a sheet: how a cell is read, with the sentence for one that cannot be, and what is written."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model
from import_export import fields, widgets

from records.forms import EraDateField
from records.forms.base import field_for
from records.sheets.files import BrokenCell, heading

Same = Callable[[str], str]
SEPARATORS = re.compile(r"[、,;\s]+")


def typed(cell: Any) -> str:
    """A cell as somebody would have typed it."""
    if isinstance(cell, BrokenCell):
        raise ValueError(f"式がこわれています({cell})。値を入れ直してください。")  # noqa: TRY004  # what was typed
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        cell = cell.date()
    if isinstance(cell, date):
        return cell.isoformat()
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)


class FieldReader(widgets.Widget):  # type: ignore[misc]  # the library is untyped
    """Reads a cell as the portal's own form field would."""

    def __init__(self, field: forms.Field | None) -> None:
        super().__init__()
        self.field = field or forms.CharField()
        sentence = str(self.field.error_messages["required"])
        self.field.error_messages["required"] = sentence.replace("%(label)s", str(self.field.label))

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        text = typed(value)
        try:
            return self.field.clean(["", text, "", ""] if isinstance(self.field, EraDateField) else self.chosen(text))
        except ValidationError as problem:
            raise ValueError("".join(problem.messages)) from problem

    def chosen(self, text: str) -> str:
        """Of a list of choices either the word or the value behind it."""
        words = dict(getattr(self.field, "choices", ()))
        if not words or not text:
            return text
        for value, word in words.items():
            if heading(text) in {heading(word), value}:
                return str(value)
        possible = "・".join(str(word) for value, word in words.items() if value)
        raise ValueError(f"「{text}」ではなく、{possible}のどれかにしてください。")

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> Any:
        if words := dict(getattr(self.field, "choices", ())):
            return str(words.get(value, value or ""))
        return value


class RowReader(widgets.Widget):  # type: ignore[misc]
    """Reads a cell that names a row of another table by its code or name."""

    def __init__(
        self, model: type[Model], key: str, *, required: bool = True, hint: str = "", same: Same = heading
    ) -> None:
        super().__init__()
        self.model, self.key, self.required, self.hint = model, key, required, hint
        self.same = same  # what two ways of writing one name have in common
        self.known: dict[str, Model] = {}

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        text = typed(value).strip()
        if not text and self.required:
            raise ValueError("入れてください。")
        return self.find(text) if text else None

    def find(self, text: str) -> Model:
        """Asks once for all rows, and again for one that an earlier line of the same sheet may have made."""
        everyone = self.model._default_manager.all()
        if not self.known:
            self.known = {self.same(getattr(found, self.key)): found for found in everyone}
        found = self.known.get(self.same(text)) or everyone.filter(**{self.key: text}).first()
        if found is None:
            raise ValueError(f"「{text}」という{self.model._meta.verbose_name}は登録されていません。{self.hint}")
        return self.known.setdefault(self.same(text), found)

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return "" if value is None else str(getattr(value, self.key))


class RowsReader(widgets.ManyToManyWidget):  # type: ignore[misc]
    """Reads a cell that names several rows: 「11、12」."""

    def __init__(self, one: RowReader) -> None:
        super().__init__(one.model, field=one.key)
        self.one = one

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> list[Model]:
        names = [name for name in SEPARATORS.split(unicodedata.normalize("NFKC", typed(value))) if name]
        if not names and self.one.required:
            raise ValueError("入れてください。")
        return [self.one.find(name) for name in names]

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return "" if value is None else "、".join(self.one.render(found) for found in value.all())


class Column(fields.Field):  # type: ignore[misc]
    """One column: its heading, the attribute that it fills, how it is read. ``example`` is shown before the import."""

    def __init__(
        self, title: str, attribute: str, reader: Any, *, example: str = "", default: Any = fields.NOT_PROVIDED
    ) -> None:
        super().__init__(attribute=attribute, column_name=heading(title), widget=reader, default=default)
        self.example = example

    @property
    def is_required(self) -> bool:
        reader = self.widget.one if self.is_many else self.widget
        return bool(reader.required if isinstance(reader, RowReader) else reader.field.required)

    @property
    def is_shown(self) -> bool:
        return isinstance(self, ShownColumn)

    @property
    def is_many(self) -> bool:
        return isinstance(self.widget, RowsReader)


class ShownColumn(Column):
    """Written into the sheet and not taken from it: what a case decided. A cell that says otherwise is a mistake."""

    is_required = False

    def save(self, instance: Model, row: Any, is_m2m: bool = False, **kwargs: Any) -> None:
        cell = row[self.column_name]
        if typed(cell).strip() and self.clean(row) != self.get_value(instance):
            raise ValueError("この列は、表では変えられません。元の値に戻すか、空けてください。")


def column(model: type[Model], attribute: str, title: str = "", *, example: str = "", **options: Any) -> Column:
    """A column as the model has it, read by the portal's field for it."""
    source: Any = model._meta.get_field(attribute)
    if source.has_default():
        options = {"required": False, **options}
    reader = FieldReader(field_for(source, **options))
    return Column(title or str(source.verbose_name), attribute, reader, example=example, default=source.default)


def shown(model: type[Model], attribute: str) -> ShownColumn:
    """A column that the sheet only shows."""
    source: Any = model._meta.get_field(attribute)
    return ShownColumn(str(source.verbose_name), attribute, FieldReader(field_for(source, required=False)))
