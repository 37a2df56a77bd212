"""Around every page: the city is at hand, addresses are whole, what is typed in for an organization names it."""

from __future__ import annotations

from collections.abc import Callable

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

from organizations.behalf import for_whom
from records.behalf import acting
from records.era import as_the_city_writes
from staff.models import city_at_hand


class CityAtHand:
    """Around every page: the city is asked for once, and years print as it writes them."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        with city_at_hand(), as_the_city_writes():
            return self.get_response(request)


class TypingForOthers:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        user, today = request.user, timezone.localdate()
        if request.method != "POST" or not user.is_authenticated or not user.intakes_on(today):
            return self.get_response(request)
        with acting(lambda case: for_whom(user, case, on=today)):
            return self.get_response(request)


class WholeAddress:
    """No text of the database can hold a NUL: in what is sought it is left out, in a path it breaks the address."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if "\0" in request.path_info:
            raise BadRequest
        request.META["QUERY_STRING"] = request.META.get("QUERY_STRING", "").replace("%00", "")
        return self.get_response(request)
