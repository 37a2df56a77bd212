"""備品台帳: what the organization enters and looks at each year, and the city's register of all."""

from __future__ import annotations

from functools import partial
from typing import Any
from urllib.parse import quote

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone

from accounts.access import Request, Rule, fetch, reads, recorded, writes
from grants.equipment.disposals import ItemDisposal
from grants.equipment.forms import CheckForm, DisposalForm, ItemForm
from grants.equipment.items import PHOTO, Item, not_yet_entered
from grants.equipment.listing import EquipmentList
from grants.equipment.page import item_page
from grants.equipment.rules import may_keep
from grants.rules import may_write
from grants.views.case import visible as grant_visible
from records.events import record
from records.forms import attempt
from records.sheets.files import WAYS


def visible(request: Request, pk: int, may: Rule | None = None) -> Item:
    items = Item.objects.visible_to(request.user, on=timezone.localdate())
    related = items.select_related("grant__organization", "grant__scheme", "expense")
    return fetch(related, by=request.user, may=may, pk=pk)


@reads
def equipment(request: Request) -> HttpResponseBase:
    found = EquipmentList(request.GET.dict(), request.user, on=timezone.localdate())
    return render(request, "grants/equipment/list.html", {"list": found, "inside": found.inside})


@recorded
def equipment_sheet(request: Request) -> HttpResponseBase:
    """The register as a spreadsheet; that it left the portal goes on record."""
    table, way = EquipmentList(request.GET.dict(), request.user, on=timezone.localdate()).table(), WAYS["xlsx"]
    facts = {"comment": f"{table.title} {len(table)}件 {way.label}", "sheet": table.title, "rows": len(table)}
    request.afterwards.append(partial(record, request.user, "sheet.export", by=request.user, **facts))
    name = quote(f"{table.title}_{timezone.localdate():%Y%m%d}.{way.extension}")
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{name}"}
    return HttpResponse(way.write(table), content_type=way.media_type, headers=headers)


@reads
def item(request: Request, pk: int) -> HttpResponseBase:
    return render(request, "grants/equipment/item.html", item_page(visible(request, pk), request.user))


@writes
def enter(request: Request, pk: int) -> HttpResponseBase:
    """Of a receipt that the address names, or by hand."""
    grant, key = grant_visible(request, pk, may_write), request.GET.get("receipt", "")
    expense = not_yet_entered([grant]).filter(pk=int(key)).first() if key.isdecimal() and len(key) < 10 else None
    data, files = request.POST or None, request.FILES or None
    form = ItemForm(data, files, scheme=grant.scheme, item=None, expense=expense)

    def act(**facts: Any) -> None:
        keep(Item.enter(grant, by=request.user, expense=expense, **facts), form, request)

    if form.is_valid() and attempt(form, act, **form.facts):
        messages.success(request, "備品台帳に載せました。")
        return redirect("grants:equipment")
    context = {"grant": grant, "form": form, "expense": expense, "item": None}
    return render(request, "grants/equipment/item_form.html", context)


@writes
def edit(request: Request, pk: int) -> HttpResponseBase:
    found = visible(request, pk, may_keep)
    if not found.can("revise"):
        messages.info(request, Item.NOT_NOW["revise"])
        return redirect(found)
    data, files = request.POST or None, request.FILES or None
    form = ItemForm(data, files, scheme=found.grant.scheme, item=found, expense=None)

    def act(**facts: Any) -> None:
        found.revise(by=request.user, **facts)
        keep(found, form, request)

    if form.is_valid() and attempt(form, act, **form.facts):
        messages.success(request, "備品台帳を直しました。")
        return redirect(found)
    context = {"grant": found.grant, "form": form, "expense": found.expense, "item": found}
    return render(request, "grants/equipment/item_form.html", context)


def keep(found: Item, form: ItemForm, request: Request) -> None:
    if file := form.cleaned_data.get("photo"):
        found.receive(file, purpose=PHOTO, by=request.user)


@writes
def check(request: Request, pk: int) -> HttpResponseBase:
    """現物確認."""
    found = visible(request, pk, may_keep)
    if request.method != "POST":
        return redirect(found)
    form = CheckForm(request.POST)
    if form.is_valid() and attempt(form, found.look, by=request.user, on=timezone.localdate(), **form.cleaned_data):
        messages.success(request, "現物を確かめた結果を書きました。")
        return redirect(found)
    return render(request, "grants/equipment/item.html", {**item_page(found, request.user), "form": form})


@writes
def dispose(request: Request, pk: int) -> HttpResponseBase:
    """Begins an application to part with it, or a notice."""
    found = visible(request, pk, may_keep)
    if standing := found.disposals.open().first():
        return redirect(standing)
    form = DisposalForm(request.POST or None)
    if form.is_valid() and attempt(form, ItemDisposal.begin, item=found, by=request.user, **form.cleaned_data):
        return redirect(found.disposals.open().get())
    context = {"item": found, "form": form, "bound": found.is_bound(on=timezone.localdate()), "back": found}
    return render(request, "grants/equipment/disposal_form.html", context)
