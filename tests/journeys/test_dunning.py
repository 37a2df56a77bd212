"""督促: the section asks everyone who is late with one press; the leader reads it and sees what is due in one list."""

from collections.abc import Callable
from datetime import date, datetime, time

import pytest
from django.utils import timezone

from grants.dues.reminding import remind
from grants.models import Refund, Scheme
from tests import cast
from tests.cast import MONDAY, Hall
from tests.grants import build
from tests.journeys.people import PHONE, Person


@pytest.fixture
def late(transactional_db: None) -> Hall:
    """北の会 owes 50,000 yen since 30 April 2026, 南の会 its report since 10 April."""
    hall, land = cast.city_hall(), cast.land()
    north = cast.organization("北の会", land.north_oaza, land.middle_oaza, furigana="きたのかい")
    south = cast.organization("南の会", land.south_oaza, furigana="みなみのかい")
    nanami, kuko = cast.person("北野 七海", "nanami"), cast.person("南野 九子", "kuko")
    cast.officer(north, nanami)
    cast.officer(south, kuko)
    with pytest.MonkeyPatch.context() as patch:
        go(patch, MONDAY)
        money = build.scheme(hall.drafter)
        grants = [build.granted(north, money, nanami, hall), build.granted(south, money, kuko, hall, 300_000)]
        for grant, leader in zip(grants, (nanami, kuko), strict=True):
            build.paid(grant, leader, hall)
        go(patch, build.APRIL_NEXT)
        build.refund_ordered(build.confirmed(build.reported(grants[0], nanami), hall).grant, hall)
    remind(on=date(2026, 5, 1))
    return hall


def go(patch: pytest.MonkeyPatch, day: date) -> None:
    noon = datetime.combine(day, time(12), tzinfo=timezone.get_default_timezone())
    patch.setattr(timezone, "now", lambda: noon)


def test_one_press_asks_everyone_who_is_late(late: Hall, visit: Callable[..., Person]):
    chief, kuko, refund = visit(), visit(PHONE), Refund.objects.get()
    chief.sign_in("chief@example.jp")
    for name, page in (("dues", "dues"), ("arrange", "dues/edit"), ("outbox", "outbox")):
        chief.page.goto(f"{chief.portal}/grants/schemes/{Scheme.objects.get().pk}/{page}/")
        chief.shot(name, phone=True)
    chief.page.goto(f"{chief.portal}{refund.get_absolute_url()}")
    chief.sees("延滞金・加算金")
    chief.shot("refund", phone=True)
    chief.page.goto(f"{chief.portal}/grants/")
    chief.page.get_by_role("link", name="期限を過ぎたもの").click()
    chief.shot("late", phone=True)
    chief.press("印をつけたものを督促する")
    chief.told("2件を督促しました。メールを2通出しました。")
    chief.shot("asked", phone=True)
    kuko.sign_in("kuko@example.jp")
    kuko.page.goto(f"{kuko.portal}/grants/dues/")
    kuko.shot("own", phone=True)
    kuko.page.get_by_role("link", name="の実績報告").click()
    kuko.sees("実績報告の督促(1回目)")
    kuko.shot("case", phone=True)
    kuko.page.get_by_role("link", name="提出の督促").click()
    kuko.sees("指定期限")
    kuko.shot("letter", phone=True)
