"""What the page of a meeting shows to one reader: a stranger, somebody inside, or who keeps it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from organizations.meetings.agenda import AgendaItem, Todo
from organizations.meetings.attendance import Attendance, attendance
from organizations.meetings.forms.papers import INNER_PAPER, OPEN_PAPER
from organizations.meetings.ics import Entry
from organizations.meetings.meeting import Meeting
from organizations.meetings.minutes import Minutes
from organizations.meetings.notes import Note
from organizations.meetings.rules import may_check_minutes, may_keep, may_read_inside
from organizations.meetings.signups import Signup
from records.attachments import Attachment
from records.events import Event
from records.pieces import Fact, Figure, Tag
from records.templatetags.japanese import clock, era, era_week

Status = Meeting.Status
TAGS = {
    Status.PLANNED: Tag("準備中"),
    Status.ANNOUNCED: Tag("これから", "way"),
    Status.HELD: Tag("開催した", "way"),
    Status.DRAFTED: Tag("議事録の確認中", "way"),
    Status.CHECKED: Tag("議事録を確認済み", "way"),
    Status.PUBLISHED: Tag("議事録あり", "good"),
    Status.CANCELLED: Tag("中止", "late"),
}


def tag_of(meeting: Meeting) -> Tag:
    """What is over says so before anybody has written it down."""
    if meeting.status == Status.ANNOUNCED and meeting.ends_at < timezone.now():
        return Tag("終わりました", "way")
    return TAGS[Status(meeting.status)]


def when(meeting: Meeting) -> str:
    """令和7年5月20日(火) 19時00分から20時30分まで."""
    return f"{era_week(meeting.starts_at)} {clock(meeting.starts_at)}から{clock(meeting.ends_at)}まで"


def entry_of(meeting: Meeting, site: str) -> Entry:
    return Entry(
        key=f"meeting-{meeting.pk}@{site.partition('://')[2] or 'kyodo'}",
        name=str(meeting),
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        place=meeting.place,
        about=meeting.about,
        url=f"{site}{meeting.get_absolute_url()}",
        changed_at=meeting.changed_at,
        is_cancelled=meeting.status == Status.CANCELLED,
    )


@dataclass
class MeetingPage:
    meeting: Meeting
    reader: User | None  # None: nobody has signed in
    at: datetime

    @cached_property
    def keeps(self) -> bool:
        return self.reader is not None and bool(may_keep(self.reader, self.meeting))

    @cached_property
    def inside(self) -> bool:
        return self.reader is not None and bool(may_read_inside(self.reader, self.meeting))

    @property
    def tag(self) -> Tag:
        return tag_of(self.meeting)

    @property
    def facts(self) -> list[Fact]:
        meeting = self.meeting
        seats = [Fact("定員", f"{meeting.capacity}人")] if meeting.capacity else []
        ends = [Fact("申し込みの締切", era(meeting.last_signup_day))] if self.signs_up else []
        asks = [Fact("問い合わせ先", meeting.inquiries)] if meeting.inquiries else []
        who = "だれでも参加できます" if meeting.is_open else "会議のメンバー"
        return [
            Fact("日時", when(meeting)), Fact("会場", meeting.place), Fact("開くところ", self.host),
            Fact("参加できる人", who), *seats, *ends, *asks,
        ]  # fmt: skip

    @property
    def host(self) -> str:
        return str(self.meeting.organization) if self.meeting.organization else f"市({self.meeting.area})"

    @cached_property
    def closed(self) -> str:
        return self.meeting.closed_because(at=self.at)

    @property
    def signs_up(self) -> bool:
        return not self.closed

    @cached_property
    def is_full(self) -> bool:
        live = Signup.objects.filter(meeting=self.meeting)
        return self.meeting.capacity is not None and live.seated().count() >= self.meeting.capacity

    @cached_property
    def items(self) -> list[AgendaItem]:
        return list(self.meeting.items.all())

    @property
    def shows_results(self) -> bool:
        """Results and minutes: to those inside at once, to everybody once they are published."""
        return self.meeting.has_minutes or (self.inside and self.was_held)

    @property
    def was_held(self) -> bool:
        return self.meeting.status in {Status.HELD, Status.DRAFTED, Status.CHECKED, Status.PUBLISHED}

    @cached_property
    def minutes(self) -> Minutes | None:
        found = Minutes.objects.filter(meeting=self.meeting).select_related("written_by", "checked_by")
        return found.first() if self.shows_results else None

    @cached_property
    def attendance(self) -> Attendance:
        return attendance(self.meeting)

    @property
    def quorum(self) -> str:
        """「構成員61人の過半数(31人)に対し、出席20人…。会議は成立した。」"""
        share, turnout, kind = self.meeting.kind.share, self.meeting.turnout, self.meeting.kind
        if share is None or turnout is None:
            return ""
        needed = f"{kind.quorum_of}{turnout.eligible}人、定足数{share.needed(turnout.eligible)}人({share})"
        word = "定足数に足りず、会議は不成立。懇談会として開いた。" if self.meeting.is_talk else "会議は成立した。"
        return f"{needed}に対し、{turnout.said()}。{word}"

    @cached_property
    def todos(self) -> list[Todo]:
        return list(self.meeting.todos.all()) if self.shows_results else []

    @cached_property
    def materials(self) -> list[Attachment]:
        seen = [OPEN_PAPER, INNER_PAPER] if self.inside else [OPEN_PAPER]
        return list(Attachment.objects.about(self.meeting).filter(purpose__in=seen).order_by("pk"))

    @cached_property
    def notes(self) -> list[tuple[str, list[Note]]]:
        """What was looked over, by kind, the weightiest first."""
        shown = list(Note.objects.filter(meeting=self.meeting).public().weightiest_first())
        found = [(kind.label, [note for note in shown if note.kind == kind]) for kind in Note.Kind]
        return [(label, notes) for label, notes in found if notes]

    @cached_property
    def figures(self) -> list[Figure]:
        """To those who keep it: how many come."""
        live = Signup.objects.filter(meeting=self.meeting).live()
        seated, waiting = live.seated().count(), live.waiting().count()
        of = f"定員{self.meeting.capacity}人" if self.meeting.capacity else ""
        return [
            Figure("申し込み", f"{seated}人", of),
            Figure("キャンセル待ち", f"{waiting}人"),
            Figure("来た人", f"{self.attendance.total}人"),
        ]

    @property
    def may_check(self) -> bool:
        return self.reader is not None and bool(may_check_minutes(self.reader, self.meeting))

    @property
    def next(self) -> tuple[str, str, str]:
        """What its keeper does next: sentence, button, address; the button that posts stands on the page itself."""
        key, lines = self.meeting.pk, NEXT.get(Status(self.meeting.status))
        if not self.keeps or lines is None:
            return "", "", ""
        sentence, button, name = lines
        return sentence, button, reverse(name, args=[key])

    @property
    def events(self) -> list[Event]:
        return list(Event.objects.about(self.meeting)[:60]) if self.inside else []


NEXT: dict[Any, tuple[str, str, str]] = {
    Status.PLANNED: ("案内と議題ができたら、知らせます。", "お知らせする", "meetings:announce"),
    Status.ANNOUNCED: ("会議が始まったら、出席を数えて、開いた記録を書きます。", "開いた記録を書く", "meetings:hold"),
    Status.HELD: ("議題の結果と、議事録を書きます。", "議事録を書く", "meetings:minutes"),
    Status.DRAFTED: ("書いた人とは別の人が、議事録を確かめます。", "議事録を確かめる", "meetings:check"),
    Status.CHECKED: ("確かめた議事録を公開します。", "議事録を公開する", "meetings:publish"),
}
