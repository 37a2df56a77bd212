"""What everybody reads without signing in: handbook, questions and answers, cases and news."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from accounts.access import Request, reads
from accounts.limits import limited
from plans.articles.article import Kind
from plans.articles.edition import ArticleEdition
from plans.articles.forms import FindForm
from plans.articles.photos import ArticlePhoto
from plans.articles.querysets import EditionQuerySet
from plans.articles.shelves import chapters, news
from plans.articles.shelves import public as shelf
from records.pictures import picture

KNOCKS = 120  # a minute
CARDS, SHOWN = 24, 3


def public(kind: str) -> EditionQuerySet:
    return shelf(kind, on=timezone.localdate())


@login_not_required
@limited("library", per_minute=KNOCKS)
@reads
def index(request: Request) -> HttpResponse:
    """手引きと事例: the entrance, with a search through everything."""
    words = request.GET.get("q", "").strip()[:60]
    today = timezone.localdate()
    hits = ArticleEdition.objects.public(on=today).for_lists().with_words(words)[:CARDS] if words else []
    context = {
        "words": words,
        "hits": hits,
        "news": news(on=today)[:SHOWN],
        "chapters": chapters(on=today),
        "cases": public(Kind.CASE).order_by("-published_at").prefetch_related("photos")[:SHOWN],
    }
    return render(request, "plans/articles/index.html", context)


@login_not_required
@limited("library", per_minute=KNOCKS)
@reads
def handbook(request: Request) -> HttpResponse:
    return render(request, "plans/articles/handbook.html", {"chapters": chapters(on=timezone.localdate())})


@login_not_required
@limited("library", per_minute=KNOCKS)
@reads
def questions(request: Request) -> HttpResponse:
    """By theme, in the city's order; found by words."""
    form = FindForm(request.GET, kind=Kind.QUESTION)
    found = public(Kind.QUESTION).with_words(form.wanted.get("q", ""))
    if theme := form.wanted.get("theme"):
        found = found.filter(theme=theme)
    rows = found.order_by("theme__order", "theme", "order", "pk")
    themes = [(theme, list(group)) for theme, group in groupby(rows, key=lambda edition: edition.theme)]
    return render(request, "plans/articles/questions.html", {"form": form, "themes": themes})


@login_not_required
@limited("library", per_minute=KNOCKS)
@reads
def cases(request: Request) -> HttpResponse:
    form = FindForm(request.GET, kind=Kind.CASE)
    found = public(Kind.CASE).with_words(form.wanted.get("q", ""))
    if theme := form.wanted.get("theme"):
        found = found.filter(theme=theme)
    if area := form.wanted.get("area"):
        found = found.within(area)
    rows = found.order_by("-year", "-published_at", "pk").prefetch_related("photos")
    page = Paginator(rows, CARDS).get_page(request.GET.get("page"))
    return render(request, "plans/articles/cases.html", {"form": form, "page": page})


@login_not_required
@limited("library", per_minute=KNOCKS)
@reads
def news_list(request: Request) -> HttpResponse:
    page = Paginator(news(on=timezone.localdate()), CARDS).get_page(request.GET.get("page"))
    return render(request, "plans/articles/news.html", {"page": page})


def read(request: Request, kind: str, pk: int) -> HttpResponse:
    seen = public(kind).select_related("project__plan")
    edition: Any = get_object_or_404(seen, article=pk)
    context = {"edition": edition, "kind": Kind(kind), "photos": edition.photos.all()}
    if kind == Kind.CHAPTER:
        rows = list(chapters(on=timezone.localdate()))
        at = next((n for n, each in enumerate(rows) if each.pk == edition.pk), 0)
        context |= {"chapters": rows, "before": rows[at - 1] if at else None, "after": next(iter(rows[at + 1 :]), None)}
    return render(request, "plans/articles/read.html", context)


@login_not_required
@limited("library", per_minute=KNOCKS)
@reads
def chapter(request: Request, pk: int) -> HttpResponse:
    return read(request, Kind.CHAPTER, pk)


@login_not_required
@limited("library", per_minute=KNOCKS)
@reads
def question(request: Request, pk: int) -> HttpResponse:
    return read(request, Kind.QUESTION, pk)


@login_not_required
@limited("library", per_minute=KNOCKS)
@reads
def case(request: Request, pk: int) -> HttpResponse:
    return read(request, Kind.CASE, pk)


@login_not_required
@limited("library", per_minute=KNOCKS)
@reads
def piece_of_news(request: Request, pk: int) -> HttpResponse:
    return read(request, Kind.NEWS, pk)


@login_not_required
@reads
def photo(request: Request, pk: int) -> HttpResponseBase:
    seen = ArticleEdition.objects.public(on=timezone.localdate())
    found = get_object_or_404(ArticlePhoto.objects.select_related("attachment"), pk=pk, edition__in=seen)
    return picture(request, found.attachment)
