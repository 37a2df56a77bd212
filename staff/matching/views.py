"""The coordinators' desk: what came, whom it fits, and what became of it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone

from accounts.access import Request, Rule, ask, fetch, reads, writes
from records.fiscal import FiscalYear
from records.forms import attempt
from staff.matching.cards import Card
from staff.matching.counting import COLUMNS, counts
from staff.matching.deeds import OF_CARD, OF_INTRODUCTION
from staff.matching.forms import USUAL, EnterForm, IntroduceForm
from staff.matching.introductions import Introduction
from staff.matching.listing import Desk
from staff.matching.page import card_page, introduce_page, introduction_page
from staff.matching.rules import may_coordinate, may_enter_card, may_read_desk

FIRST = FiscalYear(2000)  # nobody counted before


@reads
def desk(request: Request) -> HttpResponse:
    ask(may_read_desk, request.user, None)
    shown = Desk(request.GET, request.user, timezone.localdate())
    context = {"desk": shown, "may_enter": bool(may_enter_card(request.user, None))}
    return render(request, "staff/matching/desk.html", context)


@reads
def yearly(request: Request) -> HttpResponse:
    ask(may_read_desk, request.user, None)
    this = FiscalYear.of(timezone.localdate())
    try:
        year = FiscalYear.parse(request.GET.get("year", ""))
    except ValueError:
        year = this
    year = year if FIRST <= year <= this else this
    context = {"year": year, "later": year.next if year < this else None, "columns": COLUMNS, "lines": counts(year)}
    return render(request, "staff/matching/counts.html", context)


@writes
def enter(request: Request) -> HttpResponseBase:
    """For somebody who called, came, or said it at a meeting."""
    ask(may_enter_card, request.user, None)
    today = timezone.localdate()
    form = EnterForm(request.POST or None, on=today, by=None, initial={"until": today + USUAL})
    made: list[Card] = []

    def act(**facts: Any) -> None:
        made.append(Card.receive(by=request.user, on=today, entered_by=request.user, **facts))

    if form.is_valid() and attempt(form, act, **form.facts):
        card = made[0]
        messages.success(request, f"受け付けました。受付番号は{card.number}です。")
        return redirect(card if may_coordinate(request.user, card) else "connect:desk")
    return render(request, "staff/matching/enter.html", {"form": form})


def visible(request: Request, pk: int, may: Rule | None = None) -> Card:
    seen = Card.objects.visible_to(request.user, on=timezone.localdate()).with_places()
    return fetch(seen, by=request.user, may=may, pk=pk)


@reads
def card(request: Request, pk: int) -> HttpResponse:
    found = visible(request, pk)
    context = card_page(found, request.user, on=timezone.localdate())
    return render(request, "staff/matching/card.html", context)


@writes
def act(request: Request, pk: int, name: str) -> HttpResponseBase:
    """One deed with a card; what it refuses stands at its field."""
    found, today = visible(request, pk), timezone.localdate()
    deed = next((each for each in OF_CARD if each.name == name), None)
    if deed is None:
        raise Http404(name)
    ask(deed.may, request.user, found)
    if request.method != "POST":
        return redirect(found)
    form = deed.form(request.POST, case=found, on=today, prefix=deed.name)
    if form.is_valid() and attempt(form, deed.of(found), by=request.user, **form.cleaned_data):
        messages.success(request, deed.done)
        still = Card.objects.visible_to(request.user, on=today).filter(pk=pk).exists()
        return redirect(found if still else "connect:desk")
    context = card_page(visible(request, pk), request.user, on=today, sent=(deed.name, form))
    return render(request, "staff/matching/card.html", context)


@writes
def introduce(request: Request, pk: int, other: int) -> HttpResponseBase:
    """紹介: of a card that the coordinator looks after and one within reach."""
    found, today = visible(request, pk, may_coordinate), timezone.localdate()
    reach = Card.objects.reachable(request.user, on=today).with_places()
    partner = fetch(reach, by=request.user, pk=other, side=found.other_side)
    need, offer = (found, partner) if found.side == Card.Side.NEED else (partner, found)
    form = IntroduceForm(request.POST or None)
    made: list[Introduction] = []

    def act(**facts: Any) -> None:
        made.append(Introduction.introduce(need, offer, by=request.user, on=today, **facts))

    if request.method == "POST" and form.is_valid() and attempt(form, act, **form.cleaned_data):
        messages.success(request, "紹介しました。メールのない人には、電話で伝えてください。")
        return redirect(made[0])
    return render(request, "staff/matching/introduce.html", introduce_page(found, partner, form))


def met(request: Request, pk: int) -> Introduction:
    seen = Introduction.objects.visible_to(request.user, on=timezone.localdate()).with_cards()
    return fetch(seen, by=request.user, pk=pk)


@reads
def introduction(request: Request, pk: int) -> HttpResponse:
    context = introduction_page(met(request, pk), request.user, on=timezone.localdate())
    return render(request, "staff/matching/introduction.html", context)


@writes
def follow(request: Request, pk: int, name: str) -> HttpResponseBase:
    """One deed with an introduction."""
    found, today = met(request, pk), timezone.localdate()
    deed = next((each for each in OF_INTRODUCTION if each.name == name), None)
    if deed is None:
        raise Http404(name)
    ask(deed.may, request.user, found)
    if request.method != "POST":
        return redirect(found)
    form = deed.form(request.POST, case=found, on=today, prefix=deed.name)
    if form.is_valid() and attempt(form, deed.of(found), by=request.user, **form.cleaned_data):
        messages.success(request, deed.done)
        return redirect(found)
    context = introduction_page(met(request, pk), request.user, on=today, sent=(deed.name, form))
    return render(request, "staff/matching/introduction.html", context)
