"""やること that come due are told once, to those who hold the meeting."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any

from django.db import transaction

from organizations.meetings.agenda import Todo
from organizations.meetings.columns import OF_MEETING
from organizations.meetings.meeting import Meeting
from records.jobs import daily
from records.mail import post

BEFORE = timedelta(days=3)


@daily("meetings.remind", "会議のやることの期限を知らせる", at=time(6, 40))
def remind(*, on: date) -> None:
    """Three days before, and again once it is late. Told twice on one day by nobody: the day is kept."""
    related = Todo.objects.open().select_related(*OF_MEETING)
    for todo in related.filter(due_on__lte=on + BEFORE).order_by("pk"):
        is_late, told = todo.due_on < on, todo.reminded_on
        if told and (not is_late or told > todo.due_on):
            continue
        with transaction.atomic():
            Todo.objects.filter(pk=todo.pk).update(reminded_on=on)
            meeting: Meeting = todo.meeting
            people = meeting.told(on=on, but=None)
            facts: dict[str, Any] = {"todo": todo, "meeting": meeting, "is_late": is_late}
            post("organizations/meetings/emails/todo", to=people, about=meeting, **facts)
