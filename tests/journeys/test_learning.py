"""講座: from its plan to the 修了証; applied for by phone without an account, a seat moves up, a graduate is asked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core import mail

from accounts.models import User
from organizations.models import Course, Meeting, Organization
from staff.models import Partner
from tests import cast
from tests.grants.build import recognised
from tests.journeys.looking import look, turn_to
from tests.journeys.people import PHONE, Person
from tests.organizations.meetings import build

COURSE = "聞き書きの講座"
FIRST, SECOND = "東野 十子", "西野 十一"  # who applies
LAST = (build.START + timedelta(days=7)).date()  # day of the second session


@pytest.fixture
def host(
    monkeypatch: pytest.MonkeyPatch, hall: cast.Hall, land: cast.Land, north: Organization, nanami: User
) -> Organization:
    """北の会 at work, with two meetings that can be sessions; a coordinator is there for 北地区."""
    turn_to(cast.MONDAY, monkeypatch)
    coordinator = cast.person("社協 十二子", "partner")
    Partner.objects.create(user=coordinator, area=land.north, kind_id="welfare", starts_on=cast.LONG_AGO)
    for number, later in ((1, timedelta()), (2, timedelta(days=7))):
        begins, ends = build.START + later, build.AFTER + later
        build.announced(north, nanami, number=number, title=f"聞き方 その{number}", starts_at=begins, ends_at=ends)
    return recognised(north, nanami)


def test_from_the_plan_to_the_certificate(
    host: Organization, visit: Callable[..., Person], monkeypatch: pytest.MonkeyPatch
) -> None:
    seven, ten, eleven = visit(PHONE), visit(PHONE), visit(PHONE)
    seven.sign_in("nanami@example.jp")
    plan(seven)
    announce(seven)
    look(opened(ten), "list")
    apply(ten, FIRST)
    ten.on("申し込みを受け付けました")
    look(ten, "applied")
    apply(opened(eleven), SECOND)
    eleven.on("キャンセル待ちで受け付けました")
    look(eleven, "waiting")
    move_up(ten, eleven)
    turn_to(LAST + timedelta(days=1), monkeypatch)
    seven.sign_in("nanami@example.jp")
    attend(seven)
    finish(seven)
    eleven.page.reload()
    eleven.on("修了しました")
    look(eleven, "graduate")
    offer(visit())


def plan(seven: Person) -> None:
    seven.page.goto(seven.portal)
    seven.page.get_by_role("contentinfo").get_by_role("link", name="講座", exact=True).click()
    seven.go("講座を用意する")
    seven.type("講座の名前", COURSE)
    seven.choose("分野", "見守り・支え合い")
    seven.type("定員", "1")
    seven.type("修了に要る回数", "3")
    seven.date("申し込みの締切", cast.MONDAY - timedelta(days=1))
    seven.press("保存する")
    seven.sees("案内を入れてください。")
    look(seven, "plan-wrong")
    seven.type("案内", "地域の人の話を聞き、書き残す人になります。")
    seven.date("申し込みの締切", cast.MONDAY + timedelta(days=14))
    seven.press("保存する")
    seven.told("講座を用意しました。次に、講座の回を選びます。")
    for each in seven.group("講座の回").get_by_role("checkbox").all():
        each.check()
    look(seven, "sessions")
    seven.press("保存する")
    seven.told("講座の回を決めました。")


def announce(seven: Person) -> None:
    """There are fewer sessions than are needed: the number is put right first."""
    seven.press("お知らせして申し込みを受ける")
    seven.told("修了に要る回数は3回です。先に、講座の回を3回以上選んでください。")
    seven.go("案内を直す")
    seven.type("修了に要る回数", "2")
    seven.press("保存する")
    seven.press("お知らせして申し込みを受ける")
    seven.told("講座を知らせました。")
    look(seven, "announced")


def opened(citizen: Person) -> Person:
    """By phone, without an account, at the list of courses."""
    citizen.page.goto(f"{citizen.portal}/courses/")
    return citizen


def apply(citizen: Person, name: str) -> None:
    citizen.go(COURSE, "申し込む")
    citizen.type("氏名", name)
    citizen.choose("お住まいの地区", "北地区")
    citizen.page.get_by_label("修了したら、地域から声をかけてもよい").check()
    citizen.type("手伝えること", "昔の話の聞き書き")
    citizen.press("申し込む")
    citizen.sees("電話かメールアドレスの、どちらかを入れてください。")
    citizen.type("メールアドレス", "learner@example.jp")
    citizen.press("申し込む")
    citizen.sees("確認の番号")


def move_up(ten: Person, eleven: Person) -> None:
    """The one seat becomes free, and whoever waited is told."""
    ten.page.get_by_text("申し込みを取り消す", exact=True).click()
    ten.press("取り消す")
    ten.told("申し込みを取り消しました。")
    eleven.page.reload()
    eleven.on("申し込みを受け付けました")
    assert any("席" in each.subject for each in mail.outbox)


def attend(seven: Person) -> None:
    seven.page.goto(f"{seven.portal}{Course.objects.get().get_absolute_url()}")
    seven.go("受講者と出席")
    seven.sees(SECOND)
    seven.sees_not(FIRST)
    for each in Meeting.objects.order_by("starts_at"):
        seven.page.get_by_label(f"{SECOND} {each.day.month}月{each.day.day}日").check()
    seven.press("出席を保存する")
    seven.told("出席を書きました。")
    seven.sees("足りています")
    look(seven, "people")


def finish(seven: Person) -> None:
    seven.date("修了の日", LAST - timedelta(days=1))
    seven.press("修了を決める")
    seven.sees("最後の回の日か、それより後の日にしてください。")
    look(seven, "finish-wrong")
    seven.date("修了の日", LAST)
    seven.press("修了を決める")
    seven.told("修了証を印刷できます。")
    text = seven.pdf("修了証を印刷する(PDF)")
    for expected in ("修了証", "第1号", "西野十一様", COURSE, "北の会"):
        assert expected in text


def offer(coordinator: Person) -> None:
    """The graduate wished to be asked: the coordinator of the area finds what they can do."""
    coordinator.sign_in("partner@example.jp")
    coordinator.menu("つなぐ")
    coordinator.go("昔の話の聞き書き")
    coordinator.sees(SECOND)
    look(coordinator, "offer")
