"""参加の申し込み: without an account, never more than there are seats, changed and cancelled by its code."""

from __future__ import annotations

import uuid
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.urls import reverse

from accounts.models import User
from organizations.meetings.holdings import Signups
from organizations.meetings.meeting import Meeting
from organizations.meetings.signups import Signup
from organizations.models import Organization
from records.cases import NotNow
from records.events import Event
from records.fiscal import FiscalYear
from tests.cast import Hall
from tests.organizations.meetings import build
from tests.organizations.meetings.build import NOON, PERSON, START
from tests.portal import PortalClient

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting(north: Organization, nanami: User) -> Meeting:
    """With two seats."""
    return build.announced(north, nanami, capacity=2)


class TestSignUp:
    def test_seats_first_then_a_line(self, meeting: Meeting):
        signups = [build.signed_up(meeting, name=f"人 {n}") for n in range(4)]
        assert [signup.state for signup in signups] == ["in", "in", "waiting", "waiting"]
        assert [signup.place_in_line for signup in signups[2:]] == [1, 2]

    def test_pressed_twice_it_is_one(self, meeting: Meeting):
        token = uuid.uuid4()
        twice = [Signup.make(meeting, token=token, at=NOON, **PERSON) for _ in range(2)]
        assert twice[0] == twice[1]

    def test_the_history_tells_that_but_never_who(self, meeting: Meeting):
        build.signed_up(meeting)
        event = Event.objects.about(meeting)[0]
        assert (event.verb, event.who) == ("meeting.sign_up", "サインインしていない人")
        assert "東野" not in str(event.facts)

    def test_ends_with_its_last_day(self, north: Organization, nanami: User):
        meeting = build.announced(north, nanami, signup_until=NOON.date())
        with pytest.raises(NotNow, match="締切を過ぎました"):
            Signup.make(meeting, token=uuid.uuid4(), at=START, **PERSON)
        assert not Signup.objects.exists()

    def test_asks_for_a_contact_where_the_meeting_does(self, north: Organization, nanami: User):
        meeting = build.announced(north, nanami, contact="required")
        with pytest.raises(NotNow, match="メールアドレスか電話"):
            build.signed_up(meeting, email="")
        assert build.signed_up(meeting, email="", phone="0867-00-5678").state == "in"

    def test_sends_the_code(self, meeting: Meeting, django_capture_on_commit_callbacks: Any):
        with django_capture_on_commit_callbacks(execute=True):
            signup = build.signed_up(meeting)
        told = next(each for each in mail.outbox if each.to == [PERSON["email"]])
        assert signup.code_said in str(told.body)


class TestCancel:
    def test_who_waits_first_takes_the_seat_and_is_told(
        self, meeting: Meeting, django_capture_on_commit_callbacks: Any
    ):
        first, _second, third, fourth = (
            build.signed_up(meeting, name=f"人 {n}", email=f"{n}@example.jp") for n in range(4)
        )
        with django_capture_on_commit_callbacks(execute=True):
            first.cancel(at=NOON)
        third.refresh_from_db()
        fourth.refresh_from_db()
        assert (third.state, fourth.state) == ("in", "waiting")
        assert {each.to[0]: each.subject for each in mail.outbox} == {
            "0@example.jp": "申し込みを取り消しました:第1回 ワークショップ",
            "2@example.jp": "席が空きました:第1回 ワークショップ",
        }

    def test_once_and_before_it_begins(self, meeting: Meeting):
        signup = build.signed_up(meeting)
        with pytest.raises(NotNow, match="終わった"):
            signup.cancel(at=START)
        signup.cancel(at=NOON)
        with pytest.raises(NotNow, match="もう取り消して"):
            signup.cancel(at=NOON)

    def test_a_larger_hall_lets_the_line_in(self, meeting: Meeting, nanami: User):
        for n in range(4):
            build.signed_up(meeting, name=f"人 {n}")
        meeting.revise(by=nanami, at=NOON, capacity=3)
        assert Signup.objects.seated().count() == 3


