"""What the page of a hearing shows to one reader on one day: little to a member who has not declared yet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from accounts.models import User
from organizations.hearings import Hearing
from organizations.rules import may_answer_hearing, may_ask_committee, may_give_voice, voice_of
from organizations.voices import Tally, Voice
from records.events import Event
from records.pieces import Fact, Tag
from records.templatetags.japanese import days_left, era

Status = Hearing.Status
TAGS = {
    Status.ASKED: Tag("諮問中", "way"),
    Status.ANSWERED: Tag("答申", "good"),
    Status.WITHDRAWN: Tag("取り下げ", "over"),
}
MINE = Tag("あなたの番です", "now")


@dataclass
class HearingPage:
    hearing: Hearing
    reader: User
    on: date

    @cached_property
    def voice(self) -> Voice | None:
        """The reader's own, where the reader is a member."""
        return voice_of(self.reader, self.hearing)

    @property
    def is_open(self) -> bool:
        return self.hearing.status == Status.ASKED

    @property
    def must_declare(self) -> bool:
        return bool(self.is_open and self.voice and not self.voice.declaration)

    @property
    def is_city(self) -> bool:
        return self.voice is None

    @property
    def reads(self) -> bool:
        """What is asked, and what the committee said: never to a member who has not declared, or who is tied."""
        return self.voice is None or self.voice.is_free

    @cached_property
    def may_give(self) -> bool:
        return self.is_open and bool(may_give_voice(self.reader, self.hearing))

    @cached_property
    def may_answer(self) -> bool:
        return self.is_open and bool(may_answer_hearing(self.reader, self.hearing))

    @property
    def sums_up(self) -> bool:
        """The chair's first task is the chair's own opinion."""
        return self.may_answer and (self.voice is None or bool(self.voice.opinion))

    @cached_property
    def keeps(self) -> bool:
        return self.is_open and bool(may_ask_committee(self.reader, self.hearing))

    @property
    def reads_voices(self) -> bool:
        """The others' words: the city's people, and the chair who sums them up."""
        return self.is_city or (self.reads and bool(self.voice and self.voice.member.is_chair))

    @property
    def reads_notes(self) -> bool:
        """What a member has told about family or business: the section and the chair."""
        return self.reads_voices and (self.voice is not None or self.reader.in_section(on=self.on))

    @cached_property
    def voices(self) -> list[Voice]:
        return list(self.hearing.voices.select_related("member__user", "member__committee"))

    @cached_property
    def tally(self) -> Tally:
        return self.hearing.tally(on=self.on)

    @cached_property
    def uncalled(self) -> bool:
        """Whether the committee has members who were not asked: they came later."""
        members = self.hearing.committee.members.held(on=self.on)
        return self.keeps and members.exclude(voices__hearing=self.hearing).exists()

    @property
    def tag(self) -> Tag:
        waits = self.must_declare or (self.may_give and self.voice and not self.voice.opinion)
        return MINE if waits else TAGS[Status(self.hearing.status)]

    @property
    def facts(self) -> list[Fact]:
        hearing = self.hearing
        left = f"({days_left(hearing.due_on, self.on)})" if self.is_open else ""
        return [
            Fact("団体", hearing.organization),
            Fact("案件の種類", hearing.kind),
            Fact("委員会", hearing.committee),
            Fact("期限", f"{era(hearing.due_on)}{left}"),
            Fact("進みぐあい", self.tally),
        ]

    @property
    def events(self) -> list[Event]:
        """The city's own record."""
        return list(Event.objects.about(self.hearing)) if self.is_city else []
