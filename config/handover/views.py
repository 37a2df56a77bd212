"""The sheets as PDF, before the handover and after it; that somebody opened one goes on record."""

from __future__ import annotations

from datetime import date
from functools import partial

from django.db.models import Model
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone

from accounts.access import Request, fetch, recorded
from accounts.models import User
from accounts.reader import shows_pdf
from config.handover.areas import AreaSheet
from config.handover.sheets import BodySheet, OfficeSheet
from organizations.models import Area, Organization
from organizations.rules import may_hand_over_office
from records.events import record
from records.fiscal import FiscalYear
from records.letters import fonts
from records.letters.views import as_pdf
from staff.models import Post
from staff.rules import may_read_area_sheet, may_read_sheet

Printed = OfficeSheet | BodySheet | AreaSheet


@recorded
@shows_pdf
def office(request: Request, pk: int, day: str) -> HttpResponse:
    """引継書 of a post."""
    post = fetch(Post.objects.select_related("department"), by=request.user, may=may_read_sheet, pk=pk)
    return printed(request, OfficeSheet(day_of(day), timezone.localdate(), post), post)


@recorded
@shows_pdf
def body(request: Request, pk: int, day: str) -> HttpResponse:
    """引継書 of an organization's officers."""
    today = timezone.localdate()
    visible = Organization.objects.visible_to(request.user, on=today)
    organization = fetch(visible, by=request.user, may=may_hand_over_office, pk=pk)
    sheet = BodySheet(day_of(day), today, organization, actor_of(organization, request.user, today))
    return printed(request, sheet, organization)


def area_sheet(request: Request, pk: int, day: date) -> AreaSheet:
    today = timezone.localdate()
    visible = Area.objects.visible_to(request.user, on=today)
    return AreaSheet(day, today, fetch(visible, by=request.user, may=may_read_area_sheet, pk=pk), request.user)


@recorded
def area(request: Request, pk: int) -> HttpResponse:
    """引継書 of an area, for those who will follow next April."""
    sheet = area_sheet(request, pk, FiscalYear.of(timezone.localdate()).next.start)
    told(request, sheet, sheet.area)
    return render(request, "handover/area_page.html", {"sheet": sheet})


@recorded
@shows_pdf
def area_pdf(request: Request, pk: int, day: str) -> HttpResponse:
    sheet = area_sheet(request, pk, day_of(day))
    return printed(request, sheet, sheet.area)


def actor_of(organization: Organization, reader: User, today: date) -> User | None:
    """Whose home page the tasks are taken from: the reader's, or, at the counter, an officer's."""
    if reader.acts_for(organization, on=today):
        return reader
    return next(iter(organization.contacts(on=today)), None)


def day_of(day: str) -> date:
    try:
        return date.fromisoformat(day)
    except ValueError as problem:
        raise Http404(day) from problem


def printed(request: Request, sheet: Printed, case: Model) -> HttpResponse:
    from records.letters.render import renderer  # a heavy library

    html = render_to_string(sheet.template, {"sheet": sheet, "today": sheet.today})
    file = renderer().pdf(fonts.mark(html), title=sheet.title, style="sheet")
    told(request, sheet, case)
    return as_pdf(file.content, f"{sheet.title}.pdf")


def told(request: Request, sheet: Printed, case: Model) -> None:
    """That somebody opened a sheet goes on record."""
    verb = f"{case._meta.model_name}.open_sheet"
    request.afterwards.append(partial(record, case, verb, by=request.user, on=sheet.on))
