"""What waits at the facilities: rooms that somebody asked for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import groupby

from accounts.models import User
from organizations.facilities.bookings import Booking
from records.tasks import Task, rests_without
from records.templatetags.japanese import local_day

KIND = "部屋の申し込み"


@rests_without(Booking.objects.filter(status=Booking.Status.ASKED))
def answers_waiting(user: User, *, on: date) -> Iterator[Task]:
    """One line for each facility that the person's organizations run, or, for the section, that nobody runs."""
    waiting = Booking.objects.filter(status=Booking.Status.ASKED, starts_at__date__gte=on)
    inside = user.in_section(on=on)
    own = [] if user.is_city(on=on) else [body.pk for body in user.writes_for(on)]
    if not own and not inside:
        return
    runs = {"room__facility__manager": None} if inside else {"room__facility__manager__in": own}
    rows = waiting.filter(**runs).select_related("room__facility__manager").order_by("room__facility", "asked_at")
    for facility, group in groupby(rows, key=lambda booking: booking.room.facility):
        bookings = list(group)
        yield Task(
            f"{facility}の部屋の申し込みに返事をする",
            bookings[0].get_absolute_url() if len(bookings) == 1 else facility.bookings_url,
            str(facility.manager or ""),
            due=min(booking.day for booking in bookings),
            detail=f"{len(bookings)}件の申し込みが、返事を待っています。",
            action="返事をする",
            kind=KIND,
            stage="返事待ち",
            holder="あなた",
            since=local_day(bookings[0].asked_at),
            mine=True,
        )
