"""団体の種類: the city reads them, the section writes them."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from accounts.access import Request, ask, fetch, reads, writes
from organizations.kinds.forms import KindForm
from organizations.kinds.kind import Kind
from organizations.kinds.usual import KINDS
from organizations.rules import may_keep_kinds, may_read_kinds
from records.events import Event
from records.forms import attempt
from records.pressing import pressed


@reads
def kinds(request: Request) -> HttpResponseBase:
    ask(may_read_kinds, request.user, None)
    rows = list(Kind.objects.visible_to(request.user, on=timezone.localdate()))
    known = {kind.code for kind in rows} | {kind.name for kind in rows}
    lacking = [facts["name"] for code, facts in KINDS.items() if not {code, facts["name"]} & known]
    context = {"kinds": rows, "lacking": lacking, "keeps": bool(may_keep_kinds(request.user, None))}
    return render(request, "organizations/kinds/list.html", context)


@writes
def lay_down(request: Request) -> HttpResponseBase:
    """よくある種類を入れる."""
    ask(may_keep_kinds, request.user, None)
    to = reverse("organizations:kinds")

    def act() -> None:
        Kind.lay_down(by=request.user)

    return pressed(request, act, "よくある種類を入れました。市に合わせて直してください。", to=to)


@writes
def new(request: Request) -> HttpResponseBase:
    ask(may_keep_kinds, request.user, None)
    form = KindForm(request.POST or None)
    if form.is_valid() and attempt(form, Kind.add, by=request.user, **form.cleaned_data):
        messages.success(request, f"「{form.cleaned_data['name']}」を加えました。")
        return redirect("organizations:kinds")
    return render(request, "organizations/kinds/edit.html", {"form": form, "kind": None, "events": []})


@writes
def edit(request: Request, pk: int) -> HttpResponseBase:
    ask(may_read_kinds, request.user, None)
    kinds_ = Kind.objects.visible_to(request.user, on=timezone.localdate())
    kind = fetch(kinds_, by=request.user, may=may_keep_kinds, pk=pk)
    form = KindForm(request.POST or None, kind=kind)
    if form.is_valid() and attempt(form, kind.revise, by=request.user, **form.cleaned_data):
        messages.success(request, f"「{kind}」を直しました。これからのことに、あてはまります。")
        return redirect("organizations:kinds")
    events = list(Event.objects.about(kind))
    return render(request, "organizations/kinds/edit.html", {"form": form, "kind": kind, "events": events})
