"""/design/: every piece of the pages in every state, and two pages to try: a form and a sheet. Nothing is stored there.

For the city's staff, and for everybody where the portal is a demonstration.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import wraps

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from config import samples
from records import drafts
from records.forms import press

View = Callable[[HttpRequest], HttpResponse]


def for_staff_or_demonstration(view: View) -> View:
    @login_not_required
    @wraps(view)
    def guarded(request: HttpRequest) -> HttpResponse:
        user = request.user
        if settings.DEMO or (user.is_authenticated and user.runs_settings(on=timezone.localdate())):
            return view(request)
        raise Http404

    return guarded


@for_staff_or_demonstration
def pieces(request: HttpRequest) -> HttpResponse:
    today = date(2025, 5, 20)
    return render(
        request,
        "design/pieces.html",
        {
            "today": today,
            "form": samples.SampleForm(),
            "tasks": samples.TASKS,
            "ways": samples.WAYS,
            "tags": samples.TAGS,
            "facts": samples.FACTS,
            "figures": samples.FIGURES,
            "approval": samples.route(),
            "events": samples.events(),
            "corrections": samples.corrections(),
            "page": Paginator(range(300), 20).page(3),
        },
    )


@for_staff_or_demonstration
def form(request: HttpRequest) -> HttpResponse:
    form = samples.SampleForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        messages.success(request, "読み取れました。見本なので、どこにも保存していません。")
        return HttpResponseRedirect(reverse("design:form"))
    return render(request, "design/form.html", {"form": form})


@for_staff_or_demonstration
def sheet(request: HttpRequest) -> HttpResponse:
    """As every page that is saved while one types; a visitor who has not signed in has nothing saved."""
    user, key = request.user, drafts.personal_key(request)
    if user.is_authenticated and drafts.is_autosave(request):
        return drafts.autosaved(request, key, by=user)
    typed, draft = drafts.bound_data(request, key) if user.is_authenticated else (request.POST or None, None)
    pressed = press(request.POST) if request.method == "POST" else None
    sheets = samples.sheets(pressed or typed)
    if pressed or request.method != "POST":
        sheets = {name: sheet.unjudged() for name, sheet in sheets.items()}
    elif all(sheet.is_valid() for sheet in sheets.values()):
        drafts.drop(key)
        messages.success(request, "読み取れました。見本なので、書いたものは残しません。")
        return HttpResponseRedirect(reverse("design:sheet"))
    cost, income = sheets["projects"].total("cost"), sheets["incomes"].total("amount")
    totals = {"cost": cost, "granted": sheets["projects"].total("granted"), "income": income, "gap": income - cost}
    return render(request, "design/sheet.html", {**sheets, **totals, "version": draft.version if draft else 0})
