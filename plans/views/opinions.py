"""意見: the city reads a draft of a future plan and says what it thinks of each measure."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponseBase
from django.shortcuts import redirect, render

from accounts.access import Request, writes
from accounts.models import User
from plans.forms.opinions import OpinionForm
from plans.models import FuturePlan
from plans.rules import may_give_opinion
from plans.views.future import visible
from records.drafts import autosaved, bound_data, drop, is_autosave, keep


@writes
def write(request: Request, pk: int) -> HttpResponseBase:
    plan = visible(request, pk, may_give_opinion)
    if not plan.can("give_opinion"):
        return redirect(plan)
    key = f"{plan.draft_key}:opinions"
    if is_autosave(request):
        return autosaved(request, key, by=request.user)
    data, draft = bound_data(request, key)
    form = OpinionForm(data, plan=plan)
    if request.method != "POST":
        form.unjudged()
    elif "save" in request.POST:
        keep(key, request.POST, by=request.user, seen=None)
        messages.success(request, "保存しました。団体にはまだ見えません。")
        return redirect("plans:future_opinions", pk)
    elif form.is_valid() and give(form, plan, by=request.user):
        drop(key)
        messages.success(request, "団体に意見を伝えました。")
        return redirect(plan)
    context = {"plan": plan, "form": form, "draft": draft, "draft_version": draft.version if draft else 0}
    return render(request, "plans/future_opinions.html", context)


def give(form: OpinionForm, plan: FuturePlan, *, by: User) -> bool:
    """Whether the community has the opinion now; if not, the form says why."""
    try:
        plan.give_opinion(form.said, by=by)
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return False
    return True
