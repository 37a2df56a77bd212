"""Proving the trail: every link computed anew, every letter and file held against what the trail says of it.

Rows are read in the chain's order through a cursor of the server, so memory stays the same for a year and for ten.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import connection

from records.events import spoken_verbs
from records.templatetags.japanese import era_clock
from records.trail.chain import TrailAnchor
from records.trail.digest import FORMS, Covered, digest
from records.trail.linking import ORIGIN

AT_ONCE = 2000  # rows that the server hands over together
LATE = timedelta(days=1)  # no transaction of the portal is open for so long, and no clock jumps so far

CHAIN = """
    SELECT link.position, link.linked_at, link.form, link.previous, coalesce(event.id, link.event_id),
           event.case_type_id, event.case_id, event.verb, event.actor_id, event.actor_name, event.as_post,
           event.on_behalf, host(event.from_address), event.from_agent, event.facts::text, event.at, event.recorded_at,
           link.digest
    FROM records_traillink link FULL JOIN records_event event ON event.id = link.event_id
    ORDER BY link.position NULLS LAST, event.id
"""


@dataclass(frozen=True)
class Fault:
    """One place where the trail is not what was written."""

    where: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.where}:{self.sentence}"


@dataclass
class Held:
    """A place of the chain that is known from elsewhere: an anchor, or what stands on paper."""

    name: str
    position: int
    digest: str


def rows(query: str, *, at_once: int = AT_ONCE) -> Iterator[tuple[Any, ...]]:
    """The query's rows, a few at a time."""
    with connection.chunked_cursor() as cursor:
        cursor.execute(query)
        while some := cursor.fetchmany(at_once):
            yield from some


@dataclass
class Chain:
    """Goes along the chain once. ``events`` and ``head`` are what it has seen."""

    held: list[Held]
    events: int = 0
    position: int = 0
    head: str = ORIGIN
    begun: bool = False  # a link that was written by its event has been seen

    def faults(self) -> Iterator[Fault]:
        at: dict[int, list[Held]] = {}
        for place in self.held:
            at.setdefault(place.position, []).append(place)
        for row in rows(CHAIN):
            covered, kept = Covered(*row[:-1]), row[-1]
            if row[0] is None:
                yield Fault(event_named(covered), "鎖につながっていません。鎖を通さずに、あとから入れられた行です。")
                continue
            yield from self.order(covered)
            yield from self.content(covered, kept)
            for place in at.pop(covered.position, ()):
                if place.digest != kept:
                    yield Fault(
                        link_named(covered), f"{place.name}と値がちがいます。ここまでの記録が書きかえられています。"
                    )
            self.position, self.head = covered.position, kept
        for place in sorted((p for places in at.values() for p in places), key=lambda p: p.position):
            if place.position > self.position:
                yield Fault(
                    f"鎖の{place.position:,}番目", f"{place.name}にあるのに、ありません。鎖の終わりが消されています。"
                )

    def order(self, row: Covered) -> Iterator[Fault]:
        """Whether the link follows the one before it."""
        expected = self.position + 1
        if row.position != expected:
            last = row.position - 1
            missing = f"鎖の{expected:,}番目" + (f"から{last:,}番目まで" if last > expected else "")
            yield Fault(missing, "鎖の行が消されています。")
        elif row.previous != self.head:
            yield Fault(link_named(row), "前の行とつながりません。この行か、その前の行が書きかえられています。")
        if row.form == 0 and self.begun:
            yield Fault(link_named(row), "鎖が始まってから、あとでつながれた行です。")
        self.begun = self.begun or row.form > 0

    def content(self, row: Covered, kept: str) -> Iterator[Fault]:
        """Whether the event is the one that was linked."""
        self.events += 1
        if not row.verb:
            yield Fault(link_named(row), f"できごと{row.event}の行が消されています。")
        elif row.form not in FORMS or digest(row) != kept:
            yield Fault(f"{link_named(row)} {event_named(row)}", "書きかえられています。")
        elif row.form > 0 and abs(row.linked_at - row.recorded_at) > LATE:
            yield Fault(f"{link_named(row)} {event_named(row)}", "記録した日時が、つないだ日時と合いません。")


def link_named(row: Covered) -> str:
    return f"鎖の{row.position:,}番目"


def event_named(row: Covered) -> str:
    said = spoken_verbs().get(row.verb, row.verb)
    return f"できごと{row.event}({era_clock(row.at)} {row.actor_name}「{said}」)"


def held_by_anchors(paper: Iterable[Held] = ()) -> list[Held]:
    anchors = TrailAnchor.objects.order_by("day")
    return [*(Held(f"{anchor.day:%Y-%m-%d}の錨", anchor.position, anchor.digest) for anchor in anchors), *paper]
