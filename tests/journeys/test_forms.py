"""What every page does with a script, and without one: mistakes, one sending, and how the page is read."""

import pytest
from playwright.sync_api import Page, Route, expect


@pytest.fixture
def form(page: Page, demonstration: str) -> Page:
    page.goto(f"{demonstration}/design/form/")
    return page


def send(page: Page) -> None:
    page.get_by_role("button", name="確認へ進む").click()


class TestMistakes:
    def test_the_summary_takes_the_focus_and_leads_into_the_field(self, form: Page):
        form.get_by_label("交付申請額").fill("1,838,500")
        send(form)
        expect(form.locator(".errors")).to_be_focused()
        expect(form.get_by_label("交付申請額")).to_have_value("1,838,500")
        form.get_by_role("link", name="交付申請額:千円単位で入れてください。例 1,838,000").click()
        expect(form.get_by_label("交付申請額")).to_be_focused()

    def test_a_group_takes_the_focus_at_its_first_box(self, form: Page):
        send(form)
        form.get_by_role("link", name="着手予定日を入れてください").click()
        expect(form.locator("#id_starts_on select")).to_be_focused()

    def test_a_wrong_file_is_told_by_its_name(self, form: Page):
        form.get_by_label("総会の議事録").set_input_files(
            {"name": "総会議事録.pages", "mimeType": "application/octet-stream", "buffer": b"x"}
        )
        send(form)
        expect(form.locator(".errors")).to_contain_text(
            "総会の議事録:「総会議事録.pages」は受け取れない種類のファイルです"
        )


class TestOnce:
    def test_a_double_click_sends_once(self, form: Page):
        posts: list[str] = []

        def slow(route: Route) -> None:
            if route.request.method == "POST":
                posts.append(route.request.url)
                form.wait_for_timeout(300)
            route.continue_()

        form.route("**/design/form/", slow)
        form.get_by_role("button", name="確認へ進む").dblclick()
        expect(form.locator(".errors")).to_be_visible()
        assert len(posts) == 1


def reading(page: Page) -> tuple[object, object]:
    html = page.locator("html")
    return html.get_attribute("data-text"), html.get_attribute("data-ruby")


class TestReading:
    def test_is_chosen_at_once_and_stays(self, form: Page):
        form.get_by_label("団体名").fill("青葉谷")
        form.get_by_role("button", name="文字を大きくする").click()
        form.get_by_role("button", name="ふりがなを消す").click()
        assert reading(form) == ("large", "off")
        expect(form.get_by_label("団体名")).to_have_value("青葉谷")
        form.reload()
        assert reading(form) == ("large", "off")
        form.get_by_role("button", name="文字を元の大きさにする").click()
        form.get_by_role("button", name="ふりがなを出す").click()
        assert reading(form) == ("standard", "on")


class TestWithoutAScript:
    @pytest.fixture
    def browser_context_args(self, browser_context_args: dict[str, object]) -> dict[str, object]:
        return {**browser_context_args, "java_script_enabled": False}

    def test_reading_is_chosen_by_a_form_and_comes_back_here(self, form: Page):
        here = form.url
        form.get_by_role("button", name="文字を大きくする").click()
        assert form.url == here
        assert reading(form) == ("large", "on")

    def test_the_summary_leads_to_the_field(self, form: Page):
        send(form)
        form.get_by_role("link", name="団体名を入れてください").click()
        assert form.url.endswith("#id_name")
