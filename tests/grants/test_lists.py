"""The city's register, an organization's own list, and the rows of the home pages."""

from collections.abc import Callable
from datetime import date

import pytest
from django.urls import reverse

from accounts.models import User
from grants import tasks
from grants.models import Grant, Scheme
from organizations.models import Organization
from records.corrections import Ask
from tests.cast import MONDAY, Hall
from tests.grants import build
from tests.grants.crowd import crowd
from tests.portal import PortalClient

pytestmark = pytest.mark.django_db
AsUser = Callable[[User], PortalClient]
LIST = "/grants/"


class TestRegister:
    def test_shows_what_came_oldest_first_and_no_drafts(
        self, as_user: AsUser, hall: Hall, submitted: Grant, scheme: Scheme, kuko: User
    ):
        south = kuko.roles.get().organization
        build.draft(south, scheme, kuko, 300_000)
        response = as_user(hall.drafter).get(LIST)
        assert "北の会" in response.text
        assert "南の会" not in response.text
        Grant.objects.get(organization=south).submit(by=kuko, on=MONDAY)
        page = as_user(hall.drafter).get(LIST).text
        assert page.index("北の会") < page.index("南の会")

    def test_says_who_has_it(self, as_user: AsUser, hall: Hall, proposed: Grant):
        assert "協働推進係長 回議 二郎" in as_user(hall.manager).get(LIST).text

    @pytest.mark.parametrize(
        ("query", "found"),
        [
            ("", True),
            ("?status=submitted", True),
            ("?status=granted", False),
            ("?status=nonsense&page=x&year=abc&programme=zz", True),
            ("?q=北", True),
            ("?q=きた の", True),
            ("?q=東", False),
            ("?programme=lump_sum", True),
            ("?page=99", True),
            ("?q=%00北", True),
            ("?q=" + "東" * 5000, False),
        ],
    )
    def test_filters_by_its_address(self, as_user: AsUser, hall: Hall, submitted: Grant, query: str, found: bool):
        response = as_user(hall.drafter).get(LIST + query)
        assert (submitted.get_absolute_url() in response.text) is found

    def test_keeps_the_filters_when_one_turns_the_page(self, as_user: AsUser, hall: Hall, scheme: Scheme, nanami: User):
        crowd(scheme, 80, sender=nanami, hall=hall)
        first = as_user(hall.drafter).get(f"{LIST}?q=の会")
        assert "80件のうち 1〜30件" in first.text
        assert "?q=%E3%81%AE%E4%BC%9A&amp;page=2" in first.text
        assert "00030の会" in as_user(hall.drafter).get(f"{LIST}?q=の会&page=2").text

    def test_the_liaison_sees_the_grants_of_the_own_area(
        self, as_user: AsUser, hall: Hall, submitted: Grant, land, cast_liaison: None
    ):
        assert submitted.get_absolute_url() in as_user(hall.liaison).get(LIST).text
        assert submitted.get_absolute_url() not in as_user(hall.stranger).get(LIST).text

    def test_costs_the_same_for_three_hundred(
        self, as_user: AsUser, hall: Hall, scheme: Scheme, nanami: User, django_assert_max_num_queries
    ):
        crowd(scheme, 300, sender=nanami, hall=hall)
        browser = as_user(hall.drafter)
        with django_assert_max_num_queries(12):
            response = browser.get(LIST)
        assert "300件のうち 1〜30件" in response.text
        with django_assert_max_num_queries(12):
            browser.get(f"{LIST}?status=proposed&q=会")


@pytest.fixture
def cast_liaison(hall: Hall, land) -> None:
    from tests.cast import assign_liaison

    assign_liaison(hall.liaison, land.north)


