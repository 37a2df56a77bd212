"""The sign-in library's forms in the portal's words (``ACCOUNT_FORMS`` in the settings)."""

from __future__ import annotations

from typing import Any, ClassVar

from allauth.account import forms as library
from django.contrib.auth import forms

NEW_PASSWORD = "12文字以上にします。数字だけのものや、よくある言葉は使えません。"  # noqa: S105  # says what a password is
MAIL = "市に届け出たものを入れてください。例 aoki@example.jp"


class Worded:
    """Labels and hints by field; no text inside a box that vanishes when one types."""

    words: ClassVar[dict[str, tuple[str, str]]] = {}
    use_required_attribute = False
    needs_all = True  # every field must be filled in, so none is marked

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, (label, hint) in self.words.items():
            field = self.fields[name]  # type: ignore[attr-defined]
            field.label, field.help_text = label, hint
            field.error_messages |= {"required": f"{label}を入れてください。"}
            field.widget.attrs.pop("placeholder", None)
            field.widget.attrs["class"] = "w-20"
            if name in {"login", "email"}:
                field.widget.attrs |= {"autocomplete": "username", "inputmode": "email", "spellcheck": "false"}


class SignInForm(Worded, library.LoginForm):  # type: ignore[misc]
    words = {"login": ("メールアドレス", MAIL), "password": ("パスワード", "")}


class AskForPasswordForm(Worded, library.ResetPasswordForm):  # type: ignore[misc]
    words = {"email": ("メールアドレス", MAIL)}


class NewPasswordForm(Worded, library.ResetPasswordKeyForm):  # type: ignore[misc]
    words = {"password1": ("新しいパスワード", NEW_PASSWORD), "password2": ("もう一度、新しいパスワード", "")}


class ChangePasswordForm(Worded, library.ChangePasswordForm):  # type: ignore[misc]
    words = {
        "oldpassword": ("今のパスワード", ""),
        "password1": ("新しいパスワード", NEW_PASSWORD),
        "password2": ("もう一度、新しいパスワード", ""),
    }


class SetPasswordForm(Worded, library.SetPasswordForm):  # type: ignore[misc]
    words = {"password1": ("新しいパスワード", NEW_PASSWORD), "password2": ("もう一度、新しいパスワード", "")}


class ConfirmItIsYouForm(Worded, library.ReauthenticateForm):  # type: ignore[misc]
    words = {"password": ("パスワード", "")}


class ChoosePasswordForm(Worded, forms.SetPasswordForm):  # type: ignore[type-arg]  # generic in the stubs only
    """The first one, of somebody who was invited."""

    error_messages = {"password_mismatch": "2つのパスワードが同じになるように、もう一度入れてください。"}
    words = {
        "new_password1": ("新しいパスワード", NEW_PASSWORD),
        "new_password2": ("もう一度、同じパスワード", ""),
    }
