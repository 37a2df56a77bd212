"""まとめて印刷: a selection of letters, what it shall come with, how far it is, and the files."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from accounts.access import Request, ask, fetch, reads, recorded, writes
from accounts.reader import shows_pdf
from records.events import record
from records.forms import attempt
from records.jobs.worker import is_working
from records.letters.letter import Letter, LetterQuerySet
from records.letters.posting.addresses import Address
from records.letters.posting.forms import LayoutForm, PostingForm
from records.letters.posting.layouts import SheetLayout, known
from records.letters.posting.order import delivered
from records.letters.posting.posting import MOST, Posting
from records.letters.posting.rules import may_post
from records.letters.views import Filters

ROWS = 30


def chosen(request: Request) -> LetterQuerySet:
    """Those that were ticked, or all of a filter; erased ones have nothing to print."""
    letters: LetterQuerySet = Letter.objects.visible_to(request.user, on=timezone.localdate()).exclude(html="")
    asked = request.POST if request.method == "POST" else request.GET
    if "every" in asked:
        years = list(letters.order_by("-fiscal_year").values_list("fiscal_year", flat=True).distinct())
        return Filters(asked, years=years).apply(letters)
    return letters.filter(pk__in=keys(asked))


def keys(asked: QueryDict) -> list[int]:
    words = [*asked.getlist("letter"), *asked.get("letters", "").split(",")]
    return [int(word) for word in words if word.isdecimal() and len(word) < 19][:MOST]


@writes
def new(request: Request) -> HttpResponseBase:
    ask(may_post, request.user, None)
    letters = chosen(request)
    if not (count := letters.count()) or count > MOST:
        messages.warning(request, f"印刷する通知書を1通から{MOST:,}通までえらんでください。今は{count:,}通です。")
        return redirect("letters:list")
    by_area = request.POST.get("order", "area") != "number"
    found = delivered(letters.defer("html"), by_area=by_area)
    form = PostingForm(request.POST if "order" in request.POST else None, letters=found)
    made: list[Posting] = []
    if form.is_valid() and attempt(form, lambda: made.append(Posting.begin(found, by=request.user, **form.options))):
        return redirect(made[0])
    context = {
        "form": form,
        "letters": found,
        "chosen": ",".join(str(letter.pk) for letter in found),
        "without": [letter for letter in found if Address.of(letter).is_missing],
    }
    return render(request, "records/letters/posting/new.html", context)


@reads
def postings(request: Request) -> HttpResponse:
    ask(may_post, request.user, None)
    rows = Posting.objects.visible_to(request.user, on=timezone.localdate()).select_related("by")
    page = Paginator(rows, ROWS).get_page(request.GET.get("page"))
    return render(request, "records/letters/posting/list.html", {"page": page})


def seen(request: Request, pk: int) -> Posting:
    rows = Posting.objects.visible_to(request.user, on=timezone.localdate()).select_related("by", "window", "labels")
    return fetch(rows, by=request.user, pk=pk)


@reads
def posting(request: Request, pk: int) -> HttpResponse:
    """How far it is; then the files, and the check of the pages."""
    found = seen(request, pk)
    parts = found.parts.select_related("letter").order_by("position")
    context = {
        "posting": found,
        "parts": parts,
        "total": parts.count(),
        "counted": parts.exclude(pages=None).count(),
        "working": found.is_over or is_working(),
    }
    return render(request, "records/letters/posting/posting.html", context)


@recorded
@shows_pdf
def file(request: Request, pk: int, what: str) -> HttpResponseBase:
    """The finished file to those who send letters; that it was opened goes on record."""
    found = seen(request, pk)
    kept: Any = found.labels_file if what == "labels" else found.file
    if not kept:
        raise Http404
    name = "宛名ラベル" if what == "labels" else "通知書"
    request.afterwards.append(partial(record, found, "posting.open", by=request.user, comment=name))
    filename = f"{name}_{timezone.localtime(found.at):%Y%m%d_%H%M}.pdf"
    return FileResponse(kept.open("rb"), filename=filename, content_type="application/pdf")


@reads
def layouts(request: Request) -> HttpResponse:
    ask(may_post, request.user, None)
    return render(request, "records/letters/posting/layouts.html", {"layouts": known()})


@writes
def layout(request: Request, pk: int | None = None) -> HttpResponseBase:
    """A new place for addresses, or one that is there already."""
    ask(may_post, request.user, None)
    row = get_object_or_404(SheetLayout, pk=pk) if pk is not None else SheetLayout()
    form = LayoutForm(request.POST or None, instance=row)
    if form.is_valid() and attempt(form, form.instance.decide, by=request.user):
        messages.success(request, f"「{form.instance}」を保存しました。")
        return redirect("letters:layouts")
    return render(request, "records/letters/posting/layout.html", {"form": form, "is_new": pk is None})
