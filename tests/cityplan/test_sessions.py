"""推進委員会の会議: called, held with a quorum, opinions and the city's answers, published with the year's progress."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from accounts.models import User
from plans.models import CommitteeSession, ProgressRound
from records.cases import NotNow
from records.mail import Mail
from staff.models import Committee
from tests import cast
from tests.cast import LONG_AGO, MONDAY, Hall
from tests.cityplan import build
from tests.portal import PortalClient

AsUser = Callable[[User], PortalClient]
pytestmark = pytest.mark.django_db


@pytest.fixture
def citizen(db: None) -> User:
    return cast.person("市民 一", "citizen")


@pytest.fixture
def board(hall: Hall, citizen: User) -> Committee:
    """Two citizens, of five seats."""
    found = Committee.found(by=hall.drafter, name="市民協働推進委員会", purpose="進捗", kind="citizens", most=5)
    for user in (citizen, cast.person("市民 二", "second")):
        found.members.create(user=user, starts_on=LONG_AGO)
    return found


@pytest.fixture
def called(hall: Hall, board: Committee) -> CommitteeSession:
    found = build.reported(hall)
    facts: Any = {"place": "市役所3階", "agenda": "令和7年度の進捗", "round": found}
    return CommitteeSession.call(board, by=hall.drafter, held_on=MONDAY, on=MONDAY, **facts)


def held(session: CommitteeSession, hall: Hall, *seats: Any) -> None:
    session.hold(by=hall.drafter, on=MONDAY, minutes="話し合った。", attendees=seats or list(session.seats))


class TestCall:
    def test_numbers_sessions_within_the_year_and_tells_the_members(self, called: CommitteeSession, hall: Hall):
        facts: Any = {"place": "公民館", "agenda": "続き", "round": None}
        second = CommitteeSession.call(called.committee, by=hall.drafter, held_on=MONDAY, on=MONDAY, **facts)
        assert (str(called), second.number) == ("市民協働推進委員会 令和7年度 第1回", 2)
        assert Mail.objects.filter(to_address="citizen@example.jp", subject__contains="第1回").exists()

    def test_not_in_the_past(self, board: Committee, hall: Hall):
        with pytest.raises(NotNow, match="か、それより後の日"):
            CommitteeSession.call(
                board, by=hall.drafter, held_on=date(2025, 5, 1), on=MONDAY, place="x", agenda="x", round=None
            )


class TestHold:
    def test_needs_half_of_the_members(self, called: CommitteeSession, hall: Hall):
        with pytest.raises(NotNow, match="半分以上"):
            called.hold(by=hall.drafter, on=MONDAY, minutes="話し合った。", attendees=[])
        held(called, hall, called.seats[0])
        assert called.attendees.count() == 1

    def test_not_before_its_day(self, called: CommitteeSession, hall: Hall):
        with pytest.raises(NotNow, match="終わってから"):
            called.hold(by=hall.drafter, on=date(2025, 5, 1), minutes="x", attendees=list(called.seats))


class TestOpinions:
    def test_are_answered_before_they_are_published(self, called: CommitteeSession, hall: Hall, citizen: User):
        action = called.round.plan.actions.get(number=1)  # type: ignore[union-attr]
        opinion = called.speak(by=citizen, text="夜の会をふやしてほしい。", action=action)
        held(called, hall)
        with pytest.raises(NotNow, match="答えていない意見が1件"):
            called.publish(by=hall.drafter)
        called.answer(opinion, by=hall.drafter, answer="来年度から開きます。")
        called.publish(by=hall.drafter)
        with pytest.raises(NotNow, match="もう公表しました"):
            called.speak(by=citizen, text="もう1つ", action=None)

    def test_stand_beside_the_years_progress(
        self, called: CommitteeSession, hall: Hall, citizen: User, client: PortalClient, as_user: AsUser
    ):
        opinion = called.speak(by=citizen, text="夜の会をふやしてほしい。", action=None)
        called.answer(opinion, by=hall.drafter, answer="開きます。")
        held(called, hall)
        found = called.round
        assert isinstance(found, ProgressRound)
        found.publish(by=hall.drafter, on=MONDAY)
        public = reverse("plans:public_progress", args=[found.pk])
        assert "夜の会をふやして" not in client.get(public).text
        called.publish(by=hall.drafter)
        page = client.get(public).text
        assert "夜の会をふやして" in page
        assert citizen.name not in page

    def test_members_write_and_outsiders_do_not(
        self, called: CommitteeSession, hall: Hall, citizen: User, nanami: User, as_user: AsUser
    ):
        address = reverse("plans:session_speak", args=[called.pk])
        as_user(citizen).post(address, {"text": "夜の会を。"})
        assert called.opinions.get().written_by == citizen
        seen = {
            user: as_user(user).get(called.get_absolute_url()).status_code for user in (citizen, hall.stranger, nanami)
        }
        assert seen == {citizen: 200, hall.stranger: 200, nanami: 404}
        assert as_user(hall.stranger).get(address).status_code == 403, "no member"
        boards = reverse("plans:board", args=[called.committee_id])
        assert as_user(citizen).get(boards).status_code == 200
        assert as_user(nanami).get(boards).status_code == 404
