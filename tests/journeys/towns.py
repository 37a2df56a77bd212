"""One of the four cities before its year begins: its offices, areas, words and bodies, by the demonstration's verbs.

The demonstration's stories have played; a journey then turns the clock itself and plays its year through the pages.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import User
from config.demo import elsewhere
from config.demo.city import Hall, build_hall
from config.demo.clock import Story, play
from organizations.meetings.kinds import MeetingKind, establish_usual
from organizations.models import Area, Kind
from staff.models import City
from tests import cast
from tests.journeys.people import DESK, PHONE, Person
from tests.journeys.test_access import sideways
from tests.journeys.test_behind import enter

ANYBODY = "anybody"  # reads without signing in
COUNTED = date(2025, 4, 1)  # base date of the cities' tables


@dataclass
class Town:
    """Its people come to the portal each with a browser of their own, and are in it the moment they come.

    ``moment`` is what the portal's clock says; None while stories are played, which turn the clock themselves.
    """

    facts: dict[str, Any]
    hall: cast.Hall
    offices: Hall  # the same, as the demonstration knows them
    areas: dict[str, Area]
    bodies: dict[str, elsewhere.Body]
    visit: Callable[..., Person]
    patch: pytest.MonkeyPatch
    there: dict[str, Person] = field(default_factory=dict)
    awake: set[str] = field(default_factory=set)
    today: date = cast.MONDAY
    moment: datetime | None = None

    def __post_init__(self) -> None:
        clock = timezone.now
        self.patch.setattr(timezone, "now", lambda: self.moment or clock())

    def play(self, *stories: Story[None], until: date) -> None:
        """What happens elsewhere than in the browser, up to that day."""
        self.moment = None
        play(stories, until)
        self.on(until)

    def on(self, day: date, hour: int = 12) -> None:
        """From now on it is this day; whoever comes signs in anew."""
        self.moment = datetime.combine(day, time(hour), tzinfo=timezone.get_default_timezone())
        self.today, self.awake = day, set()

    def person(self, user: User | None = None, *, phone: bool = False) -> Person:
        name = user.email if user else ANYBODY
        if name not in self.there:
            self.there[name] = self.visit(PHONE) if phone else self.visit()
        if user and name not in self.awake:
            enter(self.there[name], user)
            self.awake.add(name)
        return self.there[name]

    def president(self, key: str) -> User:
        return self.bodies[key].president


def town(
    city: str, visit: Callable[..., Person], patch: pytest.MonkeyPatch, *, today: date, meetings: Sequence[Any] = ()
) -> Town:
    """``meetings``: which have been held, each as the city's file of facts has them."""
    facts = elsewhere.facts_of(city)
    found = build_hall(facts)
    establish_usual()
    Kind.lay_down(by=found.people["officer"])
    areas = elsewhere.build_areas(facts, by=found.people["officer"])
    if today >= COUNTED:
        elsewhere.read_figures(facts, found, today)
    elsewhere.send_liaisons(list(areas.values()), found)
    made = Town(facts, as_cast(found), found, areas, {}, visit, patch)
    bodies = made.bodies
    made.play(*[elsewhere.found(each, areas, bodies, found, today) for each in facts["bodies"]], until=today)
    made.play(*[held(each, bodies[each["body"]], today) for each in meetings], until=today)
    return made


def held(facts: dict[str, Any], body: elsewhere.Body, today: date) -> Story[None]:
    """Meetings of one kind that lie behind, with who came and what was said."""
    kind = MeetingKind.objects.get(name=facts["kind"])
    for days in facts["days"]:
        day = today + timedelta(days=days)
        on = yield day - timedelta(days=18)
        meeting = elsewhere.call(kind, body, facts["title"], day, on)
        yield day + timedelta(days=1)
        elsewhere.write_down(meeting, body.president, facts)


def as_cast(found: Hall) -> cast.Hall:
    """The same people under the names that the tests' builders know."""
    people = found.people
    return cast.Hall(
        city=City.current(),
        section=found.posts["officer"].department,
        drafter=people["officer"],
        chief=people["chief"],
        manager=people["manager"],
        director=people["director"],
        mayor=people["mayor"],
        liaison=people["liaison"],
        stranger=people["deputy"],
        posts=found.posts,
    )


def opened(person: Person, address: Any) -> Person:
    """At the page of a case, or at an address."""
    person.page.goto(f"{person.portal}{address if isinstance(address, str) else address.get_absolute_url()}")
    return person


def look(person: Person, name: str) -> None:
    """A picture of the page as this person has it, with nothing out of reach; test_everywhere asks axe."""
    window = person.page.viewport_size or DESK
    assert sideways(person.page) == 0
    person.picture(f"{name}-phone" if window == PHONE else name, window)
