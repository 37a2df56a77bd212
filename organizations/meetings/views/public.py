"""For everybody: which meetings come, what was said at those that were; the same pages lead their keepers on."""

from __future__ import annotations

from datetime import time
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone

from accounts.access import Request, reads
from accounts.limits import limited
from organizations.areas import Area
from organizations.meetings.forms.papers import OPEN_PAPER
from organizations.meetings.forms.planning import moment
from organizations.meetings.ics import calendar
from organizations.meetings.kinds import MeetingKind
from organizations.meetings.meeting import Meeting
from organizations.meetings.month import Month
from organizations.meetings.page import MeetingPage, entry_of, tag_of, when
from organizations.meetings.views.finding import meeting_for, reader
from organizations.models import Organization
from records.attachments import Attachment
from staff.models import City

KNOCKS = 120  # a minute from one address: a whole office, or a hall with its one line
MOST = 200  # meetings in a calendar


def chosen(request: Request) -> tuple[Any, dict[str, Any]]:
    """The meetings that the address asks for: of an area, of an organization, of a kind."""
    found = Meeting.objects.visible_to(request.user, on=timezone.localdate()).with_hosts()
    named: dict[str, Any] = {}
    for name, model in (("area", Area), ("organization", Organization), ("kind", MeetingKind)):
        key = request.GET.get(name, "")
        rows: Any = model._default_manager
        named[name] = rows.filter(pk=int(key)).first() if key.isdecimal() and len(key) < 10 else None
    if named["area"]:
        found = found.of_area(named["area"])
    if named["organization"]:
        found = found.filter(organization=named["organization"])
    if named["kind"]:
        found = found.filter(kind=named["kind"])
    return found, named


@login_not_required
@limited("meetings", per_minute=KNOCKS)
@reads
def meetings(request: Request) -> HttpResponse:
    """Those that come, the next one first; with ``heap=past`` those that were, the last one first."""
    found, named = chosen(request)
    is_past, now, user = request.GET.get("heap") == "past", timezone.now(), reader(request)
    page = Paginator(found.past(at=now) if is_past else found.coming(at=now), 20).get_page(request.GET.get("page"))
    own = user.writes_for(timezone.localdate()) if user else []
    context = {
        **named,
        "page": page,
        "rows": [(meeting, tag_of(meeting), when(meeting)) for meeting in page],
        "is_past": is_past,
        "kinds": MeetingKind.objects.in_use(),
        "areas": Area.objects.exclude(kind=Area.Kind.OAZA),
        "own": own,
    }
    return render(request, "organizations/meetings/list.html", context)


@login_not_required
@limited("meetings", per_minute=KNOCKS)
@reads
def month(request: Request) -> HttpResponse:
    """月ごと: the public ones, and for those inside their own, with the same filters as the list."""
    found, named = chosen(request)
    today = timezone.localdate()
    asked = Month.asked(request.GET.get("month", ""), today=today)
    first, end = moment(asked.first, time.min), moment(asked.after, time.min)
    held = found.filter(starts_at__gte=first, starts_at__lt=end).order_by("starts_at", "pk")
    meetings = list(held[:MOST])
    context = {
        **named,
        "month": asked,
        "weeks": asked.weeks(meetings, today=today),
        "some": bool(meetings),
        "kinds": MeetingKind.objects.in_use(),
        "areas": Area.objects.exclude(kind=Area.Kind.OAZA),
    }
    return render(request, "organizations/meetings/month.html", context)


@login_not_required
@limited("meetings", per_minute=KNOCKS)
@reads
def feed(request: Request) -> HttpResponse:
    """The public calendar, for a telephone to subscribe to: the same filters as the list."""
    found, named = chosen(request)
    coming = found.open_to_all().coming(at=timezone.now())[:MOST]
    name = " ".join(
        str(each) for each in (City.current().name, named["area"] or named["organization"] or "", "会議") if each
    )
    return as_calendar(calendar([entry_of(meeting, settings.SITE_URL) for meeting in coming], name=name), "meetings")


@login_not_required
@limited("meetings", per_minute=KNOCKS)
@reads
def one_entry(request: Request, pk: int) -> HttpResponse:
    meeting = meeting_for(request, pk)
    return as_calendar(calendar([entry_of(meeting, settings.SITE_URL)], name=str(meeting)), f"meeting-{pk}")


def as_calendar(content: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}.ics"'}
    return HttpResponse(content, content_type="text/calendar; charset=utf-8", headers=headers)


@login_not_required
@limited("meetings", per_minute=KNOCKS)
@reads
def detail(request: Request, pk: int) -> HttpResponse:
    page = MeetingPage(meeting_for(request, pk), reader(request), timezone.now())
    return render(request, "organizations/meetings/detail.html", {"meeting": page.meeting, "page": page})


@login_not_required
@limited("meetings", per_minute=KNOCKS)
@reads
def material(request: Request, pk: int, paper: int) -> HttpResponseBase:
    """A paper that is for everybody; the others are opened as every attachment is, by those inside."""
    meeting = meeting_for(request, pk)
    found = Attachment.objects.about(meeting).filter(purpose=OPEN_PAPER, pk=paper).first()
    if found is None:
        raise Http404
    return FileResponse(
        found.file.open("rb"), as_attachment=True, filename=found.filename, content_type=found.media_type
    )
