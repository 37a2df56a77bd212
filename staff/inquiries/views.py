"""The register's pages for those who route, answer and tell."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone

from accounts.access import Request, ask, fetch, reads, writes
from records.forms import attempt
from staff.inquiries.deeds import BY_NAME
from staff.inquiries.forms import TakeInForm
from staff.inquiries.inquiries import Inquiry
from staff.inquiries.listing import AGES, Listing, unanswered
from staff.inquiries.page import inquiry_page
from staff.inquiries.rules import may_read_inquiries, may_take_in


@reads
def inquiries(request: Request) -> HttpResponse:
    ask(may_read_inquiries, request.user, None)
    listing = Listing(request.GET, request.user, timezone.localdate())
    page = listing.page()
    may_enter = may_take_in(request.user, None)
    context = {"list": listing, "page": page, "rows": listing.rows(page), "may_take_in": may_enter}
    return render(request, "staff/inquiries/list.html", context)


@reads
def overview(request: Request) -> HttpResponse:
    """What nobody has answered, by desk and age."""
    ask(may_read_inquiries, request.user, None)
    today = timezone.localdate()
    context = {"lines": unanswered(request.user, on=today), "ages": [label for label, _most in AGES], "today": today}
    return render(request, "staff/inquiries/unanswered.html", context)


@writes
def take_in(request: Request) -> HttpResponseBase:
    """A letter, a call, a word at a meeting."""
    ask(may_take_in, request.user, None)
    today = timezone.localdate()
    form = TakeInForm(request.POST or None, initial={"received_on": today}, on=today)
    if form.is_valid():
        facts = dict(form.cleaned_data)
        day = facts.pop("received_on")
        case = Inquiry.receive(by=request.user, on=day, reported_by=request.user, **facts)
        messages.success(request, f"声を受け付けました。受付番号は{case.number}です。")
        return redirect(case)
    return render(request, "staff/inquiries/take_in.html", {"form": form})


def visible(request: Request, pk: int) -> Inquiry:
    found = Inquiry.objects.visible_to(request.user, on=timezone.localdate())
    related = found.select_related("area", "department__parent__parent", "partner", "reported_by", "answered_by")
    return fetch(related, by=request.user, pk=pk)


@reads
def inquiry(request: Request, pk: int) -> HttpResponse:
    found = visible(request, pk)
    context = inquiry_page(found, request.user, on=timezone.localdate())
    return render(request, "staff/inquiries/detail.html", context)


@writes
def act(request: Request, pk: int, name: str) -> HttpResponseBase:
    """One deed; what it refuses stands at its field."""
    found, deed, today = visible(request, pk), BY_NAME.get(name), timezone.localdate()
    if deed is None:
        raise Http404(name)
    ask(deed.may, request.user, found)
    if request.method != "POST":
        return redirect(found)
    form = deed.form(request.POST, inquiry=found, on=today, prefix=deed.name)
    if form.is_valid() and attempt(form, deed.of(found), by=request.user, **form.cleaned_data):
        messages.success(request, deed.done)
        still = Inquiry.objects.visible_to(request.user, on=today).filter(pk=pk).exists()
        return redirect(found if still else "inquiries:list")
    context = inquiry_page(found, request.user, on=today, sent=(deed.name, form))
    return render(request, "staff/inquiries/detail.html", context)
