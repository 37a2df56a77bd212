"""Spreadsheet files: nothing is taken for a formula, nothing is lost on the way out and in again."""

import csv
import io
from datetime import date
from typing import Any

import openpyxl
import pytest
import tablib
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given, settings
from hypothesis import strategies as st

from records.sheets.files import (
    FORMULA_STARTS,
    MOST_ROWS,
    NotASheet,
    as_csv,
    as_xlsx,
    guarded,
    read_sheet,
    unguarded,
)

DANGEROUS = ["=1+1", "+81-3", "-5", "@SUM(A1)", "\t=1", "\r=1", "=cmd|' /C calc'!A0", "'=1", "'", "''", "=1", "|x"]
TEXT = st.one_of(
    st.sampled_from(DANGEROUS),
    st.text(st.characters(exclude_categories=("Cs", "Cc"))),
    st.builds("{}{}".format, st.sampled_from(["=", "+", "-", "@", "'"]), st.text("ab'=1", max_size=5)),
)


def table(*rows: list[Any], headers: tuple[str, ...] = ("名前", "備考")) -> tablib.Dataset:
    return tablib.Dataset(*rows, headers=headers, title="表")


def upload(content: bytes, name: str = "表.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def read(content: bytes, name: str = "表.csv") -> tablib.Dataset:
    return read_sheet(upload(content, name), title="表")


class TestGuard:
    @given(TEXT)
    def test_what_is_guarded_never_begins_a_formula_and_comes_back(self, text: str) -> None:
        assert not guarded(text).startswith(FORMULA_STARTS)
        assert unguarded(guarded(text)) == text

    @pytest.mark.parametrize("text", ["北の会", "O'Neil", "1-2", "", "a=b"])
    def test_ordinary_text_stays_as_it_is(self, text: str) -> None:
        assert guarded(text) == text


class TestCSV:
    @settings(max_examples=60)
    @given(st.lists(st.tuples(TEXT, TEXT), min_size=1, max_size=5))
    def test_comes_back_as_it_went(self, rows: list[tuple[str, str]]) -> None:
        content = as_csv(table(*(list(row) for row in rows)), "utf-8-sig")
        cells = [cell for row in csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")) for cell in row]
        assert not [cell for cell in cells if cell.startswith(FORMULA_STARTS)]
        back = [tuple(row) for row in read(content)]
        while rows and not any(cell.strip() for cell in rows[-1]):
            rows = rows[:-1]  # blank rows at the end of a sheet are no rows
        assert back == rows

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
    def test_is_read_in_every_encoding_that_offices_send(self, encoding: str) -> None:
        back = read("名前,備考\r\n髙﨑 ①,~〜\r\n".replace("〜", "～").encode(encoding))
        assert back.headers == ["名前", "備考"]
        assert list(back) == [("髙﨑 ①", "~～")]

    def test_says_which_letters_do_not_fit(self) -> None:
        with pytest.raises(NotASheet, match="「𠮷」は、Shift_JISでは書けません"):
            as_csv(table(["𠮷野", ""]), "cp932")

    def test_writes_dates_as_iso(self) -> None:
        assert as_csv(table([date(2025, 4, 1), None]), "utf-8") == "名前,備考\r\n2025-04-01,\r\n".encode()

    @pytest.mark.parametrize(
        ("content", "sentence"),
        [
            (b"", "見出しがありません"),
            (b"\r\n\r\n", "見出しがありません"),
            ('名前\r\n"北'.encode(), "の数がそろっているか"),
            (b"\xff\xfe\x00\x01", "文字を読めません"),
            (b"a\0b", "文字を読めません"),
            (("名前\r\n" + "a\r\n" * (MOST_ROWS + 1)).encode(), "10,000行まで"),
        ],
    )
    def test_what_cannot_be_read_is_told(self, content: bytes, sentence: str) -> None:
        with pytest.raises(NotASheet, match=sentence):
            read(content)

    def test_headings_are_the_same_wide_or_narrow_and_blank_rows_keep_their_place(self) -> None:
        back = read("名 前,コード(新)\r\n\r\n北,1\r\n".encode())
        assert back.headers == ["名前", "コード(新)"]
        assert list(back) == [("", ""), ("北", "1")]


class TestXLSX:
    @settings(max_examples=40, deadline=None)
    @given(st.lists(TEXT.filter(str.strip), min_size=1, max_size=5))
    def test_text_stays_text_and_comes_back(self, texts: list[str]) -> None:
        content = as_xlsx(table(*([text, "x"] for text in texts)))
        sheet = openpyxl.load_workbook(io.BytesIO(content)).active
        kinds = {cell.data_type for row in sheet.iter_rows() for cell in row}
        assert kinds == {"s"}
        assert [row[0] for row in read(content, "表.xlsx")] == [text.replace("\r", "\n") for text in texts]

    def test_a_formula_in_waiting_stays_text_after_somebody_edits_it(self) -> None:
        sheet = openpyxl.load_workbook(io.BytesIO(as_xlsx(table(["=1+1", "普通"])))).active
        assert (sheet["A2"].quotePrefix, sheet["B2"].quotePrefix) == (True, False)
        assert sheet["A2"].number_format == "@"

    def test_numbers_and_dates_are_such(self) -> None:
        sheet = openpyxl.load_workbook(io.BytesIO(as_xlsx(table([1234, date(2025, 4, 1)])))).active
        assert (sheet["A2"].value, sheet["B2"].value.date()) == (1234, date(2025, 4, 1))
        assert sheet["B2"].number_format == "yyyy-mm-dd"

    def test_a_csv_file_that_became_a_workbook_loses_its_guard(self) -> None:
        book = openpyxl.Workbook()
        for row in (["名前"], [guarded("=1+1")], [guarded("'x")]):
            book.active.append(row)
        assert list(read(saved(book), "表.xlsx")) == [("=1+1",), ("'x",)]

    def test_what_cannot_be_stored_is_shown_as_missing(self) -> None:
        assert list(read(as_xlsx(table(["a\x07b", ""])), "表.xlsx")) == [("a�b", "")]

    def test_the_named_sheet_wins_over_the_first(self) -> None:
        book = openpyxl.Workbook()
        book.active.append(["説明"])
        sheet = book.create_sheet("表")
        sheet.append(["名前"])
        sheet.append(["北"])
        back = read(saved(book), "ほか.xlsx")
        assert (back.title, list(back)) == ("表", [("北",)])

    def test_a_million_formatted_rows_are_no_rows(self) -> None:
        book = openpyxl.Workbook()
        book.active.append(["名前"])
        book.active.append(["北"])
        book.active.cell(100_000, 1).number_format = "@"
        assert len(read(saved(book), "表.xlsx")) == 1

    @pytest.mark.parametrize(
        ("name", "sentence"),
        [
            ("表.xls", "Excelブック"),
            ("表.pdf", "読み込めない種類"),
            ("表.xlsx", "開けませんでした"),
            ("表", "読み込めない種類"),
        ],
    )
    def test_other_files_are_told_how_to_become_one(self, name: str, sentence: str) -> None:
        with pytest.raises(NotASheet, match=sentence):
            read(b"PK\x03\x04 not really", name)

    def test_a_file_that_is_too_large_is_told(self, settings: Any) -> None:
        settings.UPLOAD_LIMIT = 1024 * 1024
        with pytest.raises(NotASheet, match="1MBより小さく"):
            read(b"x" * (1024 * 1024 + 1))


def saved(book: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
