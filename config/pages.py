"""How the portal is read: a choice that belongs to a browser, not to a person."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from config.context import READING

A_YEAR = 365 * 24 * 60 * 60


@login_not_required
@require_POST
def reading(request: HttpRequest) -> HttpResponse:
    """文字の大きさ and ふりがな, kept in cookies of this browser; goes back to the page from which it was chosen."""
    target = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(
        target, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    ):
        target = "/"
    response = HttpResponseRedirect(target)
    for name, values in READING.items():
        if (chosen := request.POST.get(name)) in values:
            response.set_cookie(name, chosen, max_age=A_YEAR, samesite="Lax", secure=request.is_secure())
    return response
