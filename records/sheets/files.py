"""Spreadsheet files: reading what offices send (UTF-8, Shift_JIS, Excel), writing what nothing takes for a formula."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import PurePath
from typing import Any

import tablib
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from records.attachments import opens_as_office

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMULA_STARTS = tuple(
    "=+-@|\t\r\n\uff1d\uff0b\uff0d\uff20"
)  # what a spreadsheet program may compute instead of show; wide signs too
MOST_ROWS = 10_000
BLANK_ROWS = 200  # after so many blank rows in a row the sheet is over: formatting may go on for a million


class NotASheet(ValueError):
    """The file cannot be read as a table; the message is the sentence for the person who chose it."""


class BrokenCell(str):
    """What stands in a cell whose formula has failed (#N/A, #REF! …)."""

    __slots__ = ()


def read_sheet(file: UploadedFile[Any], *, title: str) -> tablib.Dataset:
    """The table in a file: the sheet named ``title`` of a workbook, else its first one. Raises NotASheet."""
    name = file.name or ""
    if (file.size or 0) > settings.UPLOAD_LIMIT:
        raise NotASheet(f"「{name}」は大きすぎます。{settings.UPLOAD_LIMIT // (1024 * 1024)}MBより小さくしてください。")
    match PurePath(name).suffix.lower():
        case ".csv":
            return tabled(name, csv_rows(file.read()))
        case ".xlsx":
            return workbook_table(file, name, title)
        case ".xls" | ".xlsm" | ".ods":
            raise NotASheet(f"「{name}」は、Excelで「Excelブック(.xlsx)」として保存し直してください。")
    raise NotASheet(f"「{name}」は読み込めない種類のファイルです。CSVかExcel(.xlsx)を選んでください。")


def tabled(title: str, rows: Iterable[Sequence[Any]]) -> tablib.Dataset:
    """The rows as a table whose first row names the columns; blank rows keep their place, so that numbers stay true."""
    kept = [list(row) for row in rows]
    while kept and is_blank(kept[-1]):
        kept.pop()
    if not kept or is_blank(kept[0]):
        raise NotASheet("1行目に見出しがありません。書き出した表の1行目と同じ見出しを入れてください。")
    if len(kept) > MOST_ROWS + 1:
        raise NotASheet(f"行が多すぎます。{MOST_ROWS:,}行までに分けてください。")
    width = max(len(trimmed(row)) for row in kept)
    table = tablib.Dataset(title=title)
    table.headers = [heading(cell) for cell in padded(kept[0], width)]
    for row in kept[1:]:
        table.append(padded(row, width))
    return table


def heading(cell: Any) -> str:
    """A column's name as it is compared: wide and narrow signs are the same, spaces are none."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", str(cell or "")))


def is_blank(row: Iterable[Any]) -> bool:
    return all(cell is None or str(cell).strip() == "" for cell in row)


def trimmed(row: Sequence[Any]) -> Sequence[Any]:
    end = len(row)
    while end and is_blank([row[end - 1]]):
        end -= 1
    return row[:end]


def padded(row: Sequence[Any], width: int) -> list[Any]:
    return [*row[:width], *[""] * (width - len(row))]


def csv_rows(content: bytes) -> list[list[str]]:
    text = decoded(content)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error as problem:
        raise NotASheet('CSVとして読めません。「"」の数がそろっているか、確かめてください。') from problem
    return [[unguarded(cell) for cell in row] for row in rows]


def decoded(content: bytes) -> str:
    """UTF-8 with or without its mark, else Shift_JIS as Windows writes it."""
    for encoding in ("utf-8-sig", "cp932"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise NotASheet("文字を読めません。文字コードをUTF-8かShift_JISにして保存し直すか、Excel(.xlsx)にしてください。")


def workbook_table(file: UploadedFile[Any], name: str, title: str) -> tablib.Dataset:
    book = open_workbook(file, name)
    with damage_told(name):
        sheet = book[title] if title in book.sheetnames else book.worksheets[0]
        return tabled(sheet.title, sheet_rows(sheet))


def open_workbook(file: UploadedFile[Any], name: str) -> Any:
    """The workbook, its values only; rows of its sheets are read as they are asked for, within ``damage_told``."""
    import openpyxl

    if not opens_as_office(file, "xl/workbook.xml"):
        raise NotASheet(unreadable(name))
    file.seek(0)
    with damage_told(name):
        return openpyxl.load_workbook(file, read_only=True, data_only=True)


@contextmanager
def damage_told(name: str) -> Iterator[None]:
    """Whatever a damaged workbook makes the library stumble over is one sentence."""
    try:
        yield
    except NotASheet:
        raise
    except Exception as problem:
        raise NotASheet(unreadable(name)) from problem


def unreadable(name: str) -> str:
    return f"「{name}」は開けませんでした。Excelで開けるか確かめ、もう一度選んでください。"


def sheet_rows(sheet: Any) -> Iterable[list[Any]]:
    blank = 0
    for row in sheet.iter_rows():
        cells = [cell_value(cell) for cell in row]
        blank = blank + 1 if is_blank(cells) else 0
        if blank > BLANK_ROWS:
            return
        yield list(trimmed(cells))


def cell_value(cell: Any) -> Any:
    """A cell's value; a guarded one may have come from a CSV file of ours by way of a workbook."""
    if cell.data_type == "e":
        return BrokenCell(cell.value)
    return unguarded(cell.value) if isinstance(cell.value, str) else cell.value


def guarded(text: str) -> str:
    """With an apostrophe before what a spreadsheet program would compute; ``unguarded`` takes it off again."""
    return f"'{text}" if text.startswith((*FORMULA_STARTS, "'")) else text


def unguarded(text: str) -> str:
    return text[1:] if text.startswith("'") and text[1:].startswith((*FORMULA_STARTS, "'")) else text


def plain(value: Any) -> str:
    """A value as it stands in a CSV file: dates as 2025-04-01."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = value.date()
    return value.isoformat() if isinstance(value, date) else str(value)


def as_csv(table: tablib.Dataset, encoding: str) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    for row in (table.headers, *table):
        writer.writerow([guarded(plain(value)) for value in row])
    text = out.getvalue()
    try:
        return text.encode(encoding)
    except UnicodeEncodeError as problem:
        letters = "、".join(sorted({char for char in text if not fits(char, encoding)}))
        raise NotASheet(f"「{letters}」は、Shift_JISでは書けません。UTF-8かExcelを選んでください。") from problem


def fits(char: str, encoding: str) -> bool:
    try:
        char.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def as_xlsx(table: tablib.Dataset) -> bytes:
    import openpyxl

    book = openpyxl.Workbook(write_only=False)
    sheet = book.active
    sheet.title = table.title
    for number, row in enumerate((table.headers, *table), start=1):
        for column, value in enumerate(row, start=1):
            write_cell(sheet.cell(number, column), value)
    sheet.freeze_panes = "A2"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def write_cell(cell: Any, value: Any) -> None:
    """Numbers and dates as such; text as text, whatever sign it begins with, also after somebody has edited it."""
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, str):
        text = f"'{value}" if value.startswith("'") else value  # what is read loses one apostrophe
        text = text.replace("\r\n", "\n").replace("\r", "\n")  # a workbook knows no other break
        cell.value = ILLEGAL_CHARACTERS_RE.sub("\N{REPLACEMENT CHARACTER}", text)
        cell.data_type, cell.number_format, cell.quotePrefix = "s", "@", value.startswith(FORMULA_STARTS)
        return
    cell.value = value
    if isinstance(value, date):
        cell.number_format = "yyyy-mm-dd"


@dataclass(frozen=True)
class Way:
    """One way to write a table."""

    label: str
    extension: str
    media_type: str
    write: Callable[[tablib.Dataset], bytes]


WAYS = {
    "xlsx": Way("Excel(.xlsx)", "xlsx", XLSX, as_xlsx),
    "utf-8-sig": Way("CSV(UTF-8、Excelで開ける印つき)", "csv", "text/csv", lambda table: as_csv(table, "utf-8-sig")),
    "utf-8": Way("CSV(UTF-8)", "csv", "text/csv", lambda table: as_csv(table, "utf-8")),
    "cp932": Way("CSV(Shift_JIS)", "csv", "text/csv", lambda table: as_csv(table, "cp932")),
}
