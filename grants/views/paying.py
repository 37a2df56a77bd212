"""請求 and 支払い: one part of a grant, from the organization's request to accounting's payment."""

from __future__ import annotations

from functools import partial
from typing import Any
from urllib.parse import quote

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from accounts.access import Request, Rule, ask, fetch, reads, recorded, writes
from grants.forms.paying import PayForm, PaymentForm, SendBackForm
from grants.paylist import PayList
from grants.payments import Payment
from grants.paypage import payment_context
from grants.rules import may_list_payments, may_pay, may_write
from grants.views.case import visible as grant_visible
from organizations.rules import may_submit
from organizations.views.asking import asked_instead
from records.events import record
from records.forms import attempt
from records.pressing import pressed
from records.sheets.files import WAYS

OFFERED = ("xlsx", "utf-8-sig", "cp932")


def visible(request: Request, pk: int, may: Rule | None = None) -> Payment:
    payments = Payment.objects.visible_to(request.user, on=timezone.localdate())
    return fetch(payments.select_related("grant__organization", "grant__scheme"), by=request.user, may=may, pk=pk)


@writes
def begin(request: Request, pk: int) -> HttpResponseBase:
    grant = grant_visible(request, pk, may_write)

    def act() -> str:
        return reverse("grants:payment_edit", args=[Payment.begin(grant, by=request.user).pk])

    return pressed(request, act, "請求書を作りました。振込先を確かめてください。", to=grant)


@writes
def edit(request: Request, pk: int) -> HttpResponseBase:
    payment = visible(request, pk, may_write)
    if not payment.is_open:
        messages.info(request, Payment.NOT_NOW["submit"])
        return redirect(payment)
    form = PaymentForm(request.POST or None, request.FILES or None, case=payment)
    if form.sent_by(request.user) and attempt(form, payment.fill_in, by=request.user, **form.facts):
        return redirect(payment)
    return render(request, "grants/payment_edit.html", {"payment": payment, "form": form})


@reads
def payment(request: Request, pk: int) -> HttpResponseBase:
    return shown(request, visible(request, pk))


def shown(request: Request, payment: Payment, **forms: Any) -> HttpResponseBase:
    return render(request, "grants/payment.html", {**payment_context(request, payment), **forms})


@writes
def send(request: Request, pk: int) -> HttpResponseBase:
    payment = visible(request, pk, may_write)
    if request.method == "POST" and "ask" in request.POST:
        return asked_instead(request, payment, what=f"{payment}を請求する")
    if request.method == "POST":
        ask(may_submit, request.user, payment.organization)
    done = "交付を請求しました。支払われると、メールで知らせます。"
    return pressed(request, lambda: payment.submit(by=request.user, on=timezone.localdate()), done, to=payment)


@writes
def drop(request: Request, pk: int) -> HttpResponseBase:
    payment = visible(request, pk, may_write)
    return pressed(request, lambda: payment.drop(by=request.user), "請求を取りやめました。", to=payment.grant)


@writes
def pay(request: Request, pk: int) -> HttpResponseBase:
    payment = visible(request, pk, may_pay)
    if request.method != "POST":
        return redirect(payment)
    form = PayForm(request.POST, on=timezone.localdate())
    if form.is_valid() and attempt(form, payment.pay, by=request.user, **form.cleaned_data):
        messages.success(request, "支払いを記録しました。団体にもメールで知らせました。")
        return redirect(payment)
    return shown(request, payment, pay_form=form)


@writes
def send_back(request: Request, pk: int) -> HttpResponseBase:
    payment = visible(request, pk, may_pay)
    if request.method != "POST":
        return redirect(payment)
    form = SendBackForm(request.POST)
    if form.is_valid() and attempt(form, payment.send_back, by=request.user, **form.cleaned_data):
        messages.success(request, "団体に直しをお願いしました。")
        return redirect(payment)
    return shown(request, payment, back_form=form)


@reads
def payments(request: Request) -> HttpResponseBase:
    ask(may_list_payments, request.user, None)
    found = PayList(request.GET.dict(), request.user, on=timezone.localdate())
    ways = [(WAYS[key].label, found.query(way=key)) for key in OFFERED]
    return render(request, "grants/payments.html", {"list": found, "ways": ways})


@recorded
def payments_sheet(request: Request) -> HttpResponseBase:
    """The list for accounting's own system; that account numbers left the portal goes on record."""
    ask(may_list_payments, request.user, None)
    key = request.GET.get("way", "")
    if key not in OFFERED:
        raise Http404
    way, table = WAYS[key], PayList(request.GET.dict(), request.user, on=timezone.localdate()).table()
    facts = {"comment": f"{table.title} {len(table)}件 {way.label}", "sheet": table.title, "rows": len(table)}
    request.afterwards.append(partial(record, request.user, "sheet.export", by=request.user, **facts))
    name = quote(f"{table.title}_{timezone.localdate():%Y%m%d}.{way.extension}")
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{name}"}
    return HttpResponse(way.write(table), content_type=way.media_type, headers=headers)
