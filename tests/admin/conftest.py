"""Whoever may open 設定: 起案 花子, whose post has the mark for it."""

from collections.abc import Callable

import pytest

from accounts.models import User
from tests.cast import Hall
from tests.portal import PortalClient


@pytest.fixture
def hanako(hall: Hall) -> User:
    post = hall.posts["drafter"]
    post.runs_settings = True
    post.save()
    return hall.drafter


@pytest.fixture
def settings_page(hanako: User, as_user: Callable[[User], PortalClient]) -> PortalClient:
    return as_user(hanako)
