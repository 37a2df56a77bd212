"""Who may do what with needs, offers, courses and students' activities."""

from __future__ import annotations

import organizations.courses.rules
import organizations.students.rules
import staff.matching.rules
from organizations.models import Course, StudentActivity
from staff.models import Card, Introduction
from tests.access.act import Acts

CARD = Acts(
    Card,
    {"received": "card_new", "": "card_open"},
    {
        **dict.fromkeys(("publish", "extend", "refuse", "withdraw", "reopen"), staff.matching.rules.may_coordinate),
        **dict.fromkeys(("match", "come_apart", "finish"), "紹介に伴う"),
    },
)
INTRODUCTION = Acts(
    Introduction,
    {"": "introduction"},
    dict.fromkeys(Introduction.MOVES, staff.matching.rules.may_follow),
)
COURSE = Acts(
    Course,
    {"draft": "course_draft", "": "course_open"},
    dict.fromkeys(Course.MOVES, organizations.courses.rules.may_keep_course),
)
STUDENTS = Acts(
    StudentActivity,
    {"draft": "activity_draft", "": "activity_sent"},
    {
        **dict.fromkeys(("write", "send"), organizations.students.rules.may_write_activity),
        **dict.fromkeys(("give_back", "publish"), organizations.students.rules.may_review_activity),
        "withdraw": organizations.students.rules.may_withdraw_activity,
    },
)
ALL = (CARD, INTRODUCTION, COURSE, STUDENTS)
