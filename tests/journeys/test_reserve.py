"""積立: a body plans it, saves what is left of a year, takes out for the roof, and compares it with the bank book."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from accounts.models import User
from grants.models import Grant, Report
from organizations.models import Organization
from records.fiscal import FiscalYear
from tests import cast
from tests.grants import build
from tests.grants.build import APRIL_NEXT
from tests.journeys.looking import look, turn_to
from tests.journeys.people import PHONE, Person

ROOF = "集会所の屋根の修理"


@pytest.fixture
def grant(monkeypatch: pytest.MonkeyPatch, hall: cast.Hall, north: Organization, nanami: User) -> Grant:
    """450,000 yen, paid; the scheme lets what is left go into a reserve."""
    turn_to(cast.MONDAY, monkeypatch)
    made = build.granted(north, build.scheme(hall.drafter, reserves=True), nanami, hall)
    build.paid(made, nanami, hall)
    made.refresh_from_db()
    return made


def test_what_is_left_is_saved_and_spent_on_the_roof(
    grant: Grant, hall: cast.Hall, nanami: User, visit: Callable[..., Person], monkeypatch: pytest.MonkeyPatch
) -> None:
    seven, hanako = visit(PHONE), visit()
    seven.sign_in("nanami@example.jp")
    plan(seven)
    turn_to(APRIL_NEXT, monkeypatch)
    report = build.report_draft(grant, nanami)
    seven.sign_in("nanami@example.jp")
    put_in(seven, report)
    build.confirmed(Report.objects.get(), hall)
    take_out(seven)
    compare(seven)
    hanako.sign_in("drafter@example.jp")
    hanako.menu("交付金")
    hanako.go("積立と差引き")
    hanako.sees("北の会", ROOF, "15,000円")
    look(hanako, "city")


def plan(seven: Person) -> None:
    seven.menu("交付金")
    seven.go("積立と繰越の台帳", "積立の計画をつくる")
    seven.type("積立の目的", ROOF)
    seven.type("目標の額", "300,000")
    seven.type("はじめの年度", str(FiscalYear(2025)))
    seven.type("使う年度(終わりの年度)", str(FiscalYear(2024)))
    seven.date("総会で認めた日", date(2025, 5, 1))
    seven.press("つくる")
    seven.sees("はじめの年度か、それより後の年度にしてください。")
    look(seven, "plan-wrong")
    seven.type("使う年度(終わりの年度)", str(FiscalYear(2027)))
    seven.press("つくる")
    seven.told("積立の計画をつくりました。")
    seven.sees(ROOF, "300,000円")
    look(seven, "ledger")


def put_in(seven: Person, report: Report) -> None:
    """Of the 50,000 yen that are left; more cannot be saved."""
    page = f"{seven.portal}{report.get_absolute_url()}"
    seven.page.goto(page)
    seven.go("続きを書く")
    seven.choose("積み立てる先", ROOF)
    seven.type("積み立てる額", "50,001")
    seven.press("保存して次へ")
    seven.page.goto(page)
    seven.go("確かめて出す")
    seven.sees("積み立てられるのは50,000円までです")
    look(seven, "too-much")
    seven.go("もどって直す")
    seven.type("積み立てる額", "40,000")
    seven.press("保存して次へ")
    seven.page.goto(page)
    seven.go("確かめて出す")
    seven.press("市に提出する")
    seven.told("実績報告を出しました")


def take_out(seven: Person) -> None:
    seven.menu("交付金")
    seven.go("積立と繰越の台帳", ROOF)
    seven.sees("40,000円")
    seven.go("取崩しを記録する")
    seven.type("取り崩した額", "40,001")
    seven.type("使った事業", "屋根の修理")
    seven.type("何に使ったか", "瓦の代金")
    seven.press("記録する")
    seven.sees("残高は40,000円です")
    look(seven, "take-out-wrong")
    seven.type("取り崩した額", "25,000")
    seven.press("記録する")
    seven.told("取崩しを記録しました。")
    seven.sees("15,000円", "屋根の修理")
    look(seven, "taken-out")


def compare(seven: Person) -> None:
    seven.menu("交付金")
    seven.go("積立と繰越の台帳", "通帳の残高を合わせる")
    seven.type("通帳の残高", "15,012")
    seven.press("記録する")
    seven.type("台帳とちがうときのわけ", "利子12円がついたため")
    seven.press("記録する")
    seven.told("通帳の残高を記録しました。")
    seven.sees("利子12円がついたため")
    look(seven, "compared")
