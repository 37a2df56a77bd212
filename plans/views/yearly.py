"""Pages of one yearly plan."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from accounts.access import Request, Rule, ask, fetch, reads, writes
from organizations.models import Organization
from organizations.rules import may_submit
from organizations.views.asking import asked_instead, sending
from plans.budget import Kind
from plans.deadlines import due_date
from plans.desk import Desk
from plans.forms.resolving import AssemblyForm, ResolvedForm
from plans.forms.yearly import YearlyPage
from plans.rules import may_begin_plan, may_judge_plan, may_write_plan
from plans.told import told
from plans.views.showing import YEARLY_TAGS, totals_told, yearly_context
from plans.views.taking import take
from plans.yearly import YearlyPlan
from records.drafts import find
from records.fiscal import FiscalYear
from records.forms import press
from records.pressing import pressed


def visible(request: Request, pk: int, may: Rule | None = None) -> YearlyPlan:
    plans = YearlyPlan.objects.visible_to(request.user, on=timezone.localdate())
    return fetch(plans.select_related("organization", "future_plan"), by=request.user, may=may, pk=pk)


@reads
def detail(request: Request, pk: int) -> HttpResponseBase:
    plan = visible(request, pk)
    return render(request, "plans/yearly_detail.html", yearly_context(plan, request.user, on=timezone.localdate()))


@writes
def begin(request: Request, organization: int, year: int) -> HttpResponseBase:
    today = timezone.localdate()
    own = Organization.objects.visible_to(request.user, on=today)
    body = fetch(own, by=request.user, may=may_begin_plan, pk=organization)
    if not 0 <= year - FiscalYear.of(today).number <= 1:
        raise Http404

    def act() -> str:
        plan = YearlyPlan.begin(body, FiscalYear(year), by=request.user, chosen=chosen_rows(request.POST))
        return reverse("plans:yearly_edit", args=[plan.pk])

    return pressed(request, act, "年度計画を作りました。去年の計画があれば、写してあります。", to="plans:yearly")


def chosen_rows(sent: QueryDict) -> list[int] | None:
    """The projects with a tick; None where nobody was asked to choose."""
    ticked = [key for key in sent.getlist("project") if key.isascii() and key.isdecimal() and len(key) < 19]
    return [int(key) for key in ticked] if "chosen" in sent else None


@writes
def edit(request: Request, pk: int) -> HttpResponseBase:
    plan = visible(request, pk, may_write_plan)
    if not plan.is_open:
        messages.info(request, "この年度計画は、もう市に出してあるので、書きかえられません。")
        return redirect(plan)
    here, onward = (reverse(f"plans:yearly_{page}", args=[pk]) for page in ("edit", "confirm"))
    extra = {
        "due": due_date(plan.fiscal_year),
        "last_year": plan.last_year(),
        "tag": YEARLY_TAGS[plan.status],
    }
    template = "plans/yearly_edit.html"
    return Desk(
        request, plan, YearlyPage, template=template, here=here, onward=onward, extra=extra, press=pressed_on(plan)
    ).answer()


def pressed_on(plan: YearlyPlan) -> Callable[[QueryDict], QueryDict | None]:
    """A sheet's own buttons, and 「内示額を入れる」: nothing else that was typed changes, nothing is saved yet."""

    def act(sent: QueryDict) -> QueryDict | None:
        if "told" not in sent:
            return press(sent)
        found = told(plan.organization, plan.fiscal_year)
        filled = found.fill(sent, Kind.INCOME) if found else sent.copy()
        del filled["told"]
        return filled

    return act


def sent_from_elsewhere(request: Request, plan: YearlyPlan) -> HttpResponseBase | None:
    """Where somebody must go first: not to this page, or to the application with which the plan is sent."""
    if not plan.is_open:
        return redirect(plan)
    if find(plan.draft_key):
        messages.warning(request, "まだ保存していないところがあります。「確認へ進む」を、もう一度押してください。")
        return redirect("plans:yearly_edit", plan.pk)
    change = plan.change_being_written()
    return redirect(change.edit_url()) if change else None


@writes
def confirm(request: Request, pk: int) -> HttpResponseBase:
    plan = visible(request, pk, may_write_plan)
    if elsewhere := sent_from_elsewhere(request, plan):
        return elsewhere
    today = timezone.localdate()
    if request.method == "POST" and "ask" in request.POST:
        return asked_instead(request, plan, what=f"{plan.name_of_year}を市に出す")
    form = AssemblyForm(request.POST or None, today=today, initial={"resolved_on": plan.resolved_on})
    if request.method == "POST":
        ask(may_submit, request.user, plan.organization)
    if request.method == "POST" and form.is_valid():
        try:
            plan.submit(by=request.user, on=today, resolved_on=form.cleaned_data["resolved_on"])
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, "年度計画を市に出しました。")
            return redirect(plan)
    context = {"plan": plan, "form": form, "gaps": plan.gaps(), "facts": totals_told(plan.totals())}
    return render(request, "plans/yearly_confirm.html", {**context, **sending(request, plan)})


@writes
def resolved(request: Request, pk: int) -> HttpResponseBase:
    """The assembly decided the 案 as it was: only the day is new."""
    plan = visible(request, pk, may_write_plan)
    if not (plan.is_proposal and plan.can("supersede")):
        return redirect(plan.newest())
    today = timezone.localdate()
    if request.method == "POST" and "ask" in request.POST:
        return asked_instead(request, plan, what=f"{plan.name_of_year}が総会で決まった日を知らせる")
    form = ResolvedForm(request.POST or None, today=today)
    if request.method == "POST":
        ask(may_submit, request.user, plan.organization)
    if request.method == "POST" and form.is_valid():
        try:
            newer = plan.replace_with_resolved(by=request.user, on=today, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, "総会で決まった計画として、市に出しました。前の案も、残してあります。")
            return redirect(newer)
    return render(request, "plans/yearly_resolved.html", {"plan": plan, "form": form, **sending(request, plan)})


@writes
def revise(request: Request, pk: int) -> HttpResponseBase:
    plan = visible(request, pk, may_write_plan)

    def act() -> str:
        return reverse("plans:yearly_edit", args=[plan.revise(by=request.user).pk])

    return pressed(request, act, "新しい版を作りました。出すまでは、前の版がそのまま市にあります。", to=plan)


@writes
def accept(request: Request, pk: int) -> HttpResponseBase:
    return take(request, visible(request, pk, may_judge_plan))
