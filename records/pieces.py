"""What the shared pieces of a page (templates/ui/) are made from. Views build these; the templates only draw them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal


@dataclass(frozen=True)
class Step:
    """One station of a case's way (ui/steps.html). ``stop``: it stands still until somebody mends something."""

    label: str
    state: Literal["done", "now", "stop", "todo"] = "todo"
    note: str = ""
    on: date | None = None


def steps(*labels: str, at: int, stopped: bool = False, notes: Sequence[str] = ()) -> list[Step]:
    """A way of which the first ``at`` stations are done and the next one is where the case stands now."""
    way = []
    for n, label in enumerate(labels):
        state: Literal["done", "now", "stop", "todo"] = "done" if n < at else "todo"
        if n == at:
            state = "stop" if stopped else "now"
        way.append(Step(label, state, notes[n] if n < len(notes) else ""))
    return way


@dataclass(frozen=True)
class Fact:
    """One line of a summary (ui/facts.html); ``change_url`` leads to where it is mended."""

    label: str
    value: object
    change_url: str = ""
    change: str = "直す"


@dataclass(frozen=True)
class Figure:
    """A key figure (ui/figures.html)."""

    label: str
    value: str
    note: str = ""


@dataclass(frozen=True)
class Tag:
    """A state in a word (ui/tag.html).

    now: it is your turn; way: somebody else is at it; back: to be mended, or urgent; late: missed; good: granted;
    plain: not begun; over: done with.
    """

    word: str
    kind: Literal["now", "way", "back", "late", "good", "plain", "over"] = "plain"
