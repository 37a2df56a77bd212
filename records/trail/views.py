"""The whole trail, newest first, and the anchor of a day as a page to print and put away."""

from __future__ import annotations

from datetime import date
from functools import partial

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from accounts.access import Request, ask, reads, recorded
from records.codes import Square
from records.era import NotADate, parse_date
from records.events import Event, record, spoken_verbs
from records.forms import Form, TextField
from records.trail.chain import TrailAnchor, TrailLink
from records.trail.rules import may_read_trail

ROWS = 50
ANCHORS = 10


class Filters(Form):
    """What is looked for; an answer that makes no sense filters nothing."""

    q = TextField(label="人・したこと・日・IPアドレスでさがす", required=False, max_length=60)

    def apply(self, events: QuerySet[Event]) -> QuerySet[Event]:
        self.full_clean()
        for word in self.words:
            events = events.filter(matching(word))
        return events

    @property
    def words(self) -> list[str]:
        return (self.cleaned_data.get("q") or "").split()


def matching(word: str) -> Q:
    """A day, or a part of a person's name, post or deed, or the beginning of an address."""
    try:
        return Q(at__date=parse_date(word))
    except NotADate:
        verbs = [verb for verb, said in spoken_verbs().items() if word in said]
    named = Q(actor_name__icontains=word) | Q(as_post__icontains=word) | Q(on_behalf__icontains=word)
    return named | Q(verb__in=verbs) | Q(from_address__istartswith=word)


@recorded
def log(request: Request) -> HttpResponse:
    """Everything that happened. That somebody looked is itself in the trail."""
    ask(may_read_trail, request.user, None)
    filters = Filters(request.GET)
    events = filters.apply(
        Event.objects.order_by("-pk").select_related("actor", "case_type", "link").prefetch_related("case")
    )
    page = Paginator(events, ROWS).get_page(request.GET.get("page"))
    comment = " ".join([*filters.words, f"{page.number}ページ"])
    request.afterwards.append(partial(record, request.user, "trail.read", by=request.user, comment=comment))
    context = {
        "page": page,
        "filters": filters,
        "filtered": bool(filters.words),
        "head": TrailLink.head(),
        "anchors": TrailAnchor.objects.order_by("-day")[:ANCHORS],
    }
    return render(request, "records/trail/log.html", context)


@reads
def anchor(request: Request, day: str) -> HttpResponse:
    """The anchor on one sheet: its hash in words of eight, and as a square for a camera."""
    ask(may_read_trail, request.user, None)
    try:
        held = get_object_or_404(TrailAnchor, day=date.fromisoformat(day))
    except ValueError as problem:
        raise Http404 from problem
    words = [held.digest[start : start + 8] for start in range(0, len(held.digest), 8)]
    line = f"{held.position}:{held.digest}"
    context = {"anchor": held, "words": words, "line": line, "square": Square(line), "today": timezone.localdate()}
    return render(request, "records/trail/anchor.html", context)
