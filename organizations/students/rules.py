"""Who may, about students' activities."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from accounts.access import YES, Answer, No
from accounts.models import User
from organizations.students.activity import StudentActivity, schools_of


def may_begin_activity(user: User, _: object) -> Answer:
    """Partners of a kind that is a school's, and the section for schools without an account."""
    today = timezone.localdate()
    if user.in_section(on=today) or schools_of(user, on=today):
        return YES
    return No("学生の活動を書くのは、学校の地域連携担当と、協働の担当の係です。")


def may_write_activity(user: User, activity: StudentActivity) -> Answer:
    today = timezone.localdate()
    if user.in_section(on=today) or activity.school in schools_of(user, on=today):
        return YES
    return No("この活動を書くのは、その学校の地域連携担当と、協働の担当の係です。")


def may_review_activity(user: User, activity: Any) -> Answer:
    if not user.in_section(on=timezone.localdate()):
        return No("学生の活動を確かめて公開するのは、協働の担当の係です。")
    return No("自分で書いたものは、別の人が確かめて公開します。") if activity.written_by_id == user.pk else YES


def may_withdraw_activity(user: User, _: object) -> Answer:
    if user.in_section(on=timezone.localdate()):
        return YES
    return No("公開をやめるのは、協働の担当の係です。")
