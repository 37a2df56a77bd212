"""Maps on pages: ``{% area_map area %}`` is the small one of an area, ``{% map map %}`` draws any."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import template
from django.utils import timezone

from organizations.areas import Area
from organizations.places import drawing

register = template.Library()


@register.inclusion_tag("areas/_map.html")
def area_map(area: Area, on: date | None = None) -> dict[str, Any]:
    """The area with its neighbours; draws nothing where nobody has drawn its boundary."""
    return {"map": drawing.area_map(area, on=on or timezone.localdate()), "small": True, "links": True}


@register.inclusion_tag("areas/_map.html", name="map")
def draw(drawn: drawing.Map, *, links: bool = True) -> dict[str, Any]:
    """``links=False`` for paper, and for readers who may not open the areas."""
    return {"map": drawn, "small": False, "links": links}


@register.filter
def square_kilometres(square_metres: int) -> str:
    """「12.34平方キロメートル」."""
    return f"{square_metres / 1_000_000:,.2f}平方キロメートル"
