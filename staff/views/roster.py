"""The roster's other faces: how the work is spread, and the list that everybody may read where the city wants it."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from accounts.access import Request, ask, reads
from accounts.limits import limited
from records.fiscal import FiscalYear
from staff.city import City
from staff.liaisons import LiaisonAssignment
from staff.rules import may_read_roster
from staff.workload import workload

KNOCKS = 60  # a minute


@reads
def workload_page(request: Request) -> HttpResponse:
    ask(may_read_roster, request.user, None)
    today = timezone.localdate()
    year = FiscalYear.of(today)
    return render(request, "staff/workload.html", {"work": workload(year, on=today), "year": year})


@login_not_required
@limited("roster", per_minute=KNOCKS)
@reads
def public(request: Request) -> HttpResponse:
    """地域担当職員名簿, with the offices' telephones; 404 where the city keeps it inside."""
    if not City.current().liaisons_public:
        raise Http404
    today = timezone.localdate()
    liaisons = LiaisonAssignment.objects.held(on=today).with_posts(on=today)
    return render(request, "staff/roster_public.html", {"liaisons": liaisons, "today": today})
