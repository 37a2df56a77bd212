"""A workbook of the plan as people send it back: taken from the portal, edited with openpyxl, saved."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
from django.core.files.uploadedfile import SimpleUploadedFile

from plans.models import YearlyPlan
from plans.workbooks.grids import prepared
from records.sheets.files import XLSX
from records.workbooks.identity import FIRST
from records.workbooks.layout import ABOUT

Edit = Callable[[Any], object]
SAVED_BY_LIBREOFFICE = Path(__file__).with_name("data") / "saved_by_libreoffice.xlsx"


def filled(plan: YearlyPlan, *edits: Edit, name: str = "表.xlsx") -> SimpleUploadedFile:
    book = openpyxl.load_workbook(io.BytesIO(prepared(plan)))
    for edit in edits:
        edit(book)
    out = io.BytesIO()
    book.save(out)
    return SimpleUploadedFile(name, out.getvalue(), XLSX)


def put(place: str, value: Any) -> Edit:
    """「事業!E5」: something typed into a cell."""
    sheet, cell = place.split("!")

    def edit(book: Any) -> None:
        book[sheet][cell].value = value

    return edit


def saved_by_libreoffice(plan: YearlyPlan) -> bytes:
    """The file that LibreOffice saved, as it was, but for the identity and the keys: those are the plan's."""
    new = openpyxl.load_workbook(io.BytesIO(prepared(plan)))
    ours = {"事業": "A", "収入の部": "A", "支出の部": "A", ABOUT: "ABCDEF"}
    out = io.BytesIO()
    with zipfile.ZipFile(SAVED_BY_LIBREOFFICE) as source, zipfile.ZipFile(out, "w") as target:
        for part in source.namelist():
            content = source.read(part)
            if found := re.fullmatch(r"xl/worksheets/sheet(\d)\.xml", part):
                sheet = new.worksheets[int(found[1]) - 1]
                content = with_cells(content.decode(), sheet, ours.get(sheet.title, "")).encode()
            target.writestr(part, content)
    return out.getvalue()


def with_cells(xml: str, sheet: Any, columns: str) -> str:
    """The sheet as it was saved, with the columns as they stand in another."""
    for column in columns:
        for line in range(FIRST, 20):
            if value := sheet[f"{column}{line}"].value:
                cell = rf'(<c r="{column}{line}" s="\d+") t="s"><v>\d+</v>'
                xml = re.sub(cell, rf'\1 t="inlineStr"><is><t>{value}</t></is>', xml)
    return xml
