"""開庁日: on which days the city hall is open, and on which day a period ends that would end on a closed one.

A period whose last day is a holiday ends on the next day that is none (民法142条; the days on which a municipality does
not work are those of 地方自治法4条の2: Saturdays, Sundays, holidays by law, and the turn of the year).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

import jpholiday
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from records.templatetags.japanese import month_day

ONE = timedelta(days=1)
LONGEST = 60  # days; a hall that is closed for longer has no next working day to name
WEEKEND = {5: "土曜日", 6: "日曜日"}
TURN_OF_THE_YEAR = ((12, 29), (12, 30), (12, 31), (1, 2), (1, 3))  # 地方自治法4条の2第2項3号; 1 January is 元日


class ClosedDay(models.Model):
    """A day on which the hall is closed besides weekends and holidays by law. The city edits the list."""

    month = models.PositiveSmallIntegerField("月")
    day = models.PositiveSmallIntegerField("日")
    year = models.PositiveSmallIntegerField(
        "年(西暦)", null=True, blank=True, help_text="空けておくと、毎年になります。"
    )
    name = models.CharField("閉庁の理由", max_length=40, help_text="例 年末年始、開庁記念日")

    class Meta:
        verbose_name = verbose_name_plural = "閉庁日(土日と祝日のほか)"
        ordering = ["month", "day", "year"]
        constraints = [
            models.UniqueConstraint(
                fields=["month", "day", "year"],
                name="a_closed_day_is_listed_once",
                nulls_distinct=False,
                violation_error_message="この日は、もう入っています。",
            ),
            models.CheckConstraint(
                name="a_closed_day_is_a_day_of_the_calendar",
                condition=Q(month__range=(1, 12), day__range=(1, 31)),
                violation_error_message="月は1から12、日は1から31で入れてください。",
            ),
        ]

    def __str__(self) -> str:
        return f"{f'{self.year}年' if self.year else '毎年'}{self.month}月{self.day}日 {self.name}"

    def clean(self) -> None:
        try:
            date(self.year or 2000, self.month or 1, self.day or 1)  # 2000 was a leap year
        except ValueError as problem:
            raise ValidationError({"day": "暦にない日です。月と日を確かめてください。"}) from problem


@dataclass(frozen=True)
class Ending:
    """The last day of a period: as it was counted or written, and as it is where that day is closed."""

    written: date
    day: date
    why: str = ""  # 土曜日, 憲法記念日, 年末年始: why the written day is closed

    @property
    def is_moved(self) -> bool:
        return self.day != self.written

    @property
    def hint(self) -> str:
        """「5月31日(土)のため、次の開庁日」; empty where nothing was moved."""
        why = "" if self.why in WEEKEND.values() else f"は{self.why}"
        return f"{month_day(self.written)}{why}のため、次の開庁日" if self.is_moved else ""


@dataclass(frozen=True)
class Workdays:
    """The city's calendar as a value: one query, whatever is asked of it afterwards."""

    every_year: dict[tuple[int, int], str] = field(default_factory=dict)
    once: dict[tuple[int, int, int], str] = field(default_factory=dict)

    def closed_for(self, day: date) -> str:
        """Why the hall is closed on a day; empty where it is open."""
        try:
            by_law = jpholiday.is_holiday_name(day)
        except OverflowError:  # it looks at the neighbours, and the last day of all has none
            by_law = None
        own = self.once.get((day.year, day.month, day.day)) or self.every_year.get((day.month, day.day))
        return by_law or own or WEEKEND.get(day.weekday(), "")

    def is_workday(self, day: date) -> bool:
        return not self.closed_for(day)

    def next_workday(self, day: date) -> date:
        """The day itself where the hall is open, else the next one on which it is."""
        return next(self._from(day, ONE), day)

    def workday_before(self, day: date) -> date:
        """The last day before this one on which the hall is open."""
        return next(self._from(day - ONE, -ONE), day - ONE)

    def add_workdays(self, day: date, number: int) -> date:
        """So many working days after a day, which itself does not count."""
        for _ in range(number):
            day = self.next_workday(day + ONE)
        return day

    def ending(self, written: date) -> Ending:
        """民法142条."""
        day = self.next_workday(written)
        return Ending(written, day, self.closed_for(written) if day != written else "")

    def after(self, day: date, days: int) -> Ending:
        """A period of so many days of the calendar; the first is the day after (民法140条)."""
        return self.ending(day + timedelta(days=days))

    def _from(self, day: date, step: timedelta) -> Iterator[date]:
        for n in range(LONGEST):
            try:
                looked = day + n * step
            except OverflowError:  # the calendar's own end
                return
            if self.is_workday(looked):
                yield looked
                return


def workdays() -> Workdays:
    """As the city has it now. A page or a job asks once."""
    found = list(ClosedDay.objects.all())
    every_year = {(row.month, row.day): row.name for row in found if row.year is None}
    once = {(row.year, row.month, row.day): row.name for row in found if row.year is not None}
    return Workdays(every_year, once)


def write_usual_closed_days(**_signal: object) -> None:
    """A portal that was just set up knows the turn of the year."""
    if not ClosedDay.objects.exists():
        ClosedDay.objects.bulk_create(
            ClosedDay(month=month, day=day, name="年末年始") for month, day in TURN_OF_THE_YEAR
        )
