"""専決規程 of a fiscal year as the city reads it: each rule with the picture of its way, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import Min

from records.approvals import Part
from records.fiscal import FiscalYear
from staff.cover import Cover, covers
from staff.decision_rules import DecisionRule
from staff.offices import Post
from staff.ways import positions

Kind = DecisionRule.Kind
NOTES = {Kind.DUNNING: "道すじがないときは、係の長が決裁なしで出します。道すじがあれば、起案して、決裁が済むと出ます。"}


@dataclass(frozen=True)
class Place:
    """One position of a way: a post, or several that have the proposal at the same time."""

    part: str
    boxes: list[Cover]


@dataclass(frozen=True)
class Line:
    rule: DecisionRule
    places: list[Place]

    @property
    def obstacles(self) -> list[str]:
        """Posts on the way for which nobody can act today."""
        return [box.obstacle for place in self.places for box in place.boxes if box.obstacle]


@dataclass(frozen=True)
class Chapter:
    """All rules for one kind of case."""

    kind: Kind
    lines: list[Line]

    @property
    def note(self) -> str:
        return NOTES.get(self.kind, "")

    @property
    def gap(self) -> str:
        """Amounts for which nobody decides."""
        rules = [line.rule for line in self.lines]
        if not rules or any(rule.below is None and rule.department_id is None for rule in rules):
            return ""
        if all(rule.below is None for rule in rules):
            return "「どの部署でも」の道すじがないので、ほかの部署の起案を決裁できません。"
        return "金額の上限がない道すじがないので、上限より大きい額の起案を決裁できません。"


def places(stops: Iterable[tuple[str, Post]], found: dict[int, Cover]) -> list[Place]:
    """The picture of a way."""
    way = list(stops)
    made: dict[int, Place] = {}
    for position, (part, post) in zip(positions(part for part, _ in way), way, strict=True):
        made.setdefault(position, Place(Part(part).label, [])).boxes.append(found[post.pk])
    return list(made.values())


class Rulebook:
    """What one year's page shows; the people are those of the day on which it is read."""

    def __init__(self, year: FiscalYear, *, on: date) -> None:
        self.year, self.on, self.this = year, on, FiscalYear.of(on)

    @cached_property
    def rules(self) -> list[DecisionRule]:
        found = DecisionRule.objects.in_force(self.year).select_related("department__parent__parent__parent")
        return list(found.prefetch_related("stops__post"))

    @property
    def written(self) -> FiscalYear | None:
        """The year whose rules are in force in this one."""
        return self.rules[0].fiscal_year if self.rules else None

    @property
    def is_own(self) -> bool:
        return self.written == self.year

    @property
    def is_open(self) -> bool:
        """May still be written: this year's and the next."""
        return self.year >= self.this

    @cached_property
    def chapters(self) -> list[Chapter]:
        ways = {rule.pk: [(stop.part, stop.post) for stop in rule.stops.all()] for rule in self.rules}
        found = covers([post for way in ways.values() for _, post in way], on=self.on)
        lines = [Line(rule, places(ways[rule.pk], found)) for rule in self.rules]
        return [Chapter(kind, [line for line in lines if line.rule.case_kind == kind]) for kind in Kind]

    @property
    def obstacles(self) -> list[str]:
        """What keeps somebody from deciding today, each once."""
        return list(
            dict.fromkeys(
                sentence for chapter in self.chapters for line in chapter.lines for sentence in line.obstacles
            )
        )

    @cached_property
    def earlier(self) -> FiscalYear | None:
        first = DecisionRule.objects.aggregate(first=Min("fiscal_year"))["first"]
        return self.year.previous if first and first < self.year else None

    @property
    def later(self) -> FiscalYear | None:
        return self.year.next if self.year <= self.this else None
