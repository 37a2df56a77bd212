"""What is to be done about meetings: rows of both home pages."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.models import User
from organizations.meetings.agenda import Todo
from organizations.meetings.columns import OF_MEETING
from organizations.meetings.meeting import Meeting
from records.tasks import Task, rests_without
from records.templatetags.japanese import era_week

KIND = "会議"
Status = Meeting.Status
WAITING = Q(status__in=[Status.ANNOUNCED, Status.HELD, Status.DRAFTED])  # or will, once it is over


@rests_without(Meeting.objects.filter(WAITING), Todo.objects.open())
def for_leader(user: User, *, on: date) -> list[Task]:
    """For whom one writes: meetings that are over and not yet recorded, minutes to be checked, what is due."""
    own = [body.pk for body in user.writes_for(on)]
    if not own:
        return []
    meetings = Meeting.objects.filter(organization__in=own).with_hosts()
    return [*steps(meetings, user), *due(Todo.objects.filter(meeting__organization__in=own))]


@rests_without(Meeting.objects.filter(WAITING), Todo.objects.open())
def for_city(user: User, *, on: date) -> list[Task]:
    """The city's own meetings, of the areas of a liaison and, to the section, of all."""
    meetings = Meeting.objects.visible_to(user, on=on).filter(organization=None).with_hosts()
    if not user.in_section(on=on):
        meetings = meetings.inside(user, on=on)
    return [*steps(meetings, user), *due(Todo.objects.filter(meeting__in=meetings.values("pk")))]


def steps(meetings: QuerySet[Meeting], user: User) -> Iterator[Task]:
    waiting = Q(status=Status.ANNOUNCED, ends_at__lt=timezone.now()) | Q(status__in=[Status.HELD, Status.DRAFTED])
    found = meetings.filter(waiting, courses=None)  # a course's: who came stands on its own page
    for meeting in found.select_related("minutes"):
        word, button = WORDS[Status(meeting.status)]
        minutes = getattr(meeting, "minutes", None)
        if meeting.status == Status.DRAFTED and minutes and minutes.written_by_id == user.pk:
            continue
        yield Task(
            f"{meeting.name}:{word}",
            meeting.get_absolute_url(),
            meeting.host_name if meeting.organization else str(meeting.area),
            detail=f"{era_week(meeting.starts_at)} {meeting.title}".strip(),
            action=button,
            kind=KIND,
            stage=meeting.get_status_display(),
            holder="あなた",
            since=meeting.day,
            mine=True,
        )


WORDS = {
    Status.ANNOUNCED: ("開いた記録を書く", "記録を書く"),
    Status.HELD: ("議事録を書く", "議事録を書く"),
    Status.DRAFTED: ("議事録を確かめる", "確かめる"),
}


def due(todos: object) -> Iterator[Task]:
    found = todos.open().select_related(*OF_MEETING)  # type: ignore[attr-defined]
    for todo in found:
        yield Task(
            todo.text,
            todo.meeting.get_absolute_url(),
            str(todo.meeting.host),
            due=todo.due_on,
            detail=f"{todo.meeting.name}で決まったこと。{todo.person}",
            action="やることを見る",
            kind=KIND,
            stage="やること",
            holder=todo.person,
            mine=False,
        )
