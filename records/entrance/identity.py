"""The city's own identity provider (OpenID Connect): it lets in who was invited here, and nobody else.

A person is found by the address that the provider calls verified, once; from then on by the provider's own key.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

import requests
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from allauth.socialaccount.providers.base import AuthProcess
from allauth.socialaccount.providers.openid_connect import views as library
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts import factors
from accounts.models import User, clean_email
from records.entrance.book import note

log = logging.getLogger(__name__)
ALWAYS = "always"  # in OIDC_SECOND_FACTOR: the provider lets nobody in without a second factor


class StaffIdentity(DefaultSocialAccountAdapter):  # type: ignore[misc]  # the library is untyped
    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        if sociallogin.state.get("process") == AuthProcess.CONNECT:  # only a verified address connects
            raise refused(request, "not_invited")
        if not sociallogin.is_existing:
            if (user := invited(sociallogin)) is None:
                raise refused(request, "not_invited")
            sociallogin.connect(request, user)
            note(user, "identity_add", issuer=settings.OIDC_ISSUER)
        elif not sociallogin.user.is_active:  # the library shows the page that says so
            note(sociallogin.user, "sign_in_failed", comment="止められたアカウントです。")
        if showed_second_factor(sociallogin.account.extra_data):
            factors.prove(request.session, sociallogin.user)

    def on_authentication_error(
        self, request: HttpRequest, provider: Any, error: Any = None, exception: Any = None, **_rest: Any
    ) -> None:
        log.warning("The identity provider let nobody in: %s %r", error, exception)
        raise refused(request, "provider_failed")

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False


def invited(sociallogin: SocialLogin) -> User | None:
    """The account with an address that the provider has verified. Who was stopped here stays outside."""
    verified = [clean_email(each.email) for each in sociallogin.email_addresses if each.verified is True]
    return User.objects.filter(email__in=verified, is_active=True).first()


def showed_second_factor(data: dict[str, Any]) -> bool:
    """Whether the provider vouches for it, by ``amr`` (RFC 8176) or because the city says that it always asks."""
    wanted = set(settings.OIDC_SECOND_FACTOR)
    told = {method for part in (data.get("id_token"), data.get("userinfo")) for method in (part or {}).get("amr", [])}
    return ALWAYS in wanted or bool(wanted & told)


View = Callable[..., HttpResponse]


def said_when_away(view: View) -> View:
    """A provider that does not answer is no mistake of ours: its page says so, and the other ways stay open."""

    @login_not_required
    @wraps(view)
    def guarded(request: HttpRequest, provider_id: str) -> HttpResponse:
        try:
            return view(request, provider_id)
        except requests.RequestException as problem:
            log.warning("The identity provider does not answer: %r", problem)
            return refused(request, "provider_failed").response  # type: ignore[no-any-return]

    return guarded


ask = said_when_away(library.login)
answered = said_when_away(library.callback)


def refused(request: HttpRequest, page: str) -> ImmediateHttpResponse:
    return ImmediateHttpResponse(render(request, f"entrance/{page}.html", status=403))
