"""Whoever writes on a public page without an account: the actor of the event that tells of it."""

from __future__ import annotations

from accounts.models import User
from records.parting import NOWHERE


def anybody() -> User:
    """One row for all of them. Nobody signs in as it, and its address cannot exist, so no mail and no list finds it."""
    person, _made = User.objects.get_or_create(
        email=f"anybody@{NOWHERE}", defaults={"name": "サインインしていない人", "is_active": False, "password": "!"}
    )
    return person
