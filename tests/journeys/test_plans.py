"""Plans written in Chromium: by keyboard, by paste, on a browser that dies, and without a script."""

from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import BrowserContext, Page, expect

from accounts.models import User
from organizations.models import Organization
from plans.models import FuturePlan, YearlyPlan
from records.drafts import Draft
from records.fiscal import FiscalYear
from tests import cast
from tests.journeys.test_access import findings, sideways
from tests.plans import build

Enter = Callable[[User], None]


@pytest.fixture
def body(transactional_db: None) -> Organization:
    land = cast.land()
    return cast.organization("北の会", land.north_oaza, land.middle_oaza, furigana="きたのかい")


@pytest.fixture
def leader(body: Organization) -> User:
    user = cast.person("北野 七海", "nanami", "きたの ななみ")
    cast.officer(body, user)
    return user


@pytest.fixture
def plan(body: Organization, leader: User) -> YearlyPlan:
    """令和7年度, begun with the rows of 令和6年度."""
    build.yearly_plan(body, leader, FiscalYear(2024))
    return YearlyPlan.begin(body, build.YEAR, by=leader)


@pytest.fixture
def editor(page: Page, live_server: object, plan: YearlyPlan, leader: User, enter: Enter) -> Page:
    enter(leader)
    page.goto(f"{live_server}{reverse('plans:yearly_edit', args=[plan.pk])}")
    return page


@pytest.fixture
def future(body: Organization, leader: User) -> FuturePlan:
    return build.future_draft(body, leader)


def cell(page: Page, name: str) -> str:
    return page.get_by_label(name, exact=True).input_value()


PATIENCE = 30_000  # ms; a busy machine is no mistake of the page


def saved(page: Page) -> None:
    expect(page.locator("#saved")).to_contain_text("に保存しました。閉じても消えません。", timeout=PATIENCE)


def paste(page: Page, label: str, text: str) -> None:
    page.get_by_label(label, exact=True).focus()
    page.evaluate(
        """text => {
            const data = new DataTransfer();
            data.setData("text/plain", text);
            const event = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
            document.activeElement.dispatchEvent(event);
        }""",
        text,
    )


