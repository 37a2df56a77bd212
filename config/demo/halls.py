"""Two facilities of the demonstration, with rooms, and people who ask for them."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from accounts.models import User
from config.demo.city import LONG_AGO
from organizations.facilities.bookings import Booking, closed_because
from organizations.facilities.buildings import Facility, Room
from organizations.models import Organization
from records.anybody import anybody

ROOMS = (("大会議室", 60, 400, "机と椅子60人分"), ("和室", 20, 200, "畳24枚"), ("調理室", 16, 300, "調理台4つ"))
THINGS = (("プロジェクター", 1, "スクリーンつき"), ("長机", 24, ""), ("AED", 1, "玄関"))
ABOUT = "かぎは事務室で受け取ってください。使った後は、机を元にもどし、ごみを持ち帰ってください。"
ASKS = (  # room, days ahead, from, to, people, purpose
    (0, 3, 10, 12, 40, "敬老会の打ち合わせ"),
    (1, 3, 13, 15, 12, "健康体操"),
    (2, 5, 9, 13, 10, "男の料理教室"),
    (0, 9, 19, 21, 30, "自治会の役員会"),
)


def open_halls(bodies: list[Organization], *, by: User, today: date) -> None:
    for body in bodies[:2]:
        area = body.areas.select_related("parent").order_by("order")[0]
        district = area.parent if area.parent and area.parent.kind == "district" else area
        facts: Any = {"kind": "center", "address": body.office_address, "phone": body.phone, "about": ABOUT}
        place = Facility.enter(
            by=by,
            name=f"{district.name.removesuffix('地区')}地区センター",
            area=district,
            operation="designated",
            manager=body,
            starts_on=LONG_AGO,
            closed_weekdays=[0],
            **facts,
        )
        names = ("name", "capacity", "fee", "note")
        rooms = [
            place.set_room(None, by=by, order=n, **dict(zip(names, row, strict=True))) for n, row in enumerate(ROOMS)
        ]
        for name, count, note in THINGS:
            place.equip(None, by=by, name=name, count=count, note=note)
        year = today.year + (today.month < 2)
        end = {"starts_on": date(year, 12, 29), "ends_on": date(year + 1, 1, 3)}
        place.close(by=by, reason="年末年始", **end)
        ask(place, rooms, body, today)


def ask(place: Facility, rooms: list[Room], body: Organization, today: date) -> None:
    """The last of them still waits for an answer."""
    president = body.president(on=today)
    keeper = president.user if president else None
    now = datetime.combine(today, time(9), tzinfo=timezone.get_current_timezone())
    for number, ahead, starts, ends, people, purpose in ASKS:
        day = today + timedelta(days=ahead)
        while closed_because(place, day):
            day += timedelta(days=1)
        facts: Any = {"name": "見本 花子", "phone": "0867-00-0000", "purpose": purpose, "headcount": people}
        booking = Booking.ask(
            rooms[number], by=anybody(), now=now, day=day, starts=time(starts), ends=time(ends), **facts
        )
        if keeper and ahead < 9:
            booking.confirm(by=keeper)
