"""The meetings of a month, day by day: a grid on a wide screen, a list on a narrow one."""

from __future__ import annotations

import calendar
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from organizations.meetings.meeting import Meeting

WEEKDAYS = "月火水木金土日"
ASKED = re.compile(r"(\d{4})-(\d{1,2})")
FIRST_YEAR, LAST_YEAR = 1990, 2099


@dataclass(frozen=True)
class Day:
    day: date
    meetings: list[Meeting]
    is_today: bool

    @property
    def weekday(self) -> str:
        return WEEKDAYS[self.day.weekday()]

    @property
    def mark(self) -> str:
        """For the style sheet."""
        return " ".join(word for word, holds in (("none", not self.meetings), ("today", self.is_today)) if holds)


@dataclass(frozen=True)
class Month:
    first: date

    @classmethod
    def asked(cls, text: str, *, today: date) -> Month:
        """「2025-05」; this month for what names none."""
        found = ASKED.fullmatch(text)
        year, month = (int(part) for part in found.groups()) if found else (today.year, today.month)
        if not (FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12):
            year, month = today.year, today.month
        return cls(date(year, month, 1))

    @property
    def last(self) -> date:
        return self.first.replace(day=calendar.monthrange(self.first.year, self.first.month)[1])

    @property
    def before(self) -> date:
        return (self.first - timedelta(days=1)).replace(day=1)

    @property
    def after(self) -> date:
        return self.last + timedelta(days=1)

    def weeks(self, meetings: Iterable[Meeting], *, today: date) -> list[list[Day | None]]:
        """Monday first; None before the first day and after the last one."""
        by_day: dict[date, list[Meeting]] = defaultdict(list)
        for meeting in meetings:
            by_day[meeting.day].append(meeting)
        count = (self.last - self.first).days + 1
        days = [self.first + timedelta(days=n) for n in range(count)]
        cells: list[Day | None] = [None] * self.first.weekday()
        cells += [Day(day, by_day[day], day == today) for day in days]
        cells += [None] * (-len(cells) % 7)
        return [cells[at : at + 7] for at in range(0, len(cells), 7)]
