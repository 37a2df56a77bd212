"""The city takes the boundaries of its districts in; a citizen finds a room on a phone, its keeper confirms it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import User
from organizations.facilities.buildings import Facility
from organizations.models import Area, Organization
from tests import cast
from tests.journeys.people import PHONE, Person
from tests.organizations import ground


@pytest.fixture
def center(hall: cast.Hall, land: cast.Land, north: Organization) -> Facility:
    place = Facility.enter(
        by=hall.drafter, name="北地区センター", kind="center", area=land.north, address="見本市北1",
        operation="designated", manager=north, closed_weekdays=[0], starts_on=cast.LONG_AGO, about="かぎは事務室です。",
    )  # fmt: skip
    for name, people in (("大会議室", 60), ("和室", 20)):
        place.set_room(None, by=hall.drafter, name=name, capacity=people, fee=300, note="畳")
    place.equip(None, by=hall.drafter, name="長机", count=24, note="")
    return place


def more_districts(land: cast.Land) -> bytes:
    """A city of nine districts, two of which the portal knows."""
    for number in range(3, 10):
        Area.objects.create(
            kind="district", code=str(number), name=f"第{number}地区", furigana="", parent=land.city, order=number
        )
    return ground.city(3, 3, steps=40, name=lambda number: {"地区番号": number + 1, "面積": 1})


def test_from_a_file_to_a_room(
    hall: cast.Hall, land: cast.Land, center: Facility, nanami: User, visit: Callable[..., Person]
) -> None:
    draw(visit(), more_districts(land))
    citizen, leader = visit(PHONE), visit()
    day = timezone.localdate() + timedelta(days=9 - timezone.localdate().weekday())
    ask(citizen, f"{day.month}月{day.day}日 大会議室")
    leader.sign_in("nanami@example.jp")
    leader.page.goto(f"{leader.portal}{center.get_absolute_url()}")
    leader.shot("facility", phone=True)
    leader.go("申し込みに返事をする(1件)")
    leader.shot("bookings")
    leader.page.get_by_role("main").get_by_role("link", name="大会議室").click()
    leader.press("使えると返事をする")
    leader.told("申し込みを受けました。")
    citizen.page.reload()
    citizen.sees("使えます")
    citizen.page.goto(f"{citizen.portal}/facilities/{center.pk}/month/?day={day}")
    citizen.shot("month", phone=True)


def draw(hanako: Person, raw: bytes) -> None:
    """The officer takes the boundaries in and opens a district on the map."""
    hanako.sign_in("drafter@example.jp")
    hanako.menu("地域")
    hanako.go("地区の地図", "境のファイルを入れる")
    hanako.attach("GeoJSONのファイル", {"name": "districts.geojson", "mimeType": "application/geo+json", "buffer": raw})
    hanako.press("読み込んで確かめる")
    hanako.shot("file")
    hanako.press("地図に入れる")
    hanako.told("9つの区域の境を、地図に入れました。")
    hanako.shot("map", phone=True)
    hanako.page.locator("svg a").first.click()
    hanako.sees("となり:", "北地区センター")
    hanako.shot("area", phone=True)


def ask(citizen: Person, room: str) -> None:
    """Without an account: finds the room free next week, and asks for two hours."""
    citizen.page.goto(f"{citizen.portal}/facilities/")
    citizen.go("北地区センター", "部屋の空きを見る", "次の週")
    citizen.shot("week", phone=True)
    citizen.page.get_by_role("link", name=room).click()
    told = {"人数": "12", "使う目的": "健康体操", "申し込む人の名前": "見本 花子", "電話": "0867-00-2222"}
    for name, value in told.items():
        citizen.type(name, value)
    citizen.choose("はじめ", "10:00")
    citizen.choose("おわり", "12:00")
    citizen.shot("ask", phone=True)
    citizen.press("申し込む")
    citizen.sees("返事を待っています")
