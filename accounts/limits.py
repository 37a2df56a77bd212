"""Doors without a lock are opened slowly: how often one address may knock at a public page."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone

from accounts.access import Request

P = ParamSpec("P")
View = Callable[Concatenate[Request, P], HttpResponseBase]
LIMITS: dict[str, int] = {}  # by the door


def limited(door: str, *, per_minute: int) -> Callable[[View[P]], View[P]]:
    """At most so many requests a minute from one address; further ones are asked to wait (429).

    All knocks at a door count together, so a door has one limit: else who reads often could not write any more.
    """
    if LIMITS.setdefault(door, per_minute) != per_minute:
        raise ImproperlyConfigured(f"The door {door} has two limits.")

    def guard(view: View[P]) -> View[P]:
        @wraps(view)
        def guarded(request: Request, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if knocks(door, request) > per_minute:
                return render(request, "429.html", status=429)
            return view(request, *args, **kwargs)

        return guarded

    return guard


def knocks(door: str, request: HttpRequest) -> int:
    """How often the request's address has knocked in this minute, this time included."""
    key = f"knock:{door}:{get_adapter().get_client_ip(request)}:{timezone.now():%H%M}"
    cache.add(key, 0, timeout=120)
    return cache.incr(key)
