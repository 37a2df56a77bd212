"""The door through which invited people come in."""

from __future__ import annotations

from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from accounts.access import Request, writes
from accounts.forms import ChoosePasswordForm
from accounts.models import Invitation


@login_not_required
@never_cache
@writes
def invitation(request: Request, secret: str) -> HttpResponse:
    """Chooses the password and signs in. The link works once and for a fortnight; then the page says what to do."""
    found = Invitation.find(secret)
    if found is None or found.accepted_at or found.is_over(at=timezone.now()) or not found.user.is_active:
        return closed(request, found)
    form = ChoosePasswordForm(found.user, request.POST or None)
    if not form.is_valid():
        return render(request, "accounts/invitation.html", {"form": form, "invitation": found})
    if (user := found.accept(password=form.cleaned_data["new_password1"])) is None:
        return closed(request, found)
    record_authentication(request, user, method="invitation", email=user.email)
    answer: HttpResponse = perform_login(request, user, email=user.email)
    return answer


def closed(request: HttpRequest, found: Invitation | None) -> HttpResponse:
    status = 404 if found is None else 410
    return render(request, "accounts/invitation_closed.html", {"invitation": found}, status=status)
