"""The life of a grant after its decision: asked for, paid, reported with a phone, confirmed, ordered back, closed."""

from collections.abc import Callable
from datetime import datetime, time, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import FilePayload

from grants.models import Grant, Payment, Refund, Report
from tests import cast
from tests.cast import MONDAY, Hall
from tests.grants import build
from tests.grants.build import APRIL_NEXT
from tests.journeys.people import PHONE, Person

Visit = Callable[..., Person]
SCHEME = "令和7年度 見本市小規模多機能自治一括交付金"


def set_clock(monkeypatch: pytest.MonkeyPatch, day: datetime) -> None:
    monkeypatch.setattr(timezone, "now", lambda: day.replace(tzinfo=timezone.get_default_timezone()))


@pytest.fixture
def hall(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> Hall:
    """Played in the year for which everything is built."""
    set_clock(monkeypatch, datetime.combine(MONDAY, time(12)))
    return cast.city_hall()


@pytest.fixture
def granted(hall: Hall) -> Grant:
    """北の会 has its 450,000 yen."""
    land = cast.land()
    north = cast.organization("北の会", land.north_oaza, land.middle_oaza, furigana="きたのかい")
    nanami = cast.person("北野 七海", "nanami", "きたの ななみ")
    cast.officer(north, nanami)
    return build.granted(north, build.scheme(hall.drafter), nanami, hall)


def test_from_the_request_to_the_last_yen(granted: Grant, hall: Hall, visit: Visit, monkeypatch: pytest.MonkeyPatch):
    nanami, hanako = visit(PHONE, is_mobile=True, has_touch=True), visit()
    nanami.sign_in("nanami@example.jp")
    ask_for_the_money(nanami)
    Payment.objects.get().pay(by=hall.chief, paid_on=MONDAY, voucher="支第12号")
    report(nanami)
    set_clock(monkeypatch, datetime.combine(APRIL_NEXT, time(12)))
    nanami.sign_in("nanami@example.jp")  # eleven months later the session is over
    nanami.page.goto(f"{nanami.portal}{Report.objects.get().get_absolute_url()}receipts/")
    send(nanami)
    hanako.sign_in("drafter@example.jp")
    confirm(hanako)
    build.approve(Report.objects.get(), hall.chief, hall.manager, hall.director)
    order_back(hanako, granted)
    build.approve(Refund.objects.get(), hall.chief, hall.manager, hall.director)
    close(nanami, hanako)


def ask_for_the_money(nanami: Person) -> None:
    nanami.page.goto(f"{nanami.portal}/grants/")
    nanami.go(SCHEME)
    nanami.press("交付を請求する")
    nanami.told("請求書を作りました")
    for name, text in (("金融機関の名前", "見本銀行"), ("金融機関の番号", "0123"), ("支店の名前", "本店")):
        nanami.type(name, text)
    nanami.type("支店の番号", "001")
    nanami.type("口座番号", "１２３４５")
    nanami.picture("request-phone", PHONE)
    nanami.press("確認へ進む")
    nanami.sees("450,000円", "0012345", "ｷﾀﾉｶｲ")
    nanami.picture("request-check-phone", PHONE)
    nanami.press("市に請求する")
    nanami.told("交付を請求しました")


def report(nanami: Person) -> None:
    nanami.page.goto(f"{nanami.portal}/grants/")
    nanami.go(SCHEME)
    nanami.press("実績報告を書きはじめる")
    nanami.told("実績報告を作りました")
    nanami.date("事業を終えた日", APRIL_NEXT - timedelta(days=6))
    nanami.cell("事業1 実施日").fill("毎週")
    nanami.cell("事業1 参加した人数(のべ)").fill("1,200")
    nanami.cell("事業1 成果").fill("ひとり暮らしの18人を、毎週訪ねました。")
    nanami.cell("支出1 決算額").fill("400000")
    nanami.picture("report-phone", PHONE)
    nanami.press("保存して次へ")
    nanami.go("領収書を入れる")
    image = build.photo()
    photo: FilePayload = {"name": "領収書.png", "mimeType": "image/png", "buffer": image.read()}
    nanami.attach("領収書の写真", photo)
    nanami.date("支払った日", MONDAY)
    for name, text in (
        ("支払先", "見本商店"),
        ("内容", "見守りの手当"),
        ("金額", "400,000"),
        ("うち交付金", "400,000"),
    ):
        nanami.type(name, text)
    nanami.choose("事業", "見守り")
    nanami.choose("科目", "賃金")
    nanami.picture("receipt-phone", PHONE)
    nanami.press("保存する")
    nanami.told("領収書を入れました")
    nanami.picture("receipts-phone", PHONE)


def send(nanami: Person) -> None:
    nanami.go("次へ(書類)")
    nanami.press("保存して確認へ進む")
    nanami.sees("市に返す額(見込み)", "50,000円")
    nanami.picture("report-check-phone", PHONE)
    nanami.press("市に提出する")
    nanami.told("実績報告を出しました")


def confirm(hanako: Person) -> None:
    hanako.take_up("北の会", "実績報告")
    for fit in hanako.page.get_by_role("radio", name="適", exact=True).all():
        fit.check()
    hanako.press("確認の結果を保存する")
    hanako.shot("report-case", phone=True)
    hanako.go("額の確定を起案する")
    hanako.sees("金400,000円")
    hanako.shot("confirmation-proposal")
    hanako.press("起案して決裁に回す")
    hanako.told("起案しました")


def order_back(hanako: Person, granted: Grant) -> None:
    hanako.page.goto(f"{hanako.portal}{granted.get_absolute_url()}")
    hanako.sees("450,000円", "確定額")
    hanako.shot("grant-confirmed", phone=True)
    hanako.go("返還命令を準備する")
    hanako.press("保存して案を見る")
    hanako.sees("金50,000円")
    hanako.shot("refund-prepared")
    hanako.press("起案して決裁に回す")
    hanako.told("起案しました")


def close(nanami: Person, hanako: Person) -> None:
    nanami.page.goto(f"{nanami.portal}/")
    nanami.sees("を市に返す")
    nanami.page.goto(f"{nanami.portal}{Refund.objects.get().get_absolute_url()}")
    nanami.go("返還命令書を読む")
    nanami.picture("refund-letter-phone", PHONE)
    assert "金50,000円" in nanami.pdf("通知書を印刷する(PDF)")
    hanako.page.reload()
    hanako.shot("refund-ordered", phone=True)
    hanako.press("入金を記録する")
    hanako.told("入金を記録しました")
    assert Grant.objects.get().status == Grant.Status.SETTLED
    hanako.shot("refund-closed")
