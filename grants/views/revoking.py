"""取消し: the section writes grounds, attaches evidence and proposes; the city looks at it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone

from accounts.access import Request, Rule, fetch, reads, writes
from grants.cases import Grant
from grants.forms.revoking import EVIDENCE, RevocationForm
from grants.revoking import Revocation
from grants.revokingpage import revocation_context
from grants.rules import may_revoke, may_see_revocation
from grants.views.case import visible as visible_grant
from records.attachments import Attachment
from records.forms import attempt
from records.pressing import pressed
from staff.routes import office_of, route_for


def visible(request: Request, pk: int, may: Rule = may_see_revocation) -> Revocation:
    seen = Revocation.objects.visible_to(request.user, on=timezone.localdate())
    return fetch(
        seen.select_related("grant__organization", "grant__scheme", "begun_by"), by=request.user, may=may, pk=pk
    )


@writes
def begin(request: Request, pk: int) -> HttpResponseBase:
    """From the grant's page; goes on with the one that is open."""
    grant = visible_grant(request, pk, may_revoke)
    if standing := grant.revocations.open().first():
        return redirect(standing)
    if not grant.can("revoke"):
        messages.info(request, Grant.NOT_NOW["revoke"])
        return redirect(grant)
    form = RevocationForm(request.POST or None, request.FILES or None, stands=grant.amount_current or 0)

    def act(**facts: Any) -> None:
        made = Revocation.begin(grant, by=request.user, **facts)
        keep(made, form, request)

    if form.is_valid() and attempt(form, act, **form.facts):
        messages.success(request, "取消しの準備をはじめました。内容を確かめて、起案してください。")
        return redirect(grant.revocations.open().get())
    return render(request, "grants/revocation_form.html", {"grant": grant, "form": form, "back": grant})


@writes
def edit(request: Request, pk: int) -> HttpResponseBase:
    case = visible(request, pk, may_revoke)
    if not case.can("revise"):
        messages.info(request, Revocation.NOT_NOW["revise"])
        return redirect(case)
    form = RevocationForm(request.POST or None, request.FILES or None, stands=case.before, revocation=case)

    def act(**facts: Any) -> None:
        case.revise(by=request.user, **facts)
        keep(case, form, request)

    if form.is_valid() and attempt(form, act, **form.facts):
        messages.success(request, "取消しの内容を直しました。")
        return redirect(case)
    return render(request, "grants/revocation_form.html", {"grant": case.grant, "form": form, "back": case})


def keep(case: Revocation, form: RevocationForm, request: Request) -> None:
    if file := form.cleaned_data.get("paper"):
        case.receive(file, purpose=EVIDENCE, by=request.user)


@reads
def detail(request: Request, pk: int) -> HttpResponseBase:
    case = visible(request, pk)
    return render(request, "grants/revocation.html", revocation_context(case, request.user))


@writes
def propose(request: Request, pk: int) -> HttpResponseBase:
    """起案."""
    case = visible(request, pk, may_revoke)
    today = timezone.localdate()

    def act() -> None:
        office = office_of(request.user, on=today)
        rule, stops = route_for(Revocation.approval_kind, amount=case.taken, on=today, department=office)
        case.propose(by=request.user, rule_name=rule.name, route=stops)

    return pressed(request, act, "起案しました。決裁の道すじに回りました。", to=case)


@writes
def drop(request: Request, pk: int) -> HttpResponseBase:
    case = visible(request, pk, may_revoke)
    reason = request.POST.get("reason", "").strip()[:500]
    return pressed(request, lambda: case.drop(by=request.user, reason=reason), "取消しをやめました。", to=case)


@writes
def put_away(request: Request, pk: int, paper: int) -> HttpResponseBase:
    case = visible(request, pk, may_revoke)
    file = fetch(Attachment.objects.about(case), by=request.user, pk=paper)
    return pressed(request, lambda: case.put_away(file, by=request.user), f"「{file}」を外しました。", to=case)
