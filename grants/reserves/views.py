"""積立・繰越・差引きの台帳: an organization keeps its own, the city looks at all of them."""

from __future__ import annotations

from functools import partial
from typing import Any
from urllib.parse import quote

import tablib
from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from accounts.access import Request, Rule, ask, fetch, reads, recorded, writes
from grants.reserves import booking
from grants.reserves.accounts import Reserve
from grants.reserves.forms import BankForm, ReserveForm, TakeOutForm
from grants.reserves.offsets import recall as recall_offset
from grants.reserves.pages import city_context, ledger_context
from grants.reserves.sheet import balances_table, counted, ledger_table
from grants.rules import may_apply, may_examine, may_keep_reserve, may_see_inside
from grants.views.case import visible as visible_grant
from organizations.models import Organization
from records.events import Event, record
from records.forms import attempt
from records.pressing import pressed
from records.sheets.files import WAYS


def body(request: Request, pk: int, may: Rule | None = None) -> Organization:
    seen = Organization.objects.visible_to(request.user, on=timezone.localdate())
    return fetch(seen, by=request.user, may=may, pk=pk)


def visible(request: Request, pk: int, may: Rule | None = None) -> Reserve:
    seen = Reserve.objects.visible_to(request.user, on=timezone.localdate()).select_related("organization")
    return fetch(seen, by=request.user, may=may, pk=pk)


@reads
def reserves(request: Request) -> HttpResponseBase:
    """All balances, unspent plans and overdue plans: the city's page, and the auditor's."""
    ask(may_see_inside, request.user, None)
    return render(request, "grants/reserves.html", city_context(request.user, on=timezone.localdate()))


@recorded
def reserves_sheet(request: Request) -> HttpResponseBase:
    ask(may_see_inside, request.user, None)
    lines = city_context(request.user, on=timezone.localdate())["lines"]
    table = balances_table(lines)
    request.afterwards.append(partial(record, request.user, "sheet.export", **counted(request.user, table)))
    return as_workbook(table)


@recorded
def ledger_sheet(request: Request, pk: int) -> HttpResponseBase:
    organization = body(request, pk)
    table = ledger_table(organization)
    request.afterwards.append(partial(record, organization, "sheet.export", **counted(request.user, table)))
    return as_workbook(table)


def as_workbook(table: tablib.Dataset) -> HttpResponse:
    way = WAYS["xlsx"]
    name = quote(f"{table.title}_{timezone.localdate():%Y%m%d}.{way.extension}")
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{name}"}
    return HttpResponse(way.write(table), content_type=way.media_type, headers=headers)


@reads
def ledger(request: Request, pk: int) -> HttpResponseBase:
    organization, today = body(request, pk), timezone.localdate()
    writes_it = bool(may_apply(request.user, organization))
    return render(request, "grants/ledger.html", ledger_context(organization, on=today, writes=writes_it))


@reads
def reserve(request: Request, pk: int) -> HttpResponseBase:
    found = visible(request, pk)
    context = {
        "reserve": found,
        "entries": list(found.entries.select_related("recorded_by", "grant__scheme")),
        "writes": bool(may_keep_reserve(request.user, found)),
        "overdue": found.is_overdue(on=timezone.localdate()),
        "events": Event.objects.about(found),
    }
    return render(request, "grants/reserve.html", context)


@writes
def new(request: Request, pk: int) -> HttpResponseBase:
    organization, today = body(request, pk, may_apply), timezone.localdate()
    form = ReserveForm(request.POST or None, instance=Reserve(organization=organization), on=today)
    if form.is_valid() and attempt(form, booking.plan, organization=organization, by=request.user, **form.cleaned_data):
        messages.success(request, "積立の計画をつくりました。")
        return redirect(reverse("grants:ledger", args=[pk]))
    words = ("積立の計画をつくる", "つくる")
    return shown(request, form, organization, words, back=reverse("grants:ledger", args=[pk]))


@writes
def edit(request: Request, pk: int) -> HttpResponseBase:
    found = visible(request, pk, may_keep_reserve)
    form = ReserveForm(request.POST or None, instance=found, on=timezone.localdate())
    if form.is_valid() and attempt(form, booking.amend, reserve=found, by=request.user, **form.cleaned_data):
        messages.success(request, "積立の計画を直しました。")
        return redirect(found)
    words = ("積立の計画を直す", "保存する")
    return shown(request, form, found.organization, words, back=found.get_absolute_url())


@writes
def take_out(request: Request, pk: int) -> HttpResponseBase:
    found = visible(request, pk, may_keep_reserve)
    form = TakeOutForm(request.POST or None, on=timezone.localdate())
    if form.is_valid() and attempt(form, booking.take_out, reserve=found, by=request.user, **form.cleaned_data):
        messages.success(request, "取崩しを記録しました。")
        return redirect(found)
    words = ("取崩しを記録する", "記録する")
    return shown(request, form, found.organization, words, back=found.get_absolute_url(), reserve=found)


@writes
def bank(request: Request, pk: int) -> HttpResponseBase:
    organization, today = body(request, pk, may_apply), timezone.localdate()
    back = reverse("grants:ledger", args=[pk])
    form = BankForm(request.POST or None, on=today)
    if form.is_valid() and attempt(
        form, booking.compare, organization=organization, by=request.user, **form.cleaned_data
    ):
        messages.success(request, "通帳の残高を記録しました。")
        return redirect(back)
    return shown(request, form, organization, ("通帳の残高を合わせる", "記録する"), back=back)


def shown(
    request: Request, form: Any, organization: Organization, words: tuple[str, str], *, back: str, **more: Reserve
) -> HttpResponseBase:
    """``words``: the page's title, and what its button says."""
    title, button = words
    context = {"form": form, "organization": organization, "back": back, "title": title, "button": button}
    return render(request, "grants/reserve_form.html", {**context, "reserve": None, **more})


@writes
def recall(request: Request, pk: int) -> HttpResponseBase:
    """No later grant comes: what was to be deducted is to be given back."""
    grant = visible_grant(request, pk, may_examine)
    done = "返還に切り替えました。続けて、返還命令を準備してください。"
    return pressed(request, lambda: recall_offset(grant, by=request.user), done, to=grant)
