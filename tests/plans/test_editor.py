"""Writing the yearly plan without a script: rows, mistakes, drafts, other windows."""

from collections.abc import Callable
from typing import Any

import pytest
from django.http import QueryDict
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import User
from plans.forms.yearly import YearlyPage
from plans.models import YearlyPlan
from records.drafts import Draft, find
from records.forms import press
from tests.cast import Hall
from tests.plans.browser import form_of, rows_of
from tests.portal import PortalClient

pytestmark = pytest.mark.django_db
AsUser = Callable[[User], PortalClient]


@pytest.fixture
def address(draft: YearlyPlan) -> str:
    return reverse("plans:yearly_edit", args=[draft.pk])


@pytest.fixture
def nanamis(as_user: AsUser, nanami: User) -> PortalClient:
    return as_user(nanami)


@pytest.fixture
def form(nanamis: PortalClient, address: str) -> dict[str, str]:
    """The page as it comes, sent back as it is."""
    return form_of(nanamis.get(address))


def autosave(browser: PortalClient, address: str, form: dict[str, str]) -> Any:
    return browser.post(address, form, headers={"X-Autosave": "1"})


class TestOpening:
    def test_shows_every_row_and_the_totals(self, nanamis: PortalClient, address: str) -> None:
        form = form_of(nanamis.get(address))
        assert rows_of(form, "projects", "name") == ["見守り", "敬老のつどい", ""]
        assert rows_of(form, "projects", "months") == ["4月〜3月", "4月〜3月", ""]
        assert rows_of(form, "income", "amount") == ["450,000", "150,000", ""]

    def test_is_for_those_who_write(self, as_user: AsUser, address: str, hall: Hall, kuko: User, nanami: User) -> None:
        seen = {person: as_user(person).get(address).status_code for person in (nanami, hall.chief, kuko)}
        assert seen == {nanami: 200, hall.chief: 404, kuko: 404}

    def test_a_plan_that_was_sent_is_only_read(self, nanamis: PortalClient, sent: YearlyPlan) -> None:
        answer = nanamis.get(reverse("plans:yearly_edit", args=[sent.pk]), follow=True)
        assert answer.redirect_chain[-1][0] == sent.get_absolute_url()
        assert "書きかえられません" in answer.content.decode()


class TestSaving:
    def test_makes_what_was_typed_the_plan(self, nanamis: PortalClient, address: str, draft: YearlyPlan) -> None:
        form = form_of(nanamis.get(address)) | {
            "projects-0-cost": "４２０，０００円",
            "projects-1-months": "９月から１１月まで",
            "projects-2-name": "花いっぱい運動",
            "save": "",
        }
        assert nanamis.post(address, form).status_code == 302
        rows = list(draft.projects.values_list("name", "cost", "starts_in", "ends_in"))
        assert rows == [("見守り", 420_000, 4, 3), ("敬老のつどい", 200_000, 9, 11), ("花いっぱい運動", 0, None, None)]
        assert find(draft.draft_key) is None

    @pytest.mark.parametrize(
        ("cell", "typed", "sentence"),
        [
            ("projects-0-cost", "abc", "数字"),
            ("projects-0-cost", "-5", "0円以上"),
            ("projects-0-cost", "9" * 40, "けたが多すぎます"),
            ("projects-0-grant_share", "400,001", "事業費(400,000円)より多くできません"),
            ("projects-0-months", "春ごろ", "月で入れてください"),
            ("projects-0-months", "13月", "月は1から12まで"),
            ("projects-0-months", "3月〜4月", "はじまりの月より後"),
            ("projects-0-name", "あ" * 101, "100文字まで"),
            ("projects-0-content", "葛\U000e0100" * 1999, "入りきりません"),
            ("projects-0-measure", "999999", "もう一覧にありません"),
            ("projects-0-expected", "たくさん", "数字"),
            ("income-1-category", "", "選んでください"),
            ("income-0-amount", "ｘ", "数字"),
            ("emphasis", "字" * 1001, "1000文字まで"),
        ],
    )
    def test_says_at_the_cell_what_is_wrong_and_keeps_it(
        self, nanamis: PortalClient, address: str, draft: YearlyPlan, cell: str, typed: str, sentence: str
    ) -> None:
        answer = nanamis.post(address, form_of(nanamis.get(address)) | {cell: typed})
        assert sentence in answer.content.decode()
        assert f'href="#id_{cell}"' in answer.content.decode()
        again = form_of(nanamis.get(address))
        if cell != "projects-0-measure":  # a list shows only what is on it
            assert (form_of(answer)[cell], again[cell]) == (typed, typed)
        assert draft.projects.get(order=1).cost == 400_000

    def test_names_the_category_that_stands_twice(self, nanamis: PortalClient, address: str) -> None:
        form = form_of(nanamis.get(address))
        form["income-1-category"] = form["income-0-category"]
        assert "「交付金」は、上の行にもあります" in nanamis.post(address, form).content.decode()

    def test_keeps_emoji_and_variants_to_the_character(
        self, nanamis: PortalClient, address: str, draft: YearlyPlan
    ) -> None:
        name = "葛󠄀城👨‍👩‍👧‍👦まつり🎆"
        nanamis.post(address, form_of(nanamis.get(address)) | {"projects-0-name": name})
        assert draft.projects.get(order=1).name == name

    def test_takes_200_rows_and_says_so_of_more(self, nanamis: PortalClient, address: str, draft: YearlyPlan) -> None:
        form = form_of(nanamis.get(address))
        blank = {name: value for name, value in form.items() if name.startswith("projects-2-")}
        for row in range(2, 200):
            form |= {name.replace("-2-", f"-{row}-"): value for name, value in blank.items()}
            form[f"projects-{row}-name"] = f"事業{row}"
        form["projects-TOTAL_FORMS"] = "200"
        assert nanamis.post(address, form).status_code == 302
        assert draft.projects.count() == 200
        form |= {"projects-200-name": "あふれた事業", "projects-TOTAL_FORMS": "201", "revision": "2"}
        answer = nanamis.post(address, form)
        assert "200行まで" in answer.content.decode()
        assert "あふれた事業" in rows_of(form_of(answer), "projects", "name")

    def test_a_crippled_request_gets_a_sentence(self, nanamis: PortalClient, address: str, draft: YearlyPlan) -> None:
        answer = nanamis.post(address, {"save": "", "revision": "²", "draft_version": "x"})
        assert "途中までしか届きませんでした" in answer.content.decode()
        assert draft.projects.count() == 2


