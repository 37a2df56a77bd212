"""What holds on every page: cached nowhere, noted from where; sessions end in time, staff show a second factor."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from accounts import factors, sessions
from accounts.models import User
from accounts.whence import asked_by

Get = Callable[[HttpRequest], HttpResponseBase]
View = Callable[..., HttpResponseBase]
OVER = "しばらく使わなかったので、サインインの時間が切れました。もう一度サインインしてください。"
LOOKS_ONLY = "session_left"  # the page that a script asks how much time is left
SETTING_UP = {"second_factor", "mfa_activate_totp", "mfa_add_webauthn"}
SHOWING = {"mfa_reauthenticate", "mfa_reauthenticate_webauthn"}
ALWAYS = {"account_logout", "account_reauthenticate", "session_left"}


class PrivatePages:
    """What a signed-in person saw stays out of every cache, the browser's own included."""

    def __init__(self, get_response: Get) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if request.user.is_authenticated and not response.has_header("Cache-Control"):
            response["Cache-Control"] = "no-store"
        return response


class Origin:
    """Every event that a request causes notes from where the request came."""

    def __init__(self, get_response: Get) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        with asked_by(request):
            return self.get_response(request)


class SessionLifetime:
    """Ends what has lasted long enough. It stands behind the CSRF check, so what it keeps came from our own page."""

    def __init__(self, get_response: Get) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: View, args: Any, kwargs: Any) -> None:
        now = timezone.now()
        if not request.user.is_authenticated:
            if getattr(view, "login_required", True) and (whose := request.session.get(sessions.WHOSE)):
                sessions.remember(request.session, whose, sessions.late_form(request), at=now)
        elif not sessions.left(request.session, at=now).seconds:
            self.end(request, at=now)
        elif (name_of(request) != LOOKS_ONLY or request.method == "POST") and sessions.touch(request.session, at=now):
            UserSession.objects.filter(session_key=request.session.session_key).update(last_seen_at=now)

    def end(self, request: HttpRequest, *, at: datetime) -> None:
        whose, late = request.user.pk, sessions.late_form(request)
        get_adapter().time_out(request)
        sessions.remember(request.session, whose, late, at=at)  # type: ignore[arg-type]  # somebody, as asked before
        messages.info(request, f"{OVER}{'送ったものは残してあります。' if late else ''}")


class SecondFactor:
    """Staff are led to show their second factor, or to set one up, before anything else."""

    def __init__(self, get_response: Get) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: View, args: Any, kwargs: Any) -> HttpResponseBase | None:
        user = request.user
        if not isinstance(user, User) or not getattr(view, "login_required", True):
            return None
        if name_of(request) in ALWAYS or factors.proved(request, user):
            return None
        if not factors.must_have_one(user, on=timezone.localdate()):
            return None
        has_one = factors.has_one(user)
        if name_of(request) in (SHOWING if has_one else SETTING_UP):
            return None
        address = reverse(factors.page_to_show(user) if has_one else "second_factor")
        back = {"next": request.get_full_path()} if request.method == "GET" else {}
        return redirect(f"{address}?{urlencode(back)}")


def name_of(request: HttpRequest) -> str:
    return request.resolver_match.view_name if request.resolver_match else ""
