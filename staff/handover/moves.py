"""Who moves where on one day, as sets: a seat is somebody in a post. Knows no database.

A handover is the difference between two sets of seats: what will be on the day as it is prepared, and what shall be. So
the order of the moves means nothing, saving twice does nothing twice, and what is amended is one more difference.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Set
from dataclasses import dataclass
from enum import Enum
from typing import Any

Seat = tuple[Any, Any]  # who, in which post: keys of rows, or whatever stands for them until they are saved


@dataclass(frozen=True)
class Move:
    """What one row says. Who stays takes what they leave; None: no post before, or none any more."""

    row: str
    person: Any
    leaves: Any  # a post, or None
    takes: Any  # a post, or None
    may_be_vacant: bool = False  # nobody follows, and that is meant
    may_hold_both: bool = False  # 兼務

    @property
    def stays(self) -> bool:
        return bool(self.takes == self.leaves)


class Fault(Enum):
    TWICE = "twice"  # the same person twice in one post
    BOTH = "both"  # one person in two posts
    VACANT = "vacant"  # nobody follows


def seats_after(eve: Set[Seat], moves: Iterable[Move]) -> set[Seat]:
    """Who sits where on the day; whoever no move names stays."""
    moves = list(moves)
    left = {(move.person, move.leaves) for move in moves if move.leaves is not None}
    taken = {(move.person, move.takes) for move in moves if move.takes is not None}
    return {seat for seat in eve if seat not in left} | taken


def faults(eve: Set[Seat], moves: Iterable[Move]) -> list[tuple[Move, Fault]]:
    """Each with the move at whose row it is mended."""
    moves = list(moves)
    after = seats_after(eve, moves)
    filled = {post for _person, post in after}
    held = Counter(person for person, _post in after)
    wrong = [(move, Fault.TWICE) for move in repeated(eve, moves)]
    for move in moves:
        if move.leaves is not None and not move.may_be_vacant and move.leaves not in filled:
            wrong.append((move, Fault.VACANT))
        if move.takes is not None and not move.stays and held[move.person] > 1 and not move.may_hold_both:
            wrong.append((move, Fault.BOTH))
    return wrong


def repeated(eve: Set[Seat], moves: list[Move]) -> list[Move]:
    """The moves into a seat that the same person has already, by an earlier row or because they keep it."""
    left = {(move.person, move.leaves) for move in moves}
    seen = set(eve - left)
    found = []
    for move in sorted(moves, key=lambda each: not each.stays):  # who stays was there first
        seat = (move.person, move.takes)
        if move.takes is not None and seat in seen:
            found.append(move)
        seen.add(seat)
    return found
