"""Who may list what is to be disposed of, and who approves it; never the same person."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from django.utils import timezone

from accounts.access import YES, Answer, No
from accounts.models import User
from records.retention.lists import Disposal

if TYPE_CHECKING:
    from staff.models import Department


def may_see_lists(user: User, _: object) -> Answer:
    today = timezone.localdate()
    if user.in_section(on=today) or user.reaches_all(on=today):
        return YES
    return No("保存年限と廃棄予定を見るのは、協働の担当の係と、すべての団体を見る職の人です。")


def may_prepare(user: User, _: object) -> Answer:
    if user.in_section(on=timezone.localdate()):
        return YES
    return No("廃棄予定を作るのは、協働の担当の係です。")


def may_approve(user: User, disposal: Disposal) -> Answer:
    """The section and the posts above it, but another person than the one who made the list."""
    if user == disposal.prepared_by:
        return No("廃棄予定を作った人は、承認できません。ほかの人に頼んでください。")
    if answers_for_section(user, on=timezone.localdate()):
        return YES
    return No("廃棄予定を承認するのは、協働の担当の係と、その上の課長や部長です。")


def answers_for_section(user: User, *, on: date) -> bool:
    """Holds a post in the section, or in the division or bureau to which it belongs."""
    offices = {duty.post.department_id: duty.post.department for duty in user.duties_on(on)}
    for office in list(offices.values())[:1]:
        sections = type(office).objects.held(on=on).filter(is_section=True).select_related("parent__parent__parent")
        return any(above.pk in offices for section in sections for above in way_up(section))
    return False


def way_up(office: Department) -> Iterator[Department]:
    yield office
    if office.parent:
        yield from way_up(office.parent)
