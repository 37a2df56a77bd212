"""Tama's year: the area's chart, its platforms, what an area meeting finds, and a need that meets an offer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from config.demo.city import account
from config.demo.clock import Story
from organizations.meetings.attendance import count
from organizations.meetings.kinds import MeetingKind
from organizations.meetings.meeting import Meeting
from organizations.models import Area
from plans.models import FuturePlan
from records.anybody import anybody
from staff.matching.cards import Card
from staff.matching.introductions import Introduction
from staff.models import Partner
from tests.journeys.people import Person
from tests.journeys.towns import Town, look, opened, town

TODAY, EVENING, DONE = date(2025, 6, 16), date(2025, 7, 11), date(2025, 7, 25)
AREA = "聖ケ丘中学区"
NEED, OFFER = "夏祭りの会場づくりを手伝ってほしい", "土曜の朝なら、体を動かす手伝いができます"
THANKS = "若い人が来てくれて、テントが早く立ちました。"


@pytest.fixture
def city(transactional_db: None, visit: Callable[..., Person], monkeypatch: pytest.MonkeyPatch) -> Town:
    """Two platforms, one of each type; 社協's coordinator for an area; the city has called an area meeting there."""
    found = town("tama", visit, monkeypatch, today=TODAY)
    found.play(helped(found), until=TODAY)
    return found


def helped(city: Town) -> Story[None]:
    yield TODAY - timedelta(days=30)
    area, by = city.areas["hijirigaoka"], city.hall.drafter
    user = account("coordinator", "社協 みどり", "しゃきょう みどり")
    facts: dict[str, Any] = {"kind": "welfare", "affiliation": "社会福祉協議会", "phone": "000-000-0000"}
    Partner.appoint(by=by, user=user, area=area, starts_on=TODAY - timedelta(days=30), **facts)
    on = yield TODAY - timedelta(days=3)
    begins = datetime.combine(EVENING, time(19), tzinfo=timezone.get_default_timezone())
    when: dict[str, Any] = {"starts_at": begins, "ends_at": begins + timedelta(hours=2)}
    kind = MeetingKind.objects.get(name="エリアミーティング")
    meeting = Meeting.plan(
        kind, by=by, at=timezone.now(), area=area, title="一人ひとりのできること", takes_signups=True,
        contact="optional", place="聖ヶ丘コミュニティセンター", **when,
    )  # fmt: skip
    meeting.announce(by=by, on=on)


def test_an_area_knows_itself_and_helps_itself(city: Town) -> None:
    know_the_area(city)
    city.on(EVENING, hour=22)
    meet(city)
    plan(city)
    ask_for_help(city)
    introduce(city)
    city.on(DONE)
    thank(city)
    assert Introduction.objects.get().status == "thanked"


def know_the_area(city: Town) -> None:
    """地域カルテ and the register of platforms, on a phone, without an account; the area's open meeting."""
    area = city.areas["hijirigaoka"]
    anybody_ = opened(city.person(phone=True), reverse("chart", args=[area.pk]))
    anybody_.sees("13,150人", "6,120世帯", "市の平均")
    look(anybody_, "chart")
    opened(anybody_, reverse("welcome"))
    anybody_.sees("コミュニティエリアの一覧", *(each.name for each in city.areas.values()))
    look(anybody_, "welcome")
    opened(anybody_, reverse("register:list"))
    anybody_.sees("多活動マッチング型", "東愛宕つながる広場")
    look(anybody_, "register")
    opened(anybody_, Meeting.objects.get())
    anybody_.sees("エリアミーティング", "だれでも参加できます")
    look(anybody_, "area-meeting")


def meet(city: Town) -> None:
    """The liaison of the area counts who came and writes down what was found."""
    meeting, by = Meeting.objects.get(), city.hall.liaison
    for group, band, people in (("住民(個人)", "youth", 7), ("町内会・自治会", "senior", 9)):
        count(meeting, by=by, group=group, age_band=band, people=people)
    liaison = opened(city.person(by), reverse("meetings:hold", args=[meeting.pk]))
    liaison.press("記録する")
    liaison.go("エリアミーティングのメモ")
    for kind, notes in (("課題", "坂が多く、荷物を運べない ×5"), ("魅力・資源", "大学が近い ×4")):
        liaison.pick("種類", kind)
        liaison.type("メモ", notes)
        liaison.press("書き写す")
        liaison.sees(notes.split(" ×")[0])
    opened(liaison, meeting)
    liaison.sees("参加した人 16人")
    look(liaison, "found")


