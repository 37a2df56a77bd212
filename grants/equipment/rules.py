"""Who may, about equipment. What an organization may is ``grants.rules.may_write``, who books money ``may_pay``."""

from __future__ import annotations

from django.utils import timezone

from accounts.access import Answer, No
from accounts.models import User
from grants.equipment.items import Item
from grants.rules import may_apply
from grants.sent_papers import SentPaper
from organizations.rules import free_to_judge


def may_keep(user: User, item: Item) -> Answer:
    """Writes in the register, looks at the thing, wants to part with it: the organization."""
    return may_apply(user, item.organization)


def may_judge_disposal(user: User, case: SentPaper) -> Answer:
    if not user.in_section(on=timezone.localdate()):
        return No("財産の処分を審査するのは、協働の担当の係です。")
    return free_to_judge(user, case.organization, case.submitted_by_id)
