"""Single values of a document: each is read or refused with a sentence."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from grants.formula import fields as f
from grants.formula.numbers import exact

LONGEST, LONGEST_TEXT = 200, 500
EARLIEST = 1900


class Wrong(ValueError):
    """A value that cannot be read; the message is the sentence."""


def text(value: Any) -> str:
    if not isinstance(value, str):
        raise Wrong("文字で書いてください。")
    if len(value) > LONGEST or "\n" in value:
        raise Wrong(f"{LONGEST}字までの1行にしてください。")
    return value.strip()


def long(value: Any) -> str:
    if not isinstance(value, str) or len(value) > LONGEST_TEXT:
        raise Wrong(f"{LONGEST_TEXT}字までの文字で書いてください。")
    return value.strip()


def flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise Wrong("true か false で書いてください。")
    return value


def money(value: Any) -> Fraction:
    found = exact(value)
    if found < 0:
        raise Wrong("0以上の数にしてください。")
    return found


def year(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= 9998:
        raise Wrong("整数で書いてください。例 2025")
    return value


def count(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= 999_999_999:
        raise Wrong("0以上の整数で書いてください。")
    return value


def day(value: Any) -> date:
    if isinstance(value, datetime):
        raise Wrong("時刻のない日付で書いてください。例 2025-04-01")
    try:
        found = value if isinstance(value, date) else date.fromisoformat(value)
    except (TypeError, ValueError) as problem:
        raise Wrong("日付で書いてください。例 2025-04-01") from problem
    if found.year < EARLIEST:
        raise Wrong(f"{EARLIEST}年からの日付にしてください。")
    return found


PLAIN: Mapping[str, Callable[[Any], Any]] = {
    f.MONEY: money,
    f.RATIO: money,
    f.TEXT: text,
    f.LONG: long,
    f.FLAG: flag,
    f.YEAR: year,
    f.COUNT: count,
    f.DAY: day,
}
