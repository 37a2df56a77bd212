"""Several photos at once, each cleaned as ``records.photos`` does; and the time of day as people type it."""

from __future__ import annotations

import re
import unicodedata
from datetime import time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from records.photos import cleaned


class SeveralFiles(forms.FileInput):
    allow_multiple_selected = True


class PhotosField(forms.FileField):
    """Gives the photos as they are to be kept, an empty list without any; each that is none is told by its name."""

    def __init__(self, *, most: int = 10, **kwargs: Any) -> None:
        hint = f"JPEGかPNG、{most}枚まで。撮った場所などの記録は、自動で消します。"
        kwargs = {"help_text": hint, "required": False, **kwargs}
        super().__init__(widget=SeveralFiles(attrs={"accept": "image/jpeg,image/png"}), **kwargs)
        self.most = most

    def clean(self, data: Any, initial: Any = None) -> list[SimpleUploadedFile]:
        files = [file for file in (data if isinstance(data, list | tuple) else [data]) if file]
        if self.required and not files:
            raise ValidationError("写真を選んでください。")
        if len(files) > self.most:
            raise ValidationError(f"一度に選べるのは{self.most}枚までです。分けて入れてください。")
        kept, problems = [], []
        for file in files:
            try:
                kept.append(cleaned(file))
            except ValidationError as problem:
                problems += problem.messages
        if problems:
            raise ValidationError(problems)
        return kept


class ClockField(forms.Field):
    """19:30, 1930 or 19時30分, in whatever width."""

    widget = forms.TextInput(attrs={"class": "w-10", "inputmode": "numeric", "autocomplete": "off"})
    default_error_messages = {"required": "%(label)sを入れてください。例 19:30"}

    def to_python(self, value: Any) -> time | None:
        if isinstance(value, time) or not value:
            return value or None
        text = re.sub(r"\s", "", unicodedata.normalize("NFKC", str(value)))
        found = re.fullmatch(r"(\d{1,2})(?:[:時](\d{1,2})?分?|(\d{2}))", text)
        if found:
            hour, minute = int(found[1]), int(found[2] or found[3] or 0)
            if hour < 24 and minute < 60:
                return time(hour, minute)
        raise ValidationError("時と分を入れてください。例 19:30", code="invalid")

    def prepare_value(self, value: Any) -> Any:
        return f"{value:%H:%M}" if isinstance(value, time) else value
