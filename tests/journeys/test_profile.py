"""市のきほん: one page makes the portal a city's own, and everybody sees it on the next page that they open."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from accounts.models import User
from staff.models import Duty, Post
from tests import cast
from tests.journeys.looking import look, turn_to
from tests.journeys.people import PHONE, Person
from tests.journeys.test_behind import enter

NAME, PHONE_NUMBER = "まちづくり広場", "0867-00-1234"


@pytest.fixture
def keeper(hall: cast.Hall, monkeypatch: pytest.MonkeyPatch) -> User:
    """起案 花子, who looks after the settings besides."""
    turn_to(cast.MONDAY, monkeypatch)
    post = Post.objects.create(name="設定の担当", title="主任", rank=90, runs_settings=True, department=hall.section)
    Duty.objects.create(user=hall.drafter, post=post, starts_on=cast.LONG_AGO)
    return hall.drafter


def test_the_city_says_how_it_is_called(keeper: User, land: cast.Land, visit: Callable[..., Person]) -> None:
    hanako, reader = visit(), visit(PHONE)
    enter(hanako, keeper)
    hanako.page.goto(hanako.portal)
    hanako.menu("担当の設定")
    hanako.go("市のきほん")
    hanako.type("ポータルの名前", NAME)
    hanako.type("電話", "86-1234")
    hanako.press("直す")
    hanako.sees("市外局番から、10けたか11けたで入れてください。")
    look(hanako, "wrong")
    expect(hanako.page.get_by_label("ポータルの名前")).to_have_value(NAME)
    hanako.type("電話", "０８６７－００－１２３４")
    hanako.pick("色", "緑")
    hanako.pick("年の書きかた", "西暦(2025年)")
    hanako.press("直す")
    hanako.told("市のきほんの設定を直しました。")
    look(hanako, "described")
    reader.page.goto(f"{reader.portal}/charts/{land.north.pk}/")
    expect(reader.page.get_by_role("banner")).to_contain_text(NAME)
    expect(reader.page.get_by_role("contentinfo")).to_contain_text(f"見本市 電話 {PHONE_NUMBER}")
    reader.sees("2025年4月1日の数字。")
    look(reader, "reader")
