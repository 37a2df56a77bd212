"""Many receipts at once: the sheet to fill in, the look at what it would change, and photos in one go."""

from __future__ import annotations

import secrets
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header

from accounts.access import Request, reads, writes
from grants.heaps.forms import PhotosForm, SheetFileForm
from grants.heaps.photos import drop_photo, receive_photos, waiting_photo
from grants.heaps.sheet import HEADINGS, Heap
from grants.heaps.taking import take
from grants.heaps.workbook import look_through, prepared
from grants.reports import Report
from grants.rules import may_write
from grants.views.reporting import visible
from records.forms import attempt
from records.pressing import pressed
from records.sheets.files import XLSX, NotASheet

WAITS = 60 * 60  # seconds for which a sheet that was looked through waits for the word to take it


@reads
def sheet(request: Request, pk: int) -> HttpResponse:
    """The sheet to fill in, with the receipts that are there already."""
    found = visible(request, pk, may_write)
    headers = {"Content-Disposition": content_disposition_header(True, f"領収書の表_{found.pk}.xlsx")}
    return HttpResponse(prepared(found, by=request.user), content_type=XLSX, headers=headers)


@writes
def take_in(request: Request, pk: int) -> HttpResponseBase:
    """First the look: every difference, every wrong cell; then, with the word, all of it or nothing."""
    found = visible(request, pk, may_write)
    if not found.is_open:
        return redirect("grants:report_receipts", pk)
    token = request.POST.get("token", "")
    form = SheetFileForm(None if token else request.POST or None, request.FILES or None)
    heap: Heap | None = None
    if token and (heap := kept(request, found, token)) is None:
        messages.warning(request, "確かめてから時間がたちました。もう一度ファイルを選んでください。")
        return redirect("grants:report_receipts_import", pk)
    if token and heap and not heap.problems:
        struck = f"、{len(heap.struck)}枚を消し" if heap.struck else ""
        done = f"{heap.added}枚を加え、{heap.changed}枚を直し{struck}ました。"
        act = partial(take, found, heap, by=request.user)
        return pressed(request, act, done, to=reverse("grants:report_receipts", args=[pk]))
    if not token and form.is_valid():
        heap, token = looked_through(request, found, form)
    token = token if heap and not heap.problems else ""
    context = {"report": found, "form": form, "heap": heap, "token": token, "headings": HEADINGS.values()}
    return render(request, "grants/heaps/import.html", context)


def looked_through(request: Request, report: Report, form: SheetFileForm) -> tuple[Heap | None, str]:
    """What the file would do; it waits for the second step if nothing stands against it."""
    file, token = form.cleaned_data["file"], secrets.token_urlsafe(16)
    content = file.read()
    file.seek(0)
    try:
        heap = look_through(report, file, by=request.user)
    except NotASheet as problem:
        form.add_error("file", str(problem))
        return None, ""
    if heap.problems or not heap.does_something:
        return heap, ""
    cache.set(key(request, report, token), (file.name, content), WAITS)
    return heap, token


def kept(request: Request, report: Report, token: str) -> Heap | None:
    """The same file, judged once more against the receipts as they are now."""
    if (found := cache.get(key(request, report, token))) is None:
        return None
    cache.delete(key(request, report, token))
    name, content = found
    return look_through(report, SimpleUploadedFile(name, content), by=request.user)


def key(request: Request, report: Report, token: str) -> str:
    return f"receipts:{report.pk}:{request.user.pk}:{token}"[:200]


@writes
def photos(request: Request, pk: int) -> HttpResponseBase:
    found = visible(request, pk, may_write)
    if not found.is_open:
        return redirect("grants:report_receipts", pk)
    form = PhotosForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        files: list[Any] = form.cleaned_data["photos"]
        if attempt(form, partial(receive_photos, found, files), by=request.user):
            messages.success(request, f"{len(files)}枚の写真を入れました。1枚ずつ、金額などを入れてください。")
            return redirect("grants:report_receipts", pk)
    return render(request, "grants/heaps/photos.html", {"report": found, "form": form})


@writes
def photo_drop(request: Request, pk: int, photo: int) -> HttpResponseBase:
    found = visible(request, pk, may_write)
    if (waiting := waiting_photo(found, str(photo))) is None:
        raise Http404
    to = reverse("grants:report_receipts", args=[pk])
    return pressed(request, lambda: drop_photo(found, waiting, by=request.user), "写真を外しました。", to=to)
