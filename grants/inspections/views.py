"""検査: the section draws, adds and plans; inspectors write what they found; the organization reads it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone

from accounts.access import Request, Rule, fetch, reads, writes
from grants.cases import Grant
from grants.inspections.cases import Inspection
from grants.inspections.draws import Draw
from grants.inspections.forms import AddForm, ConcludeForm, DrawForm, MendForm, PlanForm, ReleaseForm
from grants.inspections.page import facts_of, inspection_page, reasons_of, scheme_page
from grants.inspections.rules import may_choose, may_conclude, may_plan
from grants.rules import may_see_inside
from grants.views.schemes import visible as scheme_visible
from records.forms import attempt


def visible(request: Request, pk: int, may: Rule | None = None) -> Inspection:
    cases = Inspection.objects.visible_to(request.user, on=timezone.localdate())
    related = cases.select_related("grant__organization", "grant__scheme", "draw__scheme")
    return fetch(related, by=request.user, may=may, pk=pk)


@reads
def inspections(request: Request, pk: int) -> HttpResponseBase:
    """Of one scheme: what is inspected, and why others should be."""
    scheme = scheme_visible(request, pk, may_see_inside)
    return render(request, "grants/inspections/scheme.html", scheme_page(scheme, request.user))


@writes
def draw(request: Request, pk: int) -> HttpResponseBase:
    scheme = scheme_visible(request, pk, may_choose)
    form = DrawForm(request.POST or None, again=Draw.objects.filter(scheme=scheme).exists())
    if form.is_valid() and attempt(form, Draw.of, scheme=scheme, by=request.user, **form.cleaned_data):
        made = Draw.objects.filter(scheme=scheme).order_by("-number")[0]
        messages.success(request, f"{len(made.population)}件から{len(made.drawn)}件を抽出しました。")
        return redirect("grants:inspections", pk)
    return render(request, "grants/inspections/draw.html", {"scheme": scheme, "form": form})


@writes
def add(request: Request, pk: int) -> HttpResponseBase:
    scheme = scheme_visible(request, pk, may_choose)
    form = AddForm(request.POST or None, scheme=scheme, first=request.GET.get("grant", ""))

    def act(grant: Grant, why: str) -> None:
        Inspection.choose([grant], by=request.user, why=why)

    if form.is_valid() and attempt(form, act, **form.cleaned_data):
        messages.success(request, "検査の対象に加えました。")
        return redirect("grants:inspections", pk)
    return render(request, "grants/inspections/add.html", {"scheme": scheme, "form": form})


@reads
def inspection(request: Request, pk: int) -> HttpResponseBase:
    return shown(request, visible(request, pk))


def shown(request: Request, case: Inspection, **forms: Any) -> HttpResponseBase:
    return render(request, "grants/inspections/inspection.html", {**inspection_page(case, request.user), **forms})


@writes
def plan(request: Request, pk: int) -> HttpResponseBase:
    case, today = visible(request, pk, may_plan), timezone.localdate()
    if not case.can("plan"):
        messages.info(request, Inspection.NOT_NOW["plan"])
        return redirect(case)
    form = PlanForm(request.POST or None, case=case, on=today)
    if form.is_valid() and attempt(form, case.plan, by=request.user, on=today, **form.facts):
        messages.success(request, "検査の予定を決めました。団体にもメールで知らせました。")
        return redirect(case)
    return render(request, "grants/inspections/plan.html", {"inspection": case, "grant": case.grant, "form": form})


@writes
def conclude(request: Request, pk: int) -> HttpResponseBase:
    case, today = visible(request, pk, may_conclude), timezone.localdate()
    if not case.can("finish"):
        messages.info(request, Inspection.NOT_NOW["finish"])
        return redirect(case)
    form = ConcludeForm(request.POST or None, case=case, on=today)
    if form.is_valid() and attempt(form, case.conclude, by=request.user, on=today, **form.cleaned_data):
        messages.success(request, "検査の結果を書きました。団体にもメールで知らせました。")
        return redirect(case)
    return render(request, "grants/inspections/conclude.html", {"inspection": case, "grant": case.grant, "form": form})


@writes
def mend(request: Request, pk: int) -> HttpResponseBase:
    case = visible(request, pk, may_plan)
    if request.method != "POST":
        return redirect(case)
    form = MendForm(request.POST)
    if form.is_valid() and attempt(form, case.mend, by=request.user, **form.cleaned_data):
        messages.success(request, "直ったことを書きました。検査は終わりです。")
        return redirect(case)
    return shown(request, case, mend_form=form)


@writes
def release(request: Request, pk: int) -> HttpResponseBase:
    case = visible(request, pk, may_plan)
    if request.method != "POST":
        return redirect(case)
    form = ReleaseForm(request.POST)
    if form.is_valid() and attempt(form, case.release, by=request.user, **form.cleaned_data):
        messages.success(request, "検査の対象から外しました。")
        return redirect("grants:inspections", case.grant.scheme_id)
    return shown(request, case, release_form=form)


@reads
def paper(request: Request, pk: int) -> HttpResponseBase:
    """検査調書 for the printer; with the reasons, so for the city only."""
    case = visible(request, pk, may_see_inside)
    context = {"inspection": case, "grant": case.grant, "facts": facts_of(case), "reasons": reasons_of(case)}
    return render(request, "grants/inspections/paper.html", context)
