"""A look at a page in a journey: a picture as the person has it, nothing out of reach, nothing to scroll sideways."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import timezone

from tests.journeys.people import DESK, PHONE, Person
from tests.journeys.test_access import findings, sideways
from tests.journeys.year import noon


def look(person: Person, name: str) -> None:
    """The window stays the person's own; a desk's page is tried at a telephone's width besides."""
    own = person.page.viewport_size or DESK
    assert findings(person.page) == []
    person.picture(name, own)
    person.page.set_viewport_size(PHONE)
    assert sideways(person.page) == 0
    person.page.set_viewport_size(own)


def look_on_both(person: Person, name: str) -> None:
    """The same with two pictures, at a desk and on a telephone."""
    own = person.page.viewport_size or DESK
    assert findings(person.page) == []
    person.shot(name, phone=True)
    person.page.set_viewport_size(PHONE)
    assert sideways(person.page) == 0
    person.page.set_viewport_size(own)


def turn_to(day: date, patch: pytest.MonkeyPatch) -> None:
    """It is noon of that day; whoever had signed in long before does so anew."""
    patch.setattr(timezone, "now", lambda: noon(day))