def plan(city: Town) -> None:
    """地域計画 of the council-type platform: what the meeting found goes in, with day and meeting."""
    leader = opened(city.person(city.president("hijirigaoka")), reverse("plans:future"))
    leader.press("書きはじめる")
    leader.on("将来計画を書く")
    opened(leader, reverse("plans:future_notes", args=[FuturePlan.objects.get().pk]))
    for note in ("坂が多く、荷物を運べない", "大学が近い"):
        leader.page.get_by_label(note).check()
    leader.press("計画に取り入れる")
    leader.told("2件を計画に取り入れました")
    look(leader, "area-plan")


def ask_for_help(city: Town) -> None:
    """Anybody asks, without an account and not for good: for one project."""
    neighbour = opened(city.person(phone=True), reverse("matching:new"))
    neighbour.pick("どちらですか", "してほしい")
    neighbour.type("ひとことで", NEED)
    neighbour.type("くわしく", "テントを6張り立てます。2時間ほどです。")
    neighbour.page.get_by_label("分野").select_option(index=1)
    neighbour.choose("地区", AREA)
    neighbour.type("どの活動のためか", "夏祭り")
    neighbour.pick("あなたは", "個人")
    neighbour.type("お名前", "見原 近子")
    neighbour.type("電話", "042-000-0001")
    look(neighbour, "need")
    neighbour.press("出す")
    neighbour.sees("受け付けました", "受付番号")


def offered(city: Town, by: User) -> Card:
    """A student has offered a Saturday morning; the coordinator has read it."""
    area: Area = city.areas["hijirigaoka"]
    theme = Card.objects.get().theme
    card = Card.receive(
        by=anybody(), on=EVENING, side="offer", giver="student", title=OFFER, text="力仕事が得意です。", theme=theme,
        area=area, until=EVENING + timedelta(days=30), name="学生 一", phone="042-000-0002",
    )  # fmt: skip
    facts = {"theme": theme, "area": area, "until": card.until}
    card.publish(by=by, title=OFFER, words="力仕事が得意な学生です。", **facts)
    return card


def introduce(city: Town) -> None:
    """社協's coordinator reads the need, lets everybody read it, and brings the two together."""
    user = User.objects.get(email="coordinator@kyodo.example")
    need, offer = Card.objects.get(), offered(city, user)
    green = opened(city.person(user), need)
    green.press("載せる")
    green.told("みんなのページに載せました。")
    look(green, "fits")
    opened(green, reverse("connect:introduce", args=[need.pk, offer.pk]))
    green.type("両方に伝える言葉", "土曜の朝8時に、広場で会いましょう。")
    green.press("紹介する")
    green.told("紹介しました。")
    Introduction.objects.get().say_yes(by=anybody(), side="offer")
    neighbour = opened(city.person(phone=True), reverse("matching:mine", args=[need.number]))
    neighbour.sees(OFFER)
    neighbour.sees_not("学生 一")
    neighbour.press("はい、つながります")
    neighbour.sees("つながりました", "学生 一")
    look(neighbour, "agreed")


def thank(city: Town) -> None:
    """Done, thanked, and (as she allows) read by everybody without a name."""
    user, met = User.objects.get(email="coordinator@kyodo.example"), Introduction.objects.get()
    met.finish(by=user, on=DONE)
    neighbour = opened(city.person(phone=True), reverse("matching:mine", args=[met.need.number]))
    neighbour.type("お礼の言葉", THANKS)
    neighbour.page.get_by_label("名前を出さずに").check()
    neighbour.press("お礼を伝える")
    neighbour.sees("お礼を伝えました。")
    met.refresh_from_db()
    met.publish_thanks(by=user, words=THANKS)
    opened(neighbour, reverse("matching:list"))
    neighbour.sees(THANKS)
    look(neighbour, "thanks")
