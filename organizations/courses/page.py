"""What the pages of a course show."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from accounts.models import User
from organizations.courses.course import Course
from organizations.courses.learners import Attendance, Learner
from organizations.courses.rules import may_keep_course
from organizations.meetings.meeting import Meeting
from organizations.meetings.page import when
from records.era import era_date
from records.events import Event
from records.pieces import Fact, Tag

TAGS = {
    Course.Status.DRAFT: Tag("準備中"),
    Course.Status.OPEN: Tag("開講", "way"),
    Course.Status.FINISHED: Tag("修了", "good"),
    Course.Status.CANCELLED: Tag("中止", "over"),
}


def tag_of(course: Course, *, on: date) -> Tag:
    if course.status == Course.Status.OPEN and not course.closed_because(on=on):
        return Tag("申し込み受付中", "now")
    return TAGS[Course.Status(course.status)]


def facts_of(course: Course, sessions: list[Meeting]) -> list[Fact]:
    facts = [
        Fact("開くところ", course.host_name),
        Fact("対象", course.for_whom or None),
        Fact("会場", course.place or None),
        Fact("定員", f"{course.capacity}人" if course.capacity else "なし"),
        Fact("申し込みの締切", era_date(course.apply_until)),
        Fact("修了", f"{len(sessions)}回のうち{course.needed}回に出ると修了です"),
        Fact("問い合わせ先", course.inquiries or None),
    ]
    return [fact for fact in facts if fact.value]


def course_page(course: Course, user: User | None, *, on: date) -> dict[str, Any]:
    sessions = course.sessions()
    keeps = user is not None and bool(may_keep_course(user, course))
    return {
        "course": course,
        "tag": tag_of(course, on=on),
        "sessions": [(each, when(each)) for each in sessions],
        "facts": facts_of(course, sessions),
        "closed": course.closed_because(on=on),
        "graduates": Learner.objects.filter(course=course).graduates().count(),
        "keeps": keeps,
        "events": Event.objects.about(course) if keeps else None,
    }


@dataclass(frozen=True)
class Line:
    """One learner's attendance."""

    learner: Learner
    came: set[int]
    needed: int

    @property
    def times(self) -> int:
        return len(self.came)

    @property
    def is_enough(self) -> bool:
        return self.times >= self.needed

    def ticks(self, sessions: list[Meeting]) -> list[tuple[Meeting, bool]]:
        return [(each, each.pk in self.came) for each in sessions]


def people_page(course: Course) -> dict[str, Any]:
    """Names stand here, and nowhere else."""
    sessions = course.sessions()
    came: dict[int, set[int]] = defaultdict(set)
    for learner, meeting in Attendance.objects.filter(learner__course=course).values_list("learner", "meeting"):
        came[learner].add(meeting)
    people = Learner.objects.filter(course=course).select_related("area")
    lines = [Line(each, came[each.pk], course.needed) for each in people.seated()]
    return {
        "course": course,
        "sessions": sessions,
        "lines": [(line, line.ticks(sessions)) for line in lines],
        "waiting": list(people.waiting()),
        "enough": sum(line.is_enough for line in lines),
    }
