"""設定 in a real browser: a sheet goes in after a look, and no page of the window breaks the content policy."""

from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from accounts.models import User
from organizations.models import Area
from staff.models import DecisionRule
from tests import cast
from tests.journeys.test_access import sideways

WRONG = "コード,種類,名前,ふりがな,上の区域のコード\r\n3,地区,東地区,higashi,0\r\n31,大字,東大字,ひがしおおあざ,9\r\n"
RIGHT = (
    "コード,種類,名前,ふりがな,上の区域のコード\r\n31,大字,東大字,ひがしおおあざ,3\r\n3,地区,東地区,ひがしちく,0\r\n"
)


@pytest.fixture
def stage(transactional_db: None, enter: Callable[[User], None]) -> cast.Hall:
    hall = cast.city_hall()
    cast.organization("北の会", cast.land().north_oaza)
    hall.drafter.is_staff = True
    hall.drafter.save()
    enter(hall.drafter)
    return hall


def test_a_sheet_goes_in_after_a_look(page: Page, live_server, stage):
    page.goto(f"{live_server.url}/admin/")
    page.get_by_role("complementary").get_by_role("link", name="区域", exact=True).or_(
        page.locator("#content-related").get_by_role("link", name="区域", exact=True)
    ).first.click()
    page.get_by_role("link", name="表を読み込む").click()
    choose(page, WRONG.encode("cp932"))
    expect(page.get_by_text("2か所を直してください。まだ1件も読み込んでいません。")).to_be_visible()
    expect(page.get_by_role("row", name="3行目 上の区域のコード")).to_contain_text(
        "「9」という区域は登録されていません"
    )
    choose(page, RIGHT.encode())
    expect(page.get_by_text("まだ読み込んでいません。")).to_be_visible()
    page.get_by_role("button", name="この内容で読み込む").click()
    expect(page.get_by_text("2件を加え、0件を直しました。")).to_be_visible()
    assert Area.objects.get(code="31").parent == Area.objects.get(code="3")

    page.get_by_role("link", name="表に書き出す").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="書き出す").click()
    assert download.value.suggested_filename.startswith("区域_")


def choose(page: Page, content: bytes) -> None:
    page.get_by_label("ファイル").set_input_files({"name": "表.csv", "mimeType": "text/csv", "buffer": content})
    page.get_by_role("button", name="確かめる").click()


def test_the_window_keeps_to_the_content_policy(page: Page, live_server, stage):
    """The context listens: a breach on any of these pages fails the journey."""
    rule = DecisionRule.objects.all()[0]
    addresses = [
        reverse("admin:staff_decisionrule_change", args=[rule.pk]),
        reverse("admin:staff_decisionrule_delete", args=[rule.pk]),
        reverse("admin:staff_decisionrule_history", args=[rule.pk]),
        reverse("admin:organizations_organization_changelist"),
        reverse("admin:organizations_organization_add"),
        reverse("admin:accounts_user_add"),
        reverse("admin:records_event_changelist"),
    ]
    for address in addresses:
        page.goto(f"{live_server.url}{address}")
        expect(page.locator("h1")).to_be_visible()
        assert sideways(page) == 0
