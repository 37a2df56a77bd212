"""People come in by invitation: an account for an e-mail address, and a mail with a link that opens it once."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import transaction

from accounts.models import INVITATION_LIVES, Invitation, User, clean_email
from records.cases import NotNow
from records.events import record
from records.mail import post


def account_for(email: str, *, name: str, furigana: str) -> User:
    """The account of an address, made without a password if there is none; its own name stands, if it is there."""
    user, _made = User.objects.get_or_create(
        email=clean_email(email), defaults={"name": name, "furigana": furigana, "password": make_password(None)}
    )
    if not user.is_active:
        raise NotNow({"email": "このメールアドレスのアカウントは止められています。市の担当に相談してください。"})
    return user


@transaction.atomic
def welcome(user: User, *, by: User, place: str, role: str) -> None:
    """Tells somebody of a role; who has no password yet gets the link with which to choose one."""
    context: dict[str, Any] = {"by": by, "place": place, "role": role}
    if user.has_usable_password():
        post("accounts/emails/joined", to=[user], **context)
    else:
        secret = Invitation.open(user, by=by)
        post("accounts/emails/invited", to=[user], is_secret=True, secret=secret, days=INVITATION_LIVES.days, **context)
    record(user, "user.invite", by=by, comment=f"{place} {role}")
