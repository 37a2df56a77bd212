"""中間評価: the section begins it, departments judge, the committee is heard; everybody reads what is published."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from accounts.access import Request, Rule, ask, fetch, reads, writes
from accounts.limits import limited
from plans.cityplan.appraisal.appraisal import PlanAppraisal
from plans.cityplan.appraisal.forms import BeginForm, HearForm, LayForm, SheetForm
from plans.cityplan.appraisal.page import TAGS, context_of, sheets_of
from plans.cityplan.appraisal.rules import may_appraise
from plans.cityplan.rules import may_keep_plan
from plans.cityplan.views import KNOCKS
from plans.cityplan.views import visible as visible_plan
from records.events import Event
from records.forms import Form, attempt
from records.pressing import pressed


def visible(request: Request, pk: int, may: Rule | None = None) -> PlanAppraisal:
    seen = PlanAppraisal.objects.visible_to(request.user, on=timezone.localdate())
    return fetch(seen.select_related("plan"), by=request.user, may=may, pk=pk)


def form_page(
    request: Request, form: Form, found: PlanAppraisal, title: str, *, button: str = "保存する", text: str = ""
) -> HttpResponseBase:
    page = {"form": form, "appraisal": found, "plan": found.plan, "title": title, "button": button, "text": text}
    return render(request, "plans/cityplan/appraisal/form.html", page)


@writes
def begin(request: Request, pk: int) -> HttpResponseBase:
    plan, today = visible_plan(request, pk, may_keep_plan), timezone.localdate()
    form = BeginForm(request.POST or None, plan=plan)
    made: list[PlanAppraisal] = []

    def act(**facts: Any) -> None:
        made.append(PlanAppraisal.begin(plan, by=request.user, on=today, **facts))

    if form.is_valid() and attempt(form, act, **form.cleaned_data):
        messages.success(request, f"評価を始めました。担当課が、取組{made[0].sheets.count()}件の自己評価を書きます。")
        return redirect(made[0])
    page = {"form": form, "plan": plan, "title": "計画を評価する", "back": plan}
    return render(request, "plans/cityplan/progress/form.html", page)


@reads
def appraisal(request: Request, pk: int) -> HttpResponseBase:
    found, today = visible(request, pk), timezone.localdate()
    is_city, keeps = request.user.is_city(on=today), bool(may_keep_plan(request.user, None))
    page = {
        **context_of(found),
        "tag": TAGS[found.status],
        "keeps": keeps,
        "gaps": found.gaps() if keeps and found.can("lay_before") else [],
        "is_city": is_city,
        "inside": is_city and found.can("write"),
        "today": today,
        "events": list(Event.objects.about(found)) if is_city else [],
    }
    return render(request, "plans/cityplan/appraisal/detail.html", page)


@writes
def write(request: Request, pk: int, number: int) -> HttpResponseBase:
    """One action's sheet, by its department."""
    found = visible(request, pk)
    sheet = get_object_or_404(found.sheets.select_related("action", "department"), action__number=number)
    ask(may_appraise, request.user, sheet)
    if not found.can("write"):
        messages.info(request, PlanAppraisal.NOT_NOW["write"])
        return redirect(found)
    form = SheetForm(request.POST or None, sheet=sheet)
    if form.is_valid() and attempt(
        form, lambda **facts: found.write(sheet, by=request.user, **facts), **form.cleaned_data
    ):
        messages.success(request, f"取組{number}の自己評価を保存しました。")
        return redirect(found)
    title = f"取組{number} {sheet.action.heading}の自己評価"
    return form_page(request, form, found, title, text=sheet.action.text)


@writes
def lay_before(request: Request, pk: int) -> HttpResponseBase:
    found = visible(request, pk, may_keep_plan)
    form = LayForm(request.POST or None, initial={"summary": found.summary})
    if form.is_valid() and attempt(form, found.lay_before, by=request.user, **form.cleaned_data):
        messages.success(request, "推進委員会に出しました。市民の委員が読めます。")
        return redirect(found)
    return form_page(request, form, found, "推進委員会に出す", button="推進委員会に出す")


@writes
def hear(request: Request, pk: int) -> HttpResponseBase:
    found = visible(request, pk, may_keep_plan)
    form = HearForm(request.POST or None, appraisal=found, sheets=sheets_of(found))
    if form.is_valid():
        said = {"opinion": form.cleaned_data["opinion"], "opinions": form.opinions}
        if attempt(form, found.hear, by=request.user, **said):
            messages.success(request, "委員会の意見を書きました。公表できます。")
            return redirect(found)
    return form_page(request, form, found, "委員会の意見を書く")


@writes
def reopen(request: Request, pk: int) -> HttpResponseBase:
    found = visible(request, pk, may_keep_plan)
    return pressed(request, lambda: found.reopen(by=request.user), "自己評価を開き直しました。", to=found)


@writes
def publish(request: Request, pk: int) -> HttpResponseBase:
    found, today = visible(request, pk, may_keep_plan), timezone.localdate()
    done = "公表しました。だれでも読めます。"
    return pressed(request, lambda: found.publish(by=request.user, on=today), done, to=found)


@login_not_required
@limited("cityplan", per_minute=KNOCKS)
@reads
def public(request: HttpRequest, pk: int) -> HttpResponseBase:
    found = get_object_or_404(PlanAppraisal.objects.published().select_related("plan"), pk=pk)
    return render(request, "plans/cityplan/appraisal/public.html", context_of(found))
