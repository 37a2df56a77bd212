"""The pages of signing in by a link, of one's own locks, and of a session that ends."""

from __future__ import annotations

import math
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from allauth.core import ratelimit
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts import factors, sessions
from accounts.access import Request, reads, writes
from accounts.adapter import WAIT
from accounts.models import LINK_LIVES, SignInLink, User, clean_email
from records.entrance.book import note
from records.entrance.devices import device
from records.entrance.forms import AskForLinkForm
from records.mail import post

MINUTES = int(LINK_LIVES.total_seconds() // 60)


@login_not_required
@never_cache
@writes
def ask_for_link(request: Request) -> HttpResponse:
    """The answer is the same whether or not somebody has the address."""
    form = AskForLinkForm(request.POST or None)
    if form.is_valid():
        email = clean_email(form.cleaned_data["email"])
        if ratelimit.consume(request, action="request_login_code", key=email):
            send_link(email)
            return redirect("sign_in_link_sent")
        form.add_error(None, WAIT)
    return render(request, "entrance/link.html", {"form": form, "minutes": MINUTES})


def send_link(email: str) -> None:
    user = User.objects.filter(email=email, is_active=True).first()
    if user is None:
        get_adapter().send_mail("account/email/unknown_account", email, {})
        return
    secret = SignInLink.open(user, at=timezone.now())
    post("accounts/emails/sign_in_link", to=[user], is_secret=True, secret=secret, minutes=MINUTES)
    note(user, "link_sent")


@login_not_required
@reads
def link_sent(request: Request) -> HttpResponse:
    return render(request, "entrance/link_sent.html", {"minutes": MINUTES})


@login_not_required
@never_cache
@writes
def sign_in_by_link(request: Request, secret: str) -> HttpResponse:
    """Looking changes nothing: mail programs open links by themselves. The button signs in, once."""
    link = SignInLink.find(secret)
    now = timezone.now()
    if link is None or not link.is_open(at=now):
        return render(request, "entrance/link_closed.html", {"link": link}, status=404 if link is None else 410)
    if request.method != "POST":
        return render(request, "entrance/link_open.html", {"link": link})
    if not link.use(at=now):
        return render(request, "entrance/link_closed.html", {"link": link}, status=410)
    note(link.user, "link_used")
    record_authentication(request, link.user, method="code", email=link.user.email)
    answer: HttpResponse = perform_login(request, link.user, email=link.user.email)
    return answer


@reads
def settings_page(request: Request) -> HttpResponse:
    """サインインの設定: password, second factors, address and sessions of the person who looks."""
    user = request.user
    found = Authenticator.objects.filter(user=user).order_by("created_at")
    recovery = found.filter(type=Authenticator.Type.RECOVERY_CODES).first()
    context = {
        "app": found.filter(type=Authenticator.Type.TOTP).first(),
        "passkeys": list(found.filter(type=Authenticator.Type.WEBAUTHN)),
        "recovery": recovery,
        "codes_left": len(recovery.wrap().get_unused_codes()) if recovery else 0,
        "must": factors.must_have_one(user, on=timezone.localdate()),
        "sessions": open_sessions(request),
    }
    return render(request, "entrance/settings.html", context)


def open_sessions(request: Request) -> list[dict[str, Any]]:
    """Where the person is signed in, this browser first. What has ended in another way is not listed."""
    own = UserSession.objects.filter(user=request.user).order_by("-last_seen_at")
    here = request.session.session_key
    rows = [
        {
            "pk": each.pk,
            "device": device(each.user_agent),
            "since": each.created_at,
            "seen": each.last_seen_at,
            "here": each.session_key == here,
        }
        for each in own
        if each.session_key == here or each.exists()
    ]
    return sorted(rows, key=lambda row: not row["here"])


@require_POST
@writes
def end_session(request: Request, pk: int) -> HttpResponse:
    """Signs one other browser of the same person out."""
    session = get_object_or_404(UserSession.objects.filter(user=request.user), pk=pk)
    told = device(session.user_agent)
    session.end()
    note(request.user, "session_end", device=told)
    messages.success(request, f"{told}のサインインを終わらせました。")
    return redirect("mfa_index")


@require_POST
@writes
def end_other_sessions(request: Request) -> HttpResponse:
    others = UserSession.objects.filter(user=request.user).exclude(session_key=request.session.session_key)
    for session in others:
        session.end()
    note(request.user, "session_end", device="ほかのすべて")
    messages.success(request, "ほかの機械のサインインを、すべて終わらせました。")
    return redirect("mfa_index")


@reads
def second_factor(request: Request) -> HttpResponse:
    """Where staff without a second factor are led: two ways, one choice."""
    if factors.has_one(request.user):
        return redirect("mfa_index")
    must = factors.must_have_one(request.user, on=timezone.localdate())
    return render(request, "entrance/second_factor.html", {"must": must, "back": back(request)})


@writes
def session_left(request: Request) -> HttpResponse:
    """For the script that warns: how many seconds are left. A POST is somebody who wants to stay."""
    left = sessions.left(request.session, at=timezone.now())
    return JsonResponse({"left": left.seconds, "minutes": math.ceil(left.seconds / 60), "canStay": left.can_stay})


@writes
def session_kept(request: Request) -> HttpResponse:
    """What was sent after the session had ended: sent again by its writer, or thrown away."""
    kept = sessions.kept(request.session, request.user)
    if kept is None:
        return redirect("home")
    if request.method == "POST":
        sessions.drop(request.session)
        return HttpResponseRedirect(kept.path)
    fields = [(name, value) for name, values in kept.typed.lists() for value in values]
    return render(request, "entrance/kept.html", {"kept": kept, "fields": fields})


def back(request: HttpRequest) -> str:
    """Where the person wanted to go, if that is here."""
    target = request.GET.get("next", "")
    return target if url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()}) else ""
