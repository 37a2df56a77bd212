"""A department on the eve of a day and on the day itself, as its duties say so far."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from staff.handover.moves import Move, Seat, seats_after
from staff.offices import Department, Duty, Post

Duties = dict[tuple[int, int], Duty]  # by person and post


@dataclass
class Picture:
    department: Department
    on: date

    @property
    def eve(self) -> date:
        return self.on - timedelta(days=1)

    @cached_property
    def posts(self) -> list[Post]:
        """Of the department and those below it."""
        within, found = {self.department.pk}, [self.department.pk]
        children = Department.objects.exclude(parent=None).values_list("parent", "pk")
        while found:
            found = [child for parent, child in children if parent in found and child not in within]
            within.update(found)
        return list(Post.objects.filter(department__in=within).select_related("department"))

    @cached_property
    def before(self) -> Duties:
        return held(self.eve)

    @cached_property
    def prepared(self) -> Duties:
        return held(self.on)

    @cached_property
    def seats(self) -> set[Seat]:
        """Of the whole city hall on the eve."""
        return set(self.before)

    @cached_property
    def sitting(self) -> list[Duty]:
        """Who holds the department's posts on the eve."""
        own = {post.pk for post in self.posts}
        return [duty for duty in self.before.values() if duty.post_id in own]

    @cached_property
    def planned(self) -> list[Move]:
        """What the duties say so far, in the form in which it is amended."""
        own = {post.pk for post in self.posts}
        people = {duty.user_id for duty in self.sitting}
        fresh = [duty for seat, duty in self.prepared.items() if seat not in self.before]
        onward = [duty for duty in fresh if duty.user_id in people]
        moves = [self._of(duty, onward) for duty in self.sitting]
        coming = [duty for duty in fresh if duty.post_id in own and (duty.user_id not in people or duty in onward)]
        return moves + [move for duty in coming for move in self.arrival(duty.user_id, duty.post_id)]

    def _of(self, duty: Duty, onward: list[Duty]) -> Move:
        """Of somebody who is there: stays, takes one of the posts prepared for them, or goes."""
        row, person = f"at-{duty.pk}", duty.user_id
        agreed = {"may_be_vacant": duty.post_id not in {post for _user, post in self.prepared}}
        if (person, duty.post_id) in self.prepared:
            return Move(row, person, duty.post_id, duty.post_id)
        following = next((each for each in onward if each.user_id == person), None)
        if following is None:
            return Move(row, person, duty.post_id, None, **agreed)
        onward.remove(following)
        return Move(row, person, duty.post_id, following.post_id, may_hold_both=True, **agreed)

    def arrival(self, person: Any, post: int, *, keeps: bool | None = None, vacant: bool = True) -> list[Move]:
        """Of somebody who comes: takes the post and leaves those held so far, unless both are kept (兼務).

        Without ``keeps`` it is read from what is prepared. The department's own seats have their own rows.
        """
        own = {(duty.user_id, duty.post_id) for duty in self.sitting}
        held = [seat[1] for seat in self.before if seat[0] == person and seat not in own]
        gone = [each for each in held if (person, each) not in self.prepared]
        partly = len(gone) < len(held)
        if keeps is None:
            keeps = partly or not held
            left = gone
        else:
            left = (gone if partly else []) if keeps else held
        row = f"to-{person}-{post}"
        first = Move(row, person, left[0] if left else None, post, may_be_vacant=vacant, may_hold_both=keeps)
        return [first, *(Move(row, person, each, None, may_be_vacant=vacant) for each in left[1:])]

    @cached_property
    def seats_prepared(self) -> set[Seat]:
        """Who sits where on the day, as far as this department's page says it."""
        return seats_after(self.seats, self.planned)

    @property
    def fingerprint(self) -> str:
        """Of what the page was made from: a stale page is told so."""
        text = repr(sorted((repr(move.person), repr(move.leaves), repr(move.takes)) for move in self.planned))
        return hashlib.sha256(f"{self.department.pk} {self.on} {text}".encode()).hexdigest()[:16]


def held(on: date) -> Duties:
    duties = Duty.objects.held(on=on).select_related("user", "post__department")
    return {
        (duty.user_id, duty.post_id): duty for duty in duties.order_by("post__rank", "post", "user__furigana", "pk")
    }
