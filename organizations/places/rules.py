"""Who keeps the city's areas and their boundaries."""

from __future__ import annotations

from django.utils import timezone

from accounts.access import YES, Answer, No
from accounts.models import User


def may_keep_areas(user: User, _: object) -> Answer:
    """Divides the city anew, takes boundaries in: the section, and who keeps the settings."""
    today = timezone.localdate()
    if user.in_section(on=today) or user.runs_settings(on=today):
        return YES
    return No("区域と地図を直すのは、協働の担当の係です。")
