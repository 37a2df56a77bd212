"""「会長に提出を頼む」, on every page that ends in sending."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponseBase

from accounts.access import Request
from organizations.models import SubmitRequest
from organizations.rules import may_submit
from records.pressing import pressed


def asked_instead(request: Request, case: Any, *, what: str, to: Any = None) -> HttpResponseBase:
    """Asks those who may send to look this very page over and send it; the asker goes on to the case, or to ``to``."""

    def act() -> None:
        SubmitRequest.ask(case, what=what, page=request.path, by=request.user)

    who = "か".join(case.organization.sender_names())
    return pressed(request, act, f"{who}に、提出を頼みました。メールで知らせ、ホームにも出ます。", to=to or case)


def sending(request: Request, case: Any) -> dict[str, Any]:
    """What ``organizations/_send.html`` needs: whether the reader may send, and whether that was asked for."""
    open_ = SubmitRequest.objects.about(case).open().select_related("asked_by")
    return {"submits": may_submit(request.user, case.organization), "request_to_send": open_.first()}
