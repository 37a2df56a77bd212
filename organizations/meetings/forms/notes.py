"""Notes of a workshop: many lines at once from paper, one at a time from a phone, and the board."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from organizations.areas import Area
from organizations.meetings.forms.people import CAUGHT
from organizations.meetings.notes import LENGTH, Note
from records.forms import ChoiceField, Form, LongTextField, NumberField, TextField


class NotesForm(Form):
    kind = ChoiceField(label="種類", choices=Note.Kind.choices)
    text = LongTextField(
        label="メモ", max_length=20_000, rows=8,
        help_text="1行に1つ。シールの数は、うしろに「×3」のように書きます。例 空き家が増えている ×3",
    )  # fmt: skip
    theme = TextField(label="テーマ", required=False, max_length=40, help_text="あとで分けるときは、空けます。例 移動")
    area = forms.ChoiceField(label="区域", choices=())

    def __init__(self, *args: Any, areas: Iterable[Area], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.areas = {str(area.pk): area for area in areas}
        field: Any = self.fields["area"]
        field.choices = [(key, str(area)) for key, area in self.areas.items()]

    @property
    def facts(self) -> dict[str, Any]:
        return {**self.cleaned_data, "area": self.areas[self.cleaned_data["area"]]}


class RoomForm(Form):
    """From a participant's phone."""

    kind = ChoiceField(label="種類", choices=Note.Kind.choices)
    text = LongTextField(label="メモ", max_length=LENGTH, rows=3, help_text="人の名前は書かないでください。")
    website = forms.CharField(
        label="この欄は空けておいてください",
        required=False,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )

    def clean_website(self) -> str:
        if self.cleaned_data["website"]:
            raise ValidationError(CAUGHT)
        return ""

    @property
    def told_fields(self) -> list[Any]:
        return [field for field in self.visible_fields() if field.name != "website"]


class RoomCodeForm(Form):
    code = TextField(label="会場のコード", max_length=12, width="w-10", help_text="会場にはってある6文字です。")


class NoteForm(Form):
    """One note on the board."""

    theme = TextField(label="テーマ", required=False, max_length=40, width="")
    dots = NumberField(label="シール", required=False, max_value=999)
    state = forms.ChoiceField(label="公開", choices=Note.State.choices)

    def __init__(self, data: Any, *, note: Note) -> None:
        said = {"theme": note.theme, "dots": note.dots, "state": note.state}
        super().__init__(data, prefix=f"note-{note.pk}", initial=said)
        self.note = note
        for field in self.fields.values():
            field.widget.attrs["aria-label"] = f"「{note.text[:20]}」の{field.label}"
        self.fields["theme"].widget.attrs["list"] = "themes"


class Board:
    """All notes of a workshop, by kind and theme."""

    def __init__(self, notes: Iterable[Note], data: Any = None) -> None:
        self.forms = [NoteForm(data, note=note) for note in notes]

    def is_valid(self) -> bool:
        return False not in [form.is_valid() for form in self.forms]

    @property
    def values(self) -> Mapping[int, Mapping[str, Any]]:
        return {form.note.pk: {**form.cleaned_data, "dots": form.cleaned_data["dots"] or 0} for form in self.forms}

    @property
    def by_kind(self) -> list[tuple[Note.Kind, list[NoteForm]]]:
        """Only kinds that have notes."""
        found = [(kind, [form for form in self.forms if form.note.kind == kind]) for kind in Note.Kind]
        return [(kind, forms_) for kind, forms_ in found if forms_]

    @property
    def themes(self) -> list[str]:
        return sorted({form.note.theme for form in self.forms if form.note.theme})
