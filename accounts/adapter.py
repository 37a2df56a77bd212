"""How the sign-in library is used here: nobody signs up by themselves, people are invited."""

from typing import ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class ClosedSignUp(DefaultAccountAdapter):  # type: ignore[misc]  # the library is untyped
    error_messages: ClassVar[dict[str, str]] = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": "メールアドレスかパスワードがちがいます。大文字と小文字も確かめてください。",
        "enter_current_password": "今のパスワードとちがいます。もう一度入れてください。",
        "incorrect_password": "パスワードがちがいます。もう一度入れてください。",
        "too_many_login_attempts": "何度もちがったので、少し止めています。5分ほど待ってから、もう一度入れてください。",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
