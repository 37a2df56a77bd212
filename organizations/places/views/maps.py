"""Maps for everybody: one of each way in which the city divides itself, and its boundaries as open data."""

from __future__ import annotations

from datetime import date

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.utils import timezone

from accounts.access import Request, reads
from accounts.limits import limited
from accounts.models import User
from organizations.areas import Area
from organizations.places.boundaries import Boundary
from organizations.places.drawing import system_map
from organizations.places.rules import may_keep_areas
from organizations.places.systems import AreaSystem, systems
from records.era import NotADate, parse_date

KNOCKS = 120  # a minute from one address


def system_named(code: str) -> AreaSystem:
    for system in systems():
        if system.code == code:
            return system
    raise Http404


def day_asked(request: Request) -> date:
    """「いつの地図か」; what is no date is today."""
    try:
        return parse_date(request.GET.get("on", ""))
    except NotADate:
        return timezone.localdate()


@login_not_required
@limited("map", per_minute=KNOCKS)
@reads
def system_page(request: Request, code: str) -> HttpResponse:
    system, on = system_named(code), day_asked(request)
    user: User | AnonymousUser = request.user
    reader = user if user.is_authenticated else None
    drawn = system_map(system, on=on)
    sizes = dict(Boundary.objects.held(on=on).values_list("area_id", "square_metres"))
    page = {
        "system": system,
        "systems": systems(),
        "map": drawn,
        "rows": [(number, area, sizes.get(area.pk)) for number, area in drawn.rows],
        "on": on,
        "is_past": on != timezone.localdate(),
        "inside": reader is not None and bool(Area.objects.visible_to(reader, on=timezone.localdate())[:1]),
        "keeps": reader is not None and bool(may_keep_areas(reader, None)),
    }
    return render(request, "areas/map.html", page)


@login_not_required
@limited("map", per_minute=KNOCKS)
@reads
def geojson(request: Request, code: str) -> HttpResponseBase:
    """The boundaries as they were taken in, with code and name."""
    system, on = system_named(code), day_asked(request)
    areas = Area.objects.public().of_system(system).standing(on=on)
    rows = Boundary.objects.held(on=on).filter(area__in=areas).select_related("area", "file")
    features = [
        {
            "type": "Feature",
            "properties": {
                "code": row.area.code,
                "name": row.area.name,
                "since": row.starts_on,
                "source": row.file.source,
            },
            "geometry": {"type": "MultiPolygon", "coordinates": row.geometry},
        }
        for row in rows
    ]
    answer = JsonResponse(
        {"type": "FeatureCollection", "features": features}, json_dumps_params={"ensure_ascii": False}
    )
    answer["Content-Type"] = "application/geo+json"
    answer["Content-Disposition"] = f'attachment; filename="{system.code}.geojson"'
    return answer
