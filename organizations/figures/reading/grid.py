"""The sheets of a file as they stand: CSV in the encodings that offices use (commas, tabs or semicolons), and Excel."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from records.sheets.files import NotASheet, damage_told, decoded, is_blank, open_workbook, sheet_rows, trimmed

MOST_ROWS = 60_000
UTF16 = (b"\xff\xfe", b"\xfe\xff")
Row = list[Any]


@dataclass(frozen=True)
class Grid:
    """One sheet; ``rows[0]`` is its first row, blank ones included, so that row numbers are those on the screen."""

    title: str
    rows: list[Row]


def grids(file: UploadedFile[Any]) -> list[Grid]:
    """Raises NotASheet with the sentence for who chose the file."""
    name = PurePath(file.name or "").name
    if (file.size or 0) > settings.UPLOAD_LIMIT:
        raise NotASheet(f"「{name}」は大きすぎます。{settings.UPLOAD_LIMIT // (1024 * 1024)}MBより小さくしてください。")
    match PurePath(name).suffix.lower():
        case ".csv" | ".txt" | ".tsv":
            found = [Grid(name, text_rows(file.read()))]
        case ".xlsx":
            book = open_workbook(file, name)
            with damage_told(name):
                found = [Grid(sheet.title, capped(sheet_rows(sheet))) for sheet in book.worksheets]
        case ".xls" | ".xlsm" | ".ods":
            raise NotASheet(f"「{name}」は、Excelで「Excelブック(.xlsx)」として保存し直してください。")
        case _:
            raise NotASheet(f"「{name}」は読み込めない種類のファイルです。CSVかExcel(.xlsx)を選んでください。")
    found = [grid for grid in found if any(not is_blank(row) for row in grid.rows)]
    if not found:
        raise NotASheet(f"「{name}」には、何も入っていません。")
    return found


def text_rows(content: bytes) -> list[Row]:
    text = content.decode("utf-16") if content.startswith(UTF16) else decoded(content)
    head = text[:20_000]
    delimiter = max(",\t;", key=head.count)
    try:
        return capped(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as problem:
        raise NotASheet('CSVとして読めません。「"」の数がそろっているか、確かめてください。') from problem


def capped(rows: Iterable[Row]) -> list[Row]:
    kept: list[Row] = []
    for row in rows:
        if len(kept) == MOST_ROWS:
            raise NotASheet(f"行が多すぎます。{MOST_ROWS:,}行までに分けてください。")
        kept.append(list(trimmed(row)))
    return kept
