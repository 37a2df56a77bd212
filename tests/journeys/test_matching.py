"""つなぐ: a need is written on a phone, a coordinator from outside introduces it, both agree, and it is thanked for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from records.anybody import anybody
from staff.models import Card, Introduction, Partner, Theme
from tests import cast
from tests.cast import LONG_AGO, Hall
from tests.journeys.looking import look_on_both as look
from tests.journeys.people import PHONE, Person

NEED, OFFER = "庭の草を刈ってほしい", "草刈りを手伝えます"


@pytest.fixture
def offer(hall: Hall, land: cast.Land) -> Card:
    """A company's, published; and a coordinator for 北地区."""
    coordinator = cast.person("社協 十二子", "partner")
    Partner.objects.create(user=coordinator, area=land.north, kind_id="welfare", starts_on=LONG_AGO)
    today, theme = timezone.localdate(), Theme.objects.get(code="green")
    facts = {"side": "offer", "giver": "company", "title": OFFER, "text": "3人で行けます。", "name": "南野 造園"}
    made = Card.receive(
        by=anybody(),
        on=today,
        until=today + timedelta(days=60),
        theme=theme,
        area=land.north,
        phone="0867-00-8888",
        **facts,
    )
    made.publish(by=coordinator, title=OFFER, words="3人で行けます。")
    return made


def test_a_need_finds_an_offer(offer: Card, visit: Callable[..., Person]) -> None:
    citizen, company, coordinator = visit(PHONE), visit(PHONE), visit()
    mine = ask(citizen)
    introduce(coordinator)
    answer(company, offer.number)
    citizen.page.goto(mine)
    citizen.sees("紹介が来ています", OFFER)
    citizen.sees_not("南野 造園")
    look(citizen, "introduced")
    citizen.press("はい、つながります")
    citizen.sees("南野 造園", "0867-00-8888")
    look(citizen, "agreed")
    finish(coordinator)
    thank(citizen, mine)
    assert Introduction.objects.get().status == "thanked"


def ask(citizen: Person) -> str:
    """By phone, without an account; the address with the number is all that is needed later."""
    citizen.page.goto(f"{citizen.portal}/matching/")
    citizen.sees(OFFER)
    look(citizen, "cards")
    citizen.go(OFFER)
    look(citizen, "card")
    citizen.go("お願いしたい")
    citizen.type("ひとことで", NEED)
    citizen.type("くわしく", "ひとり暮らしで、庭の草が伸びました。")
    citizen.type("いつ", "土曜の午前")
    citizen.pick("あなたは", "個人")
    citizen.type("お名前", "北野 花")
    citizen.press("出す")
    citizen.sees("電話かメールアドレスの、どちらかを入れてください。")
    look(citizen, "ask-missing")
    citizen.type("電話", "0867-00-9999")
    citizen.press("出す")
    citizen.sees("受け付けました", "受付番号")
    look(citizen, "asked")
    return citizen.page.url


def introduce(coordinator: Person) -> None:
    coordinator.sign_in("partner@example.jp")
    coordinator.menu("つなぐ")
    look(coordinator, "desk")
    coordinator.go(NEED)
    look(coordinator, "to-publish")
    coordinator.press("載せる")
    coordinator.told("みんなのページに載せました。")
    coordinator.sees("この募集に応えた")
    look(coordinator, "suggested")
    coordinator.page.get_by_role("link", name="紹介する").first.click()
    coordinator.type("両方に伝える言葉", "近くの方です。")
    look(coordinator, "introduce")
    coordinator.press("紹介する")
    coordinator.told("紹介しました。")
    look(coordinator, "introduction")


def answer(company: Person, number: str) -> None:
    company.page.goto(f"{company.portal}/matching/number/")
    company.type("受付番号", number)
    company.press("見る")
    company.press("はい、つながります")
    company.sees("相手の返事を待っています")


def finish(coordinator: Person) -> None:
    coordinator.page.reload()
    coordinator.press("済みにする")
    coordinator.told("済みにしました。")
    coordinator.menu("つなぐ")
    coordinator.go("地区ごとの件数")
    look(coordinator, "counts")


def thank(citizen: Person, mine: str) -> None:
    citizen.page.goto(mine)
    citizen.type("お礼の言葉", "きれいになりました。ありがとうございました。")
    look(citizen, "thank")
    citizen.press("お礼を伝える")
    citizen.sees("お礼を伝えました。")
    look(citizen, "thanked")
