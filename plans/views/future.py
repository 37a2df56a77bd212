"""Pages of one future plan."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from accounts.access import Request, Rule, ask, fetch, reads, writes
from organizations.models import Organization
from organizations.rules import may_submit
from organizations.views.asking import asked_instead, sending
from plans.desk import Desk
from plans.forms.future import FuturePage
from plans.forms.resolving import AdoptForm
from plans.future import FuturePlan
from plans.rules import may_begin_plan, may_take_plan, may_write_plan
from plans.views.showing import FUTURE_TAGS, future_context
from plans.views.taking import take
from records.drafts import find
from records.fiscal import FiscalYear
from records.pressing import pressed


def visible(request: Request, pk: int, may: Rule | None = None) -> FuturePlan:
    plans = FuturePlan.objects.visible_to(request.user, on=timezone.localdate())
    return fetch(plans.select_related("organization"), by=request.user, may=may, pk=pk)


@reads
def detail(request: Request, pk: int) -> HttpResponseBase:
    plan = visible(request, pk)
    return render(request, "plans/future_detail.html", future_context(plan, request.user, on=timezone.localdate()))


@writes
def begin(request: Request, organization: int) -> HttpResponseBase:
    today = timezone.localdate()
    own = Organization.objects.visible_to(request.user, on=today)
    body = fetch(own, by=request.user, may=may_begin_plan, pk=organization)

    def act() -> str:
        plan = FuturePlan.begin(body, FiscalYear.of(today), by=request.user)
        return reverse("plans:future_edit", args=[plan.pk])

    return pressed(request, act, "将来計画を作りました。少しずつ書いてください。", to="plans:future")


@writes
def edit(request: Request, pk: int) -> HttpResponseBase:
    plan = visible(request, pk, may_write_plan)
    if not plan.can("write"):
        messages.info(request, FuturePlan.NOT_NOW["write"])
        return redirect(plan)
    here, onward = reverse("plans:future_edit", args=[pk]), plan.get_absolute_url()
    extra = {"opinions": plan.opinions.select_related("author"), "tag": FUTURE_TAGS[plan.status]}
    return Desk(
        request, plan, FuturePage, template="plans/future_edit.html", here=here, onward=onward, extra=extra
    ).answer()


@writes
def ask_opinion(request: Request, pk: int) -> HttpResponseBase:
    plan = visible(request, pk, may_write_plan)
    if request.method == "POST" and find(plan.draft_key):
        return unsaved(request, plan)
    return pressed(
        request, lambda: plan.ask_opinion(by=request.user), "市に見せました。意見が届くまで待ちます。", to=plan
    )


@writes
def take_back(request: Request, pk: int) -> HttpResponseBase:
    plan = visible(request, pk, may_write_plan)
    return pressed(request, lambda: plan.take_back(by=request.user), "計画を取りもどしました。また書けます。", to=plan)


@writes
def adopt(request: Request, pk: int) -> HttpResponseBase:
    """The day of the general meeting makes the draft the plan in force."""
    plan = visible(request, pk, may_write_plan)
    if not plan.can("adopt"):
        return redirect(plan)
    if find(plan.draft_key):
        return unsaved(request, plan)
    if request.method == "POST" and "ask" in request.POST:
        return asked_instead(request, plan, what=f"{plan}を総会で決まった計画にする")
    form = AdoptForm(request.POST or None, today=timezone.localdate())
    if request.method == "POST":
        ask(may_submit, request.user, plan.organization)
    if request.method == "POST" and form.is_valid():
        try:
            plan.adopt(by=request.user, on=form.cleaned_data["resolved_on"])
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, "総会で決まった将来計画になりました。")
            return redirect(plan)
    return render(
        request, "plans/future_adopt.html", {"plan": plan, "form": form, "gaps": plan.gaps(), **sending(request, plan)}
    )


def unsaved(request: Request, plan: FuturePlan) -> HttpResponseBase:
    messages.warning(request, "まだ保存していないところがあります。「保存する」を押してから、もう一度進んでください。")
    return redirect("plans:future_edit", plan.pk)


@writes
def acknowledge(request: Request, pk: int) -> HttpResponseBase:
    return take(request, visible(request, pk, may_take_plan))


@writes
def revise(request: Request, pk: int) -> HttpResponseBase:
    plan = visible(request, pk, may_write_plan)

    def act() -> str:
        return reverse("plans:future_edit", args=[plan.revise(by=request.user).pk])

    return pressed(request, act, "次の版を作りました。総会で決まるまでは、前の版がそのまま生きています。", to=plan)
