"""Who may print many letters at once and say where addresses stand."""

from __future__ import annotations

from django.utils import timezone

from accounts.access import YES, Answer, No
from accounts.models import User


def may_post(user: User, _: object) -> Answer:
    if user.in_section(on=timezone.localdate()):
        return YES
    return No("通知書をまとめて印刷して発送するのは、協働の担当の係です。")
