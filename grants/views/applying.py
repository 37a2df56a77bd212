"""What an organization does: begin from the plan, write, confirm and send, take back."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from accounts.access import Request, ask, fetch, writes
from grants.cases import Grant
from grants.checks import calculated
from grants.forms.applying import ApplicationForm, WithdrawForm
from grants.formula.calculating import Sheet
from grants.formula.expressions import Impossible
from grants.questions.answering import Answers
from grants.rules import may_apply, may_write
from grants.schemes import Scheme
from grants.showing import corrections_of
from grants.summary import copied, typed, way_to_submit
from grants.views.case import visible
from organizations.models import Organization
from organizations.rules import may_submit
from organizations.views.asking import asked_instead, sending
from plans.models import YearlyPlan
from records.attachments import Attachment
from records.cases import NotNow
from records.drafts import Draft, autosaved, bound_data, drop, is_autosave
from records.forms import attempt
from records.pressing import pressed
from records.workdays import workdays


@writes
def begin(request: Request, organization: int, scheme: int) -> HttpResponseBase:
    today = timezone.localdate()
    body = fetch(
        Organization.objects.visible_to(request.user, on=today), by=request.user, may=may_apply, pk=organization
    )
    money = fetch(Scheme.objects.visible_to(request.user, on=today), by=request.user, pk=scheme)
    sent = YearlyPlan.objects.of(body, money.fiscal_year).in_force()

    def act() -> str:
        if (plan := sent.first()) is None:
            raise NotNow(f"先に、{money.fiscal_year}の年度計画を市に出してください。申請は、計画から写してつくります。")
        return reverse("grants:edit", args=[Grant.begin(body, money, plan, by=request.user, on=today).pk])

    return pressed(request, act, "申請書を作りました。年度計画と名簿から写してあります。", to="grants:list")


@writes
def edit(request: Request, pk: int) -> HttpResponseBase:
    grant = visible(request, pk, may_write)
    if not grant.is_open:
        messages.info(request, "この申請は、もう市に出してあるので、書きかえられません。")
        return redirect(grant)
    key = f"grant:{grant.pk}"
    if is_autosave(request):
        return autosaved(request, key, by=request.user)
    data, draft = bound_data(request, key)
    form = ApplicationForm(data, request.FILES or None, grant=grant)
    if request.method != "POST":
        form = form.unjudged() if draft else form
    elif "more" in request.POST:
        form = form.with_more_rows(by=request.user)
    elif form.is_valid() and saved(form, grant, request):
        drop(key)
        onward = "grants:detail" if "later" in request.POST else "grants:confirm"
        return redirect(onward, grant.pk)
    return render(request, "grants/edit.html", edit_context(grant, form, draft))


def saved(form: ApplicationForm, grant: Grant, request: Request) -> bool:
    try:
        form.save(grant, by=request.user)
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return False
    return True


@writes
def confirm(request: Request, pk: int) -> HttpResponseBase:
    """All of the paper once more, and what is still missing, before it is sent."""
    grant = visible(request, pk, may_write)
    if not grant.is_open:
        return redirect(grant)
    today = timezone.localdate()
    if request.method == "POST" and "ask" in request.POST:
        return asked_instead(request, grant, what=f"{grant.scheme}の申請を出す")
    if request.method == "POST":
        ask(may_submit, request.user, grant.organization)
        try:
            grant.submit(by=request.user, on=today)
        except ValidationError as refusal:
            messages.error(request, refusal.messages[0])
        else:
            messages.success(request, f"申請を受け付けました。収受第{grant.receipt_number}号です。")
            return redirect(grant)
    return render(request, "grants/confirm.html", {**confirm_context(grant), **sending(request, grant)})


@writes
def withdraw(request: Request, pk: int) -> HttpResponseBase:
    """取下げ: of an application, or for some days of the decision itself."""
    grant = visible(request, pk, may_write)
    today, given_up = timezone.localdate(), grant.can("give_up")
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and given_up:
        ask(may_submit, request.user, grant.organization)
    verb = partial(grant.give_up, on=today) if given_up else grant.withdraw
    if form.is_valid() and attempt(form, verb, by=request.user, reason=form.cleaned_data["reason"]):
        messages.success(request, "申請を取り下げました。")
        return redirect(grant if given_up else "grants:list")
    until = grant.gives_up_until() if given_up else None
    return render(request, "grants/withdraw.html", {"grant": grant, "form": form, "until": until})


@writes
def put_away(request: Request, pk: int, paper: int) -> HttpResponseBase:
    grant = visible(request, pk, may_write)
    file = fetch(Attachment.objects.about(grant), by=request.user, pk=paper)
    return pressed(
        request,
        lambda: grant.put_away(file, by=request.user),
        f"「{file}」を外しました。",
        to=reverse("grants:edit", args=[pk]),
    )


def confirm_context(grant: Grant) -> dict[str, Any]:
    today, plan = timezone.localdate(), grant.yearly_plan.newest()
    result = result_of(grant, plan)
    mended_at = {
        "paper": reverse("grants:edit", args=[grant.pk]),
        "plan": plan.get_absolute_url(),
        "register": grant.organization.get_absolute_url(),
    }
    return {
        "grant": grant,
        "steps": way_to_submit(2),
        "facts": [*copied(grant, plan, result, on=today), *typed(grant)],
        "gaps": [(gap.sentence, mended_at.get(gap.place, "")) for gap in grant.gaps(on=today)],
        "result": result,
        "answers": Answers(grant).all(),
        "files": grant.papers(),
        "late": grant.received_at is None and today > workdays().next_workday(grant.scheme.deadline),
    }


def edit_context(grant: Grant, form: ApplicationForm, draft: Draft | None) -> dict[str, Any]:
    plan = grant.yearly_plan.newest()
    asked = [correction for correction in corrections_of(grant) if correction.mended_at is None]
    return {
        "grant": grant,
        "form": form,
        "fields": [(field, [ask for ask in asked if ask.field == form.place_of(field.name)]) for field in form],
        "draft": draft,
        "steps": way_to_submit(1),
        "facts": copied(grant, plan, result_of(grant, plan), on=timezone.localdate()),
        "asked": asked,
        "plan": plan,
        "answers": form.answers.closed(),
        "files": grant.papers(),
    }


def result_of(grant: Grant, plan: YearlyPlan) -> Sheet | None:
    """What the rule gives today; None while a figure is missing (the gaps say which)."""
    try:
        return calculated(grant, plan)
    except Impossible:
        return None
