"""引継書: who opens it, that opening is on record, and that it says what is open, until when, and where."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from accounts.models import User
from organizations.models import Organization
from records.events import Event
from records.fiscal import FiscalYear
from staff.models import Duty
from tests import cast
from tests.cast import Hall, Land
from tests.organizations import build
from tests.portal import PortalClient

pytestmark = pytest.mark.django_db
AsUser = Callable[[User], PortalClient]
DAY = FiscalYear.of(timezone.localdate()).next.start


def text(browser: PortalClient, address: str) -> str:
    """Of the PDF, without spaces and line breaks."""
    answer = browser.get(address)
    assert answer["Content-Type"] == "application/pdf"
    return "".join("".join(page.extract_text().split()) for page in PdfReader(BytesIO(answer.content)).pages)


class TestOfAPost:
    @pytest.fixture
    def address(self, hall: Hall) -> str:
        return reverse("office_sheet", args=[hall.posts["drafter"].pk, DAY.isoformat()])

    def test_is_for_its_holder_and_for_who_hands_posts_over(
        self, as_user: AsUser, hall: Hall, address: str, north: Organization, nanami: User, kuko: User
    ) -> None:
        hall.posts["chief"].runs_settings = True
        hall.posts["chief"].save()
        people = (hall.drafter, hall.chief, hall.manager, hall.liaison, nanami, kuko)
        seen = {who: as_user(who).get(address).status_code for who in people}
        assert seen == {
            hall.drafter: 200, hall.chief: 200, hall.manager: 403, hall.liaison: 403, nanami: 403, kuko: 403,
        }  # fmt: skip

    def test_opening_it_is_on_record(self, as_user: AsUser, hall: Hall, address: str) -> None:
        as_user(hall.drafter).get(address)
        event = Event.objects.about(hall.posts["drafter"]).get()
        assert (event.said, event.actor, event.facts["on"]) == ("引継書を開いた", hall.drafter, DAY.isoformat())

    def test_says_who_follows_what_waits_and_where_it_lies(
        self, as_user: AsUser, hall: Hall, land: Land, north: Organization, nanami: User, address: str
    ) -> None:
        case = build.submitted(north, nanami)
        cast.assign_liaison(hall.drafter, land.north)
        Duty.objects.filter(user=hall.drafter).update(ends_on=DAY - timedelta(days=1))
        Duty.objects.create(user=hall.stranger, post=hall.posts["drafter"], starts_on=DAY)
        said = text(as_user(hall.drafter), address)
        for words in (
            "起案花子",
            "財政六助",
            f"収受第{case.receipt_number}号",
            "北地区主担当",
            "会長北野七海",
            "/liaisons/",
        ):
            assert words in said

    def test_is_there_after_the_day_too_for_the_new_holder(self, as_user: AsUser, hall: Hall) -> None:
        today = timezone.localdate()
        Duty.objects.filter(user=hall.drafter).update(ends_on=today - timedelta(days=1))
        Duty.objects.create(user=hall.stranger, post=hall.posts["drafter"], starts_on=today)
        address = reverse("office_sheet", args=[hall.posts["drafter"].pk, today.isoformat()])
        assert "起案花子" in text(as_user(hall.stranger), address)
        assert as_user(hall.drafter).get(address).status_code == 403

    def test_costs_the_same_for_thirty_organizations(
        self, as_user: AsUser, hall: Hall, land: Land, north: Organization, nanami: User, address: str
    ) -> None:
        cast.assign_liaison(hall.drafter, land.north)
        desk, counts = as_user(hall.drafter), []
        for more in (1, 30):
            for n in range(more):
                cast.officer(cast.organization(f"会{more}-{n}", land.north_oaza), hall.stranger)
            with CaptureQueriesContext(connection) as asked:
                desk.get(address)
            counts.append(len(asked))
        assert counts[1] <= counts[0]


class TestOfAnOrganization:
    @pytest.fixture
    def address(self, north: Organization) -> str:
        return reverse("body_sheet", args=[north.pk, DAY.isoformat()])

    def test_is_for_who_speaks_for_it_and_for_the_section(
        self, as_user: AsUser, address: str, hall: Hall, nanami: User, hachiro: User, kuko: User
    ) -> None:
        people = (nanami, hall.drafter, hachiro, hall.stranger, kuko)
        seen = {who: as_user(who).get(address).status_code for who in people}
        assert seen == {nanami: 200, hall.drafter: 200, hachiro: 403, hall.stranger: 404, kuko: 404}

    def test_says_the_same_at_the_counter(
        self, as_user: AsUser, address: str, hall: Hall, land: Land, north: Organization, nanami: User
    ) -> None:
        cast.assign_liaison(hall.liaison, land.north)
        north.officers.update(ends_on=DAY - timedelta(days=1), phone="0867-00-7777")
        north.appoint(by=nanami, kind="president", name="北野 十和", furigana="きたの", starts_on=DAY)
        own, ours = text(as_user(nanami), address), text(as_user(hall.drafter), address)
        assert own == ours
        for words in (
            "会長北野七海",
            "会長北野十和",
            "0867-00-7777",
            "税務五月",
            "パスワード",
            f"/organizations/{north.pk}/",
        ):
            assert words in own

    def test_opening_it_is_on_record(self, as_user: AsUser, address: str, north: Organization, nanami: User) -> None:
        as_user(nanami).get(address)
        assert [event.said for event in Event.objects.about(north)] == ["引継書を開いた"]

    def test_a_day_that_is_none_is_not_there(self, as_user: AsUser, north: Organization, nanami: User) -> None:
        assert as_user(nanami).get(reverse("body_sheet", args=[north.pk, "いつか"])).status_code == 404
