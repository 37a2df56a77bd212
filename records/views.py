"""A page that every kind of case shares: opening an attachment."""

from __future__ import annotations

from typing import Any

from django.db.models import Model
from django.http import FileResponse, Http404, HttpResponseBase
from django.utils import timezone

from accounts.access import Request, fetch, reads
from accounts.models import User
from records.attachments import Attachment


def visible_case(case: Any, user: User) -> Model:
    """The case itself, if the person may see it; Http404 otherwise. Every case's manager knows ``visible_to``."""
    if case is None:
        raise Http404
    found: Model = fetch(type(case).objects.visible_to(user, on=timezone.localdate()), by=user, pk=case.pk)
    return found


@reads
def file(request: Request, pk: int) -> HttpResponseBase:
    """An attachment, as a download, to those who may see its case."""
    attachment = fetch(Attachment.objects.filter(removed_at=None), by=request.user, pk=pk)
    visible_case(attachment.case, request.user)
    return FileResponse(
        attachment.file.open("rb"),
        as_attachment=True,
        filename=attachment.filename,
        content_type=attachment.media_type,
    )
