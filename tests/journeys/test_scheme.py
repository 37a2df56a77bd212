"""A rule book becomes a scheme: looked at, kept, decided by the posts; then a leader answers its questions."""

from collections.abc import Callable
from datetime import datetime, time

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import FilePayload

from accounts.models import User
from grants.models import Grant, Scheme
from grants.rulebooks.writing import rule_book
from organizations.models import Organization
from tests import cast
from tests.cast import MONDAY, Hall
from tests.grants import build
from tests.grants.test_questions import ROWS
from tests.journeys.people import Person, paper

Visit = Callable[..., Person]


@pytest.fixture
def hall(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> Hall:
    """Played in the year for which everything is built."""
    noon = datetime.combine(MONDAY, time(12), tzinfo=timezone.get_default_timezone())
    monkeypatch.setattr(timezone, "now", lambda: noon)
    return cast.city_hall()


@pytest.fixture
def north(hall: Hall) -> Organization:
    land = cast.land()
    body = cast.organization("北の会", land.north_oaza, land.middle_oaza, furigana="きたのかい")
    cast.officer(body, cast.person("北野 七海", "nanami", "きたの ななみ"))
    return body


@pytest.fixture
def book(hall: Hall, north: Organization) -> FilePayload:
    """What another city sent."""
    uses = {"eligible_uses": ["見守り", "移動の支援"], "excluded_uses": ["飲食だけの費用"]}
    made = build.scheme_draft(hall.drafter, **uses)
    made.rewrite("questions", ROWS, by=hall.drafter)
    text = (
        rule_book(made).replace('"lump_sum"', '"new_sum"').replace("見本市小規模多機能自治一括交付金", "支え合い交付金")
    )
    return {"name": "new_sum.toml", "mimeType": "application/toml", "buffer": text.encode()}


def test_from_the_rule_book_to_the_answers(book: FilePayload, north: Organization, hall: Hall, visit: Visit):
    hanako, nanami = visit(), visit()
    hanako.sign_in("drafter@example.jp")
    take(hanako, book)
    propose(hanako)
    money = Scheme.objects.get(programme="new_sum")
    build.approve(money, hall.chief, hall.manager, hall.director)
    compare(hanako, money, hall)
    president = User.objects.get(email="nanami@example.jp")
    build.plan(build.recognised(north, president), president)
    nanami.sign_in("nanami@example.jp")
    answer(nanami)
    hanako.page.goto(hanako.portal + Grant.objects.get().get_absolute_url())
    hanako.sees("第2版", "ゆめ号", "飲食だけの費用")


def take(hanako: Person, book: FilePayload) -> None:
    hanako.menu("交付金")
    hanako.go("制度と予算", "ルールブックからつくる")
    hanako.attach("ルールブックのファイル", {**book, "buffer": book["buffer"].replace(b"rate = 400", b"rate = -400")})
    hanako.press("中身を確かめる")
    hanako.sees("行目", "0以上")
    hanako.shot("refused", phone=True)
    hanako.attach("ルールブックのファイル", book)
    hanako.press("中身を確かめる")
    hanako.sees("まだ何も保存していません", "世帯数 1世帯につき400円")
    hanako.shot("look", phone=True)
    hanako.press("この内容で制度をつくる")
    hanako.told("ルールブックを取り込みました")
    hanako.shot("draft", phone=True)


def propose(hanako: Person) -> None:
    hanako.go("起案へ進む")
    hanako.press("起案して決裁に回す")
    hanako.told("起案しました")
    hanako.shot("proposed", phone=True)


def compare(hanako: Person, money: Scheme, hall: Hall) -> None:
    """Opened once more, and decided again: two versions."""
    money.reopen(by=hall.drafter)
    money.revise(by=hall.drafter, article="第7条")
    build.adopted(money, hall.director)
    hanako.page.goto(hanako.portal + reverse("grants:scheme_changes", args=[money.pk]))
    hanako.sees("第6条", "第7条")
    hanako.shot("changes", phone=True)
    hanako.page.goto(hanako.portal + money.get_absolute_url())
    hanako.page.get_by_role("link", name="第2版").click()
    hanako.sees("照合値", "ルールブック")


def answer(nanami: Person) -> None:
    nanami.menu("交付金")
    nanami.page.get_by_role("button", name="申請をはじめる").click()
    nanami.sees("飲食だけの費用")
    nanami.pick("質問1 移動の支援をしますか", "はい")
    nanami.cell("1行目 車の名前").fill("ゆめ号")
    nanami.press("行を足す")
    nanami.cell("6行目 車の名前").fill("まる号")
    nanami.type("質問3 見込みの利用者数", "１，２００")
    nanami.attach("質問4 区域の地図", paper("地図"))
    nanami.shot("answers", phone=True)
    nanami.press("確認へ進む")
    nanami.sees("ゆめ号", "まる号", "1,200人", "地図.pdf")
    nanami.shot("confirm", phone=True)
    nanami.press("市に提出する")
    nanami.told("申請を受け付けました")
