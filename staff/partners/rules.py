"""Who may, about the people from outside who support areas."""

from __future__ import annotations

from django.utils import timezone

from accounts.access import YES, Answer, No
from accounts.models import User


def may_read_partners(user: User, _: object) -> Answer:
    if user.is_city(on=timezone.localdate()):
        return YES
    return No("地域の支え手の一覧は、市の職員のためのページです。")


def may_appoint_partner(user: User, _: object) -> Answer:
    if user.in_section(on=timezone.localdate()):
        return YES
    return No("地域の支え手を登録するのは、協働の担当の係です。")
