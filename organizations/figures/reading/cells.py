"""What stands in a cell of numbers, and how a base date is written."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from pathlib import PurePath
from typing import Any

from organizations.figures.reading.ages import normal
from organizations.figures.values import Value, parse_value, plain
from records.era import NotADate, make_date, parse_date
from records.sheets.files import BrokenCell


class Mark(Enum):
    """A sign instead of a number."""

    HIDDEN = "秘匿"  # too few people: not published
    DASH = "－"  # nobody, or not published; what else the row says decides
    BLANK = "空"


HIDDEN = re.compile(r"[xX×χΧ*＊]+|秘匿|非公表|\.{2,}|…+")
DASH = re.compile(r"[\-‐‑−–—―ー]+|該当なし|なし")
BESIDE = re.compile(r"\(?(?:現在|時点)?\)?$")
COMPACT = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})")
ERA_COMPACT = re.compile(r"([RHS])(\d{2})(\d{2})(\d{2})", re.IGNORECASE)
MONTH = re.compile(
    r"(?P<era>令和|平成|昭和|[RHS]|西暦)?(?P<year>元|\d{1,4})[年./\-](?P<month>\d{1,2})(?:月)?(?P<end>末日?|1日)?",
    re.IGNORECASE,
)
SERIAL = range(25_000, 80_000)  # days since 1900, as a spreadsheet program counts them: 1968 to 2119
DAY = re.compile(
    r"(?:(?:令和|平成|昭和|西暦|[RHS])\s*)?(?:元|\d{1,4})\s*[年./\-]\s*\d{1,2}\s*[月./\-]\s*(?:\d{1,2}\s*日?|末日?)",
    re.IGNORECASE,
)


def number_in(cell: Any) -> Value | Mark:
    """ValueError for what is neither a number nor a sign that tables use."""
    if isinstance(cell, bool | BrokenCell | date):
        raise ValueError(str(cell))  # noqa: TRY004  # what stands in the cell
    if isinstance(cell, int):
        return cell
    if isinstance(cell, float):
        return plain(Decimal(repr(cell)))
    text = normal(cell)
    if not text:
        return Mark.BLANK
    if HIDDEN.fullmatch(text):
        return Mark.HIDDEN
    if DASH.fullmatch(text):
        return Mark.DASH
    return parse_value(text)


def day_in(cell: Any) -> date:
    """令和7年4月1日現在, R7.4.1, 20250401, 2025/4/1, 令和7年4月末, R070401, and what a workbook keeps as a date."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if isinstance(cell, int | float) and int(cell) in SERIAL:
        return date.fromordinal(date(1899, 12, 30).toordinal() + int(cell))
    return day_of_text(BESIDE.sub("", normal(cell)))


def day_of_text(text: str) -> date:
    """NotADate with its sentence for what cannot be read."""
    if found := COMPACT.fullmatch(text):
        return make_date("", *found.groups())
    if found := ERA_COMPACT.fullmatch(text):
        return make_date(*found.groups())
    if (found := MONTH.fullmatch(text)) and (found["era"] or len(found["year"]) == 4):
        first = make_date(found["era"] or "", found["year"], found["month"], "1")
        last = first.replace(day=monthrange(first.year, first.month)[1])
        return last if (found["end"] or "").startswith("末") else first
    return parse_date(re.sub(r"(?<=日)\D*$", "", text))


def day_within(text: str) -> date | None:
    """A base date in a line above the table: 「令和7年4月1日現在 住民基本台帳」."""
    for found in DAY.findall(normal(text)):
        try:
            return day_in(found)
        except NotADate:
            continue
    return None


def day_of_file(name: str) -> date | None:
    """Eight digits in a file's name: 131105_population_20211001.csv."""
    for found in re.findall(r"(?<!\d)(?:19|20)\d{6}(?!\d)", PurePath(name).stem):
        try:
            return day_in(found)
        except NotADate:
            continue
    return None
