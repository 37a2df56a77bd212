"""Files that people attach: judged at the field by what they contain, kept whatever else is wrong on the page."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from accounts.models import User
from records.attachments import TYPES, Attachment, check_file, papers_for, receive
from records.cases import Case
from records.forms.base import Form


class AttachmentField(forms.FileField):
    """One file of a kind that the portal takes; too large, broken or of another kind is told with its name."""

    default_error_messages = {"required": "%(label)sのファイルを選んでください。"}
    kept: list[Attachment]  # what the case has for this purpose already; shown beside the field

    def __init__(self, *, purpose: str = "", **kwargs: Any) -> None:
        limit = settings.UPLOAD_LIMIT // (1024 * 1024)
        kwargs.setdefault("help_text", f"PDF、写真、Word、Excel、PowerPoint。1つ{limit}MBまで。")
        super().__init__(widget=kwargs.pop("widget", forms.FileInput), allow_empty_file=True, **kwargs)
        self.purpose, self.kept = purpose, []

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"accept": ",".join(f".{extension}" for extension in TYPES)}

    def clean(self, data: Any, initial: Any = None) -> Any:
        file = None if not data and self.kept else super().clean(data, initial)
        if isinstance(file, UploadedFile):
            check_file(file)
        return file


class PaperForm(Form):
    """A form with papers of a case: each good one is kept at once, so that a mistake elsewhere does not lose it.

    The view asks ``sent_by`` instead of ``is_valid`` and hands ``facts`` to its verb, which finds the papers itself.
    """

    keeps_files = True

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.case = case
        for field in self.paper_fields().values():
            self._show(field)

    def paper_fields(self) -> dict[str, AttachmentField]:
        return {name: field for name, field in self.fields.items() if isinstance(field, AttachmentField)}

    def sent_by(self, user: User) -> bool:
        """Whether the form was sent and is right; in either case the good files among those that came are attached."""
        if not self.is_bound:
            return False
        self.full_clean()
        for name, field in self.paper_fields().items():
            if file := self.cleaned_data.get(name):
                receive(self.case, file, purpose=field.purpose, by=user)
                self._show(field)
        return self.is_valid()

    @property
    def facts(self) -> dict[str, Any]:
        """What was typed, without the files."""
        return {name: value for name, value in self.cleaned_data.items() if name not in self.paper_fields()}

    def _show(self, field: AttachmentField) -> None:
        field.kept = self.kept_for(field.purpose)

    def kept_for(self, purpose: str) -> list[Attachment]:
        return papers_for(self.case, purpose)
