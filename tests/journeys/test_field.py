"""地域の報告: a request heard in the evening is written on a phone, answered, told, and read by everybody."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from staff.models import Inquiry, LiaisonReport
from tests import cast
from tests.cast import Hall
from tests.journeys.looking import look_on_both as look
from tests.journeys.people import PHONE, Person, photograph

ASKED = "集会所の前に街灯を付けてほしい。"
ANSWER = "来月、防犯灯を1基付けます。"


@pytest.fixture
def city(hall: Hall, land: cast.Land) -> Hall:
    cast.assign_liaison(hall.liaison, land.north)
    return hall


def test_a_request_of_an_area_is_followed_up(city: Hall, visit: Callable[..., Person]) -> None:
    liaison, hanako, desk, citizen = visit(PHONE), visit(), visit(), visit(PHONE)
    report(liaison)
    route(hanako)
    answer(desk)
    tell(liaison)
    publish(hanako)
    read(citizen)
    assert LiaisonReport.objects.get().status == "submitted"
    assert Inquiry.objects.get(channel="report").status == "published"


def report(liaison: Person) -> None:
    liaison.sign_in("liaison@example.jp")
    liaison.menu("地域の報告")
    liaison.go("報告を書く")
    liaison.type("はじまり", "19:00")
    liaison.type("会議・行事の名前", "北の会 役員会")
    liaison.type("内容", "来年度の計画を話し合った。")
    liaison.type("市への要望・質問", ASKED)
    liaison.attach("写真", photograph("会場"))
    liaison.press("報告を出す")
    liaison.sees("おわりを入れてください。", "場所を入れてください。")
    look(liaison, "report-missing")
    liaison.type("おわり", "20:30")
    liaison.type("場所", "北公民館")
    liaison.press("報告を出す")
    liaison.told("報告を出しました。")
    liaison.sees(ASKED, "担当はまだ決まっていません")
    look(liaison, "report")


def route(hanako: Person) -> None:
    hanako.sign_in("drafter@example.jp")
    hanako.menu("声と要望")
    look(hanako, "inquiries")
    hanako.go(ASKED)
    hanako.choose("担当課", "税務課")
    look(hanako, "route")
    hanako.press("担当に回す")
    hanako.told("担当に回しました。")


def answer(desk: Person) -> None:
    desk.sign_in("stranger@example.jp")
    desk.menu("声と要望")
    desk.go(ASKED)
    desk.type("答え", ANSWER)
    look(desk, "answer")
    desk.press("答えを書き終える")
    desk.told("答えを書きました。")


def tell(liaison: Person) -> None:
    liaison.menu("声と要望")
    liaison.page.get_by_role("link", name="伝えるもの").click()
    liaison.go(ASKED)
    liaison.sees(ANSWER)
    liaison.type("伝え方", "会長に電話")
    liaison.press("伝えたことを書く")
    liaison.told("伝えたことを書きました。")


def publish(hanako: Person) -> None:
    hanako.menu("声と要望")
    hanako.page.get_by_role("link", name="すべて", exact=True).click()
    hanako.go(ASKED)
    hanako.type("件名", "集会所の前の街灯")
    look(hanako, "publish")
    hanako.press("公表する")
    hanako.told("「みなさんの声と市の答え」に載せました。")


def read(citizen: Person) -> None:
    """Without an account: reads what the city did, and writes something else."""
    citizen.page.goto(f"{citizen.portal}/voices/?q=街灯")
    look(citizen, "voices")
    citizen.go("集会所の前の街灯")
    citizen.sees(ANSWER)
    citizen.sees_not("税務 五月", "財政 六助")
    look(citizen, "voice")
    citizen.go("市に声を送る")
    citizen.pick("どんな声ですか", "意見")
    citizen.type("内容", "公園にベンチがほしいです。")
    look(citizen, "voice-new")
    citizen.press("送る")
    citizen.sees("声を受け付けました", "受付番号")
    look(citizen, "voice-receipt")
