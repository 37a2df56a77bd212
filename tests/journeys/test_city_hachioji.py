"""Hachioji's year: the district's council meets for the fourth time, open to anybody; its visions become a plan."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

import pytest
from django.urls import reverse

from config.demo import elsewhere
from organizations.meetings.meeting import Meeting
from plans.models import FuturePlan
from tests.journeys.people import Person
from tests.journeys.towns import Town, look, opened, town

TODAY = date(2023, 1, 23)  # 令和4年度, the year of the seed's fourth meeting
EVENING = date(2023, 2, 16)
LATER = date(2023, 3, 20)
DONE = "体育館の夜の利用は、4月から月2回できることになった。"
VISIONS = (  # as the document has them
    "多様なつながりをもとに安心して暮らせる地域社会",
    "地域の自立性・主体性を発揮",
    "将来にわたり暮らしを支える「新しい地域のつながり」",
)
BEGINNINGS = ("だれでも立ち寄れる居場所をひらく", "中学校の体育館を夜も使う", "安否確認をスマートフォンでもする")


@pytest.fixture
def city(transactional_db: None, visit: Callable[..., Person], monkeypatch: pytest.MonkeyPatch) -> Town:
    """The model district's council has met three times; at a workshop of its own people wrote notes."""
    talks, workshop = elsewhere.facts_of("hachioji")["meetings"]
    before = [{**talks, "days": [-120, -90, -60], "todos": []}, {**workshop, "days": [-30]}]
    return town("hachioji", visit, monkeypatch, today=TODAY, meetings=before)


def test_a_district_s_council_and_its_three_visions(city: Town) -> None:
    meeting = announce(city)
    sign_up(city, meeting)
    city.on(EVENING, hour=21)
    hold(city, meeting)
    check(city, meeting)
    city.on(LATER)
    follow_up(city)
    look(opened(city.person(), meeting), "everybody")
    city.person().sees("2人", "PTA・学校", DONE, "行政からの支援")
    plan(city)


def announce(city: Town) -> Meeting:
    """第4回 of the year, numbered by the portal; everybody may come."""
    chair = opened(city.person(city.president("nagabusa")), "/meetings/")
    chair.go("会議を用意する")
    chair.choose("会議の種類", "地域づくり推進会議")
    chair.type("題名", "地域づくりの必要性と未来像")
    chair.date("日", EVENING)
    chair.type("はじまり", "19:00")
    chair.type("おわり", "20:30")
    chair.type("会場", "長房市民センター")
    chair.press("用意する")
    for number, item in enumerate(("地域づくりの必要性", "地域づくりの未来像", "当面の取組"), start=1):
        chair.cell(f"議題{number} 議題").fill(item)
        if number < 3:
            chair.press("議題の行を足す")
    chair.press("保存する")
    chair.go("お知らせする")
    chair.press("知らせる")
    chair.told("会議を知らせました。")
    chair.sees("令和4年度 第4回 地域づくり推進会議", "だれでも参加できます")
    look(chair, "announced")
    return Meeting.objects.latest("pk")


def sign_up(city: Town, meeting: Meeting) -> None:
    """Without an account, from a phone."""
    guest = opened(city.person(phone=True), reverse("meetings:sign_up", args=[meeting.pk]))
    guest.type("氏名", "長房 若子")
    guest.pick("所属", "住民(個人)")
    guest.pick("年代", "高校生から20代")
    look(guest, "sign-up")
    guest.press("申し込む")
    guest.sees("確認の番号")


def hold(city: Town, meeting: Meeting) -> None:
    """Who came, by group and age; what was agreed, and who does what until when."""
    chair = opened(city.person(city.president("nagabusa")), reverse("meetings:people", args=[meeting.pk]))
    chair.page.get_by_role("button", name=re.compile("来た.*長房 若子")).click()
    chair.pick("所属", "PTA・学校")
    chair.page.get_by_role("button", name="30代から50代").first.click()
    look(chair, "door")
    opened(chair, meeting).go("開いた記録を書く")
    chair.press("記録する")
    chair.go("やることを書く")
    chair.cell("やること1 やること").fill("体育館を夜も使えるか、学校と相談する")
    chair.cell("やること1 だれが").fill("学校運営協議会")
    chair.cell("やること1 いつまでに").fill("R5.3.31")
    chair.press("保存する")
    chair.go("議事録を書く")
    chair.type("議長・進行", "長本 房子")
    chair.type("話し合ったこと", "未来像を3つにまとめた。推進会議の体制、活動の財源、行政からの支援を検証する。")
    chair.press("保存して、確認に回す")
    chair.sees("ほかの人が確かめます")
    look(chair, "minutes-wait")


def check(city: Town, meeting: Meeting) -> None:
    """The city helps as the council's office: another reads the minutes, then everybody may."""
    officer = opened(city.person(city.hall.drafter), meeting)
    officer.go("議事録を確かめる")
    officer.press("このとおりで、まちがいない")
    officer.press("議事録を公開する")
    officer.told("議事録を公開しました。")
    look(officer, "published")


def follow_up(city: Town) -> None:
    chair = opened(city.person(city.president("nagabusa")), reverse("meetings:open_todos"))
    look(chair, "todos")
    chair.page.get_by_role("link", name=re.compile("済んだ")).first.click()
    chair.type("どうなったか", DONE)
    chair.press("済んだ")


def plan(city: Town) -> None:
    """The three visions become the goals of the area's plan; what the workshop found goes in with its source."""
    chair = opened(city.person(city.president("nagabusa")), reverse("plans:future"))
    chair.press("書きはじめる")
    chair.type("将来像", "地域と行政が協力して、だれもが安心して住みつづけられる長房をつくる。")
    for number, text in enumerate(VISIONS, start=1):
        if chair.cell(f"目標{number} 基本目標").count() == 0:
            chair.press("目標の行を足す")
        chair.cell(f"目標{number} 基本目標").fill(text)
    for number, text in enumerate(BEGINNINGS, start=1):
        if chair.cell(f"取組{number} 取組の内容").count() == 0:
            chair.press("取組の行を足す")
        chair.cell(f"取組{number} 基本目標").select_option(label=f"{number} {VISIONS[number - 1]}")
        chair.cell(f"取組{number} 取組の内容").fill(text)
        chair.cell(f"取組{number} 主体").select_option(label="協働")
    chair.press("保存して確かめる")
    plan = FuturePlan.objects.get()
    opened(chair, reverse("plans:future_notes", args=[plan.pk]))
    look(chair, "notes-offered")
    chair.page.get_by_label(re.compile("ひとり暮らしのお年寄りが心配")).check()
    chair.page.get_by_label(re.compile("中学校の体育館が夜も使える")).check()
    chair.press("計画に取り入れる")
    chair.told("2件を計画に取り入れました")
    opened(chair, plan).sees(*VISIONS, "ひとり暮らしのお年寄りが心配", "地域の魅力・資源")
    look(chair, "plan")
