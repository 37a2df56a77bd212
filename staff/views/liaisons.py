"""The liaisons' pages."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from accounts.access import Request, ask, fetch, reads, writes
from accounts.models import User
from records.cases import NotNow
from records.events import Event
from records.fiscal import FiscalYear
from records.pieces import Fact
from records.pressing import pressed
from records.stands import stand
from staff.forms.liaisons import AssignForm, EndForm
from staff.joint import joint_page
from staff.joint.appointments import Appointments
from staff.liaisons import LiaisonAssignment
from staff.models import DecisionRule, RuleStop
from staff.nominations import Nomination, prepare_year
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
    may_assign = may_assign_liaison(request.user, None)
    nominations = Nomination.objects.visible_to(request.user, on=today).select_related("user", "area", "role")
    page = {
        "roster": roster(year, user=request.user, on=today),
        "earlier": year.previous if first_year(today) < year else None,
        "later": year.next if year <= FiscalYear.of(today) else None,
        "may_assign": may_assign,
        "way": way_of_liaison(request.user, on=today) if may_assign else None,
        "nominations": nominations.waiting(),
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
    """An appointment, at once; or where the city's rule has a way for it as 起案, or put down for one with others."""
    ask(may_assign_liaison, request.user, None)
    today = timezone.localdate()
    way = way_of_liaison(request.user, on=today)
    form = AssignForm(request.POST or None, initial=proposed(request.GET), on=today, asks=way is not None)
    if form.is_valid():
        try:
            case = put(form.cleaned_data, way, by=request.user, later="later" in request.POST)
        except ValidationError as problem:
            form.blame(problem)
        else:
            messages.success(request, told(case))
            return redirect(address(case))
    return render(request, "staff/assign.html", {"form": form, "way": way})


def put(facts: dict[str, Any], way: Way | None, *, by: User, later: bool = False) -> Nomination | LiaisonAssignment:
    if way is None:
        return LiaisonAssignment.assign(by=by, **facts)
    if later:
        return Nomination.prepare(by=by, **{name: value for name, value in facts.items() if name != "reason"})
    rule, stops = way
    return Nomination.nominate(by=by, rule_name=rule.name, route=stops, **facts)


def told(case: Nomination | LiaisonAssignment) -> str:
    if isinstance(case, LiaisonAssignment):
        return f"{case.area}の{case.role}を{case.user}さんに決めました。"
    if case.status == Nomination.Status.PREPARED:
        return f"{case}の案を置きました。そろったら、まとめて起案してください。"
    return "任命を起案しました。決裁の道すじへ回りました。"


def address(case: Nomination | LiaisonAssignment) -> str:
    if isinstance(case, LiaisonAssignment):
        return reverse("staff:liaisons")
    if case.status == Nomination.Status.PREPARED:
        return reverse("staff:appointments")
    return case.get_absolute_url()


@writes
def appointments(request: Request) -> HttpResponseBase:
    """起案 of all that were put down."""
    return joint_page(request, Appointments, crumb=("担当職員", reverse("staff:liaisons")))


@writes
def next_year(request: Request) -> HttpResponseBase:
    """今の担当を、来年度も続ける案: a draft for each whose assignment ends with this year."""
    ask(may_assign_liaison, request.user, None)
    if request.method == "POST":
        year = FiscalYear.of(timezone.localdate()).next
        made, left = prepare_year(year, by=request.user)
        for sentence in left:
            messages.warning(request, sentence)
        messages.success(request, f"{year}も続ける案を、{len(made)}件つくりました。")
    return redirect("staff:appointments")


@writes
def drop(request: Request, pk: int) -> HttpResponseBase:
    visible = Nomination.objects.visible_to(request.user, on=timezone.localdate())
    case = fetch(visible, by=request.user, may=may_assign_liaison, pk=pk)
    to = reverse("staff:appointments")
    return pressed(request, partial(case.drop, by=request.user), "任命の案を見送りました。", to=to)


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
    visible = Nomination.objects.visible_to(request.user, on=today).select_related("user", "area", "role")
    case = fetch(visible, by=request.user, pk=pk)
    page = {
        "case": case,
        "facts": [Fact(label, value or "なし") for label, value in case.decided_facts().items()],
        "approval": stand(case, user=request.user, on=today),
        "events": Event.objects.about(case),
        "may_assign": may_assign_liaison(request.user, None) and case.can("propose"),
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
