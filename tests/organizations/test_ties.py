"""除斥: who is tied to an organization neither examines its case nor approves or decides it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from organizations.models import Officer, Organization, Recognition, Tie
from organizations.rules import may_review
from organizations.ties import is_tied
from records.cases import NotNow
from records.events import Event
from staff.models import City
from tests import cast
from tests.cast import LONG_AGO, Hall
from tests.organizations import build
from tests.portal import PortalClient

pytestmark = pytest.mark.django_db
AsUser = Callable[[User], PortalClient]


def declare(user: User, body: Organization, by: User | None = None, since: date | None = None) -> Tie:
    starts_on = since or timezone.localdate()
    return Tie.declare(user, body, by=by or user, kind="family", starts_on=starts_on, note="妻が会計をしている")


def tied(user: User, body: Organization) -> bool:
    return is_tied(User.objects.get(pk=user.pk), body, on=timezone.localdate())


class TestTiesOfRoles:
    def test_a_role_held_now_ties(self, north: Organization, nanami: User) -> None:
        assert tied(nanami, north)

    def test_a_role_ties_on_for_as_long_as_the_city_says(self, north: Organization, hall: Hall) -> None:
        role = cast.officer(north, hall.drafter, Officer.Kind.TREASURER)
        two_years_ago = timezone.localdate() - timedelta(days=730)
        Officer.objects.filter(pk=role.pk).update(ends_on=two_years_ago)
        assert tied(hall.drafter, north)
        City.objects.update(tie_years=1)
        assert not tied(hall.drafter, north)

    def test_a_role_to_come_ties_from_its_day(self, north: Organization, hall: Hall) -> None:
        cast.officer(north, hall.drafter, since=timezone.localdate() + timedelta(days=1))
        assert not tied(hall.drafter, north)


class TestDeclare:
    def test_keeps_the_person_out_of_the_examination(self, submitted: Recognition, hall: Hall) -> None:
        declare(hall.drafter, submitted.organization)
        assert "除斥" in may_review(hall.drafter, submitted).reason
        assert may_review(hall.chief, submitted)

    def test_keeps_the_person_out_of_the_decision(self, submitted: Recognition, hall: Hall) -> None:
        proposal = build.proposed(submitted, hall)
        declare(hall.chief, submitted.organization)
        step = proposal.current()
        assert step is not None
        with pytest.raises(NotNow, match="除斥"):
            proposal.approve(by=hall.chief, step=step.pk)

    def test_holds_from_its_day_on(self, north: Organization, hall: Hall) -> None:
        declare(hall.drafter, north, since=timezone.localdate() + timedelta(days=1))
        assert not tied(hall.drafter, north)

    def test_is_on_record(self, north: Organization, hall: Hall) -> None:
        tie = declare(hall.drafter, north, by=hall.chief)
        event = Event.objects.about(tie).get()
        assert (event.verb, event.actor, tie.declared_by) == ("tie.declare", hall.chief, hall.chief)

    def test_is_refused_twice_for_one_time(self, north: Organization, hall: Hall) -> None:
        declare(hall.drafter, north)
        with pytest.raises(ValidationError, match="もう申し出てあります"):
            declare(hall.drafter, north)


class TestEnd:
    def test_lets_the_person_in_again_the_day_after(self, north: Organization, hall: Hall) -> None:
        tie = declare(hall.drafter, north, since=LONG_AGO)
        tie.end(by=hall.drafter, on=timezone.localdate())
        assert tied(hall.drafter, north)
        assert not is_tied(User.objects.get(pk=hall.drafter.pk), north, on=timezone.localdate() + timedelta(days=1))

    def test_is_refused_before_it_began_and_twice(self, north: Organization, hall: Hall) -> None:
        tie = declare(hall.drafter, north)
        with pytest.raises(NotNow, match="はじまりの日"):
            tie.end(by=hall.drafter, on=LONG_AGO)
        tie.end(by=hall.drafter, on=timezone.localdate())
        with pytest.raises(NotNow, match="もう"):
            tie.end(by=hall.drafter, on=timezone.localdate())


class TestPages:
    TYPED = {"kind": "resident", "starts_on": "令和7年5月12日", "note": ""}

    def test_somebody_speaks_for_themselves_alone(
        self, north: Organization, hall: Hall, kuko: User, as_user: AsUser
    ) -> None:
        typed = {**self.TYPED, "organization": north.pk, "user": hall.chief.pk}
        as_user(hall.stranger).post(reverse("organizations:tie_new"), typed)
        assert Tie.objects.get().user == hall.stranger
        assert as_user(kuko).get(reverse("organizations:ties")).status_code == 403

    def test_the_section_writes_down_what_others_said(self, north: Organization, hall: Hall, as_user: AsUser) -> None:
        typed = {**self.TYPED, "organization": north.pk, "user": hall.director.pk}
        as_user(hall.drafter).post(reverse("organizations:tie_new"), typed)
        assert Tie.objects.get().user == hall.director
        assert "決裁 四郎" in as_user(hall.chief).get(reverse("organizations:ties")).text
        assert "決裁 四郎" not in as_user(hall.stranger).get(reverse("organizations:ties")).text

    def test_a_word_is_taken_back_by_who_gave_it(self, north: Organization, hall: Hall, as_user: AsUser) -> None:
        tie = declare(hall.stranger, north)
        path = reverse("organizations:tie_end", args=[tie.pk])
        people = (hall.drafter, hall.liaison, hall.stranger)
        assert [as_user(person).get(path).status_code for person in people] == [403, 404, 200]

    def test_what_was_typed_stays_with_its_mistake(self, north: Organization, hall: Hall, as_user: AsUser) -> None:
        typed = {**self.TYPED, "organization": north.pk, "note": "区長の弟", "starts_on": "令和7年2月30日"}
        answer = as_user(hall.stranger).post(reverse("organizations:tie_new"), typed)
        assert (answer.status_code, "区長の弟" in answer.text) == (200, True)