class TestOwnList:
    def test_offers_what_the_organization_may_apply_for(
        self, as_user: AsUser, north: Organization, scheme: Scheme, nanami: User
    ):
        build.recognised(north, nanami)
        page = as_user(nanami).get(LIST).text
        assert "先に、令和7年度の年度計画を市に出してください。" in page
        build.plan(north, nanami)
        assert f'action="{reverse("grants:begin", args=[north.pk, scheme.pk])}"' in as_user(nanami).get(LIST).text

    def test_shows_each_application_with_its_way(self, as_user: AsUser, submitted: Grant, nanami: User, kuko: User):
        assert submitted.get_absolute_url() in as_user(nanami).get(LIST).text
        assert submitted.get_absolute_url() not in as_user(kuko).get(LIST).text


class TestForLeader:
    def test_an_offer_waits_for_the_plan(self, north: Organization, scheme: Scheme, nanami: User):
        build.recognised(north, nanami)
        (task,) = tasks.for_leader(User.objects.get(pk=nanami.pk), on=MONDAY)
        assert (task.due, task.action, task.waiting_for) == (date(2025, 5, 30), "", "計画の提出を待っています")
        build.plan(north, nanami)
        (task,) = tasks.for_leader(User.objects.get(pk=nanami.pk), on=MONDAY)
        assert (task.action, task.waiting_for) == ("申請する", "")

    def test_a_draft_wants_to_be_finished(self, draft: Grant, nanami: User):
        (task,) = tasks.for_leader(nanami, on=MONDAY)
        assert (task.action, task.due, task.url) == ("続きを書く", date(2025, 5, 30), f"/grants/{draft.pk}/edit/")

    def test_a_return_wants_to_be_mended_by_its_nearest_date(self, submitted: Grant, hall: Hall, nanami: User):
        in_plan = Ask(field="plan-emphasis", label="年度計画 今年度の重点", comment="書き足してください。")
        submitted.ask_correction([in_plan], by=hall.drafter, due_on=date(2025, 5, 20))
        (task,) = tasks.for_leader(nanami, on=MONDAY)
        assert (task.action, task.due) == ("直す", date(2025, 5, 20))

    @pytest.mark.parametrize("fixture", ["submitted", "proposed"])
    def test_nothing_while_the_city_has_it(
        self, fixture: str, request: pytest.FixtureRequest, nanami: User, kuko: User
    ):
        request.getfixturevalue(fixture)
        assert tasks.for_leader(nanami, on=MONDAY) == []


class TestForCity:
    def test_the_section_reviews(self, submitted: Grant, hall: Hall):
        (task,) = tasks.for_city(hall.drafter, on=MONDAY)
        assert (task.stage, task.holder, task.mine, task.amount) == ("審査", "協働の担当", True, 450_000)
        assert [task.mine for task in tasks.for_city(hall.director, on=MONDAY)] == [False]

    def test_a_proposal_waits_for_its_post(self, proposed: Grant, hall: Hall):
        mine = {user: tasks.for_city(user, on=MONDAY)[0].mine for user in (hall.drafter, hall.chief, hall.manager)}
        assert mine == {hall.drafter: False, hall.chief: True, hall.manager: False}
        assert tasks.for_city(hall.chief, on=MONDAY)[0].holder == "協働推進係長 回議 二郎"

    def test_a_return_waits_for_the_organization(self, submitted: Grant, hall: Hall):
        ask = Ask(field="ends_on", label="完了予定日", comment="直してください。")
        submitted.ask_correction([ask], by=hall.drafter, due_on=date(2025, 5, 20))
        (task,) = tasks.for_city(hall.drafter, on=MONDAY)
        assert (task.holder, task.due, task.mine) == ("団体", date(2025, 5, 20), False)

    def test_what_is_decided_is_over(self, granted: Grant, hall: Hall):
        assert tasks.for_city(hall.drafter, on=MONDAY) == []

    def test_costs_the_same_for_many(self, scheme: Scheme, hall: Hall, nanami: User, django_assert_max_num_queries):
        crowd(scheme, 70, sender=nanami, hall=hall)
        with django_assert_max_num_queries(12):
            assert len(tasks.for_city(hall.drafter, on=MONDAY)) == 30
