"""Where the sign-in library only calls out what it did (it offers no other way), the book is told of it."""

from __future__ import annotations

from typing import Any

from allauth.mfa import signals
from django.dispatch import receiver

from accounts.models import User
from records.entrance.book import WAYS, note


@receiver(signals.authenticator_added)
def added(user: User, authenticator: Any, **_rest: Any) -> None:
    note(user, "factor_add", way=WAYS[authenticator.type])


@receiver(signals.authenticator_removed)
def removed(user: User, authenticator: Any, **_rest: Any) -> None:
    note(user, "factor_remove", way=WAYS[authenticator.type])


@receiver(signals.authenticator_reset)
def renewed(user: User, authenticator: Any, **_rest: Any) -> None:
    note(user, "factor_renew", way=WAYS[authenticator.type])


@receiver(signals.authentication_failed)
def failed(user: User, authenticator: Any, **_rest: Any) -> None:
    note(user, "factor_failed", way=WAYS[authenticator.type])
