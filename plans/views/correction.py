"""補正: the section asks the organization to mend rows of a plan that it has sent."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone

from accounts.access import Request, writes
from plans.forms.correction import PlanCorrectionPage
from plans.rules import may_judge_plan
from plans.views.yearly import visible
from records.forms import press


@writes
def ask(request: Request, pk: int) -> HttpResponseBase:
    plan = visible(request, pk, may_judge_plan)
    if not plan.can("reopen"):
        return redirect(plan)
    pressed = press(request.POST) if request.method == "POST" else None
    data = pressed or request.POST if request.method == "POST" else None
    page = PlanCorrectionPage(plan, data, on=timezone.localdate())
    if pressed:
        for form in page.forms:
            form.unjudged()
    elif request.method == "POST" and page.sent(by=request.user):
        messages.success(request, "団体に補正をお願いしました。")
        return redirect(plan)
    return render(request, "plans/yearly_correct.html", {"plan": plan, "page": page})
