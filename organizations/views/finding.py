"""The first two beats of every page here: fetch what the person may see, ask what the person may do."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from accounts.access import Request, Rule, ask, fetch
from organizations.models import Bylaws, Officer, Organization, Recognition
from records.cases import Case


def organization_for(request: Request, pk: int, *, may: Rule | None = None) -> Organization:
    visible = Organization.objects.visible_to(request.user, on=timezone.localdate())
    return fetch(visible, by=request.user, may=may, pk=pk)


def officer_for(request: Request, pk: int, *, may: Rule) -> Officer:
    """``may`` is asked about the officer's organization."""
    visible = Officer.objects.visible_to(request.user, on=timezone.localdate())
    officer = fetch(visible.select_related("organization", "user"), by=request.user, pk=pk)
    ask(may, request.user, officer.organization)
    return officer


def bylaws_for(request: Request, pk: int, *, may: Rule) -> Bylaws:
    visible = Bylaws.objects.visible_to(request.user, on=timezone.localdate())
    bylaws = fetch(visible.select_related("organization", "paper"), by=request.user, pk=pk)
    ask(may, request.user, bylaws.organization)
    return bylaws


def case_for(request: Request, pk: int, *, may: Rule | None = None) -> Recognition:
    visible = Recognition.objects.visible_to(request.user, on=timezone.localdate())
    return fetch(visible.select_related("organization", "bylaws", "future_plan"), by=request.user, may=may, pk=pk)


def past(request: Request, case: Case, verb: str) -> HttpResponse | None:
    """Opening the form of a verb whose time has gone or has not come leads to the case, with the reason.

    A form that was filled in meanwhile is not sent away like this: the verb itself refuses, and what was typed stays.
    """
    if request.method == "POST" or case.can(verb):
        return None
    messages.warning(request, case.NOT_NOW[verb])
    to: Any = case
    return redirect(to)
