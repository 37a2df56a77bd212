"""Whoever may open 設定: 起案 花子, whose account has the mark for it."""

from collections.abc import Callable

import pytest

from accounts.models import User
from tests.cast import Hall
from tests.portal import PortalClient


@pytest.fixture
def hanako(hall: Hall) -> User:
    hall.drafter.is_staff = True
    hall.drafter.save()
    return hall.drafter


@pytest.fixture
def settings_page(hanako: User, as_user: Callable[[User], PortalClient]) -> PortalClient:
    return as_user(hanako)
