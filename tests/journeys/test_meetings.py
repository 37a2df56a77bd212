"""A workshop is announced, strangers sign up, notes come by phone; an assembly is held with its quorum and minuted."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import User
from organizations.meetings.kinds import establish_usual
from organizations.meetings.meeting import Meeting
from organizations.models import Organization
from tests import cast
from tests.journeys.looking import look_on_both as look
from tests.journeys.people import PHONE, Person
from tests.organizations.meetings import build


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    def turn(to: datetime) -> None:
        monkeypatch.setattr(timezone, "now", lambda: to)

    turn(build.NOON)
    return turn


def test_from_the_announcement_to_the_minutes(
    hall: cast.Hall, north: Organization, nanami: User, hachiro: User, visit: Callable[..., Person], clock: Any
):
    establish_usual()
    seven, guest, eight = visit(), visit(PHONE), visit()
    assembly = build.announced(north, nanami, "総会")
    seven.sign_in("nanami@example.jp")
    announce(seven)
    workshop = Meeting.objects.get(kind__name="ワークショップ")
    seats = [sign_up(guest, workshop, name) for name in ("東野 十子", "西野 十一")]
    assert seats == ["申し込みを受け付けました", "キャンセル待ちで受け付けました"]
    clock(build.START + timedelta(hours=8))
    seven.sign_in("nanami@example.jp")
    gather(seven, guest, workshop)
    eight.sign_in("hachiro@example.jp")
    hold(seven, eight, assembly)
    assert Meeting.objects.get(pk=assembly.pk).status == "published"


def announce(seven: Person) -> None:
    seven.menu("会議")
    look(seven, "list-empty")
    seven.go("会議を用意する")
    seven.choose("会議の種類", "ワークショップ")
    seven.type("題名", "これからの10年を話す")
    seven.date("日", build.START.date())
    seven.type("はじまり", "午後7時")
    seven.type("おわり", "20:30")
    seven.type("会場", "北公民館")
    seven.type("定員", "1")
    look(seven, "plan")
    seven.press("用意する")
    seven.cell("議題1 議題").fill("困りごとと魅力を書き出す")
    look(seven, "agenda")
    seven.press("保存する")
    seven.go("お知らせする")
    look(seven, "announce")
    seven.press("知らせる")
    seven.told("会議を知らせました。")
    look(seven, "announced")


def sign_up(guest: Person, workshop: Meeting, name: str) -> str:
    """Without an account, from the list of meetings; what the page says at its head."""
    guest.page.goto(f"{guest.portal}/meetings/")
    look(guest, f"guest-list-{len(guest.been)}")
    guest.go("第1回 ワークショップ これからの10年を話す")
    guest.page.get_by_role("main").get_by_role("link", name="申し込む").click()
    guest.type("氏名", name)
    guest.pick("所属", "住民(個人)")
    guest.pick("年代", "30代から50代")
    look(guest, f"sign-up-{len(guest.been)}")
    guest.press("申し込む")
    guest.sees("確認の番号")
    look(guest, f"signed-up-{len(guest.been)}")
    return guest.page.get_by_role("heading", level=1).inner_text()


def gather(seven: Person, guest: Person, workshop: Meeting) -> None:
    """The evening itself: people at the door, notes from paper and from a phone."""
    page = f"{seven.portal}{workshop.get_absolute_url()}"
    seven.page.goto(page)
    seven.go("受付と人数")
    seven.page.get_by_role("button", name=re.compile("来た.*東野 十子")).click()
    seven.pick("所属", "PTA・学校")
    seven.page.get_by_role("button", name="30代から50代").first.click()
    seven.told("1人数えました。")
    look(seven, "door")
    seven.page.goto(f"{page}notes/")
    seven.press("会場のコードを出す")
    look(seven, "room-code")
    send_note(guest, workshop)
    seven.pick("種類", "課題")
    seven.type("メモ", "バスが減った ×6\n空き家が増えている ×3")
    seven.press("書き写す")
    seven.sees("まだ見ていないメモ 1件")
    seven.page.get_by_label("「元の小学校で朝市を開く」の公開").select_option(label="公開")
    look(seven, "board")
    seven.press("保存する")
    seven.page.goto(page)
    seven.sees("元の小学校で朝市を開く", "バスが減った")
    look(seven, "workshop")


def send_note(guest: Person, workshop: Meeting) -> None:
    guest.page.goto(f"{guest.portal}/w/")
    guest.type("会場のコード", Meeting.objects.get(pk=workshop.pk).room_code)
    guest.press("進む")
    guest.pick("種類", "アイデア")
    guest.type("メモ", "元の小学校で朝市を開く")
    look(guest, "phone-note")
    guest.press("送る")
    guest.told("届きました。")


def hold(seven: Person, eight: Person, assembly: Meeting) -> None:
    """Too few at first; with the written votes it stands. Another checks the minutes."""
    page = f"{seven.portal}{assembly.get_absolute_url()}"
    seven.page.goto(page)
    seven.go("開いた記録を書く")
    seven.type("構成員の数(全員)", "61")
    seven.type("出席した構成員の数", "20")
    seven.press("記録する")
    seven.sees("定足数(構成員の過半数、31人)に足りません。")
    look(seven, "too-few")
    seven.type("書面表決の数", "11")
    seven.press("記録する")
    seven.page.get_by_role("link", name=re.compile("結果を入れる.*年度計画")).click()
    seven.pick("どう決まったか", "採決した(票を入れる)")
    seven.type("賛成", "29")
    seven.type("反対", "2")
    look(seven, "vote")
    seven.press("結果を入れる")
    seven.go("議事録を書く")
    seven.type("話し合ったこと", "年度計画を説明し、質問に答えた。")
    look(seven, "minutes")
    seven.press("保存して、確認に回す")
    eight.page.goto(page)
    eight.go("議事録を確かめる")
    look(eight, "check")
    eight.press("このとおりで、まちがいない")
    eight.press("議事録を公開する")
    eight.sees("会議は成立した。", "可決", "賛成29、反対2、棄権0", "年度計画を説明し、質問に答えた。")
    look(eight, "published")
