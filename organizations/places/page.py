"""What the page of an area tells of its place: the system, the day, neighbours, what became of it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q

from accounts.models import User
from organizations.areas import Area
from organizations.facilities.buildings import Facility
from organizations.places.lineage import left_behind
from organizations.places.relations import neighbours, others_beside
from organizations.places.rules import may_keep_areas
from organizations.places.systems import system_of
from records.models import Event


def place_of(area: Area, *, user: User, on: date) -> dict[str, Any]:
    """``keeps`` is whether the person may change any of it; only they read the history."""
    keeps = may_keep_areas(user, area)
    return {
        "system": system_of(area),
        "stands": area.stands(on=on),
        "boundary": area.boundary(on),
        "neighbours": list(neighbours(area, on)),
        "beside": others_beside(area, on=on),
        "origins": list(area.origins.select_related("before")),
        "successions": list(area.successions.select_related("after")),
        "left_behind": left_behind(area, on=on),
        "facilities": Facility.objects.held(on=on).filter(Q(area=area) | Q(area__parent=area)),
        "keeps": keeps,
        "events": Event.objects.about(area) if keeps else None,
    }
