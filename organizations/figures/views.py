"""Figures from a file: first the look at what it would change, then all of it or nothing."""

from __future__ import annotations

import secrets

from django.contrib import messages
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from accounts.access import Request, ask, writes
from organizations.figures.forms import FigureFileForm
from organizations.figures.judged import Judged, Wishes
from organizations.figures.judging import Judge
from organizations.figures.kept import FigureFile
from organizations.figures.taking import take
from organizations.rules import may_take_figures
from records.pressing import pressed
from records.sheets.files import NotASheet

WAITS = 60 * 60  # seconds for which a file that was looked through waits for the word to take it
SHOWN = 10  # of the files that were taken before


@writes
def take_in(request: Request) -> HttpResponseBase:
    ask(may_take_figures, request.user, None)
    token = request.POST.get("token", "")
    form = FigureFileForm(None if token else request.POST or None, request.FILES or None)
    judged: Judged | None = None
    if token and (judged := kept(request, token)) is None:
        messages.warning(request, "確かめてから時間がたちました。もう一度ファイルを選んでください。")
        return redirect("areas:figures")
    if token and judged and not judged.problems:
        return taken(request, judged)
    if not token and form.is_valid():
        judged, token = looked_through(request, form)
    token = token if judged and not judged.problems else ""
    files = FigureFile.objects.select_related("taken_by")[:SHOWN]
    return render(request, "areas/figures.html", {"form": form, "judged": judged, "token": token, "files": files})


def taken(request: Request, judged: Judged) -> HttpResponseBase:
    def act() -> None:
        take(judged, by=request.user)

    done = f"{judged.added:,}の数値を加え、{len(judged.changes):,}の数値を直しました。"
    return pressed(request, act, done, to=reverse("areas:figures"))


def looked_through(request: Request, form: FigureFileForm) -> tuple[Judged | None, str]:
    """What the file would do; it waits for the second step if nothing stands against it."""
    file, token, wishes = form.cleaned_data["file"], secrets.token_urlsafe(16), form.wishes()
    try:
        judged = Judge(file, wishes, on=timezone.localdate()).judge()
    except NotASheet as problem:
        form.add_error("file", str(problem))
        return None, ""
    if judged.problems or not (judged.added or judged.changes):
        return judged, ""
    file.seek(0)
    cache.set(key(request, token), (file.name, file.read(), wishes), WAITS)
    return judged, token


def kept(request: Request, token: str) -> Judged | None:
    """The same file, judged once more against the register as it is now."""
    found: tuple[str, bytes, Wishes] | None = cache.get(key(request, token))
    if found is None:
        return None
    cache.delete(key(request, token))
    name, content, wishes = found
    return Judge(SimpleUploadedFile(name, content), wishes, on=timezone.localdate()).judge()


def key(request: Request, token: str) -> str:
    return f"figures:{request.user.pk}:{token}"[:200]
