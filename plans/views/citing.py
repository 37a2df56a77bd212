"""取り入れる: from the notes of workshops into the future plan."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render

from accounts.access import Request, writes
from plans.citing import citable, cite, is_cited
from plans.forms.citing import CiteForm
from plans.future import FuturePlan
from plans.rules import may_write_plan
from plans.views.future import unsaved, visible
from records.drafts import find
from records.forms import attempt

MOST = 200


@writes
def notes(request: Request, pk: int) -> HttpResponseBase:
    plan = visible(request, pk, may_write_plan)
    if not plan.can("write"):
        messages.info(request, FuturePlan.NOT_NOW["write"])
        return redirect(plan)
    if find(plan.draft_key):
        return unsaved(request, plan)
    issues = list(plan.issues.values_list("text", flat=True))
    found = [note for note in citable(plan)[:MOST] if not is_cited(plan, note, issues)]
    form = CiteForm(request.POST or None, notes=found)
    if form.is_valid() and attempt(form, lambda: cite(plan, form.chosen, by=request.user)):
        messages.success(request, f"{len(form.chosen)}件を計画に取り入れました。文を直して、計画の言葉にしてください。")
        return redirect("plans:future_edit", pk)
    return render(request, "plans/future_notes.html", {"plan": plan, "form": form, "found": found})
