"""What the city looks at before it recognises a change, and what the portal knows about it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from organizations.changes import Matter
from organizations.criteria import Criterion
from organizations.readiness import before_territory
from records.era import era_date

if TYPE_CHECKING:
    from organizations.rechange.case import Rechange

ALWAYS = (
    Criterion("resolved", "変えることを総会で決めている", "総会の議事録"),
    Criterion("fit", "変わった後も、認可の基準に合っている", "変更の内容と理由"),
)
OF_MATTER = {
    Matter.AREAS: Criterion("area", "新しい区域がはっきりしていて、ほかの認可された団体と重ならない", "変更の内容"),
    Matter.BYLAWS: Criterion("bylaws", "新しい規約に、定めるべきことがすべてある", "新しい規約"),
}


def criteria_of(case: Rechange) -> tuple[Criterion, ...]:
    return (*ALWAYS, *(criterion for matter, criterion in OF_MATTER.items() if matter in case.matters))


def evidence(case: Rechange, *, on: date) -> dict[str, str]:
    """For the criteria that the portal can check by itself: what it found."""
    known = {"resolved": f"{era_date(case.resolved_on)}の総会" if case.resolved_on else ""}
    if Matter.AREAS in case.matters:
        areas = list(case.new_areas.all())
        overlap = before_territory(case.organization, areas, on=on)
        known["area"] = overlap[0].sentence if overlap else f"{'、'.join(map(str, areas))}。重なりなし"
    return known
