"""The page of the whole trail, and the anchor for paper."""

import re
from collections.abc import Callable

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from organizations.models import Organization
from records.events import Event, record
from records.trail.chain import anchor
from staff.models import Duty
from tests.cast import MONDAY, Hall
from tests.portal import PortalClient
from tests.records.test_chain import commit

AsUser = Callable[[User], PortalClient]
LOG = reverse("trail:log")
pytestmark = pytest.mark.django_db


@pytest.fixture
def auditor(hall: Hall) -> User:
    hall.posts["clerk"].audits = True
    hall.posts["clerk"].save()
    return hall.stranger


class TestLog:
    def test_shows_what_happened_by_whom_from_where(
        self, as_user: AsUser, auditor: User, north: Organization, nanami: User
    ) -> None:
        record(north, "organization.describe", by=nanami, comment="電話", on_behalf="西の会")
        commit()
        text = as_user(auditor).get(LOG).text
        assert all(said in text for said in ("北の会 会長 北野 七海", "「電話」", "西の会のために", "サーバー"))

    @pytest.mark.parametrize(
        ("words", "found"), [("七海", True), ("会長 七海", True), ("花子", False), ("10.0", False)]
    )
    def test_finds_by_words(
        self, as_user: AsUser, auditor: User, north: Organization, nanami: User, words: str, found: bool
    ) -> None:
        event = record(north, "organization.describe", by=nanami)
        assert (event in as_user(auditor).get(LOG, {"q": words}).context["page"].object_list) is found

    def test_finds_by_the_day(self, as_user: AsUser, auditor: User, north: Organization, nanami: User) -> None:
        event = record(north, "organization.describe", by=nanami)
        day = f"{event.at.astimezone():%Y-%m-%d}"
        assert event in as_user(auditor).get(LOG, {"q": day}).context["page"].object_list
        assert as_user(auditor).get(LOG, {"q": "令和2年1月1日"}).context["page"].paginator.count == 0

    def test_puts_the_looking_itself_on_record(self, as_user: AsUser, auditor: User) -> None:
        as_user(auditor).get(LOG, {"q": "七海"})
        event = Event.objects.get(verb="trail.read")
        assert (event.actor, event.facts, event.from_address) == (auditor, {"comment": "七海 1ページ"}, "127.0.0.1")

    def test_costs_the_same_for_many(
        self,
        as_user: AsUser,
        auditor: User,
        north: Organization,
        nanami: User,
        django_assert_max_num_queries: DjangoAssertNumQueries,
    ) -> None:
        for number in range(60):
            record(north, "organization.describe", by=nanami, number=number)
        browser = as_user(auditor)
        with django_assert_max_num_queries(18):
            browser.get(LOG)

    def test_is_for_auditors_and_keepers_of_the_register(
        self, as_user: AsUser, auditor: User, hall: Hall, nanami: User
    ) -> None:
        Duty.keep_settings(hall.director, on=MONDAY)
        people = (auditor, hall.director, hall.drafter, nanami)
        assert [as_user(person).get(LOG).status_code for person in people] == [200, 200, 403, 403]


class TestAnchor:
    def test_prints_the_value_in_words_that_can_be_typed(
        self, as_user: AsUser, auditor: User, north: Organization, nanami: User
    ) -> None:
        record(north, "organization.describe", by=nanami)
        commit()
        held = anchor(on=MONDAY)
        assert held is not None
        text = as_user(auditor).get(reverse("trail:anchor", args=["2025-05-12"])).text
        assert "".join(re.findall(r"<span>([0-9a-f]{8})</span>", text)) == held.digest
        assert f"verify_trail --paper 1:{held.digest}" in text

    @pytest.mark.parametrize("day", ["2025-05-13", "x", "2025-02-30"])
    def test_of_no_day_is_not_found(self, as_user: AsUser, auditor: User, day: str) -> None:
        assert as_user(auditor).get(reverse("trail:anchor", args=[day])).status_code == 404
