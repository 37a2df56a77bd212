"""参加の申し込み without an account: sign up, and with the code look, change or cancel."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from accounts.access import Request, reads, writes
from accounts.limits import limited
from organizations.meetings.forms.people import CodeForm, SignupForm
from organizations.meetings.page import MeetingPage, when
from organizations.meetings.signups import Signup
from organizations.meetings.views.finding import meeting_for, reader
from organizations.meetings.views.public import KNOCKS
from records.codes import as_code, grouped
from records.forms import attempt
from records.pressing import pressed

GUESSES = 30  # of codes, a minute


def signup_for(code: str) -> Signup:
    """404 for a code that is nobody's: it says no more to who guesses."""
    signup = Signup.objects.bearing(as_code(code))
    if signup is None:
        raise Http404
    return signup


@login_not_required
@limited("signup", per_minute=KNOCKS)
@writes
def sign_up(request: Request, pk: int) -> HttpResponse:
    meeting = meeting_for(request, pk)
    page = MeetingPage(meeting, reader(request), timezone.now())
    if not page.signs_up and request.method != "POST":
        messages.warning(request, page.closed)
        return redirect(meeting)
    form = SignupForm(request.POST or None, meeting=meeting)
    made: list[Signup] = []
    if form.is_valid():
        act = partial(Signup.make, meeting, token=form.token_sent, at=page.at, **form.person)
        if attempt(form, lambda: made.append(act())):
            return redirect("meetings:signup", made[0].code_said)
    return render(request, "organizations/meetings/sign_up.html", {"meeting": meeting, "page": page, "form": form})


@login_not_required
@limited("signup-code", per_minute=GUESSES)
@reads
def find(request: Request) -> HttpResponseBase:
    """確認の番号で開く."""
    form = CodeForm(request.GET if "code" in request.GET else None)
    if form.is_valid():
        code = form.cleaned_data["code"]
        if Signup.objects.bearing(code):
            return redirect("meetings:signup", grouped(code))
        form.add_error("code", "この番号の申し込みは見つかりません。控えの番号を確かめてください。")
    return render(request, "organizations/meetings/find.html", {"form": form})


@login_not_required
@limited("signup-code", per_minute=GUESSES)
@reads
def signup(request: Request, code: str) -> HttpResponse:
    """控え: what was signed up for, and the number to keep."""
    return render(request, "organizations/meetings/signup.html", told(signup_for(code)))


def told(found: Signup) -> dict[str, Any]:
    page = MeetingPage(found.meeting, None, timezone.now())
    is_open = (
        found.state != Signup.State.OUT and found.meeting.status == "announced" and page.at < found.meeting.starts_at
    )
    return {"signup": found, "meeting": found.meeting, "when": when(found.meeting), "is_open": is_open}


@login_not_required
@limited("signup-code", per_minute=GUESSES)
@writes
def amend(request: Request, code: str) -> HttpResponse:
    found = signup_for(code)
    form = SignupForm(request.POST or None, meeting=found.meeting, signup=found)
    if form.is_valid() and attempt(form, found.amend, at=timezone.now(), **form.person):
        messages.success(request, "申し込みを直しました。")
        return redirect("meetings:signup", found.code_said)
    return render(request, "organizations/meetings/signup_edit.html", {**told(found), "form": form})


@login_not_required
@limited("signup-code", per_minute=GUESSES)
@writes
def give_up(request: Request, code: str) -> HttpResponseBase:
    found = signup_for(code)
    act = partial(found.cancel, at=timezone.now())
    done = "申し込みを取り消しました。席は、待っている人に回ります。"
    return pressed(request, act, done, to=reverse("meetings:signup", args=[found.code_said]))
