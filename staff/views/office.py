"""担当の設定: the way to what the offices set for themselves."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from accounts.access import Request, ask, reads
from records.fiscal import FiscalYear
from staff.absences import Absence
from staff.rulebook import Rulebook
from staff.rules import may_read_office


@reads
def office(request: Request) -> HttpResponse:
    ask(may_read_office, request.user, None)
    today = timezone.localdate()
    page = {
        "rulebook": Rulebook(FiscalYear.of(today), on=today),
        "away": Absence.objects.held(on=today).select_related("user"),
    }
    return render(request, "staff/office.html", page)
