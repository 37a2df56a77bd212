"""A course of 北の会 with two sessions, and those who apply."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from accounts.models import User
from organizations.models import Area, Course, Learner, Meeting, Organization
from staff.models import Theme
from tests.cast import MONDAY
from tests.organizations.meetings import build as meetings

UNTIL = MONDAY + timedelta(days=14)
FINISH = MONDAY + timedelta(days=60)


def planned(host: Organization | Area, by: User, **otherwise: Any) -> Course:
    facts: dict[str, Any] = {
        "title": "つなぎ手講座", "about": "聞き方を学びます。", "theme": Theme.objects.get(code="watch"), "capacity": 2,
        "apply_until": UNTIL, "needed": 2,
    }  # fmt: skip
    course = Course.plan(by=by, host=host, **{**facts, **otherwise})
    days = [meetings.START, meetings.START + timedelta(days=7)]
    held = [
        meetings.announced(host, by, number=n, starts_at=day, ends_at=day + timedelta(hours=2))
        for n, day in enumerate(days, start=Meeting.objects.count() + 1)
    ]
    course.set_sessions(by=by, meetings=held)
    return course


def announced(host: Organization | Area, by: User, **otherwise: Any) -> Course:
    course = planned(host, by, **otherwise)
    course.announce(by=by)
    return course


def learner(course: Course, name: str = "学野 一", **otherwise: Any) -> Learner:
    return Learner.apply(course, on=MONDAY, **{"name": name, "phone": "0867-00-4444", **otherwise})
