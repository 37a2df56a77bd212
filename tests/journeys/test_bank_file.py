"""The bank's file, as accounting makes it and records what the bank paid."""

from collections.abc import Callable
from datetime import datetime, time
from pathlib import Path

import pytest
from django.utils import timezone

from grants.models import Payment
from tests import cast
from tests.cast import MONDAY, Hall
from tests.grants import build
from tests.grants.zengin_reader import read
from tests.journeys.people import Person

Visit = Callable[..., Person]


@pytest.fixture
def hall(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> Hall:
    noon = datetime.combine(MONDAY, time(12), tzinfo=timezone.get_default_timezone())
    monkeypatch.setattr(timezone, "now", lambda: noon)
    return cast.city_hall()


def test_what_the_bank_pays_in_one_press(hall: Hall, visit: Visit):
    land = cast.land()
    north = cast.organization("北の会", land.north_oaza, land.middle_oaza, furigana="きたのかい")
    nanami = cast.person("北野 七海", "nanami", "きたの ななみ")
    cast.officer(north, nanami)
    build.requested(build.granted(north, build.scheme(hall.drafter), nanami, hall), nanami)
    build.bank_known(hall.chief)
    jiro = visit()
    jiro.sign_in("chief@example.jp")
    pay_by_the_bank(jiro)


def pay_by_the_bank(jiro: Person) -> None:
    jiro.page.goto(f"{jiro.portal}/grants/payments/")
    jiro.go("振込データ(全銀)", "振込データを作る")
    jiro.date("振込日", MONDAY)
    jiro.shot("transfer-new", phone=True)
    jiro.press("振込データを作る")
    jiro.told("振込データ 令和7年度第1号を作りました")
    with jiro.page.expect_download() as asked:
        jiro.go("銀行のファイル(全銀)")
    assert read(Path(asked.value.path()).read_bytes(), crlf=True).rows[0].amount == 450_000
    jiro.shot("transfer", phone=True)
    jiro.press("1件の支払いを記録する")
    jiro.told("支払いを記録しました")
    assert Payment.objects.get().status == "paid"
