"""The liaisons' pages."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone

from accounts.access import Request, ask, fetch, reads, writes
from records.fiscal import FiscalYear
from staff.forms.liaisons import AssignForm, EndForm
from staff.liaisons import LiaisonAssignment
from staff.roster import first_year, roster
from staff.rules import may_assign_liaison, may_read_roster


@reads
def liaisons(request: Request) -> HttpResponse:
    """配置表, which is also the paper that is pinned to the wall."""
    ask(may_read_roster, request.user, None)
    today = timezone.localdate()
    year = chosen_year(request.GET, FiscalYear.of(today))
    page = {
        "roster": roster(year, user=request.user, on=today),
        "earlier": year.previous if first_year(today) < year else None,
        "later": year.next if year <= FiscalYear.of(today) else None,
        "may_assign": may_assign_liaison(request.user, None),
        "today": today,
    }
    return render(request, "staff/liaisons.html", page)


def chosen_year(asked: QueryDict, this: FiscalYear) -> FiscalYear:
    try:
        return FiscalYear.parse(asked.get("year", ""))
    except ValueError:
        return this


@writes
def assign(request: Request) -> HttpResponse:
    ask(may_assign_liaison, request.user, None)
    today = timezone.localdate()
    form = AssignForm(request.POST or None, initial=proposed(request.GET), on=today)
    if form.is_valid():
        try:
            liaison = LiaisonAssignment.assign(by=request.user, **form.cleaned_data)
        except ValidationError as problem:
            form.blame(problem)
        else:
            messages.success(request, f"{liaison.area}の{liaison.get_role_display()}を{liaison.user}さんに決めました。")
            return redirect("staff:liaisons")
    return render(request, "staff/assign.html", {"form": form})


def proposed(asked: QueryDict) -> dict[str, Any]:
    """Until the fiscal year ends, as most cities do; area and role from the vacant line of the roster."""
    today = timezone.localdate()
    return {
        "starts_on": today,
        "ends_on": FiscalYear.of(today).end,
        "area": asked.get("area"),
        "role": asked.get("role"),
    }


@writes
def end(request: Request, pk: int) -> HttpResponse:
    today = timezone.localdate()
    visible = LiaisonAssignment.objects.visible_to(request.user, on=today).with_posts(on=today)
    liaison = fetch(visible, by=request.user, may=may_assign_liaison, pk=pk)
    form = EndForm(request.POST or None, initial={"on": today})
    if form.is_valid():
        try:
            liaison.end(by=request.user, **form.cleaned_data)
        except ValidationError as problem:
            form.add_error("on", problem)
        else:
            messages.success(request, f"{liaison.user}さんの担当を終えました。")
            return redirect("staff:liaisons")
    return render(request, "staff/end.html", {"form": form, "liaison": liaison})
