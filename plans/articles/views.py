"""The desk: where articles are written, checked and published."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from accounts.access import Request, Rule, ask, fetch, reads, writes
from accounts.models import User
from organizations.models import Organization
from plans.articles.article import Kind
from plans.articles.columns import COLUMNS
from plans.articles.edition import ArticleEdition
from plans.articles.forms import ArticleForm, PhotosForm, PhotoWordsForm, ReasonForm
from plans.articles.listing import HEAPS, found, tag_of
from plans.articles.photos import add_photos, describe_photos, remove_photo
from plans.articles.rules import (
    may_begin_article,
    may_check_article,
    may_tell_case,
    may_use_desk,
    may_withdraw_article,
    may_write_article,
)
from records.events import Event
from records.forms import attempt
from records.pictures import picture
from records.pressing import pressed

ROWS = 50


@reads
def desk(request: Request) -> HttpResponse:
    ask(may_use_desk, request.user, None)
    today, heap = timezone.localdate(), request.GET.get("heap", "open")
    kind = request.GET.get("kind", "")
    page = Paginator(found(request.user, heap=heap, kind=kind, on=today), ROWS).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": [(edition, tag_of(edition)) for edition in page],
        "heaps": HEAPS,
        "heap": heap,
        "kinds": Kind.choices,
        "kind": kind,
        "may_begin": bool(may_begin_article(request.user, None)),
        "bodies": request.user.writes_for(today),
    }
    return render(request, "plans/articles/desk.html", context)


@writes
def new(request: Request, kind: str) -> HttpResponseBase:
    """The section begins any kind, an organization a case about itself (``?organization=``)."""
    if kind not in Kind.values:
        raise Http404
    body, today = body_of(request) if kind == Kind.CASE else None, timezone.localdate()
    if body is None:
        ask(may_begin_article, request.user, None)
    form = ArticleForm(request.POST or None, kind=kind, user=request.user, on=today, of=body)

    def begin() -> None:
        facts = dict(form.cleaned_data)
        about = body or facts.pop("organization", None)
        edition = ArticleEdition.begin(
            kind, by=request.user, organization=about, is_from_body=body is not None, **facts
        )
        form.instance = edition

    context = {"form": form, "kind": Kind(kind), "edition": None, "body": body}
    if previewed(request, form):
        return shown(request, context)
    if form.is_valid() and attempt(form, begin):
        return kept(request, form.instance)
    return render(request, "plans/articles/edit.html", context)


def body_of(request: Request) -> Organization | None:
    """The organization for which somebody writes; the city writes for none."""
    today = timezone.localdate()
    asked, own = request.GET.get("organization", ""), request.user.writes_for(today)
    if not asked and (request.user.in_section(on=today) or len(own) != 1):
        return None
    key = int(asked) if asked.isdecimal() and len(asked) < 10 else own[0].pk if own else 0
    return fetch(Organization.objects.visible_to(request.user, on=today), by=request.user, may=may_tell_case, pk=key)


def previewed(request: Request, form: ArticleForm) -> bool:
    return request.method == "POST" and "preview" in request.POST and form.is_valid()


def shown(request: Request, context: dict[str, Any]) -> HttpResponse:
    """As it will be read, from what was typed; nothing is kept."""
    form = context["form"]
    draft = ArticleEdition(**{name: value for name, value in form.cleaned_data.items() if name != "organization"})
    return render(request, "plans/articles/edit.html", {**context, "preview": draft})


def kept(request: Request, edition: ArticleEdition) -> HttpResponse:
    messages.success(request, "下書きを保存しました。")
    return redirect("articles:photos", edition.pk) if "photos" in request.POST else redirect(edition)


def visible(request: Request, pk: int, may: Rule | None = None) -> ArticleEdition:
    seen = ArticleEdition.objects.visible_to(request.user, on=timezone.localdate())
    return fetch(seen.for_lists().select_related("project__plan", "checked_by"), by=request.user, may=may, pk=pk)


@writes
def edit(request: Request, pk: int) -> HttpResponseBase:
    edition = visible(request, pk, may_write_article)
    if not edition.is_open:
        return redirect(edition)
    kind, today = edition.article.kind, timezone.localdate()
    form = ArticleForm(
        request.POST or None, kind=kind, user=request.user, on=today, of=edition.organization, edition=edition
    )
    context = {"form": form, "kind": Kind(kind), "edition": edition, "body": edition.organization}
    if previewed(request, form):
        return shown(request, context)
    if form.is_valid() and attempt(form, edition.write, by=request.user, **form.cleaned_data):
        return kept(request, edition)
    return render(request, "plans/articles/edit.html", context)


@reads
def detail(request: Request, pk: int) -> HttpResponse:
    return render(request, "plans/articles/detail.html", page_of(visible(request, pk), request.user))


def page_of(edition: ArticleEdition, user: User) -> dict[str, Any]:
    may_write, may_check = bool(may_write_article(user, edition)), bool(may_check_article(user, edition))
    others = ArticleEdition.objects.filter(article=edition.article_id).exclude(pk=edition.pk)
    return {
        "edition": edition,
        "tag": tag_of(edition),
        "kind": Kind(edition.article.kind),
        "columns": COLUMNS[edition.article.kind],
        "photos": edition.photos.select_related("attachment"),
        "missing": edition.missing() if edition.is_open and may_write else [],
        "may_write": may_write,
        "checks": may_check and edition.can("publish"),
        "withdraws": bool(may_withdraw_article(user, edition)) and edition.can("withdraw"),
        "revises": may_write and edition.status in ("published", "withdrawn"),
        "others": [(each, tag_of(each)) for each in others.visible_to(user, on=timezone.localdate())],
        "back": ReasonForm(label="直してほしいところ", prefix="back"),
        "out": ReasonForm(label="公開をやめるわけ", prefix="out"),
        "events": Event.objects.about(edition),
    }


Deed = Callable[[ArticleEdition, User], Any]
DEEDS: dict[str, tuple[Rule, Deed, str]] = {
    "ask": (may_write_article, lambda edition, by: edition.ask(by=by), "確認を頼みました。"),
    "take-back": (may_write_article, lambda edition, by: edition.take_back(by=by), "下書きにもどしました。"),
    "drop": (may_write_article, lambda edition, by: edition.drop(by=by), "書くのをやめました。"),
    "revise": (may_write_article, lambda edition, by: edition.revise(by=by), "新しい版を書きはじめました。"),
    "publish": (may_check_article, lambda edition, by: edition.publish(by=by), "公開しました。"),
}


@writes
def act(request: Request, pk: int, deed: str) -> HttpResponseBase:
    """The buttons that need no words."""
    if deed not in DEEDS:
        raise Http404
    may, verb, done = DEEDS[deed]
    edition = visible(request, pk, may)
    return pressed(request, partial(verb, edition, request.user), done, to=edition)


def with_reason(request: Request, edition: ArticleEdition, name: str, label: str, done: str) -> HttpResponseBase:
    """A refusal shows the page again with what was typed."""
    if request.method != "POST":
        return redirect(edition)
    form, verb = (
        ReasonForm(request.POST, label=label, prefix=name),
        {"back": edition.send_back, "out": edition.withdraw},
    )
    if form.is_valid() and attempt(form, verb[name], by=request.user, **form.cleaned_data):
        messages.success(request, done)
        return redirect(edition)
    return render(request, "plans/articles/detail.html", {**page_of(edition, request.user), name: form})


@writes
def send_back(request: Request, pk: int) -> HttpResponseBase:
    edition = visible(request, pk, may_check_article)
    return with_reason(request, edition, "back", "直してほしいところ", "直すところを伝えました。")


@writes
def withdraw(request: Request, pk: int) -> HttpResponseBase:
    edition = visible(request, pk, may_withdraw_article)
    return with_reason(request, edition, "out", "公開をやめるわけ", "公開をやめました。")


@writes
def photos(request: Request, pk: int) -> HttpResponseBase:
    """New photos are kept at once; the words of those that are there are saved together."""
    edition = visible(request, pk, may_write_article)
    if not edition.is_open:
        return redirect(edition)
    adds = "add" in request.POST
    form = PhotosForm(request.POST if adds else None, request.FILES if adds else None)
    data = request.POST if request.method == "POST" and not adds else None
    rows = [PhotoWordsForm(data, photo) for photo in edition.photos.select_related("attachment")]
    if (
        adds
        and form.is_valid()
        and attempt(form, lambda: add_photos(edition, form.cleaned_data["photos"], by=request.user))
    ):
        messages.success(request, "写真を入れました。説明を書いてください。")
        return redirect("articles:photos", pk)
    if data is not None and False not in [row.is_valid() for row in rows]:
        words = {row.photo.pk: row.cleaned_data for row in rows}
        return pressed(
            request, partial(describe_photos, edition, words, by=request.user), "写真の説明を保存しました。", to=edition
        )
    return render(request, "plans/articles/photos.html", {"edition": edition, "form": form, "rows": rows})


@writes
def photo_out(request: Request, pk: int, key: int) -> HttpResponseBase:
    edition = visible(request, pk, may_write_article)
    photo = fetch(edition.photos.all(), by=request.user, pk=key)
    to = reverse("articles:photos", args=[pk])
    return pressed(request, partial(remove_photo, photo, by=request.user), "写真を外しました。", to=to)


@reads
def photo(request: Request, pk: int, key: int) -> HttpResponseBase:
    """Of an edition that is not published yet."""
    found = fetch(visible(request, pk).photos.select_related("attachment"), by=request.user, pk=key)
    return picture(request, found.attachment)
