"""Who may follow the chain from one end to the other."""

from __future__ import annotations

from django.utils import timezone

from accounts.access import YES, Answer, No
from accounts.models import User


def may_follow(user: User, _: object) -> Answer:
    """The city's people and the organizations' own; a committee judges what was laid before it, and not the money."""
    today = timezone.localdate()
    if user.is_city(on=today) or user.roles_on(today):
        return YES
    return No("ここは、市の職員と団体の人のためのページです。")
