"""The demonstration's past is played in the order of its days: the verbs see a clock that says which day it is.

A story is a generator: it yields the day on which it goes on and gets that day back. Events keep the database's own
time beside the played one (``recorded_at``), so the trail does not pretend.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable
from datetime import date, datetime, time, timedelta
from heapq import heapify, heappop, heappush
from typing import TypeVar
from zoneinfo import ZoneInfo

from django.conf import settings

T = TypeVar("T")
Story = Generator[date, date, T]

MORNING = time(9, 10)
STEP = timedelta(minutes=6)  # between two acts of one day


def workday(day: date) -> date:
    """The day itself, or the Monday after it: offices are closed at the weekend."""
    return day + timedelta(days=7 - day.weekday() if day.weekday() > 4 else 0)


def play(stories: Iterable[Story[None]], today: date) -> None:
    """All stories together, day by day; what lies after ``today`` happens today."""
    import time_machine  # of the extra 「demo」: the portal itself never turns the clock

    zone = ZoneInfo(settings.TIME_ZONE)
    waiting = [(min(workday(next(story)), today), number, story) for number, story in enumerate(stories)]
    heapify(waiting)
    now = datetime.min.replace(tzinfo=zone)
    while waiting:
        day, number, story = heappop(waiting)
        now = max(datetime.combine(day, MORNING, zone), now + STEP if now.year > 1 else now)
        with time_machine.travel(now, tick=False):
            try:
                following = story.send(now.date())
            except StopIteration:
                continue
        heappush(waiting, (min(workday(max(following, day)), today), number, story))
