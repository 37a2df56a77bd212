"""Lists of grants: the city's register, and an organization's own."""

from __future__ import annotations

from django.http import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone

from accounts.access import Request, reads
from grants.cases import Grant
from grants.offers import offers_to
from grants.register import Register
from grants.rules import may_list_payments, may_manage_schemes
from grants.showing import TAGS, way_of


@reads
def grants(request: Request) -> HttpResponseBase:
    """The register to the city; ``own`` in the address asks for the page of those for whom somebody types."""
    if request.user.is_city(on=timezone.localdate()) and "own" not in request.GET:
        return register(request)
    return own(request)


def register(request: Request) -> HttpResponseBase:
    found = Register(request.GET, request.user, on=timezone.localdate())
    context = {
        "register": found,
        "manages": bool(may_manage_schemes(request.user, None)),
        "pays": bool(may_list_payments(request.user, None)),
    }
    return render(request, "grants/register.html", context)


def own(request: Request) -> HttpResponseBase:
    """The organization's applications, newest year first, and what it may apply for."""
    today = timezone.localdate()
    bodies = request.user.writes_for(today)
    ours = [*bodies, *(role.organization for role in request.user.roles_on(today))]
    visible = Grant.objects.visible_to(request.user, on=today).filter(organization__in=ours)
    mine = visible.select_related("organization", "scheme")
    found = [
        (grant, TAGS[Grant.Status(grant.status)], way_of(grant, None, 0))
        for grant in mine.order_by("-scheme__fiscal_year", "scheme__programme", "-pk")
    ]
    context = {"grants": found, "offers": offers_to(bodies, on=today), "today": today}
    return render(request, "grants/own.html", context)
