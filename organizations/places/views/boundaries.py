"""Boundaries come in: a file is uploaded, looked at beside the city's areas, and taken whole."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone

from accounts.access import Request, ask, fetch, writes
from organizations.places.files import BoundaryFile
from organizations.places.rules import may_keep_areas
from organizations.places.uploading import TakeForm, UploadForm
from organizations.places.views.maps import system_named
from records.forms import attempt
from records.pressing import pressed


def visible(request: Request, pk: int) -> BoundaryFile:
    files = BoundaryFile.objects.visible_to(request.user, on=timezone.localdate())
    return fetch(files, by=request.user, may=may_keep_areas, pk=pk)


@writes
def upload(request: Request, code: str) -> HttpResponse:
    system = system_named(code)
    ask(may_keep_areas, request.user, None)
    form = UploadForm(request.POST or None, request.FILES or None, system=system, on=timezone.localdate())
    if form.is_valid():
        return redirect(BoundaryFile.receive(by=request.user, **form.facts))
    waiting = BoundaryFile.objects.filter(system_code=code, status=BoundaryFile.Status.DRAFT).defer("content")
    return render(request, "areas/upload.html", {"system": system, "form": form, "waiting": waiting})


@writes
def boundary_file(request: Request, pk: int) -> HttpResponse:
    """Which figure is which area; sent, all that were chosen become boundaries."""
    file = visible(request, pk)
    if file.status != BoundaryFile.Status.DRAFT:
        return render(request, "areas/boundary_file.html", {"file": file, "form": None})
    column = request.POST.get("column", request.GET.get("column", ""))
    form = TakeForm(request.POST or None, file=file, column=column)
    if form.is_valid() and attempt(form, file.take_in, by=request.user, chosen=form.chosen):
        messages.success(request, f"{len(form.chosen)}つの区域の境を、地図に入れました。")
        return redirect(file.system)
    faults = [] if request.method == "POST" else form.faults()
    return render(request, "areas/boundary_file.html", {"file": file, "form": form, "faults": faults})


@writes
def drop(request: Request, pk: int) -> HttpResponseBase:
    file = visible(request, pk)
    return pressed(request, lambda: file.drop(by=request.user), "取り込みをやめました。", to=file, otherwise=file)
