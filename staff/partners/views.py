"""The partners' pages: who supports which area, and the section's part in it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone

from accounts.access import Request, ask, fetch, reads, writes
from records.forms import attempt
from staff.partners.actions import take_on
from staff.partners.forms import EndPartnerForm, PartnerForm
from staff.partners.partners import Partner
from staff.partners.rules import may_appoint_partner, may_read_partners


@reads
def partners(request: Request) -> HttpResponse:
    ask(may_read_partners, request.user, None)
    today = timezone.localdate()
    seen = Partner.objects.visible_to(request.user, on=today).select_related("user", "area", "kind")
    rows = [(partner, partner.holds(on=today)) for partner in seen]
    context = {"rows": rows, "may_appoint": may_appoint_partner(request.user, None)}
    return render(request, "staff/partners/list.html", context)


@writes
def new(request: Request) -> HttpResponseBase:
    ask(may_appoint_partner, request.user, None)
    form = PartnerForm(request.POST or None, initial={"starts_on": timezone.localdate()})
    if form.is_valid() and attempt(form, take_on, by=request.user, **form.cleaned_data):
        messages.success(request, f"{form.cleaned_data['name']}さんを登録しました。メールで知らせました。")
        return redirect("partners:list")
    return render(request, "staff/partners/new.html", {"form": form})


@writes
def end(request: Request, pk: int) -> HttpResponseBase:
    today = timezone.localdate()
    seen = Partner.objects.visible_to(request.user, on=today).select_related("user", "area", "kind")
    partner = fetch(seen, by=request.user, may=may_appoint_partner, pk=pk)
    form = EndPartnerForm(request.POST or None, initial={"on": today})
    if form.is_valid() and attempt(form, partner.end, by=request.user, **form.cleaned_data):
        messages.success(request, f"{partner.user}さんの期間を終えました。")
        return redirect("partners:list")
    return render(request, "staff/partners/end.html", {"form": form, "partner": partner})
