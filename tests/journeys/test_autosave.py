"""Nothing typed is lost: by closing, by a dead network, by the end of a session, by somebody else's saving."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from accounts.models import User
from records.drafts import Draft
from tests import cast

SAVED = re.compile(r"^\d+時\d\d分に保存しました。閉じても消えません。$")


@pytest.fixture
def anna(transactional_db: None) -> User:
    return cast.person("見本 杏", "anna")


@pytest.fixture
def sheet(page: Page, demonstration: str, anna: User, enter: Callable[[User], None]) -> Page:
    enter(anna)
    page.goto(f"{demonstration}/design/sheet/")
    return page


def season(page: Page, number: int = 1) -> str:
    return page.get_by_role("textbox", name=f"事業{number} 時期").input_value()


def write(page: Page, text: str) -> None:
    page.get_by_role("textbox", name="事業1 時期").fill(text)


def saved(page: Page) -> None:
    expect(page.locator("#saved")).to_have_text(SAVED)


class TestSaving:
    def test_what_was_typed_is_there_again_after_closing(self, sheet: Page):
        write(sheet, "春から")
        sheet.get_by_role("button", name="事業3行目を消す").click()
        sheet.get_by_role("button", name="事業の行を足す").click()
        sheet.get_by_role("textbox", name="事業4 事業名").fill("夏まつり")
        saved(sheet)
        sheet.reload()
        assert season(sheet) == "春から"
        expect(sheet.get_by_role("textbox", name="事業4 事業名")).to_have_value("夏まつり")
        expect(sheet.locator(".notice:visible, .errors, [aria-invalid]")).to_have_count(0)

    def test_leaving_at_once_saves_too(self, sheet: Page, demonstration: str):
        write(sheet, "すぐに")
        sheet.goto(f"{demonstration}/design/")
        for _ in range(50):  # the request outlives its page
            if Draft.objects.exists():
                break
            sheet.wait_for_timeout(100)
        sheet.goto(f"{demonstration}/design/sheet/")
        assert season(sheet) == "すぐに"

    def test_no_password_and_no_token_is_kept(self, sheet: Page):
        write(sheet, "春から")
        saved(sheet)
        assert "csrfmiddlewaretoken" not in Draft.objects.get().data


class TestTrouble:
    def test_without_a_network_a_copy_stays_on_the_device(
        self, sheet: Page, context: BrowserContext, demonstration: str
    ):
        context.set_offline(True)
        write(sheet, "電波のない所で")
        expect(sheet.locator("#saved")).to_contain_text("インターネットにつながりません")
        context.set_offline(False)
        saved(sheet)
        assert "電波のない所で" in Draft.objects.get().data["projects-0-season"]

    def test_a_copy_that_the_server_does_not_have_is_offered(self, sheet: Page):
        sheet.route("**/design/sheet/", lambda route: refuse_post(route, 500))
        write(sheet, "届かなかった")
        sheet.get_by_role("button", name="事業の行を足す").click()
        sheet.get_by_role("textbox", name="事業5 事業名").fill("夏まつり")
        expect(sheet.locator("#saved")).to_contain_text("まだ保存できていません")
        sheet.unroute("**/design/sheet/")
        sheet.route("**/design/sheet/", lambda route: refuse_post(route, 500))  # the flush on leaving fails as well
        sheet.reload()
        sheet.unroute("**/design/sheet/")
        assert season(sheet) == "4月〜3月"
        sheet.get_by_role("button", name="それを使う").click()
        assert season(sheet) == "届かなかった"
        expect(sheet.get_by_role("textbox", name="事業5 事業名")).to_have_value("夏まつり")
        saved(sheet)

    def test_the_end_of_a_session_is_told_and_nothing_is_lost(self, sheet: Page, context: BrowserContext):
        cookies = context.cookies()
        context.clear_cookies(name="sessionid")
        write(sheet, "夜おそく")
        expect(sheet.locator("#saved")).to_contain_text("サインインの時間が切れました")
        context.add_cookies(cookies)  # type: ignore[arg-type]  # what it gave it takes
        sheet.evaluate("window.dispatchEvent(new Event('online'))")
        saved(sheet)

    def test_another_tab_that_saved_meanwhile_is_told(self, sheet: Page, context: BrowserContext):
        other = context.new_page()
        other.goto(sheet.url)
        write(sheet, "こちらの窓")
        saved(sheet)
        write(other, "あちらの窓")
        expect(other.locator("#saved")).to_contain_text("見本 杏さんが別の画面で書きかえました")
        assert Draft.objects.get().data["projects-0-season"] == "こちらの窓"

    def test_sending_the_form_leaves_no_copy_behind(self, sheet: Page):
        write(sheet, "出す")
        sheet.get_by_role("button", name="確認へ進む").click()
        expect(sheet.locator(".notice.good")).to_contain_text("読み取れました")
        assert sheet.evaluate("Object.keys(localStorage).length") == 0
        assert season(sheet) == "4月〜3月"


def refuse_post(route: Route, status: int) -> None:
    if route.request.method == "POST":
        route.fulfill(status=status, body="")
    else:
        route.continue_()