class TestPages:
    @pytest.fixture(autouse=True)
    def now(self, monday_noon: None) -> None:
        """At noon."""

    def send(self, client: PortalClient, meeting: Meeting, **person: str) -> Any:
        return client.post(reverse("meetings:sign_up", args=[meeting.pk]), {**PERSON, **person})

    def test_a_stranger_signs_up_changes_and_cancels(self, client: PortalClient, meeting: Meeting):
        assert "登録やサインインはいりません" in client.get(meeting.get_absolute_url()).text
        answer = self.send(client, meeting)
        signup = Signup.objects.get()
        assert answer["Location"] == reverse("meetings:signup", args=[signup.code_said])
        assert signup.code_said in client.get(answer["Location"]).text
        edit = reverse("meetings:signup_edit", args=[signup.code_said])
        assert client.post(edit, {**PERSON, "group": "PTA・学校"}).status_code == 302
        client.post(reverse("meetings:give_up", args=[signup.code_said]))
        signup.refresh_from_db()
        assert (signup.group, signup.state) == ("PTA・学校", "out")

    def test_says_what_is_missing_and_loses_nothing(self, client: PortalClient, meeting: Meeting):
        answer = self.send(client, meeting, name="", note="手話通訳")
        assert "氏名を入れてください" in answer.text
        assert "手話通訳" in answer.text
        assert not Signup.objects.exists()

    def test_a_machine_that_fills_in_everything_is_caught(self, client: PortalClient, meeting: Meeting):
        assert "この欄は空けたままに" in self.send(client, meeting, website="https://example.jp").text
        assert not Signup.objects.exists()

    def test_who_knocks_too_often_is_asked_to_wait(self, client: PortalClient, meeting: Meeting, monkeypatch: Any):
        monkeypatch.setattr("accounts.limits.knocks", lambda _door, _request: 10_000)
        assert self.send(client, meeting).status_code == 429

    def test_a_wrong_code_finds_nothing(self, client: PortalClient, meeting: Meeting):
        assert client.get(reverse("meetings:signup", args=["0000-0000-0000"])).status_code == 404
        page = client.get(reverse("meetings:find"), {"code": "0000-0000-0000"})
        assert "見つかりません" in page.text

    def test_names_are_for_those_who_hold_it(
        self, as_user: Any, meeting: Meeting, nanami: User, kuko: User, hall: Hall
    ):
        build.signed_up(meeting)
        page = reverse("meetings:people", args=[meeting.pk])
        assert "東野 十子" in as_user(nanami).get(page).text
        assert Event.objects.about(meeting)[0].verb == "meeting.look"
        assert [as_user(user).get(page).status_code for user in (kuko, hall.stranger)] == [403, 403]
        assert "東野" not in as_user(kuko).get(meeting.get_absolute_url()).text

    def test_the_list_costs_the_same_for_thirty(
        self, as_user: Any, meeting: Meeting, nanami: User, django_assert_max_num_queries: Any
    ):
        for n in range(30):
            build.signed_up(meeting, name=f"人 {n}")
        browser = as_user(nanami)
        with django_assert_max_num_queries(26):
            browser.get(reverse("meetings:people", args=[meeting.pk]))


def test_names_go_when_the_period_is_over(meeting: Meeting):
    build.signed_up(meeting)
    year = FiscalYear(2025)
    (document,) = Signups().documents(until=year, at=year)
    Signups().erase(document.key)
    signup = Signup.objects.get()
    assert (signup.name, signup.email, signup.group) == ("(保存年限が過ぎたため廃棄)", "", "住民(個人)")
    assert list(Signups().documents(until=year, at=year)) == []


@pytest.mark.django_db(transaction=True)
def test_many_at_once_never_overbook_and_never_fail(north: Organization, nanami: User):
    meeting = build.announced(north, nanami, capacity=20)

    def sign(n: int) -> str:
        try:
            own = Meeting.objects.get(pk=meeting.pk)
            return Signup.make(own, token=uuid.uuid4(), at=NOON, **{**PERSON, "name": f"人 {n}", "email": ""}).state
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as crowd:
        states = list(crowd.map(sign, range(60)))
    assert (states.count("in"), states.count("waiting")) == (20, 40)
