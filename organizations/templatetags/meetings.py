"""会議 on the page of the organization or area that holds them."""

from __future__ import annotations

from typing import Any

from django import template
from django.template.context import Context
from django.utils import timezone

from organizations.areas import Area
from organizations.bodies import Organization
from organizations.meetings.meeting import Meeting
from organizations.meetings.page import tag_of
from organizations.meetings.rules import may_hold_for

register = template.Library()
SHOWN = 3


@register.inclusion_tag("organizations/meetings/_of_host.html", takes_context=True)
def meetings_of(context: Context, host: Organization | Area) -> dict[str, Any]:
    """The next ones and the last one: ``{% meetings_of organization %}``."""
    user, now = context["request"].user, timezone.now()
    found = Meeting.objects.visible_to(user, on=timezone.localdate()).with_hosts()
    found = found.filter(organization=host) if isinstance(host, Organization) else found.of_area(host)
    rows = [*found.coming(at=now)[:SHOWN], *found.past(at=now)[:1]]
    return {
        "rows": [(meeting, tag_of(meeting)) for meeting in rows],
        "asks": f"{host._meta.model_name}={host.pk}",
        "may_hold": bool(may_hold_for(user, host)),
    }
