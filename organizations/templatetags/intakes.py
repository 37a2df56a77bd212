"""代理入力 on other pages: the original beside the form in which it is typed, and the mark on a case."""

from __future__ import annotations

from typing import Any

from django import template
from django.db.models import Model
from django.template.context import Context
from django.utils import timezone

from organizations.intakes import Intake

register = template.Library()
NAMED = ("organization", "plan", "grant", "case", "officer", "bylaws")  # how pages call what they are about


@register.inclusion_tag("organizations/_intake_beside.html", takes_context=True)
def original_beside(context: Context) -> dict[str, Any]:
    """On a page about an organization for which the reader is typing: what came from it; nothing elsewhere."""
    request = context.get("request")
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated or not (held := user.intakes_on(timezone.localdate())):
        return {"intake": None}
    thing = next((context[name] for name in NAMED if isinstance(context.get(name), Model)), None)
    about = getattr(thing, "organization", thing)
    intake = next((each for each in held if each.organization == about), None)
    others = [] if intake or context.get("intake") else held
    return {"intake": intake, "scan": intake.scan if intake else None, "others": others}


@register.inclusion_tag("organizations/_typed_in.html")
def typed_in(case: Model) -> dict[str, Any]:
    """Says on a case's page that it was typed in for its organization, and what that said to it."""
    return {"intakes": Intake.objects.about(case).select_related("entered_by")}
