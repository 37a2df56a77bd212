"""Who may do what with courses."""

from __future__ import annotations

from accounts.access import Answer
from accounts.models import User
from organizations.courses.course import Course
from organizations.meetings.rules import may_hold_for


def may_keep_course(user: User, course: Course) -> Answer:
    """Whoever holds meetings for the same host."""
    return may_hold_for(user, course.host)
