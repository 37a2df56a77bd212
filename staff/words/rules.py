"""Who may write the city's own words."""

from __future__ import annotations

from django.utils import timezone

from accounts.access import YES, Answer, No
from accounts.models import User


def may_keep_words(user: User, _: object) -> Answer:
    today = timezone.localdate()
    if user.in_section(on=today) or user.runs_settings(on=today):
        return YES
    return No("呼び名の一覧を直すのは、協働の担当の係です。")
