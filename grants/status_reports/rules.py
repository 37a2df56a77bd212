"""Who may, about status reports. What an organization may is ``grants.rules.may_write``."""

from __future__ import annotations

from django.utils import timezone

from accounts.access import YES, Answer, No
from accounts.models import User
from grants.cases import Grant
from grants.sent_papers import SentPaper
from organizations.rules import free_to_judge


def may_ask_for_status(user: User, _: Grant) -> Answer:
    if user.in_section(on=timezone.localdate()):
        return YES
    return No("状況報告を求めるのは、協働の担当の係です。")


def may_judge_status(user: User, case: SentPaper) -> Answer:
    """Reads it for the city: the section, but nobody with a tie to the organization or who typed it in."""
    if not user.in_section(on=timezone.localdate()):
        return No("状況報告を確認するのは、協働の担当の係です。")
    return free_to_judge(user, case.organization, case.submitted_by_id)


def may_list_status(user: User, _: object) -> Answer:
    if user.is_city(on=timezone.localdate()):
        return YES
    return No("状況報告の一覧は、市の職員のためのページです。")
