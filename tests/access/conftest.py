import copy
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.contrib import auth
from django.db import transaction
from django.test import Client
from django.utils import timezone

from accounts.models import User
from tests.access.known import World
from tests.access.roles import ROLES
from tests.access.world import build, noon_of_that_monday
from tests.portal import let_in


@pytest.fixture(scope="package")
def db(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """In place of pytest-django's: one transaction for all of this folder, in which each test begins anew."""
    with django_db_blocker.unblock(), noon_of_that_monday(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="package", autouse=True)
def refusals_are_expected() -> Iterator[None]:
    """Thousands of them; nobody reads their log."""
    log = logging.getLogger("django.request")
    level = log.level
    log.setLevel(logging.CRITICAL)
    yield
    log.setLevel(level)


@pytest.fixture(scope="package")
def world(db: None) -> World:
    """Built once. Nothing that a test does in it may stay."""
    return build()


@pytest.fixture(scope="package")
def browsers(world: World) -> Iterator[dict[str, Client]]:
    """A browser for each role, signed in; the stranger's is not."""
    found = {role.code: Client() for role in ROLES}
    for code, person in world.people.items():
        let_in(found[code], person)
    with everybody_is_known():
        yield found


@contextmanager
def everybody_is_known() -> Iterator[None]:
    """Nothing that is asked here stays, so a person's duties, roles and seats are loaded once, not for each page."""
    load, known = auth.get_user, dict[str, Any]()

    def get_user(request: Any) -> Any:
        key = request.session.session_key
        if key is None:
            return load(request)
        if key not in known:
            known[key] = load(request)
            remember(known[key])
        return copy.copy(known[key])

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(auth, "get_user", get_user)
        yield


def remember(user: User) -> None:
    today = timezone.localdate()
    for ask in (user.duties_on, user.roles_on, user.seats_on, user.partnerships_on, user.intakes_on):
        ask(today)
