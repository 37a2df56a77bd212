"""Which notes of workshops are taken into the plan."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from organizations.meetings.notes import Note
from records.forms import ChoicesField, Form


class CiteForm(Form):
    """A list of ticks for problems and one for assets; each is left out where there is nothing to tick."""

    problems = ChoicesField(label="課題(「地域の課題」に入ります)", required=False)
    assets = ChoicesField(label="魅力・資源(「地域の現状」に入ります)", required=False)

    def __init__(self, data: Any, *, notes: Sequence[Note]) -> None:
        super().__init__(data)
        self.notes = {str(note.pk): note for note in notes}
        for name, kind in (("problems", Note.Kind.PROBLEM), ("assets", Note.Kind.ASSET)):
            field: Any = self.fields[name]
            field.choices = [(key, said(note)) for key, note in self.notes.items() if note.kind == kind]
            if not field.choices:
                del self.fields[name]

    @property
    def chosen(self) -> list[Note]:
        keys = [key for name in ("problems", "assets") for key in self.cleaned_data.get(name, [])]
        return [self.notes[key] for key in keys]


def said(note: Note) -> str:
    dots = f" シール{note.dots}" if note.dots else ""
    theme = f"[{note.theme}] " if note.theme else ""
    return f"{theme}{note.text}{dots}"
