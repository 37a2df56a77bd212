"""Pages that every kind of case shares: opening an attachment, and taking a whole case along."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.http import FileResponse, Http404, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone

from accounts.access import Request, ask, fetch, reads, recorded
from accounts.models import User
from records.attachments import Attachment
from records.bundle import bundled
from records.cases import Case
from records.codes import as_code, place_of
from records.events import record
from records.letters.issuing import Damaged
from records.letters.views import damaged
from records.trail.rules import may_export


def visible_case(case: Any, user: User) -> Model:
    """The case itself, if the person may see it; Http404 otherwise. Every case's manager knows ``visible_to``."""
    if case is None:
        raise Http404
    found: Model = fetch(type(case).objects.visible_to(user, on=timezone.localdate()), by=user, pk=case.pk)
    return found


@recorded
def file(request: Request, pk: int) -> HttpResponseBase:
    """An attachment, as a download, to those who may see its case; that it was opened goes on record."""
    attachment = fetch(Attachment.objects.filter(removed_at=None), by=request.user, pk=pk)
    visible_case(attachment.case, request.user)
    comment = f"{attachment.purpose}:{attachment.filename}"
    request.afterwards.append(partial(record, attachment, "attachment.open", by=request.user, comment=comment))
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


@recorded
def bundle(request: Request, kind: str, pk: int) -> HttpResponseBase:
    """One case as a zip with everything about it; that it left the portal goes on record with its checksum."""
    case: Any = visible_case(case_of(kind, pk), request.user)
    ask(may_export, request.user, case)
    try:
        content, sums, files = bundled(case)
    except Damaged as damage:
        return damaged(request, damage)
    facts: dict[str, Any] = {"comment": f"{files}個のファイル", "files": files, "sums_sha256": sums}
    request.afterwards.append(partial(record, case, "bundle.export", by=request.user, **facts))
    name = f"{case._meta.verbose_name}_{case.pk}_{timezone.localdate():%Y%m%d}.zip"
    return FileResponse(content, as_attachment=True, filename=name, content_type="application/zip")


def case_of(kind: str, pk: int) -> Model | None:
    """「grants.grant」 and a key: the case; None for what is no case with a page of its own."""
    try:
        model = apps.get_model(kind)
    except (LookupError, ValueError):
        return None
    if not (issubclass(model, Case) and hasattr(model._default_manager, "visible_to")):
        return None
    found: Model | None = model._default_manager.filter(pk=pk).first()
    return found
