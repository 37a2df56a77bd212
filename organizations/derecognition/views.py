"""認可の取消し: the section writes grounds, attaches evidence and proposes; the city looks at it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone

from accounts.access import Request, Rule, fetch, reads, writes
from organizations.bodies import Organization
from organizations.derecognition.case import Derecognition
from organizations.derecognition.forms import EVIDENCE, DerecognitionForm
from organizations.derecognition.page import derecognition_context
from organizations.rules import may_derecognise, may_see_derecognition
from organizations.views.finding import organization_for, past
from records.attachments import Attachment
from records.forms import attempt
from records.pressing import pressed
from staff.routes import office_of, route_for

FORM = "organizations/derecognition/form.html"


def visible(request: Request, pk: int, may: Rule = may_see_derecognition) -> Derecognition:
    seen = Derecognition.objects.visible_to(request.user, on=timezone.localdate())
    return fetch(seen.select_related("organization", "begun_by"), by=request.user, may=may, pk=pk)


@writes
def begin(request: Request, pk: int) -> HttpResponseBase:
    """From the organization's page; goes on with the one that is open."""
    body: Organization = organization_for(request, pk, may=may_derecognise)
    if standing := body.derecognitions.open().first():
        return redirect(standing)
    if over := past(request, body, "revoke"):
        return over
    today = timezone.localdate()
    form = DerecognitionForm(request.POST or None, request.FILES or None, today=today)

    def act(**facts: Any) -> None:
        keep(Derecognition.begin(body, by=request.user, on=today, **facts), form, request)

    if form.is_valid() and attempt(form, act, **form.facts):
        messages.success(request, "取消しの準備をはじめました。内容を確かめて、起案してください。")
        return redirect(body.derecognitions.open().get())
    return render(request, FORM, {"organization": body, "form": form, "back": body})


@writes
def edit(request: Request, pk: int) -> HttpResponseBase:
    case = visible(request, pk, may_derecognise)
    if over := past(request, case, "revise"):
        return over
    today = timezone.localdate()
    form = DerecognitionForm(request.POST or None, request.FILES or None, today=today, case=case)

    def act(**facts: Any) -> None:
        case.revise(by=request.user, on=today, **facts)
        keep(case, form, request)

    if form.is_valid() and attempt(form, act, **form.facts):
        messages.success(request, "取消しの内容を直しました。")
        return redirect(case)
    return render(request, FORM, {"organization": case.organization, "form": form, "back": case})


def keep(case: Derecognition, form: DerecognitionForm, request: Request) -> None:
    if file := form.cleaned_data.get("paper"):
        case.receive(file, purpose=EVIDENCE, by=request.user)


@reads
def detail(request: Request, pk: int) -> HttpResponseBase:
    case = visible(request, pk)
    return render(request, "organizations/derecognition/detail.html", derecognition_context(case, request.user))


@writes
def propose(request: Request, pk: int) -> HttpResponseBase:
    """起案."""
    case = visible(request, pk, may_derecognise)
    today = timezone.localdate()

    def act() -> None:
        office = office_of(request.user, on=today)
        rule, stops = route_for(Derecognition.approval_kind, amount=None, on=today, department=office)
        case.propose(by=request.user, on=today, rule_name=rule.name, route=stops)

    return pressed(request, act, "起案しました。決裁の道すじに回りました。", to=case)


@writes
def drop(request: Request, pk: int) -> HttpResponseBase:
    case = visible(request, pk, may_derecognise)
    reason = request.POST.get("reason", "").strip()[:500]
    return pressed(request, lambda: case.drop(by=request.user, reason=reason), "取消しをやめました。", to=case)


@writes
def put_away(request: Request, pk: int, paper: int) -> HttpResponseBase:
    case = visible(request, pk, may_derecognise)
    file = fetch(Attachment.objects.about(case), by=request.user, pk=paper)
    return pressed(request, lambda: case.put_away(file, by=request.user), f"「{file}」を外しました。", to=case)
