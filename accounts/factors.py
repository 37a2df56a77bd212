"""The second factor (2つめの確認): who must have one, and whether this session has shown one."""

from __future__ import annotations

from datetime import date
from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.mfa import app_settings
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from django.contrib.sessions.backends.base import SessionBase
from django.core.cache import cache
from django.http import HttpRequest

from accounts.models import User

PROVED = "second_factor_of"  # in the session: the key of the person who has shown one
MAILBOX = "@kyodo.example"  # the addresses of a demonstration's invented people
MAIN = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)  # recovery codes only stand in for these


def must_have_one(user: User, *, on: date) -> bool:
    """Everybody who holds a duty in the city's offices."""
    return user.is_city(on=on)


def has_one(user: User) -> bool:
    return bool(Authenticator.objects.filter(user=user, type__in=MAIN).exists())


def has_passkey(user: User) -> bool:
    return bool(Authenticator.objects.filter(user=user, type=Authenticator.Type.WEBAUTHN).exists())


def page_to_show(user: User) -> str:
    """The page that asks for one: for the app's code where there is an app, else for the passkey."""
    has_app = Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists()
    return "mfa_reauthenticate" if has_app else "mfa_reauthenticate_webauthn"


def has_only(authenticator: Any) -> bool:
    """Whether it is the last one of its owner."""
    others = Authenticator.objects.filter(user=authenticator.user_id, type__in=MAIN).exclude(pk=authenticator.pk)
    return authenticator.type in MAIN and not others.exists()


def prove(session: SessionBase, user: User) -> None:
    """From now on this session is one of two factors."""
    session[PROVED] = user.pk


def proved(request: HttpRequest, user: User) -> bool:
    if request.session.get(PROVED) == user.pk:
        return True
    return any(record["method"] == "mfa" for record in get_authentication_records(request, user))


def give_app(user: User) -> None:
    """An authenticator app whose secret nobody has to read, with recovery codes: for invented people."""
    totp.TOTP.activate(user, totp.generate_totp_secret())
    RecoveryCodes.activate(user)


def current_code(user: User) -> str:
    """What the person's authenticator app shows now: for a demonstration, which has no telephone. Empty without one.

    A code works once. Where the settings allow several at a time, the first one that was not used yet is given.
    """
    authenticator = Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).first()
    if authenticator is None:
        return ""
    codes = codes_of(totp.decrypt(authenticator.data["secret"]))
    return next((code for code in codes if not is_used(user, code)), codes[0])


def codes_of(secret: str) -> list[str]:
    """All that are accepted now, those that live longest first: the present one, the next ones, the ones before."""
    counters = list(totp.yield_hotp_counters_from_time())
    middle = len(counters) // 2
    order = [*counters[middle:], *reversed(counters[:middle])]
    return [totp.format_hotp_value(totp.hotp_value(secret, counter)) for counter in order]


def code_of(secret: str) -> str:
    """The code of a secret that is about to be taken into use."""
    return codes_of(secret)[0]


def used_key(user: User, code: str) -> str:
    return f"second-factor:{user.pk}:{code}"


def is_used(user: User, code: str) -> bool:
    return cache.get(used_key(user, code)) is not None


def use_once(user: User, code: str) -> bool:
    """False if somebody has used the code before, for as long as it would be accepted.

    The library remembers one for a single period; with a tolerance it lives for several.
    """
    life = app_settings.TOTP_PERIOD * (2 * app_settings.TOTP_TOLERANCE + 1)
    return bool(cache.add(used_key(user, code), "used", timeout=life))
