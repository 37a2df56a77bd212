"""地域と団体: where somebody begins who has no account. What everybody may read or do, with what is new first."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from accounts.access import Request, reads
from accounts.limits import limited
from organizations.kinds.public import listed
from organizations.meetings.meeting import Meeting
from organizations.meetings.page import when
from organizations.models import Area, Boundary, Organization
from organizations.places.systems import systems
from staff.models import Inquiry

KNOCKS = 120  # a minute from one address
SHOWN = 3  # of the newest of each kind


@login_not_required
@limited("welcome", per_minute=KNOCKS)
@reads
def welcome(request: Request) -> HttpResponse:
    today = timezone.localdate()
    coming = Meeting.objects.open_to_all().coming(at=timezone.now()).exclude(status="cancelled")
    context: dict[str, Any] = {
        "meetings": [(meeting, when(meeting)) for meeting in coming.with_hosts()[:SHOWN]],
        "coming": coming.count(),
        "districts": districts(on=today),
        "level": next(each for each in systems() if each.kind == Area.Kind.DISTRICT),
        "is_drawn": Boundary.objects.held(on=today).filter(area__kind=Area.Kind.DISTRICT).exists(),
        "voices": Inquiry.objects.published().order_by("-published_on", "-pk")[:SHOWN],
    }
    return render(request, "home/welcome.html", context)


def districts(*, on: date) -> list[tuple[Area, list[Organization]]]:
    """Each district of the city with the bodies of the public register that work in it or in a part of it."""
    found: dict[int | None, list[Organization]] = defaultdict(list)
    for body in listed().order_by("furigana", "pk").prefetch_related("areas"):
        for key in {area.parent_id if area.kind == Area.Kind.OAZA else area.pk for area in body.areas.all()}:
            found[key].append(body)
    standing = Area.objects.public().districts().standing(on=on).order_by("order", "pk")
    return [(area, found[area.pk]) for area in standing]
