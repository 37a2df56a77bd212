"""財産処分: the organization applies, the section judges and proposes, accounting notes what came back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone

from accounts.access import Request, Rule, ask, fetch, reads, writes
from grants.equipment.disposals import ItemDisposal
from grants.equipment.forms import DecisionPage, DisposalForm, PaidBackForm, SendBackForm
from grants.equipment.page import disposal_facts, disposal_page
from grants.equipment.rules import may_judge_disposal
from grants.rules import may_pay, may_write
from organizations.rules import may_submit
from organizations.views.asking import asked_instead
from records.forms import attempt
from records.pressing import pressed
from records.rowpages import rows_page


def visible(request: Request, pk: int, may: Rule | None = None) -> ItemDisposal:
    cases = ItemDisposal.objects.visible_to(request.user, on=timezone.localdate())
    related = cases.select_related("item__grant", "item__expense", "grant__organization", "grant__scheme")
    return fetch(related, by=request.user, may=may, pk=pk)


@reads
def disposal(request: Request, pk: int) -> HttpResponseBase:
    return shown(request, visible(request, pk))


def shown(request: Request, case: ItemDisposal, **forms: Any) -> HttpResponseBase:
    return render(request, "grants/equipment/disposal.html", {**disposal_page(request, case), **forms})


@writes
def edit(request: Request, pk: int) -> HttpResponseBase:
    case = visible(request, pk, may_write)
    if not case.is_open:
        messages.info(request, ItemDisposal.NOT_NOW["submit"])
        return redirect(case)
    form = DisposalForm(request.POST or None, case=case)
    if form.is_valid() and attempt(form, case.fill_in, by=request.user, **form.cleaned_data):
        return redirect(case)
    context = {"item": case.item, "form": form, "bound": not case.is_notice, "back": case}
    return render(request, "grants/equipment/disposal_form.html", context)


@writes
def send(request: Request, pk: int) -> HttpResponseBase:
    case = visible(request, pk, may_write)
    if request.method == "POST" and "ask" in request.POST:
        return asked_instead(request, case, what=f"{case.name}({case.item})を出す")
    if request.method == "POST":
        ask(may_submit, request.user, case.organization)
    done = f"{case.name}を出しました。"
    return pressed(request, lambda: case.submit(by=request.user, on=timezone.localdate()), done, to=case)


@writes
def withdraw(request: Request, pk: int) -> HttpResponseBase:
    case = visible(request, pk, may_write)
    return pressed(request, lambda: case.withdraw(by=request.user), "処分を取りやめました。", to=case.item)


@writes
def send_back(request: Request, pk: int) -> HttpResponseBase:
    case = visible(request, pk, may_judge_disposal)
    if request.method != "POST":
        return redirect(case)
    form = SendBackForm(request.POST)
    if form.is_valid() and attempt(form, case.send_back, by=request.user, **form.cleaned_data):
        messages.success(request, "団体に直しをお願いしました。メールでも知らせました。")
        return redirect(case)
    return shown(request, case, back_form=form)


@writes
def note(request: Request, pk: int) -> HttpResponseBase:
    case = visible(request, pk, may_judge_disposal)
    return pressed(request, lambda: case.note(by=request.user), "届出を承知しました。", to=case)


@writes
def propose(request: Request, pk: int) -> HttpResponseBase:
    """起案."""
    case = visible(request, pk, may_judge_disposal)
    if not case.can("propose"):
        messages.info(request, "今は起案できません。書類の今の状態を確かめてください。")
        return redirect(case)
    return rows_page(
        request,
        lambda data: DecisionPage(case, data, drafter=request.user, on=timezone.localdate()),
        template="grants/equipment/disposal_propose.html",
        done="起案しました。決裁の道すじに回りました。",
        to=case,
        context={"case": case, "facts": disposal_facts(case)},
    )


@writes
def book(request: Request, pk: int) -> HttpResponseBase:
    """What the approval asked back has come in."""
    case = visible(request, pk, may_pay)
    if request.method != "POST":
        return redirect(case)
    form = PaidBackForm(request.POST)
    if form.is_valid() and attempt(form, case.pay_back, by=request.user, **form.cleaned_data):
        messages.success(request, "返ってきたお金を記録しました。")
        return redirect(case)
    return shown(request, case, paid_form=form)
