"""Free and busy: a week with its hours, a month with a mark for each day. Names only for those who may know."""

from __future__ import annotations

import calendar
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from organizations.facilities.bookings import Booking, hours
from organizations.facilities.buildings import Closing, Facility, Room
from records.pieces import Tag

WEEKDAY_NAMES = "月火水木金土日"
FREE, SOME, FULL, CLOSED, OVER = "free", "some", "full", "closed", "over"
MARKS = {
    FREE: ("○", "空いています"),
    SOME: ("△", "一部空いています"),
    FULL: ("×", "ふさがっています"),
    CLOSED: ("休", "休み"),
    OVER: ("", ""),
}


@dataclass(frozen=True)
class Busy:
    """One taken time; ``booking`` only where the reader may know whose it is."""

    hours: str
    is_sure: bool
    booking: Booking | None

    @property
    def tag(self) -> Tag:
        return Tag("使用", "over") if self.is_sure else Tag("申し込みあり", "way")


@dataclass(frozen=True)
class RoomDay:
    room: Room
    busy: list[Busy]
    minutes: int  # taken


@dataclass(frozen=True)
class Day:
    """``closed`` says why it is closed; empty if it is open."""

    day: date
    closed: str
    rooms: list[RoomDay]
    mark: str
    may_ask: bool

    @property
    def sign(self) -> str:
        return MARKS[self.mark][0]

    @property
    def words(self) -> str:
        return MARKS[self.mark][1]

    @property
    def weekday(self) -> str:
        return WEEKDAY_NAMES[self.day.weekday()]

    @property
    def key(self) -> str:
        return self.day.isoformat()


@dataclass(frozen=True)
class Diary:
    """A facility's days from one to another; three queries however many they are."""

    facility: Facility
    first: date
    days: list[Day]

    @classmethod
    def of(cls, facility: Facility, first: date, last: date, *, now: datetime, known: Collection[int]) -> Diary:
        """``known``: the keys of the bookings whose names the reader may see."""
        rooms = [room for room in facility.rooms.all() if room.in_use]
        closings = list(facility.closings.filter(ends_on__gte=first, starts_on__lte=last))
        taken: dict[tuple[int, date], list[Booking]] = defaultdict(list)
        bookings = Booking.objects.filter(room__in=rooms).live().between(first, last)
        for booking in bookings.select_related("organization", "room__facility"):
            taken[booking.room_id, booking.day].append(booking)
        days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
        page = _Page(facility, rooms, closings, taken, timezone.localtime(now).date(), known)
        return cls(facility, first, [page.day(day) for day in days])

    @property
    def weeks(self) -> list[list[Day | None]]:
        """Of a month, Monday first; None before its first and after its last day."""
        days: list[Day | None] = [None] * self.first.weekday() + list(self.days)
        days += [None] * (-len(days) % 7)
        return [days[at : at + 7] for at in range(0, len(days), 7)]


@dataclass(frozen=True)
class _Page:
    facility: Facility
    rooms: list[Room]
    closings: list[Closing]
    taken: dict[tuple[int, date], list[Booking]]
    today: date
    known: Collection[int]

    def day(self, day: date) -> Day:
        closed = self.closed(day)
        rooms = [self.room_day(room, day) for room in self.rooms]
        latest = self.today + timedelta(days=self.facility.days_ahead)
        may_ask = self.facility.takes_bookings and not closed and self.today <= day <= latest
        return Day(day, closed, rooms, self.mark(day, closed, rooms), may_ask)

    def closed(self, day: date) -> str:
        if not self.facility.holds(on=day):
            return "施設がありません"
        if day.weekday() in self.facility.closed_weekdays:
            return "休みの曜日"
        return next((each.reason for each in self.closings if each.starts_on <= day <= each.ends_on), "")

    def room_day(self, room: Room, day: date) -> RoomDay:
        bookings = self.taken[room.pk, day]
        busy = [
            Busy(each.hours, each.status == Booking.Status.CONFIRMED, each if each.pk in self.known else None)
            for each in bookings
        ]
        minutes = sum(int((each.ends_at - each.starts_at).total_seconds()) // 60 for each in bookings)
        return RoomDay(room, busy, minutes)

    def mark(self, day: date, closed: str, rooms: list[RoomDay]) -> str:
        if closed:
            return CLOSED
        if day < self.today:
            return OVER
        opens, closes = self.facility.opens_at, self.facility.closes_at
        whole = (closes.hour - opens.hour) * 60 + closes.minute - opens.minute
        if all(room.minutes >= whole for room in rooms):
            return FULL
        return SOME if any(room.busy for room in rooms) else FREE


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def month_of(day: date) -> tuple[date, date]:
    return day.replace(day=1), day.replace(day=calendar.monthrange(day.year, day.month)[1])


def half_hours(facility: Facility) -> Iterator[tuple[str, str]]:
    """The times that can be chosen, from opening to closing."""
    minutes = facility.opens_at.hour * 60 + facility.opens_at.minute
    while minutes <= facility.closes_at.hour * 60 + facility.closes_at.minute:
        clock = f"{minutes // 60:02}:{minutes % 60:02}"
        yield clock, f"{minutes // 60}:{minutes % 60:02}"
        minutes += 30


def open_words(facility: Facility) -> str:
    return hours(facility.opens_at, facility.closes_at)
