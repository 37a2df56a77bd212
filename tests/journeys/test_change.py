"""A leader asks for less of the grant, the city looks at what changes and proposes, the leader reads the decision."""

from collections.abc import Callable
from datetime import datetime, time

import pytest
from django.utils import timezone

from grants.models import Change, Grant
from tests import cast
from tests.cast import MONDAY, Hall
from tests.grants import build, later
from tests.journeys.people import Person, paper

Visit = Callable[..., Person]


@pytest.fixture
def hall(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> Hall:
    """Played in the year for which everything is built."""
    noon = datetime.combine(MONDAY, time(12), tzinfo=timezone.get_default_timezone())
    monkeypatch.setattr(timezone, "now", lambda: noon)
    return cast.city_hall()


@pytest.fixture
def granted(hall: Hall) -> Grant:
    """北の会 has its 450,000 yen."""
    land = cast.land()
    north = cast.organization("北の会", land.north_oaza, land.middle_oaza, furigana="きたのかい")
    nanami = cast.person("北野 七海", "nanami", "きたの ななみ")
    cast.officer(north, nanami)
    return build.granted(north, build.scheme(hall.drafter, light_percent=20), nanami, hall)


def test_a_change_from_the_application_to_the_letter(granted: Grant, hall: Hall, visit: Visit):
    later.ways(hall)
    nanami, hanako = visit(), visit()
    nanami.sign_in("nanami@example.jp")
    ask(nanami)
    ask_for_less(nanami)
    hanako.sign_in("drafter@example.jp")
    propose(hanako)
    later.approve(Change.objects.get(), hall.chief, hall.manager, hall.director)
    read(nanami)
    revoke(hanako, granted)


def ask(nanami: Person) -> None:
    nanami.menu("交付金")
    nanami.go("令和7年度 見本市小規模多機能自治一括交付金")
    nanami.go("変更・中止・廃止を申請する")
    nanami.shot("begin", phone=True)
    nanami.pick("したいこと", "変更(事業や予算、交付金の額を変える)")
    nanami.press("次へ")
    nanami.told("申請書を作りました")
    nanami.go("年度計画(第2版)を書く")
    nanami.cell("事業1 事業費").fill("540000")
    nanami.cell("支出1 本年度予算額").fill("540000")
    nanami.press("収入の行を足す")
    nanami.cell("収入2 科目").select_option(label="会費")
    nanami.cell("収入2 本年度予算額").fill("90000")
    nanami.press("確認へ進む")
    nanami.sees("540,000", "会費")
    nanami.type("理由", "会場の使用料が上がったため。")
    nanami.attach("付ける書類", paper("見積書"))
    nanami.shot("edit", phone=True)
    nanami.press("確認へ進む")
    nanami.sees("この変更は、届出だけで足ります", "20%まで")
    nanami.shot("confirm-light", phone=True)


def ask_for_less(nanami: Person) -> None:
    nanami.go("もどって直す", "年度計画(第2版)を書く")
    nanami.cell("事業1 うち交付金").fill("400000")
    nanami.cell("収入1 本年度予算額").fill("400000")
    nanami.cell("収入2 本年度予算額").fill("140000")
    nanami.press("確認へ進む")
    nanami.press("確認へ進む")
    nanami.sees("市の承認がいります", "50,000円減らす")
    nanami.shot("confirm", phone=True)
    nanami.press("市に申請する")
    nanami.told("申請を受け付けました")
    nanami.shot("sent", phone=True)


def propose(hanako: Person) -> None:
    hanako.take_up("北の会", "審査")
    hanako.sees("見守り", "450,000", "400,000", "会場の使用料が上がったため。")
    hanako.shot("judge", phone=True)
    hanako.go("紙で出す")
    hanako.sees("承認申請書", "事業計画書", "収支予算書")
    hanako.shot("paper")
    hanako.page.go_back()
    hanako.go("起案する")
    hanako.sees("変更交付決定通知書", "△50,000円")
    hanako.shot("propose", phone=True)
    hanako.press("起案して決裁に回す")
    hanako.told("起案しました")
    hanako.shot("proposed")


def read(nanami: Person) -> None:
    nanami.menu("交付金")
    nanami.go("令和7年度 見本市小規模多機能自治一括交付金")
    nanami.sees("今の交付決定額", "400,000円", "変更が認められました", "変更を認めた")
    nanami.shot("grant", phone=True)
    nanami.go("通知書を読む")
    nanami.sees("これからの交付決定額は400,000円です", "△50,000円")
    nanami.shot("letter")
    text = nanami.pdf("通知書を印刷する(PDF)")
    assert "金400,000円" in text
    nanami.menu("交付金")
    nanami.go("令和7年度 見本市小規模多機能自治一括交付金", "交付決定通知書")
    nanami.sees("この通知書の決定は、あとで変わりました")


def revoke(hanako: Person, granted: Grant) -> None:
    hanako.page.goto(f"{hanako.portal}{granted.get_absolute_url()}")
    hanako.go("交付決定の取消しを準備する")
    hanako.pick("取消しの範囲", "一部")
    hanako.type("取り消す額", "18,000")
    hanako.pick("取消しの理由", "交付金を他の用途に使用したこと")
    hanako.type("くわしい理由", "替え刃を、役員の私有地の草刈りに使った。")
    hanako.type("根拠の条項", "見本市補助金等交付規則第15条第1項第2号")
    hanako.attach("証拠の書類", paper("聞き取りの記録"))
    hanako.shot("revocation-form", phone=True)
    hanako.press("保存する")
    hanako.sees("金18,000円", "金382,000円")
    hanako.shot("revocation", phone=True)
    hanako.press("起案して決裁に回す")
    hanako.told("起案しました")
