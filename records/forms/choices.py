"""Choosing: one or several of a list, or a tick. Few answers are all shown; a select box is for a long list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

Sentences = dict[str, "str | _StrPromise"]

ONE: Sentences = {"required": "%(label)sを1つ選んでください。", "invalid_choice": "一覧の中から選んでください。"}
SEVERAL: Sentences = {
    "required": "%(label)sを1つ以上選んでください。",
    "invalid_choice": "一覧の中から選んでください。",
    "invalid_list": "一覧の中から選んでください。",
    "invalid_pk_value": "一覧の中から選んでください。",
}


class ChoiceField(forms.TypedChoiceField):
    """One of few: radio buttons. Where an answer must be given there is no empty one; else it has a word."""

    widget = forms.RadioSelect
    default_error_messages = ONE

    def __init__(self, *, choices: Any = (), **kwargs: Any) -> None:
        super().__init__(choices=choices, **kwargs)
        if not callable(choices):
            given = [(value, label) for value, label in choices if value not in {"", None}]
            self.choices = given if self.required else [("", "選ばない"), *given]


class ChoicesField(forms.MultipleChoiceField):
    """Several of few: tick boxes."""

    widget = forms.CheckboxSelectMultiple
    default_error_messages = SEVERAL


class RowField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """One row of the register."""

    default_error_messages = ONE

    def __init__(self, queryset: Any, *, empty_label: str | None = "選んでください", **kwargs: Any) -> None:
        super().__init__(queryset, empty_label=empty_label, **kwargs)
        self.widget.attrs.setdefault("class", "w-20")


class RowsField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Several rows of the register: tick boxes."""

    widget = forms.CheckboxSelectMultiple
    default_error_messages = SEVERAL


class CheckField(forms.BooleanField):
    """A tick that confirms something."""

    default_error_messages = {"required": "確かめて、印をつけてください。"}
