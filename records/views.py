"""Pages that every kind of case shares: opening an attachment, and finding the case from a code on paper."""

from __future__ import annotations

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.http import FileResponse, Http404, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone

from accounts.access import Request, fetch, reads
from accounts.models import User
from records.attachments import Attachment
from records.codes import as_code, place_of


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


@reads
def case_of_code(request: Request, code: str) -> HttpResponseBase:
    """From the square on a paper to its case; 404 for whoever may not see it, as if there were none."""
    place = place_of(as_code(code))
    kind = ContentType.objects.filter(pk=place[0]).first() if place else None
    model: Any = kind.model_class() if kind else None
    if place is None or not hasattr(getattr(model, "objects", None), "visible_to"):
        raise Http404
    case: Any = visible_case(model._base_manager.filter(pk=place[1]).first(), request.user)
    return redirect(case.get_absolute_url())
