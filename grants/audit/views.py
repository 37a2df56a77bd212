"""監査: from a year's budget to every yen, and each grant from its budget to its letter."""

from __future__ import annotations

from functools import partial
from urllib.parse import quote

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone

from accounts.access import Request, ask, reads, recorded
from grants.audit.listing import AuditList
from grants.audit.way import summary, way_of_the_money
from grants.rules import may_audit
from grants.views.case import visible
from records.events import record
from records.sheets.files import WAYS

OFFERED = ("xlsx", "utf-8-sig")


@reads
def audit(request: Request) -> HttpResponseBase:
    ask(may_audit, request.user, None)
    found = AuditList(request.GET.dict(), request.user, on=timezone.localdate())
    ways = [(WAYS[key].label, found.query(way=key)) for key in OFFERED]
    return render(request, "grants/audit.html", {"audit": found, "ways": ways})


@recorded
def audit_sheet(request: Request) -> HttpResponseBase:
    """The same list as a spreadsheet; that it left the portal goes on record."""
    ask(may_audit, request.user, None)
    key = request.GET.get("way", "")
    if key not in OFFERED:
        raise Http404
    way, table = WAYS[key], AuditList(request.GET.dict(), request.user, on=timezone.localdate()).table()
    facts = {"comment": f"{table.title} {len(table)}件 {way.label}", "sheet": table.title, "rows": len(table)}
    request.afterwards.append(partial(record, request.user, "sheet.export", by=request.user, **facts))
    name = quote(f"{table.title}_{timezone.localdate():%Y%m%d}.{way.extension}")
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{name}"}
    return HttpResponse(way.write(table), content_type=way.media_type, headers=headers)


@reads
def audit_grant(request: Request, pk: int) -> HttpResponseBase:
    """One grant's way of the money."""
    grant = visible(request, pk, may_audit)
    if grant.received_at is None:
        raise Http404
    stations = way_of_the_money(grant)
    return render(request, "grants/audit_grant.html", {"grant": grant, "stations": stations, **summary(stations)})
