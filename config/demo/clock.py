"""The demonstration's past is played, act by act, each on its day: the verbs see a clock that says so.

Events keep the database's own time beside it (``recorded_at``), so the trail does not pretend.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings

MORNING = time(9, 10)
STEP = timedelta(minutes=17)


class Clock:
    """Goes forward only. ``today`` is the day on which the demonstration city is made."""

    def __init__(self, today: date) -> None:
        self.today = today
        self.zone = ZoneInfo(settings.TIME_ZONE)
        self.moment = datetime.min.replace(tzinfo=self.zone)

    def rewind(self) -> None:
        """Another body's story begins."""
        self.moment = datetime.min.replace(tzinfo=self.zone)

    @contextmanager
    def on(self, day: date) -> Iterator[date]:
        """Plays on a day, or on the last one played if that is later; never after today."""
        import time_machine  # of the extra 「demo」: the portal itself never turns the clock

        wanted = datetime.combine(min(day, self.today), MORNING, self.zone)
        self.moment = max(wanted, self.moment + STEP if self.moment.year > 1 else wanted)
        with time_machine.travel(self.moment, tick=False):
            yield self.moment.date()
