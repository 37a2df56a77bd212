"""What a page shows of the way to a decision: the posts, the letter as it would be, the letter that went out."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.models import User
from organizations.life.decided import Decided
from organizations.rules import may_guide
from records.cases import NotNow
from records.letters import Letter, preview
from records.stands import stand
from staff.routes import office_of, route_for


def kessai_of(case: Decided, user: User) -> dict[str, Any]:
    """The draft and the way only for the city, while it is not decided; the letter for whoever sees the case."""
    today = timezone.localdate()
    inside = user.is_city(on=today)
    prepares = bool(may_guide(user, case.organization)) and case.can("propose")
    context = {
        "approval": stand(case, user=user, on=today) if inside else None,
        "prepares": prepares,
        "letter": Letter.objects.about(case).first(),
        "draft": None,
        "way": None,
    }
    if inside and (prepares or case.can("reopen")):
        try:
            context["draft"] = preview(case.letter(on=today), on=today)
        except ValidationError:
            context["draft"] = None
    if prepares:
        try:
            context["way"] = route_for(case.approval_kind, amount=None, on=today, department=office_of(user, on=today))
        except NotNow:
            context["way"] = None
    return context
