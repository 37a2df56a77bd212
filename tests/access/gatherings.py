"""A meeting in every state, with somebody who signed up and a room that takes notes."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

from organizations.meetings.agenda import set_todos
from organizations.meetings.forms.papers import OPEN_PAPER
from organizations.meetings.meeting import Meeting
from organizations.meetings.signups import Signup
from records.attachments import receive
from tests import cast
from tests.organizations import build as bodies
from tests.organizations.meetings import build


def of(north: Any, by: Any) -> dict[str, Any]:
    """What the addresses of pages.txt name; 「meeting」 is open to everybody."""
    meeting = build.planned(north, by, "ワークショップ", number=1)
    (item,) = build.agenda(meeting, by, "次のテーマ")
    meeting.announce(by=by, on=cast.MONDAY)
    meeting.open_room(by=by)
    paper = receive(meeting, bodies.pdf("資料.pdf"), purpose=OPEN_PAPER, by=by)
    signup = Signup.make(meeting, token=uuid.uuid4(), at=build.NOON, **build.PERSON)
    held: Meeting = build.assembly(north, by)
    set_todos(held, [{"text": "申し込む", "person": "会計", "due_on": held.day + timedelta(days=9)}], by=by)
    checked = build.minuted(build.announced_and_held(north, by, 2), by)
    checked.check_minutes(by=north.officers.exclude(user=None).exclude(user=by)[0].user)
    return {
        "meeting": meeting, "meeting_item": item, "meeting_paper": paper, "signup": signup, "code": signup.code_said,
        "room_code": meeting.room_code, "meeting_planned": build.planned(north, by, "役員会"), "meeting_held": held,
        "meeting_drafted": build.minuted(build.announced_and_held(north, by, 3), by), "meeting_checked": checked,
        "todo": held.todos.get(),
    }  # fmt: skip
