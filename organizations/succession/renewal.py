"""An organization's officers on the eve of a day and on the day, and the one verb that carries an election out."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User
from organizations.bodies import Organization
from organizations.changes import Matter
from organizations.officers import Officer
from organizations.readiness import FOUNDING_ROLES
from records.attachments import Attachment
from records.cases import NotNow
from records.era import era_date
from staff.handover.moves import Fault, Move, Seat, faults, seats_after

Kind = Officer.Kind
Officers = dict[Seat, Officer]  # by name and kind
STALE = "ほかの人が、この引継ぎを先に書きかえました。画面を開き直して、今の内容を確かめてください。"


@dataclass
class Picture:
    """The seats are names in roles: most officers have no account."""

    organization: Organization
    on: date

    @property
    def eve(self) -> date:
        return self.on - timedelta(days=1)

    @cached_property
    def before(self) -> Officers:
        return self._held(self.eve)

    @cached_property
    def prepared(self) -> Officers:
        return self._held(self.on)

    def _held(self, on: date) -> Officers:
        held = self.organization.officers.held(on=on).select_related("user")
        order = [*Kind]
        return {
            (each.name, each.kind): each
            for each in sorted(held, key=lambda each: (order.index(Kind(each.kind)), each.pk))
        }

    @cached_property
    def planned(self) -> list[Move]:
        """What the register says so far, in the form in which it is amended."""
        fresh = [seat for seat in self.prepared if seat not in self.before]
        moves = []
        for (name, kind), officer in self.before.items():
            onward = next((seat for seat in fresh if seat[0] == name), None)
            if (name, kind) in self.prepared:
                takes = kind
            elif onward is not None:
                fresh.remove(onward)
                takes = onward[1]
            else:
                takes = None
            vacant = kind not in {seat[1] for seat in self.prepared}
            moves.append(Move(f"at-{officer.pk}", name, kind, takes, may_be_vacant=vacant, may_hold_both=True))
        return moves + [Move(f"to-{name}-{kind}", name, None, kind, may_hold_both=True) for name, kind in fresh]

    @property
    def is_begun(self) -> bool:
        """Somebody who begins on the day has been entered."""
        return any(seat not in self.before for seat in self.prepared)

    @property
    def fingerprint(self) -> str:
        text = repr((self.organization.pk, self.on, sorted(self.before), sorted(self.prepared)))
        return hashlib.sha256(text.encode()).hexdigest()[:16]


@dataclass(frozen=True)
class Notice:
    """認可事項変更届 as it follows from the officers: matter, before, after."""

    matter: str
    before: str
    after: str

    @property
    def label(self) -> str:
        return Matter(self.matter).label


def notices(picture: Picture, target: set[Seat]) -> list[Notice]:
    """What a recognised organization must tell the city of the change; nothing where nothing changes."""
    found = []
    for matter, kinds in (
        (Matter.PRESIDENT, {Kind.PRESIDENT}),
        (Matter.OFFICERS, {*Kind} - {Kind.PRESIDENT, Kind.VIEWER}),
    ):
        before, after = (listed({seat for seat in seats if seat[1] in kinds}) for seats in (picture.prepared, target))
        if not picture.is_begun:
            before = listed({seat for seat in picture.before if seat[1] in kinds})
        if before != after:
            found.append(Notice(matter, before or "なし", after or "なし"))
    return found


def listed(seats: set[Seat]) -> str:
    order = [*Kind]
    return "、".join(
        f"{Kind(kind).label} {name}"
        for name, kind in sorted(seats, key=lambda seat: (order.index(Kind(seat[1])), seat))
    )


@transaction.atomic
def renew(
    organization: Organization,
    moves: Sequence[Move],
    *,
    by: User,
    on: date,
    today: date,
    seen: str,
    people: Mapping[str, Mapping[str, str]],
    ends_on: date | None = None,
    reason: str,
    papers: Sequence[Attachment] = (),
) -> bool:
    """Makes the officers of the day those who were elected, and files the notice; False if nothing changes.

    ``people``: furigana, telephone, address and e-mail of the new ones by name; who was an officer before keeps what
    the register says, and the account. NotNow names the row where a mistake is mended.
    """
    organization.lock()
    picture = Picture(organization, on)
    if picture.fingerprint != seen:
        raise NotNow(STALE)
    if wrong := told(picture, moves):
        raise NotNow(wrong)
    target = seats_after(set(picture.before), moves)
    rows = {seat: move.row for move in moves for seat in ((move.person, move.leaves), (move.person, move.takes))}
    filed = notices(picture, target)
    for seat in sorted(set(picture.prepared) - target):
        give_up(picture.prepared[seat], picture, by=by, today=today, row=rows.get(seat, ""))
    for seat in sorted(target - set(picture.prepared)):
        take_up(seat, picture, by=by, facts=people.get(seat[0], {}), ends_on=ends_on, row=rows.get(seat, ""))
    if organization.status == Organization.Status.ACTIVE:
        for notice in filed:
            facts = {"matter": notice.matter, "before": notice.before, "after": notice.after}
            organization.report_change(by=by, on=on, reason=reason, papers=papers, **facts)
    return target != set(picture.prepared)


def give_up(officer: Officer, picture: Picture, *, by: User, today: date, row: str) -> None:
    try:
        if officer.starts_on < picture.on:
            officer.end(by=by, on=picture.eve)
        else:
            officer.take_back(by=by, today=today)
    except ValidationError as problem:
        raise NotNow({row: problem.messages}) from problem


def take_up(
    seat: Seat, picture: Picture, *, by: User, facts: Mapping[str, str], ends_on: date | None, row: str
) -> None:
    """A new term from the day on; the same person's address and account go along."""
    name, kind = seat
    known = next((officer for (who, _kind), officer in picture.before.items() if who == name), None)
    told_: dict[str, Any] = dict(facts)
    if known is not None:
        told_ = {column: getattr(known, column) for column in ("furigana", "address", "phone", "note", "user")} | {
            column: value for column, value in facts.items() if value
        }
    try:
        picture.organization.appoint(by=by, kind=kind, name=name, starts_on=picture.on, ends_on=ends_on, **told_)
    except ValidationError as problem:
        raise NotNow({row: problem.messages}) from problem


def told(picture: Picture, moves: Sequence[Move]) -> dict[str, list[str]]:
    """Every mistake as a sentence, by row."""
    found: dict[str, list[str]] = {}
    day = era_date(picture.on)
    for move, fault in faults(set(picture.before), moves):
        if sentence := sentence_of(move, fault, day):
            found.setdefault(move.row, []).append(sentence)
    presidents = [move for move in moves if move.takes == Kind.PRESIDENT]
    if len({move.person for move in presidents}) > 1:
        found.setdefault(presidents[-1].row, []).append(
            "会長は1人です。前の会長は「退く」か、ほかの役を選んでください。"
        )
    return found


def sentence_of(move: Move, fault: Fault, day: str) -> str:
    if fault == Fault.TWICE:
        return f"{move.person}さんは、もう{Kind(move.takes).label}に入っています。どちらかの行を直してください。"
    if fault == Fault.BOTH or move.leaves not in FOUNDING_ROLES:
        return ""  # in a small body one person often does two things, and not every role has to be filled
    if move.leaves == Kind.PRESIDENT:
        return f"{day}から、会長がいません。次の会長を入れてください。"
    return f"{day}から、{Kind(move.leaves).label}がいません。次の人を入れるか、「空けておく」に印をつけてください。"
