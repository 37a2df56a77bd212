"""Around every page: what a signed-in person saw stays out of every cache; what was done notes from where."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

from accounts.whence import asked_by


class PrivatePages:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if request.user.is_authenticated and not response.has_header("Cache-Control"):
            response["Cache-Control"] = "no-store"
        return response


class Origin:
    """Every event that a request causes notes from where the request came."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        with asked_by(request):
            return self.get_response(request)
