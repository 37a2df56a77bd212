"""A field for each kind of question, made from the question."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError

from grants.formula.numbers import NotExact, exact, said
from grants.questions.asking import CHOICE, FILE, NUMBER, TABLE
from records.forms import AttachmentField, ChoiceField, LongTextField, TextField
from records.forms.text import on_one_line, seen_length, without_control_characters

if TYPE_CHECKING:
    from grants.questions.models import SchemeQuestion

LONGEST_ANSWER, LONGEST_CELL, MOST_ROWS, BLANK_ROWS = 2000, 200, 100, 3


class NumberAnswer(TextField):
    """Any number that can be written down, as people write it: 1,200、12.5、1/2."""

    default_error_messages = {"required": "%(label)sを数字で入れてください。例 1,200"}

    def __init__(self, *, unit: str, **kwargs: Any) -> None:
        super().__init__(max_length=30, width="w-10", **kwargs)
        self.unit = unit
        self.widget.attrs["inputmode"] = "decimal"

    def clean(self, value: Any) -> str:
        typed = str(super().clean(value)).removesuffix(self.unit).strip()
        try:
            found: Fraction | None = exact(typed) if typed else None
        except NotExact as problem:
            raise ValidationError(str(problem)) from problem
        return "" if found is None else said(found)


class TableWidget(forms.Widget):
    """Rows and columns of boxes. More rows come by the page's button 「行を足す」, which needs no script."""

    template_name = "grants/questions/table.html"
    use_fieldset = True

    def __init__(self, columns: list[str]) -> None:
        super().__init__()
        self.columns = columns

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> list[list[str]] | None:
        if f"{name}-rows" not in data:
            return None
        return [
            [str(data.get(f"{name}-{row}-{column}", "")) for column in range(len(self.columns))]
            for row in range(rows_of(data, name))
        ]

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return f"{name}-rows" not in data

    def id_for_label(self, id_: str) -> str:
        return id_

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value, attrs)
        typed = [list(row) for row in value or []]
        blank = [[""] * len(self.columns)] * max(BLANK_ROWS - len(typed), 0)
        rows = [
            [
                (f"{name}-{at}-{column}", label, cell)
                for column, (label, cell) in enumerate(zip(self.columns, row, strict=True))
            ]
            for at, row in enumerate([*typed, *blank])
        ]
        return {**context, "columns": self.columns, "rows": rows, "count": len(rows)}


def rows_of(data: Mapping[str, Any], name: str) -> int:
    typed = str(data.get(f"{name}-rows", ""))
    return min(int(typed), MOST_ROWS) if typed.isdecimal() and len(typed) < 6 else 0


class TableField(forms.Field):
    default_error_messages = {"required": "%(label)sの表に、1行以上入れてください。"}

    def __init__(self, *, columns: list[str], **kwargs: Any) -> None:
        super().__init__(widget=TableWidget(columns), **kwargs)

    def clean(self, value: Any) -> list[list[str]]:
        rows = [[tidied(cell) for cell in row] for row in value or []]
        for number, row in enumerate(rows, start=1):
            if any(seen_length(cell) > LONGEST_CELL for cell in row):
                raise ValidationError(f"{number}行目: 1つの欄は{LONGEST_CELL}文字までにしてください。")
        found = [row for row in rows if any(row)]
        if self.required and not found:
            raise ValidationError(self.error_messages["required"], code="required")
        return found


def tidied(cell: str) -> str:
    return without_control_characters(on_one_line(cell)).strip()


def field_of(question: SchemeQuestion, *, condition: str) -> forms.Field:
    """``condition``: when it is asked at all, told beside what the officer wrote."""
    told = f"{condition}、答えてください。" if condition else ""
    common: dict[str, Any] = {
        "label": f"質問{question.position} {question.text}",
        "help_text": " ".join(filter(None, [told, question.help])),
        "required": question.required,
    }
    if question.kind == NUMBER:
        return NumberAnswer(unit=question.unit, **common)
    if question.kind == CHOICE:
        return ChoiceField(choices=[(option, option) for option in question.options], **common)
    if question.kind == TABLE:
        return TableField(columns=question.options, **common)
    if question.kind == FILE:
        if not common["help_text"]:
            common.pop("help_text")
        return AttachmentField(purpose=question.purpose, **common)
    return LongTextField(rows=3, max_length=LONGEST_ANSWER, **common)
