"""Who may, about the mid-term review of a future plan."""

from __future__ import annotations

from accounts.access import Answer
from accounts.models import User
from plans.reviews.review import PlanReview
from plans.rules import may_write_plan


def may_write_review(user: User, review: PlanReview) -> Answer:
    return may_write_plan(user, review.plan)
