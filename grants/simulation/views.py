"""試算: the page where an officer turns the numbers of a scheme and sees at once what everybody would get."""

from __future__ import annotations

from functools import partial
from typing import Any
from urllib.parse import quote, urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from accounts.access import Request, ask, reads, writes
from grants.rules import may_manage_schemes, may_see_inside
from grants.schemes import Scheme
from grants.simulation.chart import chart
from grants.simulation.forms import SimulationForm
from grants.simulation.outcome import ORDERS, Outcome, outcome
from grants.simulation.taking import take
from grants.views.schemes import visible
from records.forms import attempt
from records.sheets.files import WAYS

PER_PAGE = 50
LONGEST = 3000  # of an address that every server takes
OFFERED = ("xlsx", "utf-8-sig", "cp932")


@writes
def simulation(request: Request, pk: int) -> HttpResponseBase:
    """The address says which numbers are others; only 「この数字を制度に入れる」 keeps them."""
    money = visible(request, pk, may_see_inside)
    form = SimulationForm(money, request.POST if request.method == "POST" else request.GET)
    if form.is_valid() and request.method == "POST":
        if "take" in request.POST:
            if taken(request, money, form):
                messages.success(request, "試算の数字を、制度に入れました。")
                return redirect(money)
        elif len(form.query) <= LONGEST:
            return redirect(f"{address(money)}?{form.query}#result")
    return render(request, "grants/simulation.html", page(request, money, form))


def taken(request: Request, money: Scheme, form: SimulationForm) -> bool:
    ask(may_manage_schemes, request.user, money)
    data = form.cleaned_data
    return attempt(form, partial(take, money), by=request.user, document=data["document"], basics=data["basics"])


def address(money: Scheme) -> str:
    return reverse("grants:simulation", args=[money.pk])


def page(request: Request, money: Scheme, form: SimulationForm) -> dict[str, Any]:
    context: dict[str, Any] = {
        "scheme": money,
        "form": form,
        "manages": bool(may_manage_schemes(request.user, money)),
        "editable": money.can("revise"),
        "outcome": None,
    }
    if "rule" not in form.cleaned_data:
        return context
    found, by = outcome(money, form.new_rule), order(request)
    rows = found.ordered(by)
    pages = Paginator(rows, len(rows) or 1 if "all" in request.GET else PER_PAGE)
    context |= {"outcome": found, "chart": chart(rows), "page": pages.get_page(request.GET.get("page"))}
    return context | links(form, found, by)


def order(request: Request) -> str:
    asked = request.GET.get("sort", "")
    return asked if asked.removeprefix("-") in ORDERS else ""


def links(form: SimulationForm, found: Outcome, by: str) -> dict[str, Any]:
    """Other orders and files of the same numbers; none where there are too many for an address."""
    if len(form.query) > LONGEST:
        return {"orders": [], "ways": [], "too_long": True}
    wanted = [name for name in ORDERS if not (name == "head" and not found.counts_heads)]
    wanted = [name for name in wanted if not (name == "home" and not found.counts_homes)]
    orders = [(label, query(form, sort=key), key == by) for key, label in both_ways(wanted)]
    ways = [(WAYS[key].label, query(form, way=key, sort=by)) for key in OFFERED]
    return {"orders": orders, "ways": ways, "everything": query(form, sort=by, all="1"), "too_long": False}


def both_ways(wanted: list[str]) -> list[tuple[str, str]]:
    found = [("", ORDERS[""][0])]
    for name in wanted[1:]:
        label = ORDERS[name][0]
        found += [(f"-{name}", f"{label}の多い順"), (name, f"{label}の少ない順")]
    return found


def query(form: SimulationForm, **more: str) -> str:
    rest = urlencode({name: each for name, each in more.items() if each})
    return "&".join(filter(None, (form.query, rest)))


@reads
def sheet(request: Request, pk: int) -> HttpResponseBase:
    """The same table for a spreadsheet."""
    money = visible(request, pk, may_see_inside)
    form, key = SimulationForm(money, request.GET), request.GET.get("way", "")
    if key not in OFFERED or not form.is_valid():
        raise Http404
    found = outcome(money, form.new_rule)
    way = WAYS[key]
    name = quote(f"試算_{money.programme}_{money.fiscal_year.number}_{timezone.localdate():%Y%m%d}.{way.extension}")
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{name}"}
    table = found.table(found.ordered(order(request)))
    return HttpResponse(way.write(table), content_type=way.media_type, headers=headers)