class TestTheYearlyPlan:
    def test_rows_typed_by_keyboard_outlive_the_browser(self, editor: Page, context: BrowserContext):
        editor.get_by_label("事業3 事業名", exact=True).focus()
        for word in ("花いっぱい運動", "1-2", "５月から１０月", "abc", "９千円"):
            editor.keyboard.type(word)
            editor.keyboard.press("Tab")
        editor.get_by_label("事業3 事業名", exact=True).press("Enter")
        editor.keyboard.type("もう一つの事業")
        editor.get_by_label("収入1 本年度予算額", exact=True).fill("まだ決まらない")
        editor.keyboard.press("Tab")
        saved(editor)
        address = editor.url
        editor.close()
        again = context.new_page()
        again.goto(address)
        assert cell(again, "事業3 事業名") == "花いっぱい運動"
        assert (
            again.get_by_label("事業3 将来計画の取組", exact=True)
            .locator("option:checked")
            .inner_text()
            .startswith("1-2")
        )
        assert cell(again, "事業3 時期") == "５月から１０月"
        assert cell(again, "事業3 事業費") == "abc"
        assert cell(again, "事業3 うち交付金") == "９千円"
        assert cell(again, "事業4 事業名") == "もう一つの事業"
        assert cell(again, "収入1 本年度予算額") == "まだ決まらない"
        expect(again.locator(".errors, [aria-invalid]")).to_have_count(0)

    def test_sums_and_last_years_amounts_follow(self, editor: Page):
        expect(editor.locator(".totals [data-gap='income expense']")).to_have_text("0円 一致")
        editor.get_by_label("収入2 本年度予算額", exact=True).fill("１６０，０００")
        expect(editor.locator(".totals [data-gap='income expense']")).to_have_text("収入が10,000円多い")
        expect(editor.locator("#income [data-change-of]")).to_have_text("10,000")
        row = editor.locator("#income [data-row]").nth(2)
        editor.get_by_label("収入3 科目", exact=True).select_option(label="会費")
        expect(row.locator("[data-was-of]")).to_have_text("150,000")
        expect(row.locator("[data-previous]")).to_have_text("△150,000")
        editor.get_by_label("収入3 科目", exact=True).select_option(label="雑入")
        expect(row.locator("[data-was-of]")).to_have_text("0")

    def test_a_row_moves_and_goes_with_its_second_line(self, editor: Page):
        editor.get_by_role("button", name="事業2行目を上へ").click()
        editor.locator("#projects-1 summary").click()
        editor.get_by_label("事業1 内容", exact=True).fill("小学生の合唱と会食")
        expect(editor.locator("#projects-1 .digest")).to_have_text("小学生の合唱と会食")
        editor.get_by_role("button", name="事業2行目を消す").click()
        expect(editor.locator("#projects-0")).to_be_hidden()
        editor.get_by_role("button", name="保存する").click()
        expect(editor.locator(".notice.good")).to_contain_text("保存しました")
        row = YearlyPlan.objects.get(fiscal_year=build.YEAR).projects.get()
        assert (row.name, row.content) == ("敬老のつどい", "小学生の合唱と会食")

    def test_more_rows_than_a_sheet_has_are_told(self, editor: Page):
        lines = "\n".join(f"事業その{n}\t1-1\t4月\t1000\t500" for n in range(250))
        paste(editor, "事業3 事業名", lines)
        news = editor.locator("[data-sheet=projects] [data-news]")
        expect(news).to_have_text("198行を写しました。200行までなので、あとの52行は写していません。")
        expect(editor.locator(".totals [data-total=income]")).to_have_text("600,000円")
        expect(editor.locator("#projects tfoot [data-total=cost]")).to_have_text("798,000")
        saved(editor)
        assert Draft.objects.get().data["projects-199-name"] == "事業その197"
        editor.get_by_role("button", name="保存する").click()
        expect(editor.locator(".notice.good")).to_contain_text("保存しました", timeout=PATIENCE)
        assert YearlyPlan.objects.get(fiscal_year=build.YEAR).projects.count() == 200

    def test_what_is_missing_leads_to_its_cell(self, editor: Page):
        editor.get_by_label("事業3 事業名", exact=True).fill("花いっぱい運動")
        editor.get_by_role("button", name="確認へ進む").click()
        editor.get_by_role("link", name="事業の3行目「花いっぱい運動」に、内容を書いてください").click()
        expect(editor.get_by_label("事業3 内容", exact=True)).to_be_focused()
        expect(editor.get_by_label("事業3 内容", exact=True)).to_be_in_viewport()

    def test_goes_to_the_city_and_is_replaced_after_the_assembly(self, editor: Page):
        editor.get_by_role("button", name="確認へ進む").click()
        editor.get_by_role("button", name="市に出す").click()
        expect(editor.locator(".notice.good")).to_contain_text("年度計画を市に出しました")
        editor.get_by_role("link", name="総会で決まった日を知らせる").click()
        editor.get_by_label("年", exact=True).fill("R7.5.11")
        editor.get_by_role("button", name="この日で市に出す").click()
        expect(editor.get_by_role("heading", level=1)).to_have_text("令和7年度 年度計画 第2版")
        expect(editor.get_by_text("令和7年5月11日 総会で議決").first).to_be_visible()


