"""Courses in every state with somebody who applied, and what students of a university did."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from organizations.courses.learners import attend
from organizations.models import Course, StudentActivity
from tests.access.known import World
from tests.organizations import build as bodies
from tests.organizations.courses import build


def courses(world: World) -> None:
    """Of a body whose president is the own one."""
    host, by = world.cases["ready"], world.people["president"]
    running = build.announced(host, by)
    done = Course.plan(by=by, host=host, **facts_of(running))
    done.set_sessions(by=by, meetings=running.sessions())
    done.announce(by=by)
    graduate = build.learner(done)
    attend(done, by=by, came={(graduate.pk, meeting.pk) for meeting in done.sessions()})
    done.finish(by=by, on=build.FINISH)
    world.cases |= {
        "course_draft": Course.plan(by=by, host=host, **facts_of(running)), "course_open": running,
        "course_done": done, "learner_code": build.learner(running).code_said,
    }  # fmt: skip


def facts_of(course: Course) -> dict[str, Any]:
    return {name: getattr(course, name) for name in ("title", "about", "theme", "apply_until", "needed")}


def activities(world: World) -> None:
    """Written by the section for a school without an account."""
    by = world.hall.drafter
    facts: Any = {"school": "見本大学", "title": "学習会", "text": "宿題を見た。", "fiscal_year": 2025}
    made = {name: StudentActivity.begin(by=by, **facts) for name in ("activity_draft", "activity_sent", "activity")}
    made["activity_draft"].add_photos([SimpleUploadedFile("会場.pdf", bodies.pdf().read())], by=by)
    made["activity_sent"].send(by=by)
    made["activity"].send(by=by)
    made["activity"].publish(by=world.hall.chief)
    world.cases |= {**made, "activity_photo": made["activity_draft"].photos()[0]}
