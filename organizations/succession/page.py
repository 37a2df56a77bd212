"""The whole page of an organization's handover: rows, mistakes at their rows, and what it would change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import Any

from accounts.models import User
from organizations.models import Officer
from organizations.succession.forms import MeetingForm, NewOfficers, SeatForm
from organizations.succession.renewal import STALE, Notice, Picture, notices, renew, told
from records.forms import Form, Sheet
from records.forms.mistakes import Mistake, mistakes_of
from staff.handover.moves import Move, Seat, seats_after
from staff.handover.page import Line


class SuccessionPage:
    def __init__(self, picture: Picture, data: Any, files: Any, *, today: date) -> None:
        self.picture, self.data = picture, data
        self.meeting = MeetingForm(data, files, case=picture.organization, on=picture.on, today=today)
        planned = {move.row: move for move in picture.planned}
        self.rows = [
            SeatForm(
                data,
                officer=officer,
                move=planned[f"at-{officer.pk}"],
                undecided=officer.ends_on == picture.eve and not picture.is_begun,
                day=picture.on,
            )
            for officer in picture.before.values()
        ]
        coming = [picture.prepared[move.person, move.takes] for move in picture.planned if move.row.startswith("to-")]
        self.newcomers = NewOfficers(data, prefix="new", initial=[typed_of(officer) for officer in coming])
        self.problems: list[Mistake] = []

    @property
    def seen(self) -> str:
        return self.data.get("seen", "") if self.data is not None else self.picture.fingerprint

    @property
    def forms(self) -> list[Form | Sheet]:
        return [self.meeting, *self.rows, self.newcomers]

    @property
    def mistakes(self) -> list[Mistake]:
        return [*self.problems, *mistakes_of(*self.forms)]

    def sent_by(self, user: User) -> bool:
        """Judges all that was typed; good papers are kept in either case."""
        kept = self.meeting.sent_by(user)
        if False in [kept, *(form.is_valid() for form in self.forms[1:])]:
            return False
        if self.seen != self.picture.fingerprint:
            self.problems.append(Mistake("", "", STALE))
            return False
        return self.refuse(told(self.picture, self.moves))

    def refuse(self, sentences: Mapping[str, list[str]]) -> bool:
        """Puts each sentence at its row; True if there is none."""
        by_row: dict[str, Any] = {form.row: form for form in self.rows}
        by_row |= {row.move.row: row for row in self._filled}
        for key, told_ in sentences.items():
            for sentence in told_:
                if form := by_row.get(key):
                    form.refuse(sentence)
                else:
                    self.problems.append(Mistake("", "", sentence))
        return not sentences

    @property
    def _filled(self) -> list[Any]:
        return [row for row in self.newcomers.rows if row.has_changed()]

    @cached_property
    def moves(self) -> list[Move]:
        return [row.move for row in self.rows] + [row.move for row in self._filled]

    @cached_property
    def target(self) -> set[Seat]:
        return seats_after(set(self.picture.before), self.moves)

    def save(self, *, by: User, today: date) -> bool:
        return renew(
            self.picture.organization,
            self.moves,
            by=by,
            on=self.picture.on,
            today=today,
            seen=self.seen,
            people={row.cleaned_data["name"]: row.person for row in self._filled},
            ends_on=self.meeting.cleaned_data["ends_on"],
            reason=self.meeting.said,
            papers=self.meeting.papers,
        )

    @property
    def by_kind(self) -> Iterator[Line]:
        for kind in Officer.Kind:
            before, after = (
                [name for name, held in sorted(seats) if held == kind] for seats in (self.picture.before, self.target)
            )
            if before or after:
                yield Line(kind.label, "、".join(before), "、".join(after), before != after)

    @property
    def notices(self) -> list[Notice]:
        """The notice of change that goes to the city with it, of a recognised organization."""
        if self.picture.organization.status != "active":
            return []
        return notices(self.picture, self.target)

    @property
    def invited(self) -> list[str]:
        return [f"{row.cleaned_data['name']} {row.person['email']}" for row in self._filled if row.person["email"]]

    @property
    def locks_out(self) -> bool:
        """Nobody who may write would have an account on the day."""
        names = {name for name, kind in self.target if kind != Officer.Kind.VIEWER}
        officers = (*self.picture.before.values(), *self.picture.prepared.values())
        with_account = {officer.name for officer in officers if officer.user_id}
        with_account |= {row.cleaned_data["name"] for row in self._filled if row.person["email"]}
        return not names & with_account


def typed_of(officer: Officer) -> dict[str, Any]:
    columns = ("kind", "name", "furigana", "phone", "address")
    return {
        **{column: getattr(officer, column) for column in columns},
        "email": officer.user.email if officer.user else "",
    }