class TestWithoutAScript:
    @pytest.fixture
    def browser_context_args(self, browser_context_args: dict[str, object]) -> dict[str, object]:
        return {**browser_context_args, "java_script_enabled": False}

    def test_rows_are_added_moved_and_saved(self, editor: Page):
        editor.get_by_label("事業1 事業費", exact=True).fill("なし")
        editor.get_by_role("button", name="事業の行を足す").click()
        editor.get_by_label("事業3 事業名", exact=True).fill("花いっぱい運動")
        editor.get_by_role("button", name="事業3行目を上へ").click()
        assert [cell(editor, f"事業{n} 事業名") for n in (1, 2, 3)] == ["見守り", "花いっぱい運動", "敬老のつどい"]
        assert cell(editor, "事業1 事業費") == "なし"
        editor.get_by_role("button", name="保存する").last.click()
        expect(editor.locator(".errors")).to_contain_text("事業1 事業費:数字で入れてください")
        editor.get_by_label("事業1 事業費", exact=True).fill("400000")
        editor.get_by_role("button", name="確認へ進む").click()
        expect(editor.get_by_role("heading", level=1)).to_have_text("令和7年度 年度計画を確かめる")


class TestTheFuturePlan:
    @pytest.fixture
    def book(self, page: Page, live_server: object, future: FuturePlan, leader: User, enter: Enter) -> Page:
        enter(leader)
        page.goto(f"{live_server}{reverse('plans:future_edit', args=[future.pk])}")
        return page

    def test_a_goal_is_offered_to_the_measures_as_it_is_typed(self, book: Page):
        book.get_by_label("目標3 基本目標", exact=True).fill("若い人とつながる")
        book.get_by_role("button", name="取組の行を足す").click()
        book.get_by_label("取組5 基本目標", exact=True).select_option(label="3 若い人とつながる")
        book.get_by_role("textbox", name="取組5 取組の内容").fill("学生と歩く")
        book.get_by_role("button", name="目標3行目を上へ").click()
        expect(book.get_by_label("取組5 基本目標", exact=True).locator("option:checked")).to_have_text(
            "2 若い人とつながる"
        )
        book.get_by_role("button", name="保存して確かめる").click()
        expect(book.get_by_role("heading", level=1)).to_have_text("北地区 みんなの将来計画")
        measures = [str(measure) for measure in FuturePlan.objects.get().measures.all()]
        assert measures == ["1-1 見守り", "1-2 世代をこえた集まり", "2-1 学生と歩く", "3-1 道と水路を守る"]


@pytest.mark.parametrize("name", ["list", "yearly_detail", "yearly_correct", "future_opinions"])
def test_every_page_of_the_city_is_for_everybody(
    page: Page, live_server: object, plan: YearlyPlan, leader: User, enter: Enter, name: str
):
    chief = cast.city_hall().chief
    if name == "future_opinions":
        case = plan.future_plan.revise(by=leader)
        case.ask_opinion(by=leader)
        address = reverse("plans:future_opinions", args=[case.pk])
    else:
        last_year = YearlyPlan.objects.get(fiscal_year=FiscalYear(2024))
        address = reverse(f"plans:{name}", args=[] if name == "list" else [last_year.pk])
    enter(chief)
    page.goto(f"{live_server}{address}")
    judge(page)


@pytest.mark.parametrize(
    "name",
    [
        "yearly",
        "future",
        "yearly_edit",
        "yearly_confirm",
        "yearly_detail",
        "future_detail",
        "future_edit",
        "future_adopt",
    ],
)
def test_every_page_is_for_everybody(
    page: Page, live_server: object, plan: YearlyPlan, leader: User, enter: Enter, name: str
):
    case = plan
    if name in {"future_edit", "future_adopt"}:
        case = plan.future_plan.revise(by=leader)  # type: ignore[assignment]
    elif name == "future_detail":
        case = plan.future_plan  # type: ignore[assignment]
    enter(leader)
    address = reverse(f"plans:{name}", args=[] if name in {"yearly", "future"} else [case.pk])
    page.goto(f"{live_server}{address}")
    judge(page)


def judge(page: Page) -> None:
    """axe finds nothing and nothing scrolls sideways, on any width and with text of twice the size."""
    for width in (1280, 390, 320):
        page.set_viewport_size({"width": width, "height": 900})
        assert findings(page) == []
        assert sideways(page) == 0
    page.context.new_cdp_session(page).send("Page.setFontSizes", {"fontSizes": {"standard": 32}})
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 900})
        assert sideways(page) == 0
