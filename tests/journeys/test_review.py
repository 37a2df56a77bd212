"""What became of a year is shown to everybody with photos; in its middle the future plan is looked back on."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import FilePayload, expect
from pypdf import PdfReader

from accounts.models import User
from grants.models import Report
from organizations.models import Organization
from plans.models import FuturePlan
from tests import cast
from tests.grants import build
from tests.grants.build import APRIL_NEXT
from tests.journeys.granting import fill_row
from tests.journeys.looking import look, turn_to
from tests.journeys.people import PHONE, Person

JUNE = date(2026, 6, 8)  # of the plan's middle year
NEWER, ADDED = "見守りと配食", "避難の地図をつくる"


def photo(name: str, color: str) -> FilePayload:
    content = BytesIO()
    Image.new("RGB", (800, 600), color).save(content, "JPEG")
    return {"name": f"{name}.jpg", "mimeType": "image/jpeg", "buffer": content.getvalue()}


@pytest.fixture
def report(monkeypatch: pytest.MonkeyPatch, hall: cast.Hall, north: Organization, nanami: User) -> Report:
    """令和7年度 of 北の会 is over; its report is written, not sent."""
    turn_to(cast.MONDAY, monkeypatch)
    grant = build.granted(north, build.scheme(hall.drafter), nanami, hall)
    build.paid(grant, nanami, hall)
    grant.refresh_from_db()
    return build.report_draft(grant, nanami)


def test_results_are_shown_and_lead_into_the_next_version(
    report: Report, visit: Callable[..., Person], monkeypatch: pytest.MonkeyPatch
) -> None:
    seven, reader, hanako = visit(PHONE), visit(PHONE), visit()
    turn_to(APRIL_NEXT, monkeypatch)
    seven.sign_in("nanami@example.jp")
    put_photos(seven, report)
    show(seven)
    read(reader)
    turn_to(JUNE, monkeypatch)
    seven.sign_in("nanami@example.jp")
    look_back(seven)
    close(seven)
    print_it(seven)
    hanako.sign_in("drafter@example.jp")
    read_as_city(hanako)


def put_photos(seven: Person, report: Report) -> None:
    seven.page.goto(f"{seven.portal}{report.get_absolute_url()}")
    seven.go("成果の写真を入れる")
    seven.choose("事業", "見守り")
    seven.attach("写真", {"name": "夏.jpg", "mimeType": "image/jpeg", "buffer": b"x"})
    seven.press("写真を入れる")
    seven.sees("「夏.jpg」は開けませんでした。")
    look(seven, "photo-wrong")
    seven.attach("写真", photo("夏", "#7fa46b"), photo("秋", "#c48a4a"))
    seven.press("写真を入れる")
    seven.told("写真を2枚入れました。")
    look(seven, "photos")


def show(seven: Person) -> None:
    seven.go("実績報告にもどる", "確かめて出す")
    seven.press("市に提出する")
    seven.told("実績報告を出しました")
    seven.press("成果を公開する")
    seven.told("成果を公開しました。だれでも読めます。")
    look(seven, "shown")


def read(reader: Person) -> None:
    """Without an account, from the foot of any page; money and receipts stay inside."""
    reader.page.goto(f"{reader.portal}/welcome/")
    reader.page.get_by_role("contentinfo").get_by_role("link", name="地域の成果").click()
    look(reader, "results")
    reader.go("北の会 令和7年度の成果")
    reader.sees("毎週", "のべ120人", "見守りが広がった。")
    reader.sees_not("見本商店", "400,000")
    for number in (1, 2):
        image = reader.page.get_by_role("img", name=f"見守りの写真{number}")
        assert image.evaluate("image => image.decode().then(() => image.naturalWidth)") > 0
    look(reader, "result")


def look_back(seven: Person) -> None:
    seven.sees("将来計画の中間見直しをする", "取組ごとに、続ける・変える・やめる・加えるを話し合います。")
    seven.go("将来計画の中間見直しをする")
    seven.press("中間見直しを始める")
    seven.told("中間見直しを始めました。")
    seven.sees("見守りが広がった。")  # what became of the measure, from the year's report
    seven.pick("1-1 見守り これから", "変える")
    look(seven, "review")
    seven.press("保存する")
    for gap in (
        "「1-1 見守り」をどう変えるかを",
        "「1-2 世代をこえた集まり」をどうするかを",
        "話し合った会議を選ぶか、",
    ):
        seven.sees(gap)
    look(seven, "review-gaps")


def close(seven: Person) -> None:
    seven.go("続きを書く")
    seven.type("話し合いのようす", "集落ごとに話した。冬の買い物に困る人が増えた。")
    seven.type("1-1 見守り 新しい取組の内容", NEWER)
    seven.type("1-1 見守り 理由", "隊員が20人になった。")
    for measure, result, reason in (
        ("1-2 世代をこえた集まり", "やめる", "人が集まらない。"),
        ("2-1 道と水路を守る", "続ける", "これからも要る。"),
    ):
        seven.pick(f"{measure} これから", result)
        seven.type(f"{measure} 理由", reason)
    fill_row(seven, "加える取組", 1, {"基本目標": "2 地域を守る", "取組の内容": ADDED, "理由": "水害があった。"})
    seven.type("見直しのまとめ", "見守りを広げ、水害に備える。")
    look(seven, "review-written")
    seven.press("保存する")
    seven.sees("書くことは、そろっています。")
    look(seven, "review-whole")
    seven.press("見直しをまとめる")
    seven.told("計画の新しい版ができています。")
    expect(seven.cell("取組1 取組の内容")).to_have_value(NEWER)


def print_it(seven: Person) -> None:
    """The new version as it is printed: its measures, and the review from which they come."""
    seven.page.goto(f"{seven.portal}{FuturePlan.objects.get(version=2).get_absolute_url()}")
    look(seven, "next-version")
    pages = PdfReader(BytesIO(seven.page.pdf(format="A4"))).pages
    text = "".join("".join(page.extract_text().split()) for page in pages)
    for expected in (NEWER, ADDED, "中間見直し(令和8年6月8日)", "人が集まらない。", "見守りを広げ、水害に備える。"):
        assert expected in text
    assert "つぎにすること" not in text


def read_as_city(hanako: Person) -> None:
    hanako.menu("計画")
    hanako.page.get_by_role("link", name=re.compile("^将来計画")).click()
    hanako.go("北の会", "北地区 みんなの将来計画(第1版)の中間見直し")
    hanako.sees(NEWER, "見守りが広がった。", "冬の買い物に困る人が増えた。")
    hanako.sees_not("第2版")  # a draft is its people's own
    look(hanako, "review-of-the-city")
