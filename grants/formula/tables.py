"""Figures from a CSV file, one row per organization, read as offices write; and what of it was not understood."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction

from grants.formula.desk import Body, Reading
from grants.formula.numbers import NotExact, exact
from grants.formula.rule import Figure, Rule
from records.era import NotADate, era_date, parse_date

NAMES = ("団体名", "団体", "名前", "名称", "組織名", "組織", "地区名", "地区", "区域", "自治会", "organization", "name")
KEYS = ("団体コード", "コード", "番号", "code", "key", "id")
SUMS = {"計", "合計", "総計", "市計", "全市", "市全体", "total"}
EMPTY = {"", "…", "...", "x", "X", "***"}
ROWS = 10_000


class NotATable(ValueError):
    """The file cannot be read as figures of organizations; the message is the sentence."""


@dataclass
class Table:
    bodies: list[Body] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def plain(text: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text or "")).strip("﻿")


def decoded(content: bytes) -> str:
    for encoding in ("utf-8-sig", "cp932", "utf-16"):
        if encoding != "utf-16" and content[:2] in (b"\xff\xfe", b"\xfe\xff"):
            continue
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise NotATable("数値のファイルの文字コードがわかりません。UTF-8かShift_JISのCSVで保存してください。")


def rows_of(content: bytes) -> list[list[str]]:
    text = decoded(content)
    first = text.lstrip("\n\r").partition("\n")[0]
    delimiter = max(",\t;", key=first.count)
    try:
        found = [
            [cell.strip() for cell in row] for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        ]
    except csv.Error as problem:
        raise NotATable("CSVとして読めません。表計算ソフトでCSVとして保存し直してください。") from problem
    if len(found) > ROWS:
        raise NotATable(f"行が多すぎます。{ROWS:,}行までにしてください。")
    return found


def read_table(content: bytes, rule: Rule) -> Table:
    """Raises NotATable where no organization can be found; everything smaller becomes a note or a gap."""
    rows = rows_of(content)
    start = next((at for at, row in enumerate(rows) if any(row)), None)
    if start is None:
        raise NotATable("数値のファイルが空です。1行目に見出し、2行目から団体ごとの数値を入れてください。")
    columns = Columns.of(rows[start], rule)
    table = Table(notes=columns.notes)
    for number, row in enumerate(rows[start + 1 :], start=start + 2):
        if any(row):
            take(table, columns, number, row)
    if not table.bodies:
        raise NotATable("団体の行がありません。2行目から、1行に1団体を入れてください。")
    return table


@dataclass
class Columns:
    name: int
    key: int | None
    figures: dict[int, Figure]
    notes: list[str]
    wrong_day: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, heads: list[str], rule: Rule) -> Columns:
        told = [plain(head) for head in heads]
        name = next((told.index(each) for each in NAMES if each in told), None)
        key = next((told.index(each) for each in KEYS if each in told), None)
        if name is None and key is None:
            raise NotATable(
                "団体の名前の列がありません。見出しを「団体名」にしてください。"
                f"今の見出し: {'、'.join(filter(None, told))}"
            )
        columns = cls(name if name is not None else key or 0, key if name is not None else None, {}, [])
        for at, head in enumerate(told):
            if head and at not in (name, key):
                columns.add(at, heads[at], head, rule)
        return columns

    def add(self, at: int, head: str, told: str, rule: Rule) -> None:
        figure = figure_called(told, rule)
        if figure is None:
            self.notes.append(f"列「{head}」は、この制度で使わない数か、名前がちがいます。使いませんでした。")
        elif figure in self.figures.values():
            self.notes.append(f"列「{head}」は2つ目の「{figure.name}」です。使いませんでした。")
        elif figure.value is not None:
            self.notes.append(f"列「{head}」は、制度の中で計算する数です。使いませんでした。")
        else:
            self.figures[at] = figure
            day, wanted = day_in(told), rule.day_of(figure)
            if day and day != era_date(wanted):
                self.wrong_day[figure.code] = (
                    f"「{figure.name}」は{day}の数です。基準日の{era_date(wanted)}の数を入れてください。"
                )


def figure_called(head: str, rule: Rule) -> Figure | None:
    """By code or name; a unit or a day in brackets may follow."""
    for told in (head, re.sub(r"[(\[（].*$", "", head)):
        for figure in rule.known.values():
            if told and told.lower() in (plain(figure.code).lower(), plain(figure.name).lower()):
                return figure
    return None


def day_in(head: str) -> str:
    """The day that a heading names in brackets, as the calendar prints it: 人口(R7.4.1現在)."""
    found = re.search(r"[(\[](.+?)(現在|時点)?[)\]]", head)
    try:
        return era_date(parse_date(found[1])) if found else ""
    except NotADate:
        return ""


def take(table: Table, columns: Columns, number: int, row: list[str]) -> None:
    def cell(at: int) -> str:
        return row[at] if at < len(row) else ""

    name, key = cell(columns.name), cell(columns.key) if columns.key is not None else ""
    if plain(name).lower() in SUMS:
        table.notes.append(f"{number}行目「{name}」は合計の行とみて、使いませんでした。")
    elif not name:
        table.notes.append(f"{number}行目に団体の名前がありません。使いませんでした。")
    elif any((name == body.name and key in ("", body.key)) or (key and key == body.key) for body in table.bodies):
        raise NotATable(f"{number}行目: 団体「{name}」が2回あります。1行に1団体にしてください。")
    else:
        figures = {
            figure.code: reading(cell(at), figure, f"{number}行目 {name}の「{figure.name}」", columns.wrong_day)
            for at, figure in columns.figures.items()
        }
        table.bodies.append(Body(key or name, name, figures))


def reading(cell: str, figure: Figure, place: str, wrong_day: dict[str, str]) -> Reading:
    if figure.code in wrong_day:
        return Reading(None, gaps=(wrong_day[figure.code],))
    told = plain(cell)
    if told in EMPTY:
        return Reading(None)
    try:
        value: Fraction = exact(without_unit(told, figure.unit))
    except NotExact as problem:
        return Reading(None, gaps=(f"{place}: {problem}",))
    if value < 0:
        return Reading(None, gaps=(f"{place}がマイナスです。数値を確かめてください。",))
    return Reading(value)


def without_unit(told: str, unit: str) -> str:
    ends: Iterable[str] = [plain(unit), "人", "世帯", "円", "km", "m2", "%", "灯", "か所", "箇所"]
    return next((told.removesuffix(end) for end in ends if end and told.endswith(end)), told)
