"""A workbook that was looked through waits for the word to take it: the file itself, for an hour, for its owner."""

from __future__ import annotations

import secrets
from typing import Any

from django import forms
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile

from records.forms import Form
from records.sheets.files import NotASheet

WAITS = 60 * 60  # seconds
TOO_LATE = "確かめてから時間がたちました。もう一度ファイルを選んでください。"


class WorkbookForm(Form):
    file = forms.FileField(
        label="書き入れた表",
        help_text="ここでダウンロードしたExcel(.xlsx)。LibreOfficeで保存したものも使えます。",
        error_messages={"required": "書き入れた表を選んでください。", "empty": "ファイルの中身がありません。"},
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
    )


def put_aside(owner: str, file: UploadedFile[Any]) -> str:
    """Keeps the file; the token finds it once."""
    token = secrets.token_urlsafe(16)
    file.seek(0)
    cache.set(address(owner, token), (file.name, file.read()), WAITS)
    return token


def take_up(owner: str, token: str) -> UploadedFile[Any]:
    """The file again; NotASheet if it is not there any more."""
    found = cache.get(address(owner, token))
    if found is None:
        raise NotASheet(TOO_LATE)
    cache.delete(address(owner, token))
    name, content = found
    return SimpleUploadedFile(name, content)


def address(owner: str, token: str) -> str:
    return f"workbook:{owner}:{token}"[:200]
