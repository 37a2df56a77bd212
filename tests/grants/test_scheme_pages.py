"""制度と予算 in the browser: schemes are written as rows by the section, seen by the city."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from accounts.models import User
from grants.models import Grant, Scheme
from organizations.models import Organization
from records.fiscal import FiscalYear
from tests.cast import Hall, Land
from tests.grants import build
from tests.grants.test_city_pages import sheet
from tests.portal import PortalClient

pytestmark = pytest.mark.django_db
AsUser = Callable[[User], PortalClient]
LIST = "/grants/schemes/"
BASICS: dict[str, Any] = {
    "name": "見本市協働のまちづくり交付金",
    "programme": "pre_rmo",
    "fiscal_year": "R7",
    "purpose": "団体をつくる前の、ためしの取組のための交付金です。",
    "eligible": ["preparing", "planning", "founded"],
    "rule_name": "見本市補助金等交付規則",
    "guideline_name": "見本市協働のまちづくり交付金交付要綱",
    "article": "第5条",
    "opens_on": "R7.4.1",
    "deadline": "R7.12.26",
    "decides_within": "14",
    "light_percent": "20",
    "gives_up_within": "14",
    "papers": "見積書\n\n  打合せの記録  \n",
    "base_date": "R7.4.1",
    "rounding_unit": "1000",
    "rounding_mode": "down",
    "cap": "500,000",
    "appropriation": "金2,000,000円",
    "completion_by": "R8.3.31",
    "report_due": "R8.4.10",
    "payment_method": "精算払による。",
    "instalments": "1",
    "instalment_unit": "1000",
    "report_criteria": "計画した事業が行われている",
    "confirms_in": "1",
    "surplus": "return",
    "returns_within": "20",
    "status_dates": "R7.9.30",
    "status_within": "14",
    "watch_surplus": "20",
    "equipment_from": "50,000",
    "equipment_years": "5",
}


def address(name: str, scheme: Scheme, *more: str) -> str:
    return reverse(f"grants:{name}", args=[scheme.pk, *more])


@pytest.fixture
def draft_scheme(hall: Hall, land: Land) -> Scheme:
    return build.scheme_draft(hall.drafter)


class TestTheDoor:
    def test_communities_stay_outside(self, as_user: AsUser, scheme: Scheme, nanami: User):
        browser = as_user(nanami)
        assert browser.get(LIST).status_code == browser.get(scheme.get_absolute_url()).status_code == 403

    @pytest.mark.parametrize("name", ["edit_scheme", "propose_scheme", "reopen_scheme", "appropriate"])
    def test_only_the_section_writes(self, as_user: AsUser, scheme: Scheme, hall: Hall, nanami: User, name: str):
        assert as_user(hall.director).post(address(name, scheme)).status_code == 403
        assert as_user(nanami).post(address(name, scheme)).status_code == 403

    def test_other_offices_look(self, as_user: AsUser, scheme: Scheme, hall: Hall):
        browser = as_user(hall.director)
        assert "新しい制度をつくる" not in browser.get(LIST).text
        assert "見本市補助金等交付規則" in browser.get(scheme.get_absolute_url()).text

    def test_a_draft_is_the_city_s(self, as_user: AsUser, draft_scheme: Scheme, nanami: User):
        assert as_user(nanami).get(draft_scheme.get_absolute_url()).status_code == 404


class TestBudget:
    def test_shows_what_there_is_and_what_remains(self, as_user: AsUser, granted: Grant, hall: Hall, kuko: User):
        build.submitted(kuko.roles.get().organization, granted.scheme, kuko, 300_000)
        for url in (LIST, granted.scheme.get_absolute_url()):
            text = as_user(hall.director).get(url).text
            for amount in ("5,000,000円", "450,000円", "4,550,000円", "300,000円"):
                assert amount in text

    def test_the_list_costs_the_same_for_many_years(
        self, as_user: AsUser, hall: Hall, land: Land, django_assert_max_num_queries
    ):
        for year in range(2000, 2026):
            completion = {"completion_by": FiscalYear(year).end, "fiscal_year": FiscalYear(year)}
            build.scheme_draft(hall.drafter, **completion)
        browser = as_user(hall.drafter)
        with django_assert_max_num_queries(10):
            assert browser.get(LIST).text.count("準備中") == 26


class TestNew:
    def test_makes_a_scheme_as_typed(self, as_user: AsUser, hall: Hall):
        response = as_user(hall.drafter).post(f"{LIST}new/", BASICS)
        scheme = Scheme.objects.get()
        assert response["Location"] == scheme.get_absolute_url()
        assert (scheme.fiscal_year, scheme.cap, scheme.appropriation) == (FiscalYear(2025), 500_000, 2_000_000)
        assert (scheme.papers, scheme.takes_late) == (["見積書", "打合せの記録"], False)
        assert scheme.status_dates == [date(2025, 9, 30)]
        assert scheme.eligible == ["preparing", "planning", "founded"]

    def test_begins_as_last_year_with_its_rows(self, as_user: AsUser, scheme: Scheme, hall: Hall):
        browser = as_user(hall.drafter)
        shown = browser.get(f"{LIST}new/?like={scheme.pk}").text
        assert 'value="令和8年度"' in shown
        changed = {**BASICS, "programme": "lump_sum", "fiscal_year": "R8", "completion_by": "R9.3.31"}
        changed["status_dates"] = "R8.9.30"
        browser.post(f"{LIST}new/?like={scheme.pk}", changed)
        later = Scheme.objects.get(fiscal_year=2026)
        assert [component.name for component in later.rule().components] == ["均等割", "世帯割"]

    @pytest.mark.parametrize("like", ["", "0", "x", "99999999999999"])
    def test_like_nothing_is_an_empty_form(self, as_user: AsUser, hall: Hall, like: str):
        assert as_user(hall.drafter).get(f"{LIST}new/?like={like}").status_code == 200

    @pytest.mark.parametrize(
        ("changes", "sentence"),
        [
            ({"programme": "一括"}, "英小文字で始めて"),
            ({"deadline": "R7.3.31"}, "受付のはじまりか、それより後の日"),
            ({"completion_by": "R8.4.1"}, "令和7年度の中の日"),
            ({"cap": "500,500"}, "割り切れる額"),
            ({"cap": "0"}, "1円以上"),
            ({"appropriation": "-1"}, "0円以上"),
            ({"eligible": []}, "選んでください"),
            ({"fiscal_year": "7"}, "元号を入れて"),
            ({"rounding_unit": "0"}, "1円以上で"),
            ({"name": "あ" * 101}, "100文字まで"),
        ],
    )
    def test_says_at_the_field_how_to_mend_it(
        self, as_user: AsUser, hall: Hall, changes: dict[str, Any], sentence: str
    ):
        response = as_user(hall.drafter).post(f"{LIST}new/", {**BASICS, **changes})
        assert response.status_code == 200
        assert sentence in response.text
        assert "精算払による。" in response.text
        assert not Scheme.objects.exists()

    def test_twice_in_one_year_is_told(self, as_user: AsUser, scheme: Scheme, hall: Hall):
        response = as_user(hall.drafter).post(f"{LIST}new/", {**BASICS, "programme": "lump_sum"})
        assert "同じコードの制度がもうあります" in response.text


class TestEdit:
    def test_changes_the_basics(self, as_user: AsUser, draft_scheme: Scheme, hall: Hall):
        as_user(hall.drafter).post(address("edit_scheme", draft_scheme), {**BASICS, "programme": "lump_sum"})
        draft_scheme.refresh_from_db()
        assert (draft_scheme.article, draft_scheme.deadline) == ("第5条", date(2025, 12, 26))

    def test_of_a_scheme_that_was_adopted_meanwhile(self, as_user: AsUser, scheme: Scheme, hall: Hall):
        response = as_user(hall.drafter).post(address("edit_scheme", scheme), BASICS)
        assert "準備中に戻す" in response.text
        scheme.refresh_from_db()
        assert scheme.programme == "lump_sum"


class TestRows:
    def test_lists_older_subsidies_per_organization(
        self, as_user: AsUser, draft_scheme: Scheme, hall: Hall, north: Organization
    ):
        row = {"organization": str(north.pk), "name": "敬老会", "amount": "372,000", "basis": "令和6年度の実績"}
        url = address("scheme_rows", draft_scheme, "subsidies")
        as_user(hall.drafter).post(url, sheet("subsidies", row))
        assert draft_scheme.subsidies.get().amount == 372_000
        response = as_user(hall.drafter).post(url, sheet("subsidies", row, row))
        assert "同じ名前の補助金が2つあります" in response.text

    @pytest.mark.parametrize(
        ("kind", "row"), [("conditions", {"text": "一つ"}), ("criteria", {"text": "よい", "evidence": ""})]
    )
    def test_writes_conditions_and_criteria(
        self, as_user: AsUser, draft_scheme: Scheme, hall: Hall, kind: str, row: dict[str, str]
    ):
        as_user(hall.drafter).post(address("scheme_rows", draft_scheme, kind), sheet(kind, row))
        assert [entry.text for entry in getattr(draft_scheme, kind).all()] == [row["text"]]

    @pytest.mark.parametrize("kind", ["subsidies", "conditions", "criteria"])
    def test_every_sheet_opens_with_what_there_is(
        self, as_user: AsUser, draft_scheme: Scheme, hall: Hall, north: Organization, kind: str
    ):
        draft_scheme.rewrite("subsidies", [{"organization": north, "name": "敬老会", "amount": 1}], by=hall.drafter)
        text = as_user(hall.drafter).get(address("scheme_rows", draft_scheme, kind)).text
        first = str(getattr(draft_scheme, kind).all()[0]).removeprefix("北の会 ")
        assert first in text

    def test_moves_a_row_without_a_script(self, as_user: AsUser, draft_scheme: Scheme, hall: Hall):
        typed = {**sheet("conditions", {"text": "一"}, {"text": "二"}), "up": "conditions-1"}
        text = as_user(hall.drafter).post(address("scheme_rows", draft_scheme, "conditions"), typed).text
        assert text.index("二</textarea>") < text.index("一</textarea>")
        assert draft_scheme.conditions.count() == 2

    def test_there_is_no_other_sheet(self, as_user: AsUser, draft_scheme: Scheme, hall: Hall):
        assert as_user(hall.drafter).get(address("scheme_rows", draft_scheme, "grants")).status_code == 404

    def test_are_closed_once_it_is_adopted(self, as_user: AsUser, scheme: Scheme, hall: Hall):
        response = as_user(hall.drafter).get(address("scheme_rows", scheme, "conditions"), follow=True)
        assert "準備中に戻す" in response.text


class TestReopen:
    def test_opens_with_one_press(self, as_user: AsUser, scheme: Scheme, hall: Hall):
        assert "準備中に戻しました" in as_user(hall.drafter).post(address("reopen_scheme", scheme), follow=True).text

    def test_nobody_opens_what_is_used(self, as_user: AsUser, draft: Grant, hall: Hall):
        response = as_user(hall.drafter).post(address("reopen_scheme", draft.scheme), follow=True)
        assert "もう申請があります" in response.text

    def test_shows_what_every_organization_would_get(
        self, as_user: AsUser, draft_scheme: Scheme, hall: Hall, north: Organization, nanami: User
    ):
        build.recognised(north, nanami)
        assert "524,000円" in as_user(hall.director).get(draft_scheme.get_absolute_url()).text
