"""The workbook of a year's plan: out, and back in after a look at what would change."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header

from accounts.access import Request, reads, writes
from plans.rules import may_write_plan
from plans.views.yearly import visible
from plans.workbooks.grids import prepared
from plans.workbooks.judging import Look, look_through, take
from plans.yearly import YearlyPlan
from records.drafts import find
from records.pressing import pressed
from records.sheets.files import XLSX, NotASheet
from records.workbooks.waiting import WorkbookForm, put_aside, take_up

UNSAVED = "まだ保存していないところがあります。「保存する」を押してから、表を使ってください。"


def elsewhere(request: Request, plan: YearlyPlan) -> HttpResponseBase | None:
    """Where somebody must go first: a plan that was sent takes nothing in, and what is typed must be saved."""
    if not plan.is_open:
        messages.info(request, "この年度計画は、もう市に出してあるので、書きかえられません。")
        return redirect(plan)
    if find(plan.draft_key):
        messages.warning(request, UNSAVED)
        return redirect("plans:yearly_edit", plan.pk)
    return None


@reads
def file(request: Request, pk: int) -> HttpResponseBase:
    plan = visible(request, pk, may_write_plan)
    if first := elsewhere(request, plan):
        return first
    name = f"{plan.name_of_year.replace(' ', '_')}_{plan.organization}.xlsx"
    headers = {"Content-Disposition": content_disposition_header(True, name)}
    return HttpResponse(prepared(plan), content_type=XLSX, headers=headers)


@writes
def take_in(request: Request, pk: int) -> HttpResponseBase:
    """First the look: every difference, conflict and wrong cell; then, with the word, all of it or nothing."""
    plan = visible(request, pk, may_write_plan)
    if first := elsewhere(request, plan):
        return first
    owner, token = f"yearly-plan:{pk}:{request.user.pk}", request.POST.get("token", "")
    form = WorkbookForm(None if token else request.POST or None, None if token else request.FILES or None)
    look: Look | None = None
    if token:
        try:
            look = look_through(plan, take_up(owner, token))
        except NotASheet as problem:
            messages.warning(request, str(problem))
            return redirect("plans:yearly_workbook", pk)
        if look.may_go_in:
            act = partial(take, look, by=request.user)
            return pressed(request, act, told(look), to=reverse("plans:yearly_edit", args=[pk]))
    elif form.is_valid():
        look = looked_through(plan, form)
    token = put_aside(owner, form.cleaned_data["file"]) if not token and look and look.may_go_in else ""
    return render(request, "plans/workbooks/take_in.html", {"plan": plan, "form": form, "look": look, "token": token})


def looked_through(plan: YearlyPlan, form: WorkbookForm) -> Look | None:
    try:
        return look_through(plan, form.cleaned_data["file"])
    except NotASheet as problem:
        form.add_error("file", str(problem))
        return None


def told(look: Look) -> str:
    counts = look.counts()
    sums = f"{counts['added']}行を加え、{counts['changed']}行を直し、{counts['removed']}行を消しました。"
    return f"表を読み込みました。{sums}"
