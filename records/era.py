"""The Japanese calendar of eras (和暦): printing a date as an office writes it, reading one as people type it.

Source of the table: the era laws and the Meiji calendar reform; dates before 1873-01-01 (the Gregorian calendar's first
day in Japan) would be ambiguous, so 明治 begins there for this portal.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from functools import cache
from typing import NamedTuple

Ask = Callable[[], bool]
city_asks: list[Ask] = []  # how to ask whether the city writes western years; ``staff`` says it when the portal starts
_western: ContextVar[Ask | None] = ContextVar("western", default=None)


@contextmanager
def as_the_city_writes() -> Iterator[None]:
    """Around a page or a job: years print as the city writes them, which is asked once, at the first date."""
    token = _western.set(cache(city_asks[0]) if city_asks else None)
    try:
        yield
    finally:
        _western.reset(token)


def western() -> bool:
    """Whether years print as 2025年 and not as 令和7年. Outside of ``as_the_city_writes`` never."""
    ask = _western.get()
    return ask is not None and ask()


class Era(NamedTuple):
    name: str
    letter: str
    begins: date
    first_year: int  # the western year that is called 元年


ERAS = (  # newest first: the first that has begun is the one in force
    Era("令和", "R", date(2019, 5, 1), 2019),
    Era("平成", "H", date(1989, 1, 8), 1989),
    Era("昭和", "S", date(1926, 12, 25), 1926),
    Era("大正", "T", date(1912, 7, 30), 1912),
    Era("明治", "M", date(1873, 1, 1), 1868),
)


def era_of(day: date) -> Era:
    """The era in force on ``day``; ValueError before 1873."""
    for era in ERAS:
        if day >= era.begins:
            return era
    raise ValueError("1873年(明治6年)より前の日付は扱えません。")


def year_name(era: Era, year: int) -> str:
    """「元」 for the first year of an era, else its number."""
    number = year - era.first_year + 1
    return "元" if number == 1 else str(number)


def era_date(day: date) -> str:
    """2025-04-01 → 令和7年4月1日; 2019-05-01 → 令和元年5月1日; 2025年4月1日 where the city writes western years."""
    return f"{era_year(day)}{day.month}月{day.day}日"


def era_year(day: date) -> str:
    """2025-04-01 → 令和7年, or 2025年."""
    if western():
        return f"{day.year}年"
    era = era_of(day)
    return f"{era.name}{year_name(era, day.year)}年"


class NotADate(ValueError):
    """The text cannot be read as a date; the message is the sentence for the person who typed it."""


EXAMPLE = "例 令和7年4月1日"
PATTERN = re.compile(
    r"(?P<era>令和|平成|昭和|大正|明治|[RHSTM]|西暦)?\s*(?P<year>元|\d{1,4})\s*[年./\-]\s*(?P<month>\d{1,2})\s*[月./\-]\s*"
    r"(?P<day>\d{1,2})\s*日?",
    re.IGNORECASE,
)


def parse_date(text: str) -> date:
    """Reads 令和7年4月1日, R7.4.1, ２０２５／４／１, 2025-04-01; NotADate says how to mend the rest."""
    found = PATTERN.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if not found:
        raise NotADate(f"日付として読めません。「{EXAMPLE}」のように入れてください。")
    return make_date(found["era"] or "", found["year"], found["month"], found["day"])


def make_date(era_name: str, year: str, month: str, day: str) -> date:
    """The date of an era's year, month and day as typed; without era (or 西暦) the year is a western one."""
    number = 1 if year == "元" else int(year)
    era = next((e for e in ERAS if era_name.upper() in (e.name, e.letter)), None)
    if era is None and number < 1000:
        raise NotADate(f"年の元号を選んでください。{EXAMPLE}")
    western = number if era is None else era.first_year + number - 1
    try:
        result = date(western, int(month), int(day))
        actual = era_of(result)
    except ValueError as problem:
        raise NotADate(f"その日は暦にありません。月と日を確かめてください。{EXAMPLE}") from problem
    if era is not None and (number < 1 or actual != era):
        raise NotADate(
            f"{era.name}{year}年{int(month)}月{int(day)}日は{era_date(result)}です。元号を確かめてください。"
        )
    return result
