"""An officer finds a district without a liaison, assigns one, and ends it; every page on every width."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from staff.models import LiaisonAssignment
from tests import cast
from tests.journeys.test_access import WIDTHS, findings, sideways


@pytest.fixture
def stage(transactional_db: None, enter: Callable[[User], None]) -> tuple[cast.Hall, cast.Land]:
    hall, land = cast.city_hall(), cast.land()
    cast.organization("北の会", land.north_oaza, land.middle_oaza)
    cast.assign_liaison(hall.stranger, land.north)
    enter(hall.drafter)
    return hall, land


def test_a_vacancy_is_filled_and_ended(page: Page, live_server, stage):
    page.goto(f"{live_server.url}/liaisons/")
    expect(page.get_by_text("主担当が決まっていない地区が、1地区あります")).to_be_visible()
    page.get_by_role("row", name="南地区").get_by_role("link", name="決める").click()
    expect(page.get_by_label("地区")).to_have_value(str(stage[1].south.pk))
    page.get_by_label("連絡先").fill("内線")
    page.get_by_role("button", name="この職員に決める").click()
    expect(page.get_by_role("alert")).to_be_focused()
    page.get_by_role("link", name="職員を1つ選んで").click()
    page.get_by_label("職員").select_option(label="税務 五月(税務課 主事)")
    page.get_by_label("連絡先").fill("0867(00)1234")
    page.get_by_role("button", name="この職員に決める").click()
    expect(page.get_by_text("南地区の主担当を税務 五月さんに決めました。")).to_be_visible()
    expect(page.get_by_text("欠員")).to_have_count(0)
    expect(page.get_by_role("row", name="南地区")).to_contain_text("0867-00-1234")

    page.get_by_role("row", name="南地区").get_by_role("link", name="終える").click()
    page.get_by_label("理由").fill("人事異動")
    page.get_by_role("button", name="この日で終える").click()
    expect(page.get_by_text("税務 五月さんの担当を終えました。")).to_be_visible()


def test_the_pages_are_for_everybody(page: Page, live_server, stage):
    _hall, land = stage
    liaison = LiaisonAssignment.objects.get()
    for path in (
        "/liaisons/", "/liaisons/new/", f"/liaisons/{liaison.pk}/end/", "/areas/", land.north.get_absolute_url()
    ):  # fmt: skip
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            page.goto(f"{live_server.url}{path}")
            assert findings(page) == [], (path, width)
            assert sideways(page) == 0, (path, width)


def test_the_roster_prints_on_one_sheet_without_the_pages_frame(page: Page, live_server, stage):
    page.goto(f"{live_server.url}/liaisons/")
    page.emulate_media(media="print")
    expect(page.get_by_role("button", name="印刷する")).to_be_hidden()
    expect(page.get_by_role("navigation", name="メニュー")).to_be_hidden()
    expect(page.get_by_role("table")).to_be_visible()
    expect(page.get_by_role("columnheader", name="連絡先")).to_be_visible()
