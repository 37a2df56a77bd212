"""The pages of 備品台帳 and of 財産処分: the leader's phone, the section's desk, the city's register."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from accounts.models import User
from grants.equipment.items import not_yet_entered
from grants.models import Grant, Item, ItemDisposal, Report
from plans.models import BudgetCategory
from records.events import Event
from tests.cast import MONDAY, Hall, rule
from tests.grants import build
from tests.grants.checking import SALE, disposal_draft, disposal_proposed, disposal_sent, item
from tests.grants.test_reporting_pages import day
from tests.portal import PortalClient

pytestmark = pytest.mark.django_db
AsUser = Callable[[User], PortalClient]
LIST = "/grants/equipment/"


def page(name: str, thing: Any) -> str:
    return reverse(f"grants:{name}", args=[thing.pk])


@pytest.fixture
def mower(granted: Grant, nanami: User) -> Item:
    return item(granted, nanami)


@pytest.fixture
def bought(granted: Grant, nanami: User, hall: Hall) -> Report:
    build.paid(granted, nanami, hall)
    report = build.reported(granted, nanami)
    report.expenses.update(category=BudgetCategory.objects.get(name="備品購入費"), paid_on=MONDAY)
    return report


class TestTheOrganization:
    def test_enters_what_its_receipts_name(self, as_user: AsUser, bought: Report, nanami: User):
        browser, expense = as_user(nanami), not_yet_entered([bought.grant]).get()
        assert "備品台帳に載せる" in browser.get("/").text
        enter = f"{page('item_enter', bought.grant)}?receipt={expense.pk}"
        assert enter in browser.get(LIST).text
        assert "日と金額は、領収書から写します" in browser.get(enter).text
        assert "保管場所を入れて" in browser.post(enter, {"name": "発電機", "limit_years": "5"}).text
        browser.post(enter, {"name": "発電機", "place": "倉庫", "limit_years": "5", "photo": build.photo("発電機.png")})
        thing = Item.objects.get()
        assert (thing.price, thing.expense, [file.filename for file in thing.photos()]) == (
            400_000, expense, ["発電機.png"],
        )  # fmt: skip
        assert "発電機" in browser.get(LIST).text

    def test_enters_by_hand_and_mends(self, as_user: AsUser, granted: Grant, nanami: User):
        data = {
            "name": "草刈機", "price": "198,000", "grant_share": "198,001", "place": "倉庫", "limit_years": "5",
            **day("acquired_on", MONDAY),
        }  # fmt: skip
        browser = as_user(nanami)
        text = browser.post(page("item_enter", granted), data).text
        assert "取得した額より多くできません" in text
        browser.post(page("item_enter", granted), {**data, "grant_share": "180,000"})
        thing = Item.objects.get()
        browser.post(page("item_edit", thing), {**data, "grant_share": "180,000", "place": "公民館"})
        thing.refresh_from_db()
        assert thing.place == "公民館"

    def test_looks_at_it(self, as_user: AsUser, mower: Item, nanami: User):
        browser = as_user(nanami)
        assert "くわしいことを書いて" in browser.post(page("item_check", mower), {"state": "missing", "note": ""}).text
        browser.post(page("item_check", mower), {"state": "found", "note": ""})
        assert "ある・使っている" in browser.get(mower.get_absolute_url()).text

    def test_asks_to_part_with_it(self, as_user: AsUser, mower: Item, nanami: User):
        browser = as_user(nanami)
        data = {**day("planned_on", MONDAY), "kind": "sell", "proceeds": "20,000", "reason": "古いため。"}
        assert "相手を入れてください" in browser.post(page("item_dispose", mower), data).text
        browser.post(page("item_dispose", mower), {**data, "partner": "南の会"})
        case = ItemDisposal.objects.get()
        assert browser.get(page("item_dispose", mower))["Location"] == case.get_absolute_url()
        assert "市に出す" in browser.get(case.get_absolute_url()).text
        browser.post(page("disposal_edit", case), {**data, "partner": "東の会"})
        browser.post(page("disposal_send", case))
        case.refresh_from_db()
        assert (case.status, case.partner) == ("submitted", "東の会")
        paper = reverse("papers:set", args=["grants.itemdisposal", case.pk, "disposal"])
        assert "財産処分承認申請書" in browser.get(paper).text

    def test_takes_it_back(self, as_user: AsUser, mower: Item, nanami: User):
        case = disposal_sent(mower, nanami)
        as_user(nanami).post(page("disposal_withdraw", case))
        case.refresh_from_db()
        assert case.status == "withdrawn"


class TestTheCity:
    def test_keeps_the_register_and_takes_it_along(self, as_user: AsUser, mower: Item, hall: Hall):
        browser = as_user(hall.director)
        assert "草刈機" in browser.get(LIST).text
        for heap in ("bound", "unchecked", "disposed"):
            assert ("草刈機" in browser.get(f"{LIST}?heap={heap}").text) == (heap != "disposed")
        assert browser.get(f"{LIST}sheet/").content.startswith(b"PK")
        assert Event.objects.filter(verb="sheet.export", actor=hall.director).exists()

    def test_proposes_with_the_letter_in_sight(self, as_user: AsUser, mower: Item, nanami: User, hall: Hall):
        case, browser = disposal_sent(mower, nanami), as_user(hall.drafter)
        assert "起案する" in browser.get(case.get_absolute_url()).text
        assert "道すじが、まだ決まっていません" in browser.get(page("disposal_propose", case)).text
        rule("部長専決", "grants.disposal", hall.posts["chief"], hall.posts["director"])
        data = {"outcome": "approve", "payback": "180,000", "condition": "", "grounds": "古い。"}
        assert "金180,000円" in browser.post(page("disposal_propose", case), {**data, "preview": "1"}).text
        wrong = {**data, "payback": "300,000", "propose": "1"}
        assert "200,000円)までにしてください" in browser.post(page("disposal_propose", case), wrong).text
        browser.post(page("disposal_propose", case), {**data, "propose": "1"})
        case.refresh_from_db()
        assert (case.status, case.payback) == ("proposed", 180_000)

    def test_notes_what_came_back(self, as_user: AsUser, mower: Item, nanami: User, hall: Hall):
        case = disposal_proposed(disposal_sent(mower, nanami), hall)
        build.approve(case, hall.chief, hall.manager, hall.director)
        browser = as_user(hall.drafter)
        late = {**day("received_on", MONDAY + timedelta(days=1))}
        assert "今日までの日にしてください" in browser.post(page("disposal_book", case), late).text
        browser.post(page("disposal_book", case), day("received_on", MONDAY))
        case.refresh_from_db()
        assert case.paid_back_on == MONDAY

    def test_gives_back_or_takes_note(self, as_user: AsUser, mower: Item, nanami: User, hall: Hall):
        case, browser = disposal_sent(mower, nanami), as_user(hall.drafter)
        assert "起案して、決裁を受けてください" in browser.post(page("disposal_note", case), follow=True).text
        assert "直すところを入れて" in browser.post(page("disposal_send_back", case), {"comment": ""}).text
        browser.post(page("disposal_send_back", case), {"comment": "相手を確かめてください。"})
        assert "相手を確かめてください。" in as_user(nanami).get(case.get_absolute_url()).text

    def test_the_register_costs_the_same_for_thirty_things(
        self, as_user: AsUser, granted: Grant, nanami: User, hall: Hall, django_assert_max_num_queries: Any
    ):
        for _ in range(30):
            item(granted, nanami)
        browser = as_user(hall.director)
        with django_assert_max_num_queries(14):
            browser.get(LIST)


def test_a_neighbour_sees_nothing(as_user: AsUser, mower: Item, nanami: User, kuko: User, hall: Hall):
    case, browser = disposal_draft(mower, nanami), as_user(kuko)
    assert "草刈機" not in browser.get(LIST).text
    assert {browser.get(thing.get_absolute_url()).status_code for thing in (mower, case)} == {404}
    assert as_user(hall.drafter).get(case.get_absolute_url()).status_code == 404, "a draft is its writers' own"
    assert SALE["reason"] in as_user(nanami).get(case.get_absolute_url()).text
