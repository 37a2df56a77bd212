"""The whole page of a department's handover: rows, mistakes at their rows, and what it would change."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.http import QueryDict

from accounts.models import User
from records.forms import Form, Sheet
from records.forms.mistakes import Mistake, mistakes_of
from staff.handover.carrying import STALE, hand_over, people, told
from staff.handover.forms import KEEP, LEAVE, LEAVE_VACANT, MoveForm, Newcomers, employees, post_choices
from staff.handover.liaisons import LiaisonRows
from staff.handover.moves import Move, seats_after
from staff.handover.picture import Picture
from staff.offices import Duty, Post


@dataclass(frozen=True)
class Line:
    """One person or one post, before and after."""

    who: str
    before: str
    after: str
    changes: bool


class HandoverPage:
    def __init__(self, picture: Picture, data: QueryDict | None, *, reader: User) -> None:
        self.picture, self.data = picture, data
        choices = post_choices(picture)
        planned = {move.row: move for move in picture.planned if move.row.startswith("at-")}
        self.rows = [
            MoveForm(data, duty=duty, move=planned[f"at-{duty.pk}"], choices=choices, day=picture.on)
            for duty in picture.sitting
        ]
        shared = {"picture": picture, "choices": choices, "people": employees(picture)}
        self.newcomers = Newcomers(data, prefix="new", initial=self._coming(), form_kwargs=shared)
        self.liaisons = LiaisonRows(picture, data, reader=reader)
        self.problems: list[Mistake] = []

    def _coming(self) -> list[dict[str, Any]]:
        found: dict[str, dict[str, Any]] = {}
        for move in self.picture.planned:
            if move.row.startswith("to-") and move.takes is not None:
                held = [seat for seat in self.picture.before if seat[0] == move.person]
                old = KEEP if move.may_hold_both and held else LEAVE_VACANT if move.leaves else LEAVE
                found[move.row] = {"person": move.person, "post": str(move.takes), "old": old}
        return list(found.values())

    @property
    def seen(self) -> str:
        return self.data.get("seen", "") if self.data is not None else self.picture.fingerprint

    @property
    def forms(self) -> list[Form | Sheet]:
        return [*self.rows, self.newcomers, *self.liaisons.forms]

    @property
    def mistakes(self) -> list[Mistake]:
        return [*self.problems, *mistakes_of(*self.forms)]

    def is_valid(self) -> bool:
        """Every row by itself, then all of them against each other."""
        if False in [form.is_valid() for form in self.forms]:
            return False
        if self.seen != self.picture.fingerprint:
            self.problems.append(Mistake("", "", STALE))
            return False
        return self.refuse(told(self.picture, self.moves)) and self.refuse(self.liaisons.told(self.seats))

    def refuse(self, sentences: dict[str, list[str]]) -> bool:
        """Puts each sentence at its row; True if there is none."""
        by_row: dict[str, Any] = {form.row: form for form in self.rows}
        by_row |= {form.row: form for form in self.liaisons.forms}
        for row in self.newcomers.rows:
            if row.is_bound and row.has_changed() and "post" in row.cleaned_data:
                by_row |= {move.row: row for move in row.moves}  # type: ignore[attr-defined]
        for key, told_ in sentences.items():
            for sentence in told_:
                if form := by_row.get(key):
                    form.refuse(sentence)
                else:
                    self.problems.append(Mistake("", "", sentence))
        return not sentences

    @cached_property
    def moves(self) -> list[Move]:
        come = [move for row in self.newcomers.rows if row.has_changed() for move in row.moves]  # type: ignore[attr-defined]
        return [row.move for row in self.rows] + come

    @property
    def seats(self) -> set[Any]:
        return seats_after(self.picture.seats, self.moves)

    def save(self, *, by: User, today: date) -> list[Duty]:
        """All of it or nothing."""
        begun = hand_over(self.picture.department, self.moves, by=by, on=self.picture.on, seen=self.seen, today=today)
        self.liaisons.save(by=by)
        return begun

    @property
    def by_person(self) -> Iterator[Line]:
        """Who was, is or will be there: their posts before and after."""
        names, seats, posts = people(self.moves), self.seats, {post.pk: str(post) for post in Post.objects.order_by()}
        for person in dict.fromkeys(move.person for move in self.moves):
            before = [posts[post] for who, post in self.picture.before if who == person]
            after = [posts[post] for who, post in sorted(seats, key=repr) if who == person]
            changes = sorted(before) != sorted(after)
            yield Line(names[person], "、".join(before), "、".join(after), changes)

    @property
    def by_post(self) -> Iterator[Line]:
        """Every post of the department: who holds it before and after."""
        names = people(self.moves)
        for post in self.picture.posts:
            before = [str(duty.user) for duty in self.picture.sitting if duty.post_id == post.pk]
            after = [names[who] for who, held in sorted(self.seats, key=repr) if held == post.pk]
            yield Line(str(post), "、".join(before), "、".join(after), sorted(before) != sorted(after))

    @property
    def leaving(self) -> list[User]:
        """Those who leave a post of the department, whose work somebody takes over."""
        gone = {row.duty.pk: row.duty.user for row in self.rows if not row.move.stays}
        return list(dict.fromkeys(gone.values()))
