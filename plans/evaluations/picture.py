"""The differences side by side, as a picture drawn on the server: a line per viewpoint, from side to side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from plans.evaluations.judging import WIDE
from plans.evaluations.rows import HIGH, LOW, EvaluationItem, Party, Score

LEFT, STEP, ROW, TOP = 16, 76, 60, 30  # of the picture, in its own units: narrow enough for a telephone
RADIUS = 9


@dataclass(frozen=True)
class Mark:
    side: str
    is_city: bool
    points: int
    x: int
    y: int


@dataclass(frozen=True)
class Line:
    """One viewpoint: the points of all sides, each with its reason, and how far apart they are."""

    item: EvaluationItem
    scores: list[Score]  # in the order of the sides
    marks: list[Mark]
    y: int

    @property
    def points(self) -> list[int]:
        return [score.points for score in self.scores if score.points]

    @property
    def gap(self) -> int:
        return max(self.points) - min(self.points) if self.points else 0

    @property
    def is_wide(self) -> bool:
        return self.gap >= WIDE

    @property
    def first_x(self) -> int:
        return min((mark.x for mark in self.marks), default=LEFT)

    @property
    def last_x(self) -> int:
        return max((mark.x for mark in self.marks), default=LEFT)

    @property
    def text_y(self) -> int:
        """Above the line."""
        return self.y - 2 * RADIUS


@dataclass(frozen=True)
class Picture:
    lines: list[Line]
    parties: list[Party]

    @property
    def height(self) -> int:
        return TOP + ROW * len(self.lines) + 8

    @property
    def width(self) -> int:
        return LEFT + STEP * (HIGH - LOW) + 40

    @property
    def bottom(self) -> int:
        return self.height - 8

    @property
    def scale(self) -> list[tuple[int, int]]:
        return [(n, x_of(n)) for n in range(LOW, HIGH + 1)]

    @property
    def averages(self) -> list[tuple[Party, str]]:
        found = []
        for at, party in enumerate(self.parties):
            points = [line.scores[at].points for line in self.lines if len(line.scores) > at]
            known = [each for each in points if each]
            found.append((party, f"{sum(known) / len(known):.1f}" if known else "–"))
        return found


def x_of(points: int) -> int:
    return LEFT + STEP * (points - LOW) + 16


def picture_of(items: Sequence[EvaluationItem], parties: Sequence[Party], scores: Sequence[Score]) -> Picture:
    """``scores``: those that the reader may see; who has none there is not drawn."""
    by_place = {(score.item_id, score.party_id): score for score in scores}
    shown = [party for party in parties if any(score.party_id == party.pk for score in scores)]
    lines = []
    for number, item in enumerate(items):
        y, own = TOP + ROW * number + 42, [by_place[item.pk, party.pk] for party in shown]
        lines.append(Line(item, own, marks_of(own, shown, y), y))
    return Picture(lines, shown)


def marks_of(scores: Sequence[Score], parties: Sequence[Party], y: int) -> list[Mark]:
    """Two that gave the same points lie one below the other."""
    given: dict[int, int] = {}
    marks = []
    for score, party in zip(scores, parties, strict=True):
        if score.points:
            before = given.get(score.points, 0)
            given[score.points] = before + 1
            marks.append(Mark(str(party), party.is_city, score.points, x_of(score.points), y + before * 2 * RADIUS))
    return marks
