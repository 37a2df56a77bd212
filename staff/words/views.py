"""The page of the city's own words, and of one row."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render

from accounts.access import Request, ask, reads, writes
from records.forms import attempt
from staff.words.forms import FORMS
from staff.words.rules import may_keep_words
from staff.words.words import LISTS, Word


@reads
def words(request: Request) -> HttpResponse:
    ask(may_keep_words, request.user, None)
    rows = ((code, kind._meta.verbose_name, kind.objects) for code, kind in LISTS.items())
    lists = [(code, name, found.order_by("-is_used", "order", "pk")) for code, name, found in rows]
    return render(request, "staff/words/list.html", {"lists": lists})


@writes
def word(request: Request, kind: str, pk: int = 0) -> HttpResponseBase:
    """A new row without ``pk``."""
    ask(may_keep_words, request.user, None)
    if kind not in LISTS:
        raise Http404(kind)
    model: type[Word] = LISTS[kind]
    row = get_object_or_404(model, pk=pk) if pk else None
    form = FORMS[kind](request.POST or None, row=row)

    def act(**facts: Any) -> None:
        row.change(by=request.user, **facts) if row else model.add(by=request.user, **facts)

    if form.is_valid() and attempt(form, act, **form.cleaned_data):
        messages.success(request, f"{model._meta.verbose_name}を保存しました。")
        return redirect("staff:words")
    return render(request, "staff/words/word.html", {"form": form, "row": row, "title": model._meta.verbose_name})
