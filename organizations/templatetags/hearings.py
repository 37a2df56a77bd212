"""諮問 on the page of the case that lies before a committee."""

from __future__ import annotations

from typing import Any

from django import template
from django.template.context import Context
from django.utils import timezone

from organizations.hearings import Hearing, reads_as_member
from organizations.rules import may_ask_committee
from staff.models import Committee

register = template.Library()


@register.inclusion_tag("organizations/_hearings.html", takes_context=True)
def hearings(context: Context, case: Any) -> dict[str, Any]:
    """To the city: which committees were asked, what they said, and the button; to a member: the way to the opinion.
    Nothing to the organization."""
    user, today = context["request"].user, timezone.localdate()
    inside = user.is_city(on=today)
    if not inside and not reads_as_member(user, case, on=today):
        return {"hearings": []}
    found = Hearing.objects.about(case).visible_to(user, on=today).select_related("committee")
    return {
        "case": case,
        "label": case._meta.label_lower,
        "inside": inside,
        "hearings": [(hearing, hearing.tally(on=today)) for hearing in found.order_by("-pk")],
        "may_ask": case.status in case.HEARD and bool(may_ask_committee(user, case)) and Committee.objects.exists(),
    }
