"""Files that people attach: judged at the field by what they contain."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from records.attachments import TYPES, check_file


class AttachmentField(forms.FileField):
    """One file of a kind that the portal takes; too large, broken or of another kind is told with its name."""

    default_error_messages = {"required": "%(label)sのファイルを選んでください。"}

    def __init__(self, **kwargs: Any) -> None:
        limit = settings.UPLOAD_LIMIT // (1024 * 1024)
        kwargs.setdefault("help_text", f"PDF、写真、Word、Excel、PowerPoint。1つ{limit}MBまで。")
        super().__init__(widget=kwargs.pop("widget", forms.FileInput), allow_empty_file=True, **kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"accept": ",".join(f".{extension}" for extension in TYPES)}

    def clean(self, data: Any, initial: Any = None) -> Any:
        file = super().clean(data, initial)
        if isinstance(file, UploadedFile):
            check_file(file)
        return file
