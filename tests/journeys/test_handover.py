"""Spring handover on both sides: prepared before the day, amended, and on the day the day itself does the work."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
import time_machine
from django.utils import timezone
from playwright.sync_api import expect

from accounts.models import User
from organizations.models import Area, Officer, Organization
from records.era import era_date
from records.fiscal import FiscalYear
from tests import cast
from tests.cast import Hall
from tests.grants import build as grants
from tests.journeys.granting import fill_row
from tests.journeys.mailbox import Mailbox
from tests.journeys.people import PASSWORD, Person, paper

DAY = FiscalYear.of(timezone.localdate()).next.start
MORNING = datetime(DAY.year, DAY.month, DAY.day, 9, 0, tzinfo=timezone.get_default_timezone())


@pytest.fixture
def city(transactional_db: None) -> Hall:
    """The city hall, whose 係長 keeps the register; 税務 五月 is liaison of 北地区."""
    hall, land = cast.city_hall(), cast.land()
    hall.posts["chief"].runs_settings = True
    hall.posts["chief"].save()
    cast.assign_liaison(hall.liaison, land.north)
    cast.assign_liaison(hall.chief, land.south)
    return hall


def test_the_city_hall_hands_over(city: Hall, visit: Callable[..., Person], mailbox: Mailbox) -> None:
    jiro = visit(java_script_enabled=False)
    jiro.sign_in("chief@example.jp")
    jiro.menu("引継ぎ")
    jiro.shot("start", phone=True)
    jiro.press("だれが動くかへ進む")
    jiro.page.get_by_label(f"回議 二郎(協働推進係長)の{era_date(DAY)}から").select_option(
        label="この職を離れる(次の職なし)"
    )
    jiro.press("確かめる")
    expect(jiro.page.get_by_role("alert")).to_contain_text("協働推進係長につく人がいません")
    jiro.shot("vacant", phone=True)
    jiro.page.get_by_label(f"起案 花子(協働推進係員)の{era_date(DAY)}から").select_option(label="協働推進係長")
    new = {"または新しい人の氏名": "新人 一郎", "ふりがな": "シンジン いちろう", "メールアドレス": "shinjin@example.jp"}
    fill_row(jiro, "来る人", 1, new)
    jiro.cell("来る人1 つく職").select_option(label="協働推進係員")
    jiro.page.get_by_label(f"南地区 主担当の{era_date(DAY)}から").select_option(label="税務 五月(税務課員)")
    jiro.shot("typed", phone=True)
    jiro.press("確かめる")
    jiro.sees("職なし(権限はなくなります)", "地域担当職員として(1件)", "新人 一郎")
    jiro.shot("confirm", phone=True)
    jiro.press("この引継ぎを決める")
    jiro.told("引継ぎを決めました")
    jiro.sees("役目がなくなるアカウント", "chief@example.jp")
    print_sheet(jiro)
    begin_ahead(visit, mailbox)
    with time_machine.travel(MORNING):
        on_the_day(visit)


def print_sheet(jiro: Person) -> None:
    jiro.shot("done", phone=True)
    sheet = jiro.pdf("協働推進係長の引継書(PDF)")
    assert "前任" in sheet
    assert "起案花子" in sheet
    assert "南地区主担当" in sheet


def begin_ahead(visit: Callable[..., Person], mailbox: Mailbox) -> None:
    """Whoever is invited before the day chooses a password and is told from when there will be work."""
    ichiro = visit()
    ichiro.page.goto(f"{ichiro.portal}{mailbox.link('shinjin@example.jp')}")
    ichiro.type("新しいパスワード", PASSWORD)
    ichiro.type("もう一度、同じパスワード", PASSWORD)
    ichiro.page.get_by_role("main").get_by_role("button").click()
    ichiro.sees(f"{era_date(DAY)}から、協働推進係員です。")


def on_the_day(visit: Callable[..., Person]) -> None:
    """Nobody pressed anything: the new ones are in their posts, the old one is nobody here."""
    ichiro, jiro = visit(), visit()
    ichiro.sign_in("shinjin@example.jp")
    ichiro.on("待っているもの")
    jiro.sign_in("chief@example.jp")
    jiro.show_second_factor(User.objects.get(email="chief@example.jp"))  # it is still there, though nothing asks for it
    jiro.on("今やること")
    jiro.page.goto(f"{jiro.portal}/handover/")
    expect(jiro.page.get_by_role("heading", level=1)).not_to_have_text("春の引継ぎ")
    jiro.shot("former-chief", phone=True)


@pytest.fixture
def north(city: Hall) -> Organization:
    """北の会, recognised; 会長 北野 七海's term ends with the fiscal year, 会計 北野 八郎 goes on."""
    body = cast.organization("北の会", *Area.objects.filter(name="北大字"), furigana="きたのかい")
    nanami = cast.person("北野 七海", "nanami", "きたの ななみ")
    cast.officer(body, nanami)
    cast.officer(body, cast.person("北野 八郎", "hachiro", "きたの はちろう"), Officer.Kind.TREASURER)
    grants.recognised(body, nanami)
    body.officers.filter(kind="president").update(ends_on=DAY - timedelta(days=1))
    return body


