"""Opening a workbook that somebody sends: only what a filled-in sheet can be, and never more than memory can hold."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from pathlib import PurePath
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from records.attachments import opens_as_office
from records.sheets.files import NotASheet
from records.workbooks.identity import MISSING, Identity, read_identity
from records.workbooks.layout import ABOUT, CHOICES

UNPACKED = 12 * 1024 * 1024  # bytes: a filled-in sheet has some hundred thousand; more is a bomb
PARTS = 300
SAVE_AGAIN = "Excelで「Excelブック(.xlsx)」として保存し直してください。"
LOCKED = b"\xd0\xcf\x11\xe0"  # how a workbook with a password begins, and an old one (.xls) under a new name


def open_workbook(file: UploadedFile[Any], sheets: Sequence[str]) -> tuple[Any, Identity]:
    """The workbook, with what it says of itself; NotASheet with a sentence for whatever else it is."""
    import openpyxl

    name = file.name or ""
    check_kind(file, name)
    file.seek(0)
    try:
        book = openpyxl.load_workbook(file, keep_links=False)
    except Exception as problem:  # whatever a damaged workbook makes the library stumble over
        raise NotASheet(unreadable(name)) from problem
    check_sheets(book, sheets)
    return book, read_identity(book[ABOUT])


def check_kind(file: UploadedFile[Any], name: str) -> None:
    if (file.size or 0) > settings.UPLOAD_LIMIT:
        raise NotASheet(f"「{name}」は大きすぎます。{settings.UPLOAD_LIMIT // (1024 * 1024)}MBより小さくしてください。")
    match PurePath(name).suffix.lower():
        case ".xlsx":
            pass
        case ".xlsm" | ".xltm":
            raise NotASheet(f"「{name}」にはマクロ(自動の操作)が入っています。{SAVE_AGAIN}")
        case ".xls" | ".ods" | ".csv" | ".xlsb":
            raise NotASheet(f"「{name}」のままでは読み込めません。{SAVE_AGAIN}")
        case _:
            raise NotASheet(f"「{name}」は表ではありません。ここでダウンロードしたExcelの表を選んでください。")
    file.seek(0)
    if file.read(4) == LOCKED:
        raise NotASheet(f"「{name}」は、パスワードがついているか、古い形式です。パスワードを外し、{SAVE_AGAIN}")
    file.seek(0)
    if not opens_as_office(file, "xl/workbook.xml"):
        raise NotASheet(unreadable(name))
    check_size(file, name)


def check_size(file: UploadedFile[Any], name: str) -> None:
    """What opens to far more than it weighs, or defines words of its own, is no sheet that somebody filled in."""
    with zipfile.ZipFile(file) as archive:
        parts = archive.infolist()
        too_much = sum(part.file_size for part in parts) > UNPACKED or len(parts) > PARTS
        if too_much or any(b"<!DOCTYPE" in archive.open(part).read(2048) for part in parts):
            raise NotASheet(f"「{name}」は、開くと大きすぎます。ダウンロードした表に書き入れたものを送ってください。")


def unreadable(name: str) -> str:
    return f"「{name}」は開けませんでした。Excelで開けるか確かめ、もう一度選んでください。"


def check_sheets(book: Any, wanted: Sequence[str]) -> None:
    """No sheet is hidden, missing, renamed or added."""
    if ABOUT not in book.sheetnames:
        raise NotASheet(MISSING)
    hidden = [sheet.title for sheet in book if sheet.sheet_state != "visible"]
    if hidden:
        names = "」「".join(hidden)
        raise NotASheet(f"シート「{names}」がかくれています。表示するか、消してから送ってください。")
    if missing := [title for title in wanted if title not in book.sheetnames]:
        raise NotASheet(f"シート「{missing[0]}」がありません。シートの名前は変えないでください。")
    known = {*wanted, ABOUT, CHOICES}
    if extra := [title for title in book.sheetnames if title not in known]:
        raise NotASheet(f"シート「{extra[0]}」は読み込めません。中身を元のシートに移し、このシートを消してください。")
