"""The table that feels like a spreadsheet, tried on /design/sheet/."""

import pytest
from playwright.sync_api import Page, expect


@pytest.fixture
def sheet(page: Page, demonstration: str) -> Page:
    page.goto(f"{demonstration}/design/sheet/")
    return page


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.getAttribute('aria-label')"))


def projects(page: Page) -> list[str]:
    return [cell.input_value() for cell in page.get_by_label("事業名").all() if cell.is_visible()]


def news(page: Page) -> str:
    return page.locator("[data-sheet=projects] [data-news]").inner_text()


OFFICE, WATCH, ELDERS = "事務局の運営", "見守りと買い物の手伝い", "敬老のつどい"


class TestTotals:
    def test_follow_what_is_typed_in_any_way_of_writing(self, sheet: Page):
        sheet.get_by_label("事業1 事業費").fill("８４０，５００円")
        expect(sheet.locator(".totals [data-total=cost]")).to_have_text("1,815,500円")
        expect(sheet.locator("[data-gap]")).to_have_text("支出が500円多い")
        sheet.get_by_label("収入1 本年度予算額").fill("561500")
        expect(sheet.locator("[data-gap]")).to_have_text("0円 一致")

    def test_a_number_gets_its_commas_and_anything_else_stays(self, sheet: Page):
        cell = sheet.get_by_label("事業4 事業費")
        cell.fill("１２０００")
        cell.blur()
        expect(cell).to_have_value("12,000")
        cell.fill("12万")
        cell.blur()
        expect(cell).to_have_value("12万")


class TestKeys:
    def test_enter_goes_down_and_makes_a_row_after_the_last(self, sheet: Page):
        sheet.get_by_label("事業3 事業名").press("Enter")
        assert focused(sheet) == "事業4 事業名"
        sheet.get_by_label("事業4 事業名").press("Enter")
        assert projects(sheet) == [OFFICE, WATCH, ELDERS, ""]  # a blank row needs no blank one after it
        sheet.get_by_label("事業4 事業名").fill("花いっぱい運動")
        sheet.get_by_label("事業4 事業名").press("Enter")
        assert focused(sheet) == "事業5 事業名"
        sheet.get_by_label("事業5 事業名").press("Shift+Enter")
        assert focused(sheet) == "事業4 事業名"

    def test_arrows_go_between_rows_and_move_them_with_alt(self, sheet: Page):
        sheet.get_by_label("事業1 事業費").press("ArrowDown")
        assert focused(sheet) == "事業2 事業費"
        sheet.get_by_label("事業2 事業費").press("Alt+ArrowUp")
        assert projects(sheet)[:2] == [WATCH, OFFICE]
        assert focused(sheet) == "事業1 事業費"
        assert news(sheet) == "事業を1行目に動かしました。"


class TestButtons:
    def test_add_move_and_delete_with_undo(self, sheet: Page):
        sheet.get_by_role("button", name="事業の行を足す").click()
        assert focused(sheet) == "事業5 事業名"
        sheet.get_by_role("button", name="事業2行目を下へ").click()
        assert projects(sheet)[1:3] == [ELDERS, WATCH]
        sheet.get_by_role("button", name="事業1行目を消す").click()
        assert projects(sheet)[:2] == [ELDERS, WATCH]
        assert "1行目を消しました" in news(sheet)
        expect(sheet.locator(".totals [data-total=cost]")).to_have_text("975,000円")
        sheet.get_by_role("button", name="元に戻す").click()
        assert projects(sheet)[:3] == [OFFICE, ELDERS, WATCH]
        expect(sheet.locator(".totals [data-total=cost]")).to_have_text("1,815,000円")

    def test_the_edges_have_nowhere_to_go(self, sheet: Page):
        expect(sheet.get_by_role("button", name="事業1行目を上へ")).to_be_disabled()
        expect(sheet.get_by_role("button", name="事業4行目を下へ")).to_be_disabled()

    def test_what_was_moved_and_deleted_arrives_so(self, sheet: Page):
        sheet.get_by_role("button", name="事業3行目を上へ").click()
        sheet.get_by_role("button", name="事業1行目を消す").click()
        sheet.get_by_role("textbox", name="事業1 事業費").fill("なし")
        sheet.get_by_role("button", name="確認へ進む").click()
        expect(sheet.locator(".errors")).to_contain_text("事業1 事業費:数字で入れてください")
        assert projects(sheet) == [ELDERS, WATCH, ""]


class TestPaste:
    def paste(self, page: Page, label: str, text: str) -> None:
        page.get_by_label(label).focus()
        page.evaluate(
            """text => {
                const data = new DataTransfer();
                data.setData("text/plain", text);
                const event = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
                document.activeElement.dispatchEvent(event);
            }""",
            text,
        )

    def test_cells_of_a_spreadsheet_fill_rows_and_columns(self, sheet: Page):
        self.paste(
            sheet,
            "事業4 事業名",
            "夏まつり\t2-1 道と水路を守る\t8月\t120000\n花いっぱい運動\t推進体制\t5月\t８０，０００円\n",
        )
        assert projects(sheet) == [OFFICE, WATCH, ELDERS, "夏まつり", "花いっぱい運動"]
        expect(sheet.get_by_label("事業4 将来計画の取組")).to_have_value("2-1 道と水路を守る")
        expect(sheet.get_by_label("事業5 事業費")).to_have_value("80,000")
        expect(sheet.locator(".totals [data-total=cost]")).to_have_text("2,015,000円")
        assert news(sheet) == "2行を写しました。"

    def test_a_word_that_is_no_choice_is_told(self, sheet: Page):
        self.paste(sheet, "事業4 事業名", "夏まつり\tにぎわい\t8月\t1")
        assert news(sheet) == "1行を写しました。一覧にない言葉が1か所ありました。選び直してください。"
        expect(sheet.get_by_label("事業4 将来計画の取組")).to_have_value("")


class TestWithoutAScript:
    @pytest.fixture
    def browser_context_args(self, browser_context_args: dict[str, object]) -> dict[str, object]:
        return {**browser_context_args, "java_script_enabled": False}

    def press(self, sheet: Page, button: str) -> None:
        with sheet.expect_navigation():  # without a script every button asks for the page anew
            sheet.get_by_role("button", name=button).click()

    def test_the_buttons_do_the_same(self, sheet: Page):
        sheet.get_by_label("事業1 事業費").fill("1")
        self.press(sheet, "事業の行を足す")
        assert projects(sheet) == [OFFICE, WATCH, ELDERS, "", ""]
        self.press(sheet, "事業3行目を上へ")
        assert projects(sheet)[1:3] == [ELDERS, WATCH]
        self.press(sheet, "事業1行目を消す")
        assert projects(sheet)[:2] == [ELDERS, WATCH]
        expect(sheet.locator(".errors")).to_have_count(0)

    def test_enter_saves_and_moves_no_row(self, sheet: Page):
        sheet.get_by_label("事業2 事業費").fill("なし")
        sheet.get_by_label("事業2 事業費").press("Enter")
        expect(sheet.locator(".errors")).to_contain_text("事業2 事業費")
        assert projects(sheet)[:3] == [OFFICE, WATCH, ELDERS]
