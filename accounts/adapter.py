"""How the sign-in library is used here: nobody signs up by themselves, people are invited."""

from __future__ import annotations

import base64
import hashlib
from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest
from django.utils import timezone

from accounts import factors, sessions
from accounts.models import User

WRONG_CODE = "番号がちがいます。いま出ている番号を、もう一度入れてください。1度使った番号は使えません。"
WAIT = "何度もちがったので、少し止めています。5分ほど待ってから、もう一度入れてください。"


class ClosedSignUp(DefaultAccountAdapter):  # type: ignore[misc]  # the library is untyped
    error_messages: ClassVar[dict[str, str]] = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": "メールアドレスかパスワードがちがいます。大文字と小文字も確かめてください。",
        "enter_current_password": "今のパスワードとちがいます。もう一度入れてください。",
        "incorrect_password": "パスワードがちがいます。もう一度入れてください。",
        "rate_limited": WAIT,
        "too_many_login_attempts": WAIT,
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Who signed in a moment ago need not prove it again."""
        if sessions.just_began(context.request.session, at=timezone.now()):
            return False
        return bool(super().is_reauthentication_required(app=app, **kwargs))

    def time_out(self, request: HttpRequest) -> None:
        """The session has lasted long enough."""
        logout(request)


class SecondFactors(DefaultMFAAdapter):  # type: ignore[misc]  # the library is untyped
    """Secrets of authenticator apps lie in the database sealed by the secret key."""

    error_messages: ClassVar[dict[str, str]] = {
        **DefaultMFAAdapter.error_messages,
        "cannot_delete_authenticator": "市の職員には、2つめの確認が1つは要ります。先に、ほかのものを足してください。",
        "cannot_generate_recovery_codes": "先に、認証アプリかパスキーを用意してください。",
        "incorrect_code": WRONG_CODE,
    }

    def get_totp_issuer(self) -> str:
        return "協働ポータル"

    def _get_site_name(self) -> str:
        return "協働ポータル"

    def encrypt(self, text: str) -> str:
        return seal().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return seal().decrypt(encrypted_text.encode()).decode()

    def generate_authenticator_name(self, user: User, type: str) -> str:  # noqa: A002  # the library's name for it
        return f"パスキー{Authenticator.objects.filter(user=user, type=type).count() + 1}"

    def get_public_key_credential_user_entity(self, user: User) -> dict[str, Any]:
        entity: dict[str, Any] = super().get_public_key_credential_user_entity(user)
        return {**entity, "display_name": user.name}

    def can_delete_authenticator(self, authenticator: Any) -> bool:
        owner_must = factors.must_have_one(authenticator.user, on=timezone.localdate())
        return not (owner_must and factors.has_only(authenticator))


def seal() -> MultiFernet:
    """The newest secret key seals; those of before (SECRET_KEY_FALLBACKS) still open."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet(
        [Fernet(base64.urlsafe_b64encode(hashlib.sha256(f"second factor {key}".encode()).digest())) for key in keys]
    )