class TestRowButtons:
    @pytest.mark.parametrize(
        ("button", "row", "names", "place"),
        [
            ("add", "projects", ["見守り", "敬老のつどい", "途中の字", ""], "projects-3"),
            ("up", "projects-1", ["敬老のつどい", "見守り", "途中の字"], "projects-1"),
            ("down", "projects-1", ["見守り", "途中の字", "敬老のつどい"], "projects-1"),
            ("delete", "projects-0", ["敬老のつどい", "途中の字"], "projects"),
        ],
    )
    def test_come_back_at_the_row_with_everything_typed(
        self, nanamis: PortalClient, address: str, button: str, row: str, names: list[str], place: str
    ) -> None:
        typed = {"projects-2-name": "途中の字", "income-0-amount": "まだ決まらない"}
        answer = nanamis.post(address, form_of(nanamis.get(address)) | typed | {button: row})
        assert answer.headers["Location"] == f"{address}#{place}"
        page = nanamis.get(address)
        form = form_of(page)
        assert sorted(rows_of(form, "projects", "name")) == sorted(names)
        assert [form[f"projects-{n}-name"] for n in order_of(form, "projects")] == names
        assert form["income-0-amount"] == "まだ決まらない"
        assert "か所を直してください" not in page.content.decode()
        assert place == "projects" or f'id="{place}"' in page.content.decode()

    @settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(presses=st.lists(st.tuples(st.sampled_from(["add", "up", "down"]), st.integers(0, 8)), max_size=12))
    def test_never_lose_a_row(self, form: dict[str, str], draft: YearlyPlan, presses: list[tuple[str, int]]) -> None:
        typed = QueryDict(mutable=True)
        typed.update(form | {"projects-2-name": "三つ目"})
        for button, row in presses:
            typed[button] = "projects" if button == "add" else f"projects-{row}"
            typed = press(typed) or typed
        names = [str(row["name"].value() or "") for row in YearlyPage(draft, typed).projects.rows]
        assert sorted(filter(None, names)) == sorted(["見守り", "敬老のつどい", "三つ目"])


def order_of(form: dict[str, str], sheet: str) -> list[int]:
    """The rows in the order in which they stand in the page (a moved row keeps its number)."""
    names = [name for name in form if name.startswith(f"{sheet}-") and name.endswith("-ORDER")]
    return [int(name.split("-")[1]) for name in names]


TEXTS = st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\0\r"), max_size=60)


