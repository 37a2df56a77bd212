"""Who may, about the city's plan."""

from __future__ import annotations

from django.utils import timezone

from accounts.access import YES, Answer, No
from accounts.models import User
from plans.cityplan.plan import CityPlan


def may_keep_plan(user: User, _: object) -> Answer:
    """Drafting, checking, proposing, publishing: the section in charge of collaboration."""
    if user.in_section(on=timezone.localdate()):
        return YES
    return No("推進計画を書くのは、協働の担当の係です。")


def may_check_plan(user: User, plan: CityPlan) -> Answer:
    """点検: second eyes."""
    if user.pk == plan.begun_by_id:
        return No("下書きを作った人は点検できません。ほかの人に頼んでください。")
    return may_keep_plan(user, plan)
