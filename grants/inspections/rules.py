"""Who may, about inspections."""

from __future__ import annotations

from django.utils import timezone

from accounts.access import YES, Answer, No
from accounts.models import User
from grants.inspections.cases import Inspection
from organizations.rules import free_to_judge


def may_choose(user: User, _: object) -> Answer:
    """Draws, and adds by hand."""
    if user.in_section(on=timezone.localdate()):
        return YES
    return No("検査の対象を抽出したり加えたりするのは、協働の担当の係です。")


def may_plan(user: User, case: Inspection) -> Answer:
    if not user.in_section(on=timezone.localdate()):
        return No("検査の予定を決めるのは、協働の担当の係です。")
    return free_to_judge(user, case.organization, None)


def may_conclude(user: User, case: Inspection) -> Answer:
    """Writes what was found: its inspectors."""
    if not case.inspectors.filter(pk=user.pk).exists():
        return No("検査の結果を書くのは、その検査の検査員だけです。")
    return free_to_judge(user, case.organization, None)
