"""委員会: people from outside the city hall sit on it for a time; the section, and who keeps the posts, say who."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from records.cases import NotNow
from records.events import Event
from records.mail import Mail
from records.parting import ties, without_ties
from staff.models import Committee, CommitteeMember, Duty
from tests import cast
from tests.cast import LONG_AGO, Hall
from tests.portal import PortalClient

pytestmark = pytest.mark.django_db
AsUser = Callable[[User], PortalClient]


@pytest.fixture
def board(hall: Hall) -> Committee:
    return Committee.found(by=hall.drafter, name="協働のまちづくり審査会", purpose="交付金の申請について意見を述べる")


def appoint(board: Committee, hall: Hall, **otherwise: Any) -> CommitteeMember:
    facts: dict[str, Any] = {
        "email": "manabu@example.jp", "name": "学識 学", "furigana": "がくしき まなぶ", "kind": "member",
        "background": "学識経験者", "starts_on": timezone.localdate(), "ends_on": None, **otherwise,
    }  # fmt: skip
    return board.appoint(by=hall.drafter, **facts)


class TestAppoint:
    def test_invites_somebody_without_an_account(self, board: Committee, hall: Hall):
        member = appoint(board, hall)
        mail = Mail.objects.get()
        assert (mail.to_user, "協働のまちづくり審査会の委員として招待" in mail.subject) == (member.user, True)
        assert [str(seat) for seat in member.user.seats_on(timezone.localdate())] == [str(member)]

    def test_is_on_record(self, board: Committee, hall: Hall):
        appoint(board, hall)
        assert [event.verb for event in Event.objects.about(board)] == ["committee.appoint", "committee.found"]

    def test_refuses_the_city_s_own_people(self, board: Committee, hall: Hall):
        with pytest.raises(NotNow, match="市の職についているので"):
            appoint(board, hall, email=hall.stranger.email)
        assert not CommitteeMember.objects.exists()

    def test_refuses_who_sits_there_already(self, board: Committee, hall: Hall):
        appoint(board, hall)
        with pytest.raises(ValidationError, match="もうこの委員会の委員"):
            appoint(board, hall)

    def test_refuses_a_second_chair(self, board: Committee, hall: Hall):
        appoint(board, hall, kind="chair")
        with pytest.raises(ValidationError, match="もう委員長がいます"):
            appoint(board, hall, kind="chair", email="other@example.jp")

    def test_keeps_the_account_from_being_closed(self, board: Committee, hall: Hall):
        member, today = appoint(board, hall), timezone.localdate()
        assert (ties(member.user, on=today), member.user in without_ties(on=today)) == ([str(member)], False)


class TestEnd:
    def test_ends_the_seat_with_its_last_day(self, board: Committee, hall: Hall):
        member, today = appoint(board, hall, starts_on=LONG_AGO), timezone.localdate()
        member.end(by=hall.drafter, on=today)
        seats = [member.user.seats_on(day) for day in (today, today + timedelta(days=1))]
        assert [len(each) for each in seats] == [1, 0]

    def test_refuses_a_day_before_the_first(self, board: Committee, hall: Hall):
        with pytest.raises(NotNow, match="任期のはじまり"):
            appoint(board, hall).end(by=hall.drafter, on=LONG_AGO)


class TestPages:
    TYPED = {
        "name": "学識 学", "furigana": "がくしき まなぶ", "email": "manabu@example.jp", "kind": "chair",
        "background": "大学教授", "starts_on": "令和7年4月1日", "ends_on": "",
    }  # fmt: skip

    def test_the_section_founds_one_and_names_its_members(self, as_user: AsUser, hall: Hall):
        browser = as_user(hall.drafter)
        typed = {"name": "審査会", "kind": "review", "purpose": "意見を述べる"}
        browser.post(reverse("staff:committee_new"), typed)
        made = Committee.objects.get()
        page = browser.post(reverse("staff:member_new", args=[made.pk]), self.TYPED, follow=True).text
        assert ("学識 学" in page, "大学教授" in page) == (True, True)
        listed = browser.get(reverse("staff:committees")).text
        assert "委員長 学識 学" in listed

    def test_a_name_that_is_taken_is_told_at_its_field(self, as_user: AsUser, hall: Hall, board: Committee):
        answer = as_user(hall.drafter).post(
            reverse("staff:committee_new"), {"name": board.name, "kind": "review", "purpose": "同じ名前で"}
        )
        assert ("もうあります" in answer.text, "同じ名前で" in answer.text) == (True, True)

    def test_what_was_typed_stays_with_its_mistake(self, as_user: AsUser, hall: Hall, board: Committee):
        typed = {**self.TYPED, "email": hall.chief.email}
        answer = as_user(hall.drafter).post(reverse("staff:member_new", args=[board.pk]), typed)
        assert (answer.status_code, "大学教授" in answer.text, "外部の人を選んで" in answer.text) == (200, True, True)

    def test_who_keeps_the_posts_may_as_well(self, as_user: AsUser, hall: Hall, board: Committee):
        keeper = cast.person("設定 十郎", "keeper")
        Duty.keep_settings(keeper, on=LONG_AGO)
        people = (keeper, hall.drafter, hall.director, hall.stranger)
        path = reverse("staff:member_new", args=[board.pk])
        assert [as_user(person).get(path).status_code for person in people] == [200, 200, 403, 403]

    def test_the_outsider_sees_nothing(self, as_user: AsUser, board: Committee, kuko: User):
        browser = as_user(kuko)
        assert browser.get(reverse("staff:committees")).status_code == 403
        assert browser.get(board.get_absolute_url()).status_code == 404

    def test_a_term_is_ended(self, as_user: AsUser, hall: Hall, board: Committee):
        member = appoint(board, hall, starts_on=date(2025, 4, 1))
        path = reverse("staff:member_end", args=[member.pk])
        assert as_user(hall.drafter).get(path).status_code == 200
        page = as_user(hall.drafter).post(path, {"on": "令和7年5月1日"}, follow=True).text
        assert "前の委員" in page
