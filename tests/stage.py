"""What many tests begin with is built once for all of a module and taken back at its end.

A floor is one step that is built on the one below it, each in a savepoint of its own. A test stands on the floor that
it asks for, in a savepoint of pytest-django's; it gets the people and papers as objects of its own.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

import pytest
from django.db import transaction

Things = TypeVar("Things")


@dataclass(frozen=True)
class Floor(Generic[Things]):
    step: Callable[[Things], None]  # adds to what there is, or changes it
    ground: transaction.Atomic
    things: bytes


@dataclass
class Stage(Generic[Things]):
    """``nothing`` makes what there is before the first step."""

    nothing: Callable[[], Things]
    floors: list[Floor[Things]] = field(default_factory=list)

    def reach(self, steps: Sequence[Callable[[Things], None]]) -> Things:
        """All of the steps are built and nothing else; what stands already is not built again."""
        same = 0
        while same < min(len(steps), len(self.floors)) and self.floors[same].step == steps[same]:
            same += 1
        self.leave(same)
        for step in steps[same:]:
            self.build(step)
        return self.things()

    def build(self, step: Callable[[Things], None]) -> None:
        things = self.things()
        ground = transaction.atomic()
        ground.__enter__()
        try:
            step(things)
        except BaseException:
            transaction.set_rollback(True)
            ground.__exit__(None, None, None)
            raise
        self.floors.append(Floor(step, ground, pickle.dumps(things)))

    def things(self) -> Things:
        if not self.floors:
            return self.nothing()
        found: Things = pickle.loads(self.floors[-1].things)  # noqa: S301: our own
        return found

    def leave(self, floors: int = 0) -> None:
        """Takes back what is above so many floors."""
        while len(self.floors) > floors:
            transaction.set_rollback(True)
            self.floors.pop().ground.__exit__(None, None, None)


def has_real_transactions(request: pytest.FixtureRequest) -> bool:
    marker = request.node.get_closest_marker("django_db")
    asked = {"transactional_db", "live_server"} & set(request.fixturenames)
    return bool(asked) or (marker is not None and marker.kwargs.get("transaction", False))