def test_an_organization_hands_over(north: Organization, visit: Callable[..., Person], mailbox: Mailbox) -> None:
    nanami = visit(java_script_enabled=False)
    nanami.sign_in("nanami@example.jp")
    nanami.menu("団体の情報")
    nanami.go("役員が替わるとき")
    nanami.shot("officers-start", phone=True)
    nanami.press("だれが替わるかへ進む")
    choice = f"の{era_date(DAY)}から"
    nanami.page.get_by_label(f"会長 北野 七海{choice}").select_option(label="退く")
    nanami.attach("総会の議事録", paper("総会議事録"))
    nanami.press("確かめる")
    expect(nanami.page.get_by_role("alert")).to_contain_text("役員を決めた総会の日を入れてください")
    nanami.sees("総会議事録.pdf")
    nanami.date("役員を決めた総会の日", timezone.localdate())
    nanami.press("確かめる")
    expect(nanami.page.get_by_role("alert")).to_contain_text("会長がいません。次の会長を入れてください")
    row = {"役職": "会長", "氏名": "北野 十和", "ふりがな": "きたの とわ", "メールアドレス": "towa@example.jp"}
    fill_row(nanami, "新しい役員", 1, row)
    nanami.shot("officers-typed", phone=True)
    nanami.press("確かめる")
    nanami.sees("会長 北野 七海", "会長 北野 十和", "総会議事録.pdf", "towa@example.jp に、招待のメールを送ります。")
    nanami.shot("officers-confirm", phone=True)
    nanami.press("引継ぎを決めて、変更届を出す")
    nanami.told("役員の引継ぎを決めました")
    nanami.shot("officers-done", phone=True)
    sheet = nanami.pdf("引継書を開く(PDF)")
    assert "会長北野七海" in sheet
    assert "会長北野十和" in sheet
    accept(visit, mailbox)
    with time_machine.travel(MORNING):
        new_term(visit, north)


def accept(visit: Callable[..., Person], mailbox: Mailbox) -> None:
    towa = visit()
    towa.page.goto(f"{towa.portal}{mailbox.link('towa@example.jp')}")
    towa.type("新しいパスワード", PASSWORD)
    towa.type("もう一度、同じパスワード", PASSWORD)
    towa.page.get_by_role("main").get_by_role("button").click()
    towa.sees(f"{era_date(DAY)}から、北の会の会長です。", "どの団体の役にもついていません")


def new_term(visit: Callable[..., Person], north: Organization) -> None:
    """The same organization, the new president; the old one sees no more of it than a neighbour does."""
    towa, nanami = visit(), visit()
    towa.sign_in("towa@example.jp")
    towa.sees("北の会")
    nanami.sign_in("nanami@example.jp")
    nanami.sees("どの団体の役にもついていません")
    nanami.page.goto(f"{nanami.portal}{north.get_absolute_url()}")
    expect(nanami.page.get_by_role("main")).not_to_contain_text("役員名簿")
