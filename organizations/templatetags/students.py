"""学生の活動 of a body or an area, for their pages."""

from __future__ import annotations

from typing import Any

from django import template
from django.db.models import Q

from organizations.areas import Area
from organizations.bodies import Organization
from organizations.students.activity import StudentActivity

register = template.Library()
SHOWN = 5


@register.inclusion_tag("organizations/students/_shown.html")
def student_activities(of: Organization | Area) -> dict[str, Any]:
    """``{% student_activities body %}``: the newest published ones; nothing where there is none."""
    mine = Q(organization=of) if isinstance(of, Organization) else Q(area=of) | Q(area__parent=of)
    found = StudentActivity.objects.published().filter(mine).with_places()[:SHOWN]
    return {"activities": list(found)}
