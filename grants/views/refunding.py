"""返還命令: the section prepares and proposes, whoever keeps the cash book writes down what comes in."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone

from accounts.access import Request, Rule, fetch, reads, writes
from grants.collecting import collect
from grants.forms.confirming import CollectForm, RefundForm
from grants.refundpage import refund_context
from grants.refunds import OPEN, Refund
from grants.rules import may_book, may_examine, may_examine_refund
from grants.views.case import visible as visible_grant
from records.forms import attempt
from records.pressing import pressed
from staff.routes import office_of, route_for


def visible(request: Request, pk: int, may: Rule | None = None) -> Refund:
    seen = Refund.objects.visible_to(request.user, on=timezone.localdate())
    return fetch(seen.select_related("grant__organization", "grant__scheme"), by=request.user, may=may, pk=pk)


@writes
def begin(request: Request, pk: int) -> HttpResponseBase:
    """From the grant's page; goes on with the one that is open."""
    grant, today = visible_grant(request, pk, may_examine), timezone.localdate()
    if standing := grant.refunds.filter(status__in=OPEN).first():
        return redirect(standing)
    form = RefundForm(request.POST or None, grant=grant, refund=None, on=today)
    if form.is_valid() and attempt(form, Refund.begin, grant=grant, by=request.user, **form.cleaned_data):
        messages.success(request, "返還命令の準備をしました。通知書の案を確かめて、起案してください。")
        return redirect(grant.refunds.filter(status__in=OPEN).get())
    return render(request, "grants/refund_form.html", {"grant": grant, "form": form, "back": grant})


@writes
def edit(request: Request, pk: int) -> HttpResponseBase:
    case, today = visible(request, pk, may_examine_refund), timezone.localdate()
    form = RefundForm(request.POST or None, grant=case.grant, refund=case, on=today)
    if form.is_valid() and attempt(form, case.revise, by=request.user, **form.cleaned_data):
        messages.success(request, "返還命令の内容を直しました。")
        return redirect(case)
    return render(request, "grants/refund_form.html", {"grant": case.grant, "form": form, "back": case})


@reads
def detail(request: Request, pk: int) -> HttpResponseBase:
    case = visible(request, pk)
    return render(request, "grants/refund.html", refund_context(case, request.user))


@writes
def propose(request: Request, pk: int) -> HttpResponseBase:
    """起案."""
    case, today = visible(request, pk, may_examine_refund), timezone.localdate()

    def act() -> None:
        office = office_of(request.user, on=today)
        rule, stops = route_for(Refund.approval_kind, amount=case.amount, on=today, department=office)
        case.propose(by=request.user, rule_name=rule.name, route=stops)

    return pressed(request, act, "起案しました。決裁の道すじに回りました。", to=case)


@writes
def drop(request: Request, pk: int) -> HttpResponseBase:
    case = visible(request, pk, may_examine_refund)
    return pressed(request, lambda: case.drop(by=request.user), "返還命令をやめました。", to=case)


@writes
def book(request: Request, pk: int) -> HttpResponseBase:
    """入金: part by part."""
    case = visible(request, pk, may_book)
    if request.method != "POST" or not case.can("collect"):
        return redirect(case)
    form = CollectForm(request.POST, refund=case, on=timezone.localdate())
    if form.is_valid() and attempt(form, collect, refund=case, by=request.user, **form.cleaned_data):
        messages.success(request, "入金を記録しました。")
        return redirect(case)
    case.refresh_from_db()
    return render(request, "grants/refund.html", refund_context(case, request.user, form=form))
