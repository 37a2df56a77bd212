"""Who may say how the city's forms are called."""

from __future__ import annotations

from django.utils import timezone

from accounts.access import YES, Answer, No
from accounts.models import User


def may_see_forms(user: User, _: object) -> Answer:
    if user.is_city(on=timezone.localdate()):
        return YES
    return No("様式の番号の一覧は、市の職員のためのページです。")


def may_set_forms(user: User, _: object) -> Answer:
    if user.in_section(on=timezone.localdate()):
        return YES
    return No("様式の番号を決めるのは、協働の担当の係です。")
