"""Who stands at the entrance: 起案 花子 of the city hall, and 会長 北野 七海, who is over seventy-five."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from accounts import factors
from accounts.models import User
from records.events import Event
from tests.cast import Hall
from tests.portal import PortalClient

PASSWORD = "correct horse battery"  # of the cast's accounts
LOGIN = "account_login"


@pytest.fixture
def hanako(hall: Hall) -> User:
    return hall.drafter


@pytest.fixture
def app_of_hanako(hanako: User) -> User:
    """花子, who has an authenticator app."""
    factors.give_app(hanako)
    return hanako


def type_password(browser: PortalClient, user: User, password: str = PASSWORD) -> str:
    """Where the sign-in page leads with this password; empty if it stays."""
    answer = browser.post(reverse(LOGIN), {"login": user.email, "password": password})
    return answer.headers.get("Location", "")


def is_in(browser: PortalClient) -> bool:
    return "_auth_user_id" in browser.session


def verbs(user: User) -> list[str]:
    """What the trail tells of somebody, oldest first."""
    return [event.verb.removeprefix("user.") for event in Event.objects.about(user)][::-1]


@pytest.fixture
def later() -> Iterator[Callable[[timedelta], None]]:
    """Time goes by."""
    with time_machine.travel(timezone.now(), tick=False) as traveller:
        yield traveller.shift
