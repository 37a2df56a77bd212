"""Who may look behind the pages."""

from __future__ import annotations

from django.utils import timezone

from accounts.access import YES, Answer, No
from accounts.models import User


def may_see_work(user: User, _: object) -> Answer:
    """The section, which answers for what does not arrive, and whoever keeps the settings."""
    today = timezone.localdate()
    if user.in_section(on=today) or user.runs_settings(on=today):
        return YES
    return No("裏の作業のようすを見るのは、協働の担当の係と、設定を受け持つ職員です。")
