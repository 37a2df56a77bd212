"""What a signed-in person saw stays out of every cache, the browser's own included."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase


class PrivatePages:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if request.user.is_authenticated and not response.has_header("Cache-Control"):
            response["Cache-Control"] = "no-store"
        return response
