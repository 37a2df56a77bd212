"""The city's areas: the tree, and the page of one of them."""

from __future__ import annotations

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from accounts.access import Request, fetch, reads
from organizations.areas import Area
from organizations.figures.census import Counting, by_base_date, census
from organizations.models import Organization
from organizations.places.page import place_of
from organizations.places.rules import may_keep_areas
from organizations.places.systems import systems
from organizations.rules import may_take_figures
from staff.models import LiaisonAssignment
from staff.rules import may_assign_liaison, may_read_area_sheet


@reads
def areas(request: Request) -> HttpResponse:
    page = {
        "census": census(user=request.user, on=timezone.localdate()),
        "may_take_figures": may_take_figures(request.user, None),
        "systems": systems(),
        "keeps": may_keep_areas(request.user, None),
    }
    return render(request, "areas/list.html", page)


@reads
def area(request: Request, pk: int) -> HttpResponse:
    today = timezone.localdate()
    areas = Area.objects.visible_to(request.user, on=today).select_related("parent", "system")
    found = fetch(areas, by=request.user, pk=pk)
    counting = Counting(user=request.user, on=today)
    within = Q(areas=found) | Q(areas__parent=found)
    liaisons = LiaisonAssignment.objects.visible_to(request.user, on=today).for_areas([found])
    page = {
        "area": found,
        "counts": counting.counts(found),
        "base_dates": by_base_date(found, counting.indicators),
        "indicators": counting.indicators,
        "children": [(child, counting.counts(child)) for child in counting.children[found.pk]],
        "organizations": Organization.objects.visible_to(request.user, on=today).filter(within).distinct(),
        "liaisons": liaisons.held(on=today).with_posts(on=today),
        "reports": request.user.is_city(on=today),
        "hands_over": may_read_area_sheet(request.user, found),
        "may_assign": found.kind == Area.Kind.DISTRICT and may_assign_liaison(request.user, None),
        **place_of(found, user=request.user, on=today),
    }
    return render(request, "areas/detail.html", page)
