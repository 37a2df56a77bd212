"""The places of an application that can be asked to be mended, and that are compared when it is sent again.

They are the application's own fields and the rows of its yearly plan.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from plans.models import YearlyPlan
from plans.places import Place, plan_places
from records.era import era_date

if TYPE_CHECKING:
    from grants.applying import Applying


def places_of(grant: Applying, plan: YearlyPlan) -> list[Place]:
    return [*own_places(grant), *plan_places(plan)]


def own_places(grant: Applying) -> Iterator[Place]:
    paper = "交付申請書"
    yield Place("starts_on", paper, "着手予定日", era_date(grant.starts_on))
    yield Place("ends_on", paper, "完了予定日", era_date(grant.ends_on))
    yield Place("contact_name", paper, "連絡する人", grant.contact_name)
    yield Place("contact_phone", paper, "昼間につながる電話", grant.contact_phone)
    yield Place("papers", paper, "添付の書類", "、".join(str(file) for file in grant.papers()))


Kept = Mapping[str, Any]  # code → [label, value], as an event keeps it


def kept(places: list[Place]) -> dict[str, list[str]]:
    return {place.code: [place.label, place.value] for place in places}


def changes(before: Kept, after: Kept) -> list[dict[str, str]]:
    """What differs, in the order of the paper as it is now; places that are gone come last.

    A newer version of the plan has rows of its own: each is compared with the row that bore its name.
    """
    gone = {label: code for code, (label, _) in before.items() if code not in after}
    pairs = [(code if code in before else gone.pop(label, ""), code) for code, (label, _) in after.items()]
    pairs += [(code, "") for code in gone.values()]
    nothing = ["", ""]
    found = [(before.get(old, nothing), after.get(new, nothing)) for old, new in pairs]
    return [
        {"label": now[0] or then[0], "before": then[1], "after": now[1]} for then, now in found if then[1] != now[1]
    ]
