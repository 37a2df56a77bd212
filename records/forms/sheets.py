"""Rows typed as in a spreadsheet: a formset whose rows have an order, and whose buttons work without a script.

The HTML that goes with it is told at the top of static/js/sheet.js; ``press`` does on the server what the script does.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar, Self

from django import forms
from django.forms.formsets import BaseFormSet, formset_factory
from django.http import QueryDict
from django.utils.functional import cached_property

from records.forms.base import Form

PLACE = {"ORDER", "DELETE"}
BUTTONS = ("add", "up", "down", "delete")


class SheetForm(Form):
    """One row. ``sums`` names the fields that are added up: {"amount": "income"} feeds data-total="income"."""

    sums: ClassVar[dict[str, str]] = {}
    row_label = ""

    @cached_property
    def changed_data(self) -> list[str]:
        """A row is blank when nothing was typed into it, wherever it stands."""
        return [name for name in super().changed_data if name not in PLACE]

    def number(self, row_name: str, position: int) -> None:
        """Names every cell for screen readers and for the error summary: 「事業3 事業費」."""
        self.row_label = f"{row_name}{position} "
        for name, field in self.fields.items():
            field.widget.attrs["aria-label"] = f"{self.row_label}{field.label}"
            if key := self.sums.get(name):
                field.widget.attrs["data-sum"] = key


class Sheet(BaseFormSet):  # type: ignore[type-arg]
    """All rows are alike: a blank one is left out wherever it stands, a deleted one is neither judged nor shown."""

    row_name = "行"
    ordering_widget = deletion_widget = forms.HiddenInput
    default_error_messages = {
        "missing_management_form": "画面が途中までしか届きませんでした。前の画面にもどって、もう一度送ってください。",
        "too_many_forms": "行が多すぎます。%(num)d行までにしてください。",
        "too_few_forms": "%(num)d行より多く入れてください。",
    }

    def __init__(self, data: Any = None, *, prefix: str, initial: Any = None, form_kwargs: Any = None) -> None:
        super().__init__(
            data, prefix=prefix, initial=None if data is not None else initial, form_kwargs=form_kwargs or {}
        )
        self.given = 0 if self.is_bound else len(initial or ())

    def initial_form_count(self) -> int:
        return 0  # for Django, so that any row may be blank

    def total_form_count(self) -> int:
        if self.is_bound:
            return super().total_form_count()
        return self.given + self.extra

    @property
    def rows(self) -> list[SheetForm]:
        """The rows as they stand on the page: in their order, numbered, without the deleted ones."""
        kept = [form for form in self.forms if not form["DELETE"].value()]
        rows = sorted(kept, key=self._place)
        for position, form in enumerate(rows, start=1):
            form.number(self.row_name, position)
        return rows

    @property
    def blank(self) -> SheetForm:
        """For the <template> from which the script makes new rows."""
        form: SheetForm = self.empty_form
        form.number(self.row_name, 0)
        return form

    def total(self, name: str) -> int:
        """The sum of a column as it stands, for the page; what cannot be read counts as nothing."""
        return sum(form.fields[name].amount(form[name].value()) for form in self.rows)  # type: ignore[attr-defined]

    @property
    def lines(self) -> Iterator[dict[str, Any]]:
        """What the rows say once the sheet is valid, in order, blank ones left out."""
        for form in self.rows:
            if form.has_changed():
                yield {name: value for name, value in form.cleaned_data.items() if name not in PLACE}

    def _place(self, form: SheetForm) -> int:
        typed = form["ORDER"].value()
        return int(typed) if str(typed or "").isdecimal() else 10**6

    def unjudged(self) -> Self:
        """As a form's own: what was typed last time, without a word about what is still missing."""
        self._errors: list[Any] = []
        self._non_form_errors = self.error_class()
        for form in self.forms:
            form.unjudged()
        return self


def sheet_of(form: type[SheetForm], row_name: str, *, extra: int = 1, most: int = 200) -> type[Sheet]:
    """A sheet whose rows are ``form``; ``row_name`` is what one row is called (事業, 収入)."""
    made = formset_factory(
        form, formset=Sheet, extra=extra, max_num=most, validate_max=True, can_order=True, can_delete=True
    )
    made.row_name = row_name  # type: ignore[attr-defined]
    return made  # type: ignore[return-value]


def press(data: QueryDict) -> QueryDict | None:
    """What was sent, after its button 行を足す, ↑, ↓ or 消す has done its work; None if another button was pressed.

    The view keeps the result as what was typed and shows the page again.
    """
    for button in BUTTONS:
        if target := data.get(button):
            pressed = data.copy()
            del pressed[button]
            _act(pressed, button, target)
            return pressed
    return None


def _act(data: QueryDict, button: str, target: str) -> None:
    if button == "add":
        add_row(data, target)
        return
    if button == "delete":
        data[f"{target}-DELETE"] = "on"
        return
    prefix = target.rpartition("-")[0]
    rows = rows_of(data, prefix)
    if target not in rows:
        return
    here = rows.index(target)
    there = max(0, min(len(rows) - 1, here + (-1 if button == "up" else 1)))
    rows.insert(there, rows.pop(here))
    for place, row in enumerate(rows, start=1):
        data[f"{row}-ORDER"] = str(place)


def add_row(data: QueryDict, prefix: str) -> str:
    """A blank row below the others; gives the row's own prefix."""
    index = _number(data.get(f"{prefix}-TOTAL_FORMS"))
    data[f"{prefix}-TOTAL_FORMS"] = str(index + 1)
    data[f"{prefix}-{index}-ORDER"] = "1000000"
    return f"{prefix}-{index}"


def rows_of(data: QueryDict, prefix: str) -> list[str]:
    """The rows' own prefixes in their order, without the deleted ones."""
    total = min(_number(data.get(f"{prefix}-TOTAL_FORMS")), 2000)
    rows = [f"{prefix}-{n}" for n in range(total) if not data.get(f"{prefix}-{n}-DELETE")]
    return sorted(rows, key=lambda row: _number(data.get(f"{row}-ORDER")) or 10**6)


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 8 else 0
