"""What is chosen: the filled-in sheet, or several photos."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from records.attachments import check_file
from records.forms import Form

AT_ONCE = 50


class SheetFileForm(Form):
    file = forms.FileField(
        label="書き入れた表",
        help_text="Excel(.xlsx)かCSV。",
        error_messages={
            "required": "書き入れた表を選んでください。",
            "empty": "ファイルの中身がありません。",
        },
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
    )


class SeveralFiles(forms.FileInput):
    allow_multiple_selected = True


class PhotosField(forms.FileField):
    """Several files; each that is no photo or PDF is told by its name."""

    widget = SeveralFiles
    TAKEN: ClassVar = (".jpg", ".jpeg", ".png", ".pdf")

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[Any]]:
        files = [file for file in (data if isinstance(data, list | tuple) else [data]) if file]
        if not files:
            raise ValidationError("写真を1枚以上選んでください。")
        if len(files) > AT_ONCE:
            raise ValidationError(f"一度に入れられるのは{AT_ONCE}枚までです。分けて入れてください。")
        problems = [problem for file in files for problem in self.wrong(file)]
        if problems:
            raise ValidationError(problems)
        return files

    def wrong(self, file: UploadedFile[Any]) -> list[str]:
        if not (file.name or "").lower().endswith(self.TAKEN):
            return [f"「{file.name}」は写真ではありません。JPEG・PNG・PDFのどれかにしてください。"]
        try:
            check_file(file)
        except ValidationError as problem:
            return problem.messages
        return []


class PhotosForm(Form):
    photos = PhotosField(
        label="領収書の写真",
        help_text="いくつも一度に選べます。1枚の写真に、領収書を1枚ずつ写してください。",
        widget=SeveralFiles(attrs={"accept": "image/*,.pdf"}),
    )
