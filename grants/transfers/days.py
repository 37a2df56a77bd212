"""The days on which banks pay (銀行法施行令5条): no Saturday, Sunday or holiday, none from 31 December to 3 January."""

from __future__ import annotations

from datetime import date, timedelta

import jpholiday

TURN_OF_THE_YEAR = {(12, 31), (1, 2), (1, 3)}
SATURDAY = 5


def banks_pay(day: date) -> bool:
    return not (day.weekday() >= SATURDAY or (day.month, day.day) in TURN_OF_THE_YEAR or jpholiday.is_holiday(day))


def next_bank_day(day: date) -> date:
    """The first after it."""
    day += timedelta(days=1)
    while not banks_pay(day):
        day += timedelta(days=1)
    return day
