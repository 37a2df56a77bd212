"""The wizard 役員の引継ぎ: the day, who goes and who comes, what it means, and the sheet for the new ones."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from accounts.access import Request, reads, writes
from accounts.models import User
from organizations.models import Organization
from organizations.rules import may_hand_over_office
from organizations.succession.forms import DayForm
from organizations.succession.page import SuccessionPage
from organizations.succession.renewal import Picture
from organizations.views.finding import organization_for
from records.forms import press
from staff.handover.forms import bounds
from staff.handover.views import typed


@reads
def start(request: Request, pk: int) -> HttpResponse:
    organization = organization_for(request, pk, may=may_hand_over_office)
    today = timezone.localdate()
    form = DayForm(
        request.GET if "go" in request.GET else None, initial={"on": next_term(organization, today)}, today=today
    )
    if form.is_valid():
        return redirect("organizations:succession", pk, form.cleaned_data["on"].isoformat())
    return render(request, "organizations/succession/start.html", {"form": form, "organization": organization})


def next_term(organization: Organization, today: date) -> date:
    """A prepared day to come, else the day after the president's term, else today."""
    coming = organization.officers.filter(starts_on__gt=today).order_by("starts_on").first()
    if coming is not None:
        return coming.starts_on
    president = organization.president(on=today)
    ends_on = president.ends_on if president else None
    return ends_on + timedelta(days=1) if ends_on and ends_on < bounds(today)[1] else today


@writes
def succession(request: Request, pk: int, day: str) -> HttpResponse:
    """Typing, looking at what it means, and the one button that does it; amended the same way until the day."""
    picture = picture_for(request, pk, day)
    today, rows = timezone.localdate(), press(request.POST)
    data = rows or (request.POST if request.method == "POST" else None)
    page = SuccessionPage(picture, data, request.FILES or None, today=today)
    if rows is not None or "edit" in request.POST:
        page.meeting.sent_by(request.user)
        for form in page.forms:
            form.unjudged()
    elif request.method == "POST" and page.sent_by(request.user):
        if "save" in request.POST and saved(request, page, today):
            return redirect("organizations:succession_done", pk, day)
        if not page.mistakes:
            context = {"page": page, "picture": picture, "typed": typed(request.POST)}
            return render(request, "organizations/succession/confirm.html", context)
    return render(request, "organizations/succession/edit.html", {"page": page, "picture": picture})


def picture_for(request: Request, pk: int, day: str) -> Picture:
    organization = organization_for(request, pk, may=may_hand_over_office)
    try:
        on = date.fromisoformat(day)
    except ValueError as problem:
        raise Http404(day) from problem
    first, last = bounds(timezone.localdate())
    if not first <= on <= last:
        raise Http404(day)
    return Picture(organization, on)


def saved(request: Request, page: SuccessionPage, today: date) -> bool:
    try:
        changed = page.save(by=request.user, today=today)
    except ValidationError as refusal:
        named = refusal.message_dict if hasattr(refusal, "error_dict") else {"": refusal.messages}
        page.refuse(named)
        return False
    if changed:
        messages.success(request, "役員の引継ぎを決めました。その日になると、役と権限が自動で移ります。")
    else:
        messages.warning(request, "前と変わったところはありませんでした。")
    return True


@reads
def done(request: Request, pk: int, day: str) -> HttpResponse:
    """Who will be in office, the sheet to print, and the accounts whose last role ends."""
    picture = picture_for(request, pk, day)
    context = {"picture": picture, "unneeded": unneeded(picture), "today": timezone.localdate()}
    return render(request, "organizations/succession/done.html", context)


def unneeded(picture: Picture) -> list[User]:
    """Of those in office on the eve: whoever holds no role and no post on the day."""
    people: dict[Any, User] = {officer.user.pk: officer.user for officer in picture.before.values() if officer.user}
    return [user for user in people.values() if not user.roles_on(picture.on) and not user.duties_on(picture.on)]
