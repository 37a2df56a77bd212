"""What is to be done about students' activities: rows of both home pages."""

from __future__ import annotations

from datetime import date

from django.urls import reverse

from accounts.models import User
from organizations.students.activity import StudentActivity, schools_of
from records.tasks import Task, rests_without

KIND = "学生の活動"


@rests_without(StudentActivity.objects.filter(status="sent"))
def for_city(user: User, *, on: date) -> list[Task]:
    """What a school has sent waits for the section; whoever wrote it waits for a colleague."""
    if not user.in_section(on=on):
        return []
    return [
        Task(
            f"学生の活動「{each}」",
            each.get_absolute_url(),
            each.school,
            kind=KIND,
            stage=each.get_status_display(),
            holder="書いた人とは別の係員",
            mine=each.written_by_id != user.pk,
        )
        for each in StudentActivity.objects.filter(status="sent")
    ]


@rests_without(StudentActivity.objects.filter(status="draft"))
def for_school(user: User, *, on: date) -> list[Task]:
    """Drafts of the own school: begun, or sent back with a word."""
    schools = schools_of(user, on=on)
    if not schools:
        return []
    return [
        Task(
            f"学生の活動「{each}」を書く",
            reverse("students:edit", args=[each.pk]),
            each.school,
            detail="書けたら、確認に出してください。市の担当が確かめて公開します。",
            action="続きを書く",
        )
        for each in StudentActivity.objects.filter(status="draft", school__in=schools)
    ]
