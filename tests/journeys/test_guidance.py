"""指導・勧告 in writing: decided by the posts, sent as a letter, answered by phone, closed by the section."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from accounts.models import User
from organizations.models import Guidance, Organization
from tests import cast
from tests.journeys.lives import TODAY, begin, come, decide, find_the_body
from tests.journeys.looking import look
from tests.journeys.people import Person

MATTER = "令和7年度の総会が開かれていません。規約のとおり、総会を開いてください。"
ANSWER = "4月19日に総会を開きます。"


def test_goes_out_by_letter_and_comes_back_answered(
    hall: cast.Hall, north: Organization, nanami: User, visit: Callable[..., Person], monkeypatch: pytest.MonkeyPatch
) -> None:
    begin(hall, north, nanami, monkeypatch)
    hanako, chief, director, seven = come(visit, hall, nanami)
    prepare(hanako)
    decide("勧告の文書", chief, director)
    read_letter(seven)
    answer(seven)
    close(hanako)
    assert Guidance.objects.get().status == "closed"


def prepare(hanako: Person) -> None:
    find_the_body(hanako)
    look(hanako, "life")
    hanako.go("文書で伝える(決裁)")
    hanako.pick("種類", "勧告")
    hanako.type("趣旨と内容", MATTER)
    hanako.date("答えの期限", TODAY - timedelta(days=1))
    hanako.press("文書で伝える準備をする")
    hanako.sees("答えの期限(令和8年3月30日)を、きょうより後の日にしてください。")
    look(hanako, "prepare-wrong")
    hanako.date("答えの期限", TODAY + timedelta(days=14))
    hanako.press("文書で伝える準備をする")
    hanako.told("文書の準備をはじめました。")
    hanako.sees("勧告について", MATTER, "会長 北野 七海")
    look(hanako, "draft")
    hanako.press("起案して決裁に回す")
    hanako.told("起案しました。")


def read_letter(seven: Person) -> None:
    """On the telephone, from the home page; nothing of it was there before."""
    seven.sees_not("勧告")
    seven.page.reload()
    seven.sees("市の勧告に答える", "まだ読んでいません")
    look(seven, "home")
    seven.page.get_by_role("link", name="勧告について(通知)").click()
    look(seven, "letter")
    text = seven.pdf("通知書を印刷する(PDF)")
    for expected in ("北の会", "北野七海", "総会を開いてください。", "令和8年4月14日", "協働推進係", "0867-00-1234"):
        assert expected in text


def answer(seven: Person) -> None:
    seven.menu("ホーム")
    seven.go("市の勧告に答える", "市に答える")
    seven.press("市に答える")
    seven.sees("団体の答えを入れてください。")
    look(seven, "answer-missing")
    seven.type("団体の答え", ANSWER)
    seven.press("市に答える")
    seven.told("記録しました。")
    seven.sees(ANSWER, "答えがあった")


def close(hanako: Person) -> None:
    hanako.take_up("北の会", "勧告への答え")
    hanako.sees(ANSWER, "もう一度、答えを求める")
    look(hanako, "answered")
    hanako.go("すんだことにする")
    hanako.type("市が確かめたこと", "4月19日の総会の議事録で確かめた。")
    hanako.press("すんだことにする")
    hanako.sees("すんだ", "議事録で確かめた。")
