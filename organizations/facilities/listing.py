"""The bookings of a facility as a table that leaves the portal."""

from __future__ import annotations

from collections.abc import Iterable

import tablib

from organizations.facilities.bookings import Booking
from organizations.facilities.buildings import Facility
from records.era import era_date

HEADERS = ["日", "時間", "部屋", "状態", "団体", "申し込む人", "電話", "使う目的", "人数", "使用料", "返事"]


def table_of(facility: Facility, bookings: Iterable[Booking]) -> tablib.Dataset:
    rows = [
        [
            era_date(each.day), each.hours, each.room.name, each.get_status_display(), str(each.organization or ""),
            each.name, each.phone, each.purpose, each.headcount, fee_of(each), each.answer,
        ]
        for each in bookings
    ]  # fmt: skip
    return tablib.Dataset(*rows, headers=HEADERS, title=f"{facility.name}の申し込み"[:31])


def fee_of(booking: Booking) -> int:
    """By the hour, what has begun counts as half an hour."""
    half_hours = -(-int((booking.ends_at - booking.starts_at).total_seconds()) // 1800)
    return booking.room.fee * half_hours // 2