class TestAutosave:
    def test_keeps_what_cannot_be_read(self, nanamis: PortalClient, address: str, draft: YearlyPlan) -> None:
        form = form_of(nanamis.get(address)) | {"projects-0-cost": "abc"}
        answer = autosave(nanamis, address, form)
        assert (answer.status_code, answer.json()["version"]) == (200, 1)
        again = nanamis.get(address)
        assert form_of(again)["projects-0-cost"] == "abc"
        assert "か所を直してください" not in again.content.decode()
        assert draft.projects.get(order=1).cost == 400_000

    @settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(name=TEXTS, cost=TEXTS, content=TEXTS)
    def test_gives_back_any_text(
        self, nanamis: PortalClient, address: str, form: dict[str, str], name: str, cost: str, content: str
    ) -> None:
        typed = {"projects-0-name": name, "projects-0-cost": cost, "projects-1-content": content}
        Draft.objects.all().delete()
        assert autosave(nanamis, address, form | typed).status_code == 200
        draft = Draft.objects.get()
        assert {cell: draft.data[cell] for cell in typed} == typed

    def test_is_one_for_all_who_write(
        self, nanamis: PortalClient, as_user: AsUser, hachiro: User, address: str
    ) -> None:
        autosave(nanamis, address, form_of(nanamis.get(address)) | {"emphasis": "会長の字"})
        assert form_of(as_user(hachiro).get(address))["emphasis"] == "会長の字"

    def test_tells_of_another_window(
        self, nanamis: PortalClient, as_user: AsUser, hachiro: User, address: str, draft: YearlyPlan
    ) -> None:
        mine, his = form_of(nanamis.get(address)), form_of(as_user(hachiro).get(address))
        autosave(as_user(hachiro), address, his | {"emphasis": "会計の字"})
        answer = autosave(nanamis, address, mine | {"emphasis": "会長の字"})
        assert answer.status_code == 409
        assert "北野 八郎さん" in answer.json()["message"]
        kept = find(draft.draft_key)
        assert kept is not None
        assert kept.data["emphasis"] == "会計の字"

    def test_tells_of_a_save_in_another_window(
        self, nanamis: PortalClient, as_user: AsUser, hachiro: User, address: str
    ) -> None:
        mine, his = form_of(nanamis.get(address)), form_of(as_user(hachiro).get(address))
        as_user(hachiro).post(address, his | {"emphasis": "会計の字"})
        assert autosave(nanamis, address, mine | {"emphasis": "会長の字"}).status_code == 409

    def test_is_refused_to_the_neighbour(
        self, nanamis: PortalClient, as_user: AsUser, kuko: User, address: str, draft: YearlyPlan
    ) -> None:
        form = form_of(nanamis.get(address))
        assert autosave(as_user(kuko), address, form).status_code == 404
        assert find(draft.draft_key) is None


class TestTwoWindows:
    def test_a_save_over_a_newer_one_is_asked_for_once_more(
        self, nanamis: PortalClient, as_user: AsUser, hachiro: User, address: str, draft: YearlyPlan
    ) -> None:
        mine, his = form_of(nanamis.get(address)), form_of(as_user(hachiro).get(address))
        as_user(hachiro).post(address, his | {"emphasis": "会計の字"})
        answer = nanamis.post(address, mine | {"emphasis": "会長の字"})
        assert "別の画面で、この計画が書きかえられました" in answer.content.decode()
        assert form_of(answer)["emphasis"] == "会長の字"
        draft.refresh_from_db()
        assert draft.emphasis == "会計の字"
        nanamis.post(address, form_of(answer))
        draft.refresh_from_db()
        assert draft.emphasis == "会長の字"

    def test_what_another_is_writing_is_not_dropped_unasked(
        self, nanamis: PortalClient, as_user: AsUser, hachiro: User, address: str, draft: YearlyPlan
    ) -> None:
        mine, his = form_of(nanamis.get(address)), form_of(as_user(hachiro).get(address))
        autosave(as_user(hachiro), address, his | {"emphasis": "会計の字"})
        answer = nanamis.post(address, mine | {"emphasis": "会長の字"})
        assert "北野 八郎さんが書いています" in answer.content.decode()
        kept = find(draft.draft_key)
        assert kept is not None
        assert kept.data["emphasis"] == "会計の字"
        assert nanamis.post(address, form_of(answer)).status_code == 302
        draft.refresh_from_db()
        assert draft.emphasis == "会長の字"

    def test_ones_own_last_autosave_stands_in_nobodys_way(
        self, nanamis: PortalClient, address: str, draft: YearlyPlan
    ) -> None:
        form = form_of(nanamis.get(address)) | {"emphasis": "会長の字"}
        autosave(nanamis, address, form)  # its answer, with the new version, comes after the button
        assert nanamis.post(address, form).status_code == 302
        draft.refresh_from_db()
        assert draft.emphasis == "会長の字"

    def test_a_row_button_in_an_old_window_keeps_both(
        self, nanamis: PortalClient, as_user: AsUser, hachiro: User, address: str, draft: YearlyPlan
    ) -> None:
        mine, his = form_of(nanamis.get(address)), form_of(as_user(hachiro).get(address))
        autosave(as_user(hachiro), address, his | {"emphasis": "会計の字"})
        answer = nanamis.post(address, mine | {"emphasis": "会長の字", "add": "projects"})
        assert form_of(answer)["emphasis"] == "会長の字"
        kept = find(draft.draft_key)
        assert kept is not None
        assert kept.data["emphasis"] == "会計の字"


class TestCost:
    def test_the_page_of_a_full_plan_costs_a_constant_number_of_queries(
        self, nanamis: PortalClient, address: str, draft: YearlyPlan, django_assert_max_num_queries: Any
    ) -> None:
        row = draft.projects.get(order=1)
        for order in range(3, 201):
            row.pk, row.order, row._state.adding = None, order, True
            row.save()
        with django_assert_max_num_queries(24):
            assert len(rows_of(form_of(nanamis.get(address)), "projects", "name")) == 201
