"""Meetings as they come about by the verbs, one step further with every function."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from accounts.models import User
from organizations.meetings.agenda import AgendaItem, set_agenda
from organizations.meetings.kinds import MeetingKind, establish_usual
from organizations.meetings.meeting import Meeting
from organizations.meetings.signups import Signup
from organizations.models import Area, Organization
from tests.cast import MONDAY

NOON = datetime(2025, 5, 12, 12, tzinfo=timezone.get_default_timezone())
START = NOON + timedelta(days=21)
AFTER = START + timedelta(hours=2)
PERSON = {"name": "東野 十子", "group": "住民(個人)", "age_band": "middle", "email": "toko@example.jp"}


def kind(name: str) -> MeetingKind:
    if not MeetingKind.objects.exists():
        establish_usual()
    return MeetingKind.objects.get(name=name)


def planned(host: Organization | Area, by: User, name: str = "ワークショップ", **values: Any) -> Meeting:
    chosen = kind(name)
    where = {"organization" if isinstance(host, Organization) else "area": host}
    facts = {
        "starts_at": START, "ends_at": AFTER, "place": "北公民館", "contact": "optional",
        "takes_signups": chosen.is_open,
    }  # fmt: skip
    return Meeting.plan(chosen, by=by, at=NOON, **{**facts, **where, **values})


def agenda(meeting: Meeting, by: User, *titles: str, majority: str = "half") -> list[AgendaItem]:
    rows = [{"title": title, "text": "", "is_proposal": True, "majority": majority} for title in titles]
    set_agenda(meeting, rows, by=by)
    return list(meeting.items.all())


def announced(host: Organization | Area, by: User, name: str = "ワークショップ", **values: Any) -> Meeting:
    meeting = planned(host, by, name, **values)
    if meeting.kind.quorum_of:
        agenda(meeting, by, "年度計画")
    meeting.announce(by=by, on=MONDAY)
    return meeting


def assembly(body: Organization, by: User, **count: Any) -> Meeting:
    """総会, held: of 61 members 20 are there, 8 voted in writing, 5 are stood for."""
    meeting = announced(body, by, "総会")
    meeting.hold(by=by, at=AFTER, **{"eligible": 61, "present": 20, "written": 8, "proxies": 5, **count})
    return meeting


def announced_and_held(body: Organization, by: User, number: int) -> Meeting:
    """推進会議, where no quorum is counted."""
    meeting = announced(body, by, "地域づくり推進会議", number=number)
    meeting.hold(by=by, at=AFTER)
    return meeting


def minuted(meeting: Meeting, by: User) -> Meeting:
    for item in meeting.items.all():
        item.agree(by=by)
    meeting.write_minutes(by=by, text="みんなで話し合った。", chair="北野 七海", signers="北野 八郎")
    meeting.ask_check(by=by)
    return meeting


def minuted_talk(meeting: Meeting, by: User) -> Meeting:
    meeting.write_minutes(by=by, text="集まった人で懇談した。")
    meeting.ask_check(by=by)
    return meeting


def signed_up(meeting: Meeting, **person: str) -> Signup:
    return Signup.make(meeting, token=uuid.uuid4(), at=NOON, **{**PERSON, **person})
