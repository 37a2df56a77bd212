"""A scheme as a whole: taken from a rule book, sent to the posts; what they decided is looked at and compared."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.template.defaultfilters import linebreaksbr
from django.utils import timezone

from accounts.access import Request, ask, fetch, reads, writes
from grants.rulebooks.forms import BookForm, ProposeForm, TermsForm
from grants.rulebooks.showing import Comparison, version_context
from grants.rulebooks.stationery import told_papers
from grants.rulebooks.taking import Look, import_book, look, put_in_place
from grants.rulebooks.versions import SchemeVersion
from grants.rules import may_manage_schemes, may_see_inside
from grants.schemes import Scheme
from grants.views.schemes import visible
from records.cases import NotNow
from records.forms import attempt
from records.pieces import Fact
from staff.models import DecisionRule, RuleStop
from staff.routes import office_of, route_for

Way = tuple[DecisionRule, list[RuleStop]]


@writes
def propose(request: Request, pk: int) -> HttpResponseBase:
    """起案."""
    money = visible(request, pk, may_manage_schemes)
    if not money.can("propose") or (gaps := money.gaps()):
        for sentence in [Scheme.NOT_NOW["propose"]] if not money.can("propose") else gaps:
            messages.info(request, sentence)
        return redirect(money)
    form, way = ProposeForm(request.POST or None, scheme=money), way_of(request, money)

    def act(reason: str) -> None:
        rule, stops = way or route_of(request, money)
        money.propose(by=request.user, reason=reason, rule_name=rule.name, route=stops)

    if request.method == "POST" and form.is_valid() and attempt(form, act, **form.cleaned_data):
        messages.success(request, "起案しました。決裁の道すじに回りました。")
        return redirect(money)
    facts = [Fact(label, linebreaksbr(value)) for label, value in money.decided_facts().items() if value]
    context: dict[str, Any] = {"scheme": money, "form": form, "way": way, "facts": facts}
    return render(request, "grants/rulebooks/propose.html", context)


def route_of(request: Request, money: Scheme) -> Way:
    today = timezone.localdate()
    office = office_of(request.user, on=today)
    return route_for(Scheme.approval_kind, amount=money.appropriation, on=today, department=office)


def way_of(request: Request, money: Scheme) -> Way | None:
    """The posts that it will go to; None where the city has not said."""
    try:
        return route_of(request, money)
    except NotNow:
        return None


@writes
def terms(request: Request, pk: int) -> HttpResponseBase:
    """For what, by whom: the half of a scheme's basics that the applicants read."""
    money = visible(request, pk, may_manage_schemes)
    if not money.can("revise"):
        messages.info(request, Scheme.NOT_NOW["revise"])
        return redirect(money)
    form = TermsForm(request.POST or None, instance=money)
    if request.method == "POST" and form.is_valid():
        money.revise(by=request.user, **form.cleaned_data)
        messages.success(request, "対象を直しました。")
        return redirect(money)
    return render(request, "grants/rulebooks/terms.html", {"scheme": money, "form": form})


@writes
def take(request: Request, pk: int | None = None) -> HttpResponseBase:
    """A rule book comes in: shown first, kept when that was confirmed. With ``pk`` in the place of a draft."""
    ask(may_manage_schemes, request.user, None)
    money = visible(request, pk, may_manage_schemes) if pk else None
    if money and not money.can("revise"):
        messages.info(request, Scheme.NOT_NOW["revise"])
        return redirect(money)
    sent = request.method == "POST"
    form, seen = BookForm(request.POST if sent else None, request.FILES if sent else None), None
    if form.is_valid():
        try:
            if "confirm" in request.POST:
                return taken(request, form, money)
            seen = look(form.book, money, by=request.user)
        except ValidationError as refusal:
            form.add_error("file", ValidationError(refusal.messages))
    return render(request, "grants/rulebooks/take.html", {"scheme": money, "form": form, **look_context(form, seen)})


def taken(request: Request, form: BookForm, money: Scheme | None) -> HttpResponseBase:
    if money:
        put_in_place(money, form.book, by=request.user)
    else:
        money = import_book(form.book, by=request.user)
    messages.success(request, "ルールブックを取り込みました。内容を確かめてから、起案してください。")
    return redirect(money)


def look_context(form: BookForm, seen: Look | None) -> dict[str, Any]:
    if seen is None:
        return {"look": None}
    told = {**seen.facts, **told_papers(seen.book.forms, seen.book.letters)}
    facts = [Fact(label, linebreaksbr(value)) for label, value in told.items() if value]
    return {"look": seen, "facts": facts, "text": form.cleaned_data["text"], "examples": len(seen.book.examples)}


def visible_version(request: Request, pk: int, number: int) -> SchemeVersion:
    money = visible(request, pk, may_see_inside)
    found = money.versions.select_related("adopted_by", "scheme")
    shown: SchemeVersion = fetch(found, by=request.user, number=number)
    return shown


@reads
def version(request: Request, pk: int, number: int) -> HttpResponseBase:
    shown = visible_version(request, pk, number)
    return render(request, "grants/rulebooks/version.html", version_context(shown))


@reads
def version_book(request: Request, pk: int, number: int) -> HttpResponseBase:
    """The file of a version, as it was adopted."""
    shown = visible_version(request, pk, number)
    name = f"{shown.scheme.programme}_{shown.scheme.fiscal_year.number}_{shown.number}.toml"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(shown.book, content_type="application/toml; charset=utf-8", headers=headers)


@reads
def changes(request: Request, pk: int) -> HttpResponseBase:
    """What differs between two versions, or between a version and what is being prepared."""
    money = visible(request, pk, may_see_inside)
    found = Comparison.of(money, request.GET.get("from", ""), request.GET.get("to", ""))
    if found is None:
        messages.info(request, "くらべる版が、まだありません。")
        return redirect(money)
    return render(request, "grants/rulebooks/changes.html", {"scheme": money, "comparison": found})
