"""The places of an application that can be asked to be mended, and that are compared when it is sent again.

They are the application's own fields and the rows of its yearly plan.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from grants.questions.answering import answer_places
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
    yield from answer_places(grant)
    yield Place("papers", paper, "添付の書類", "、".join(str(file) for file in grant.papers()))
