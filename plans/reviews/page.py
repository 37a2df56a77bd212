"""What a review shows: while it is open the progress of today, afterwards as it stood when it was closed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from accounts.models import User
from plans.future import FuturePlan
from plans.reviews.review import PlanReview, ReviewItem, by_measure, told_of
from records.pieces import Tag

TAGS = {
    "": Tag("まだ"),
    "keep": Tag("続ける", "good"),
    "change": Tag("変える", "way"),
    "stop": Tag("やめる", "over"),
    "add": Tag("加える", "way"),
}


@dataclass(frozen=True)
class Row:
    item: ReviewItem
    progress: str

    @property
    def tag(self) -> Tag:
        return TAGS[self.item.result]


def rows_of(review: PlanReview, reader: User, *, on: date) -> list[Row]:
    tracks = by_measure(review.plan, reader, on=on) if review.can("close") else {}
    items = review.items.select_related("measure", "goal")
    return [Row(item, item.progress or told_of(tracks.get(item.measure_id or 0))) for item in items]


def printed(plan: FuturePlan) -> Sequence[tuple[PlanReview, list[Row]]]:
    """What the plan's paper says of the reviews of its term; those that came after this version are not its own."""
    found = PlanReview.objects.of_term(plan).closed().filter(plan__version__lte=plan.version)
    reviews = found.prefetch_related("items__measure", "meetings__kind", "meetings__organization", "meetings__area")
    return [(review, [Row(item, item.progress) for item in review.items.all()]) for review in reviews.order_by("pk")]
