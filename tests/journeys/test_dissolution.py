"""解散: a body tells its end by phone, the posts take it, the money comes back, and the 告示 is everybody's."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest

from accounts.models import User
from organizations.life.dissolution import MINUTES
from organizations.models import Dissolution, Organization
from tests import cast
from tests.journeys.lives import TODAY, begin, come, decide, find_the_body, open_life
from tests.journeys.looking import look
from tests.journeys.people import PHONE, Person, paper

LEFT = 120_000


def test_ends_with_its_money_and_is_made_public(
    hall: cast.Hall, north: Organization, nanami: User, visit: Callable[..., Person], monkeypatch: pytest.MonkeyPatch
) -> None:
    begin(hall, north, nanami, monkeypatch)
    hanako, chief, director, seven = come(visit, hall, nanami)
    report(seven)
    propose(hanako)
    decide("解散届", chief, director)
    settle(hanako)
    make_public(hanako)
    read_notice(visit(PHONE))
    seven.page.goto(f"{seven.portal}{Dissolution.objects.get().get_absolute_url()}")
    seven.sees("清算がすみました。", "解散届受理通知書を読む")
    look(seven, "closed")


def report(seven: Person) -> None:
    seven.menu("団体の情報")
    open_life(seven)
    seven.press("解散届を書く")
    seven.told("解散届を用意しました。")
    seven.go("解散届を書く")
    seven.date("解散を決めた総会の日", TODAY - timedelta(days=9))
    seven.date("解散した日", TODAY)
    seven.pick("解散の理由", "総会で解散を決めた")
    seven.type("残った財産の扱い", "備品は見本小学校に渡す。")
    seven.type("残っている交付金", f"{LEFT:,}")
    seven.type("残っている積立金", "0")
    seven.type("清算する人", "北野 七海")
    seven.type("清算する人の電話", "0867-00-5678")
    seven.press("解散届を書く")
    seven.sees(f"{MINUTES}のファイルを選んでください。")
    look(seven, "missing")
    seven.attach(MINUTES, paper("議事録"))
    seven.press("解散届を書く")
    seven.told("解散届を出しました。")
    look(seven, "sent")


def propose(hanako: Person) -> None:
    hanako.take_up("北の会", "解散届")
    hanako.sees("解散届受理通知書", "120,000円", "備品は見本小学校に渡す。")
    look(hanako, "case")
    hanako.press("起案して決裁に回す")
    hanako.told("起案しました。")


def settle(hanako: Person) -> None:
    """Of what was left nothing stays behind, and no more comes back."""
    hanako.take_up("北の会", "解散届")
    hanako.go("清算を確かめる")
    hanako.type("市に返された額", f"{LEFT + 1:,}")
    hanako.date("清算がすんだ日", TODAY)
    hanako.type("清算の確かめ", "納付書の控えで確かめた。")
    hanako.press("清算を確かめる")
    hanako.sees("市に返された額を、残っている交付金と積立金の計までにしてください。")
    look(hanako, "settle-wrong")
    hanako.type("市に返された額", f"{LEFT:,}")
    hanako.press("清算を確かめる")
    hanako.told("記録しました。")
    hanako.sees("清算がすみました。", "120,000円(令和8年3月31日)")


def make_public(hanako: Person) -> None:
    find_the_body(hanako)
    look(hanako, "life-ended")
    hanako.page.get_by_role("link", name=re.compile(r"^告示する.*解散届")).click()
    hanako.sees("番号が付き、市民のページに出ます。")
    look(hanako, "notice-form")
    hanako.press("告示する")
    hanako.told("記録しました。")


def read_notice(reader: Person) -> None:
    """Without an account, from the foot of any page; and as the city posts it up."""
    reader.page.goto(f"{reader.portal}/welcome/")
    reader.page.get_by_role("contentinfo").get_by_role("link", name="告示", exact=True).click()
    look(reader, "notices")
    reader.page.get_by_role("link", name=re.compile("地域運営組織の解散")).click()
    reader.sees("名称 北の会", "見本市長", "解散した日 令和8年3月31日")
    reader.sees_not("0867-00-5678")
    look(reader, "notice")
    text = reader.pdf("告示文を印刷(PDF)")
    for expected in ("見本市告示第", "地域運営組織の解散", "北の会", "見本一郎"):
        assert expected in text
