"""A body at work and the city's people at their desks, for what happens in its life: 指導, 解散, 告示."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

import pytest

from accounts.models import User
from organizations.models import Organization
from staff.models import DecisionRule
from tests import cast
from tests.journeys.looking import turn_to
from tests.journeys.people import PHONE, Person
from tests.journeys.test_behind import enter
from tests.organizations import build

TODAY = date(2026, 3, 31)  # the last day of a year in which 北の会 was at work
KINDS = ("organizations.guidance", "organizations.dissolution")


def begin(hall: cast.Hall, north: Organization, nanami: User, patch: pytest.MonkeyPatch) -> None:
    """北の会 was recognised; 係長 circulates and 部長 decides what is to come."""
    turn_to(cast.MONDAY, patch)
    build.recognised(north, nanami, hall)
    DecisionRule.objects.filter(case_kind__in=KINDS).delete()
    cast.rules("部長専決", KINDS, hall.posts["chief"], hall.posts["director"])
    turn_to(TODAY, patch)


def come(visit: Callable[..., Person], hall: cast.Hall, nanami: User) -> tuple[Person, Person, Person, Person]:
    """花子 of the section, 係長 and 部長 at their desks, 会長 七海 with a telephone; all have signed in."""
    there = (visit(), visit(), visit(), visit(PHONE))
    for person, user in zip(there, (hall.drafter, hall.chief, hall.director, nanami), strict=True):
        enter(person, user)
        person.page.goto(person.portal)
    return there


def open_life(person: Person) -> None:
    person.page.get_by_role("link", name=re.compile(r"^見る\s*\(指導・休止・解散・告示\)$")).click()


def find_the_body(hanako: Person) -> None:
    hanako.menu("団体")
    hanako.go("北の会")
    open_life(hanako)


def decide(case: str, chief: Person, director: Person) -> None:
    for holder, button, told in (
        (chief, "承認して次へ回す", "承認しました"),
        (director, "承認して決裁する", "決裁しました"),
    ):
        holder.take_up("北の会", case)
        holder.press(button)
        holder.told(told)
