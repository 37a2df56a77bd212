"""The book at the entrance: who came in and how, who was refused, who changed a lock."""

from __future__ import annotations

from typing import Any

from allauth.account.authentication import get_authentication_records
from django.db import transaction
from django.http import HttpRequest

from accounts.models import User
from records.events import record
from records.mail import post

TELLS_THE_OWNER = {"password_change", "factor_add", "factor_remove", "factor_renew", "identity_add"}
WAYS = {
    "password": "パスワード",
    "code": "メールのリンク",
    "invitation": "招待のリンク",
    "socialaccount": "庁内の認証",
    "totp": "認証アプリ",
    "webauthn": "パスキー",
    "recovery_codes": "回復コード",
}


@transaction.atomic
def note(user: User, what: str, *, by: User | None = None, **facts: Any) -> None:
    """Writes 「user.<what>」 into the trail, in the words of ``User.SAID``; a changed lock is also told to its owner.

    The only place where coming in, going out, failing and changing a lock are recorded.
    """
    record(user, f"user.{what}", by=by or user, **facts)
    if what in TELLS_THE_OWNER and user.is_active:
        post("accounts/emails/lock_changed", to=[user], what=User.SAID[what])


def ways(request: HttpRequest, user: User) -> list[str]:
    """With what the person has come in, in words: パスワード, 認証アプリ."""
    if request.user != user:
        return []
    return [way(seen) for seen in get_authentication_records(request, user)]


def way(seen: dict[str, Any]) -> str:
    kind = seen.get("type") if seen["method"] == "mfa" else seen["method"]
    return WAYS.get(str(kind), str(kind))
