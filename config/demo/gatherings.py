"""Meetings of one organization and its district: a workshop that is over, an assembly whose minutes wait for a check,
and an area meeting to which people sign up."""

from __future__ import annotations

import uuid
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from accounts.models import User
from config.demo.bodies import Life
from config.demo.clock import Story
from organizations.meetings.agenda import set_agenda, set_todos
from organizations.meetings.attendance import count
from organizations.meetings.kinds import MeetingKind, establish_usual
from organizations.meetings.meeting import Meeting
from organizations.meetings.notes import write_notes
from organizations.meetings.signups import Signup
from organizations.models import Area, Organization

NOTES = {
    "problem": ("移動", "バスが減って病院に行きにくい ×6\n運転をやめると買物に困る ×4\n雪かきをする人がいない ×3"),
    "asset": ("人と自然", "ぶどう作りの名人がいる ×3\n川と石灰岩の景色 ×2\n元の小学校が使える ×5"),
    "idea": ("集いの場", "元の小学校で朝市を開く ×7\n送り迎えの助け合い ×5"),
}
CAME = (("住民(個人)", "senior", 9), ("住民(個人)", "middle", 4), ("PTA・学校", "middle", 3), ("PTA・学校", "child", 2))
SIGNED = (
    ("見本 参加一", "町内会・自治会", "senior"),
    ("見本 参加二", "PTA・学校", "middle"),
    ("見本 参加三", "住民(個人)", "youth"),
)
TALKED = "4つの班でふせんに書いて話し合った。移動と買物の困りごとが多く、元の小学校を使いたいという声が集まった。"


def meet(life: Life, today: date) -> Story[None]:
    """The last weeks of one organization."""
    on = yield today - timedelta(days=45)
    establish_usual()
    workshop = call(life.body, life.president, "ワークショップ", on, 14, title="これからの10年を話す")
    on = yield today - timedelta(days=30)
    assembly = call(life.body, life.president, "総会", on, 14, items=("前年度の決算", "今年度の計画と予算"))
    on = yield workshop.day + timedelta(days=1)
    record_workshop(workshop, life)
    on = yield assembly.day + timedelta(days=1)
    assembly.refresh_from_db()
    record_assembly(assembly, life.president)
    on = yield today - timedelta(days=8)
    treasurer = User.objects.get(email=f"treasurer.{life.facts['key']}@kyodo.example")
    workshop.check_minutes(by=treasurer)
    workshop.publish(by=life.president)
    coming = call(life.areas[0].parent or life.areas[0], life.hall.people["officer"], "エリアミーティング", on, 26,
                  title="防災の備えを確かめる", capacity=30)  # fmt: skip
    for name, group, band in SIGNED:
        Signup.make(coming, token=uuid.uuid4(), at=timezone.now(), name=name, group=group, age_band=band)


def call(
    host: Organization | Area, by: User, name: str, on: date, days: int, *, items: tuple[str, ...] = (), **values: Any
) -> Meeting:
    """Planned and announced for so many days later, in the evening."""
    kind, day = MeetingKind.objects.get(name=name), on + timedelta(days=days)
    evening = datetime.combine(day, time(19), tzinfo=timezone.get_default_timezone())
    where = {"organization" if isinstance(host, Organization) else "area": host}
    facts = {"starts_at": evening, "ends_at": evening + timedelta(hours=2), "place": "見本コミュニティハウス"}
    facts |= {
        "takes_signups": kind.is_open,
        "contact": "optional",
        "inquiries": "0867-00-5678",
    }
    meeting = Meeting.plan(kind, by=by, at=timezone.now(), **{**facts, **where, **values})
    rows = [{"title": title, "text": "", "is_proposal": True, "majority": "half"} for title in items]
    if rows:
        set_agenda(meeting, rows, by=by)
    meeting.announce(by=by, on=on)
    return meeting


def record_workshop(meeting: Meeting, life: Life) -> None:
    by = life.president
    for group, band, people in CAME:
        count(meeting, by=by, group=group, age_band=band, people=people)
    meeting.hold(by=by, at=timezone.now())
    for kind, (theme, text) in NOTES.items():
        write_notes(meeting, by=by, kind=kind, text=text, theme=theme, area=meeting.areas()[0])
    meeting.write_minutes(by=by, text=TALKED)
    meeting.ask_check(by=by)


def record_assembly(meeting: Meeting, by: User) -> None:
    meeting.hold(by=by, at=timezone.now(), eligible=61, present=34, written=9, proxies=6)
    first, second = meeting.items.all()
    first.agree(by=by)
    second.vote(by=by, in_favour=46, against=2, abstained=1, decision="見守りの回数を月2回にする。")
    due = meeting.day + timedelta(days=30)
    set_todos(meeting, [{"text": "見守りの当番表をつくる", "person": "福祉部会", "due_on": due}], by=by)
    meeting.write_minutes(by=by, text="議案はどれも可決した。見守りを増やすことに賛成の意見が多かった。", chair="会長")
    meeting.ask_check(by=by)
