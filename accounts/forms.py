"""The sign-in library's forms in the portal's words (``ACCOUNT_FORMS`` in the settings)."""

from __future__ import annotations

from typing import Any, ClassVar

from allauth.account import forms as library
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as factor
from allauth.mfa.models import Authenticator
from allauth.mfa.totp import forms as app
from allauth.mfa.webauthn import forms as passkey
from django.contrib.auth import forms
from django.forms import HiddenInput

from accounts import factors

NEW_PASSWORD = "12文字以上にします。数字だけのものや、よくある言葉は使えません。"  # noqa: S105  # says what a password is
MAIL = "市に届け出たものを入れてください。例 aoki@example.jp"


CODE = "6けたの番号"
NAME = "あとで見分けるための名前です。例 市役所のパソコン、自分のスマホ"
NO_PASSKEY = "パスキーを読み取れませんでした。もう一度、ボタンを押してください。"


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
            if name == "code":
                field.widget.attrs |= {"autocomplete": "one-time-code", "inputmode": "numeric", "class": "w-10"}


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


class TakesCode(Worded):
    """A code that was shown once opens nothing a second time."""

    def clean_code(self) -> str:
        code: str = super().clean_code()  # type: ignore[misc]
        used = self.authenticator  # type: ignore[attr-defined]
        if used.type == Authenticator.Type.TOTP and not factors.use_once(used.user, code):
            raise get_adapter().validation_error("incorrect_code")
        return code


class ShowCodeForm(TakesCode, factor.AuthenticateForm):  # type: ignore[misc]
    words = {"code": (CODE, "認証アプリにいま出ている番号です。回復コードも、ここに入れられます。")}


class ShowCodeAgainForm(TakesCode, factor.ReauthenticateForm):  # type: ignore[misc]
    words = {"code": (CODE, "認証アプリにいま出ている番号です。回復コードも、ここに入れられます。")}


class AddAppForm(Worded, app.ActivateTOTPForm):  # type: ignore[misc]
    words = {"code": (CODE, "読み取ると、認証アプリに出ます。")}


class NeedsPasskey:
    """The answer of the device stands in a hidden field, which a script fills in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["credential"].error_messages |= {  # type: ignore[attr-defined]
            "required": NO_PASSKEY,
            "invalid": NO_PASSKEY,
        }


class AddPasskeyForm(NeedsPasskey, Worded, passkey.AddWebAuthnForm):  # type: ignore[misc]
    """Always one that also signs in by itself: the device asks for the finger, the face or its PIN."""

    words = {"name": ("この機械の名前", NAME)}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["passwordless"].widget = HiddenInput()
        self.fields["passwordless"].initial = True


class ShowPasskeyForm(NeedsPasskey, passkey.AuthenticateWebAuthnForm):  # type: ignore[misc]
    pass


class ShowPasskeyAgainForm(NeedsPasskey, passkey.ReauthenticateWebAuthnForm):  # type: ignore[misc]
    pass


class EnterByPasskeyForm(NeedsPasskey, passkey.LoginWebAuthnForm):  # type: ignore[misc]
    pass


class ChoosePasswordForm(Worded, forms.SetPasswordForm):  # type: ignore[type-arg]  # generic in the stubs only
    """The first one, of somebody who was invited."""

    error_messages = {"password_mismatch": "2つのパスワードが同じになるように、もう一度入れてください。"}
    words = {
        "new_password1": ("新しいパスワード", NEW_PASSWORD),
        "new_password2": ("もう一度、同じパスワード", ""),
    }
