"""Pages that every kind of case shares: acting on a proposal, and opening an attachment."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model
from django.http import FileResponse, Http404, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from accounts.access import Request, fetch, reads, writes
from accounts.models import User
from records.approvals import Kind, Proposal
from records.attachments import Attachment
from records.forms import Form, LongTextField


class ActForm(Form):
    """What the holder of the open step says. ``step`` is the step that was seen: a stale page acts on nothing."""

    step = forms.IntegerField(widget=forms.HiddenInput)
    comment = LongTextField(label="意見", required=False, max_length=2000)


def visible_case(case: Any, user: User) -> Model:
    """The case itself, if the person may see it; Http404 otherwise. Every case's manager knows ``visible_to``."""
    if case is None:
        raise Http404
    found: Model = fetch(type(case).objects.visible_to(user, on=timezone.localdate()), by=user, pk=case.pk)
    return found


@writes
def approve(request: Request, pk: int) -> HttpResponseBase:
    return act(request, pk, approving=True)


@writes
def send_back(request: Request, pk: int) -> HttpResponseBase:
    return act(request, pk, approving=False)


def act(request: Request, pk: int, *, approving: bool) -> HttpResponseBase:
    proposal = get_object_or_404(Proposal, pk=pk)  # seen by whoever sees its case
    case: Any = visible_case(proposal.case, request.user)
    if request.method != "POST":
        return redirect(case.get_absolute_url())  # the form stands on the case's own page
    form = ActForm(request.POST)
    if form.is_valid():
        step, comment = form.cleaned_data["step"], form.cleaned_data["comment"]
        try:
            with transaction.atomic():
                verb = proposal.approve if approving else proposal.send_back
                done = verb(by=request.user, step=step, comment=comment)
        except ValidationError as refusal:
            form.add_error(None if approving else "comment", refusal)
        else:
            messages.add_message(request, messages.WARNING if done.kind == Kind.VOID else messages.SUCCESS, done.said)
            return redirect(case.get_absolute_url())
    context = {"proposal": proposal, "case": case, "form": form, "approving": approving}
    return render(request, "records/act.html", context)


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
