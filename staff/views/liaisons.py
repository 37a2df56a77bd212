"""The liaisons' pages."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from accounts.access import Request, ask, fetch, reads, writes
from accounts.models import User
from records.cases import NotNow
from records.events import Event
from records.fiscal import FiscalYear
from records.pieces import Fact
from records.stands import stand
from staff.forms.liaisons import AssignForm, EndForm
from staff.liaisons import LiaisonAssignment
from staff.models import DecisionRule, RuleStop
from staff.nominations import Nomination
from staff.roster import first_year, roster
from staff.routes import office_of, route_for
from staff.rules import may_assign_liaison, may_read_roster

Way = tuple[DecisionRule, list[RuleStop]]


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
        "nominations": Nomination.objects.visible_to(request.user, on=today).waiting().select_related("user", "area"),
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
    """An appointment, at once; or as 起案, where the city's rule has a way for it."""
    ask(may_assign_liaison, request.user, None)
    today = timezone.localdate()
    way = way_of_liaison(request.user, on=today)
    form = AssignForm(request.POST or None, initial=proposed(request.GET), on=today, asks=way is not None)
    if form.is_valid():
        try:
            case = put(form.cleaned_data, way, by=request.user)
        except ValidationError as problem:
            form.blame(problem)
        else:
            decided = f"{case.area}の{case.get_role_display()}を{case.user}さんに決めました。"
            messages.success(request, "任命を起案しました。決裁の道すじへ回りました。" if way else decided)
            return redirect(case.get_absolute_url() if isinstance(case, Nomination) else reverse("staff:liaisons"))
    return render(request, "staff/assign.html", {"form": form, "way": way})


def put(facts: dict[str, Any], way: Way | None, *, by: User) -> Nomination | LiaisonAssignment:
    if way is None:
        return LiaisonAssignment.assign(by=by, **facts)
    rule, stops = way
    return Nomination.nominate(by=by, rule_name=rule.name, route=stops, **facts)


def way_of_liaison(user: User, *, on: date) -> Way | None:
    """The city's way for appointing a liaison; None where its rule has none."""
    try:
        return route_for(Nomination.approval_kind, amount=None, on=on, department=office_of(user, on=on))
    except NotNow:
        return None


@reads
def nomination(request: Request, pk: int) -> HttpResponse:
    """任命の案 on its way through the posts."""
    today = timezone.localdate()
    visible = Nomination.objects.visible_to(request.user, on=today).select_related("user", "area")
    case = fetch(visible, by=request.user, pk=pk)
    page = {
        "case": case,
        "facts": [Fact(label, value or "なし") for label, value in case.decided_facts().items()],
        "approval": stand(case, user=request.user, on=today),
        "events": Event.objects.about(case),
        "may_assign": may_assign_liaison(request.user, None) and case.status == Nomination.Status.RETURNED,
    }
    return render(request, "staff/nomination.html", page)


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
