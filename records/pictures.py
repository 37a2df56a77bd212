"""Pictures that the portal drew anew itself, so that a browser may show them."""

from __future__ import annotations

from csp.constants import UNSAFE_INLINE
from csp.decorators import csp_replace
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from records.attachments import Attachment


def picture(request: HttpRequest, kept: Attachment) -> HttpResponseBase:
    """The answer to somebody who may see it."""

    @csp_replace({"style-src": [UNSAFE_INLINE]})  # opened alone: the browser styles the page that it makes of it
    def shown(_request: HttpRequest) -> HttpResponseBase:
        with kept.file.open("rb") as file:
            return HttpResponse(file.read(), content_type=kept.media_type)

    return shown(request)
