"""Who may, on the city's side."""

from __future__ import annotations

from django.utils import timezone

from accounts.access import YES, Answer, No
from accounts.models import User


def may_read_roster(user: User, _: object) -> Answer:
    """Every employee of the city; the communities see their own liaisons on their own pages."""
    if user.is_city(on=timezone.localdate()):
        return YES
    return No("配置表は、市の職員のためのページです。担当の職員の名前と電話は、ホームに出ています。")


def may_assign_liaison(user: User, _: object) -> Answer:
    if user.in_section(on=timezone.localdate()):
        return YES
    return No("担当職員を決めるのは、協働の担当の係です。")
