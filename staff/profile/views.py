"""市のきほん: what makes the portal this city's own, on one page, and where the rest of it is set."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from accounts.access import Request, ask, reads, writes
from accounts.models import User
from records.events import Event
from records.forms import attempt
from staff.models import City, Logo
from staff.profile.forms import CityForm
from staff.profile.places import PLACES
from staff.rules import may_describe_city

FOR_EVER = "public, max-age=31536000, immutable"


@writes
def city(request: Request) -> HttpResponse:
    ask(may_describe_city, request.user, None)
    kept, logo = City.current(), Logo.current()
    shown = City.objects.first() or City()  # the form writes into its own copy, so that the verb sees what changes
    form = CityForm(request.POST or None, request.FILES or None, instance=shown, has_logo=logo is not None)
    if form.is_valid() and attempt(form, partial(describe, form, kept, logo), by=request.user):
        messages.success(request, "市のきほんの設定を直しました。")
        return redirect("staff:city")
    page = {"form": form, "logo": logo, "places": PLACES, "events": Event.objects.about(kept) if kept.pk else []}
    return render(request, "staff/city.html", page)


@transaction.atomic
def describe(form: CityForm, kept: City, logo: Logo | None, *, by: User) -> None:
    facts = {name: form.cleaned_data[name] for name in CityForm.Meta.fields}
    kept.describe(by=by, **facts)
    if logo and form.cleaned_data.get("no_logo"):
        logo.take_down(by=by)
    if form.cleaned_data["logo"]:
        Logo.put(form.cleaned_data["logo"], by=by)


@login_not_required
@reads
def logo(_: Request, digest: str) -> HttpResponse:
    """Everybody's, before the sign-in too; kept by browsers, for another picture has another address."""
    found = Logo.objects.filter(sha256__startswith=digest).first()
    if found is None:
        raise Http404
    return HttpResponse(bytes(found.png), content_type="image/png", headers={"Cache-Control": FOR_EVER})
