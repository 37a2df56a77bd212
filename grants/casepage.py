"""All that the page of one grant shows, for whoever reads it."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from accounts.models import User
from grants.cases import Grant
from grants.forms.review import ReviewForm
from grants.rules import may_examine, may_write
from grants.showing import TAGS, YOURS, corrections_of, figures_of, history_of, holder_of, way_of
from grants.summary import sent
from records.letters import Letter
from records.stands import stand


def case_context(grant: Grant, user: User, *, review: ReviewForm | None = None) -> dict[str, Any]:
    """All that the page shows; ``review`` is the form as it was typed, when it comes back with mistakes."""
    today = timezone.localdate()
    inside, writes, examines = user.is_city(on=today), may_write(user, grant), may_examine(user, grant)
    approval = stand(grant, user=user, on=today) if inside else None
    holder = holder_of(grant, approval, examines=bool(examines), writes=bool(writes))
    corrections = corrections_of(grant)
    return {
        "grant": grant,
        "inside": inside,
        "writes": bool(writes) and grant.is_open,
        "may_withdraw": bool(writes) and grant.can("withdraw"),
        "examines": bool(examines) and grant.can("review"),
        "approval": approval,
        "tag": YOURS if holder.mine else TAGS[Grant.Status(grant.status)],
        "figures": figures_of(grant, holder, on=today),
        "facts": sent(grant),
        "steps": way_of(grant, approval, len(corrections)),
        "sheet": grant.sheets.first(),
        "review": (review or ReviewForm(grant=grant)) if inside and grant.received_at else None,
        "corrections": corrections,
        "asked": [correction for correction in corrections if correction.mended_at is None],
        "plan_asked": grant.yearly_plan.is_open,
        "files": grant.papers(),
        "letter": Letter.objects.about(grant).first(),
        "events": history_of(grant, inside=inside),
        "budget": grant.scheme.budget() if inside else None,
        "today": today,
    }
