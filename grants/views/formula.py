"""算定の式 in the browser: the components as sentences, a page for each of them, and a try on one organization."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from accounts.access import Request, fetch, reads, writes
from grants.estimates import Estimate, application
from grants.forms.formula import TotalForm
from grants.formula.expressions import Impossible
from grants.formula.kinds import KINDS
from grants.formula.tree import NoSuchPlace, moved, path_of, removed
from grants.formulapage import Place, component_rows
from grants.formulas import EMPTY, read
from grants.rulebooks.writing import rule_book
from grants.rules import may_manage_schemes, may_see_inside
from grants.schemes import Scheme
from organizations.models import Organization

CHOICES = [(kind, component.label) for kind, component in KINDS.items()]


def editable(request: Request, pk: int) -> Scheme:
    schemes = Scheme.objects.visible_to(request.user, on=timezone.localdate())
    return fetch(schemes, by=request.user, may=may_manage_schemes, pk=pk)


def closed(request: Request, money: Scheme) -> HttpResponseBase:
    messages.info(request, Scheme.NOT_NOW["revise"])
    return redirect(money)


@writes
def formula(request: Request, pk: int) -> HttpResponseBase:
    """The whole formula; its buttons move and remove components without a script."""
    money = editable(request, pk)
    if not money.can("revise"):
        return closed(request, money)
    if request.method == "POST":
        return rearranged(request, money)
    rule, _ = read(money, money.formula)
    organizations = money.bodies()
    context = {
        "scheme": money,
        "rows": component_rows(money, rule),
        "kinds": CHOICES,
        "total": rule.total.sentence(),
        "organizations": organizations,
        "tried": tried(money, request.GET.get("try", "")),
    }
    return render(request, "grants/formula.html", context)


def tried(money: Scheme, key: str) -> Estimate | None:
    """The formula on one organization; nothing is kept."""
    organization = Organization.objects.filter(pk=int(key) if key.isdecimal() and len(key) < 10 else 0).first()
    if organization is None:
        return None
    try:
        return Estimate(organization, application(money, organization).sheet())
    except Impossible as problem:
        return Estimate(organization, None, problem.sentences)


def rearranged(request: Request, money: Scheme) -> HttpResponseBase:
    doc = {**EMPTY, **money.formula}
    try:
        if "remove" in request.POST:
            doc = removed(doc, path_of(request.POST["remove"]))
        elif "up" in request.POST:
            doc = moved(doc, path_of(request.POST["up"]), -1)
        elif "down" in request.POST:
            doc = moved(doc, path_of(request.POST["down"]), 1)
        money.formulate(doc, by=request.user)
    except NoSuchPlace:
        messages.error(request, "その項目は、もうありません。")
    except ValidationError as refusal:
        for sentence in refusal.messages:
            messages.error(request, sentence)
    return redirect("grants:formula", pk=money.pk)


@writes
def component(request: Request, pk: int) -> HttpResponseBase:
    """One component: ``at`` says where, ``kind`` what it becomes if it is new or to be another."""
    money = editable(request, pk)
    if not money.can("revise"):
        return closed(request, money)
    try:
        place = Place.of(money, request.GET.get("at", ""), request.GET.get("kind", ""))
    except NoSuchPlace as missing:
        raise Http404 from missing
    form = place.form(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and saved(money, place.with_this(form), form, request):
        messages.success(request, "保存しました。")
        return redirect("grants:formula", pk=money.pk)
    return render(request, "grants/component.html", {"scheme": money, "form": form, "kinds": CHOICES, **place.context})


def saved(money: Scheme, doc: dict[str, Any], form: Any, request: Request) -> bool:
    try:
        money.formulate(doc, by=request.user)
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return False
    return True


@writes
def total(request: Request, pk: int) -> HttpResponseBase:
    money = editable(request, pk)
    if not money.can("revise"):
        return closed(request, money)
    doc = {**EMPTY, **money.formula}
    form = TotalForm(request.POST if request.method == "POST" else None, initial=doc["total"])
    if request.method == "POST" and form.is_valid() and saved(money, {**doc, **form.cleaned_data}, form, request):
        messages.success(request, "保存しました。")
        return redirect("grants:formula", pk=money.pk)
    return render(request, "grants/component.html", {"scheme": money, "form": form, "heading": "合計の下限と調整"})


@reads
def book(request: Request, pk: int) -> HttpResponseBase:
    """The scheme as a rule book, to be kept or given to another city."""
    schemes = Scheme.objects.visible_to(request.user, on=timezone.localdate())
    money = fetch(schemes, by=request.user, may=may_see_inside, pk=pk)
    try:
        text = rule_book(money)
    except Impossible as problem:
        for sentence in problem.sentences:
            messages.error(request, sentence)
        return redirect(reverse("grants:scheme", args=[pk]))
    name = f"{money.programme}_{money.fiscal_year.number}.toml"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(text, content_type="application/toml; charset=utf-8", headers=headers)
