"""Projects to take rows from, and beginning a year with a choice per row."""

from __future__ import annotations

from django.http import Http404, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from accounts.access import Request, fetch, reads, writes
from organizations.models import Organization
from plans.library.shelves import offer_of, offers
from plans.rules import may_begin_plan, may_write_plan
from plans.views.yearly import visible
from plans.workbooks.views import elsewhere
from plans.yearly import YearlyPlan
from records.fiscal import FiscalYear
from records.pressing import pressed


@writes
def library(request: Request, pk: int) -> HttpResponseBase:
    plan = visible(request, pk, may_write_plan)
    if first := elsewhere(request, plan):
        return first
    here = reverse("plans:yearly_library", args=[pk])
    if request.method == "POST":

        def act() -> None:
            plan.take_project(offer_of(plan, request.POST.get("take", "")).model, by=request.user)

        return pressed(request, act, "選んだ事業を、計画のいちばん下に加えました。", to=here)
    words = request.GET.get("q", "")
    context = {"plan": plan, "offers": offers(plan, words), "words": words}
    return render(request, "plans/library/library.html", context)


@reads
def choose(request: Request, organization: int, year: int) -> HttpResponseBase:
    """Last year's projects, each with a tick: what is ticked is copied when the year begins."""
    today = timezone.localdate()
    own = Organization.objects.visible_to(request.user, on=today)
    body = fetch(own, by=request.user, may=may_begin_plan, pk=organization)
    if not 0 <= year - FiscalYear.of(today).number <= 1:
        raise Http404
    model = YearlyPlan.objects.of(body, FiscalYear(year).previous).in_force().first()
    projects = model.project_rows() if model else ()
    context = {"organization": body, "year": FiscalYear(year), "model": model, "projects": projects}
    return render(request, "plans/library/choose.html", context)
