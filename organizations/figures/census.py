"""What is counted where: the tree of areas with the latest figures, added up where only the parts were counted."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from accounts.models import User
from organizations.areas import Area
from organizations.figures.indicators import Indicator
from organizations.figures.kept import AreaFigure
from organizations.figures.values import Value
from organizations.models import Organization

COLUMNS = 4  # of the city's indicators, in its own order; the others stand on the area's page


@dataclass(frozen=True)
class Count:
    """A figure with its base date; one that was added up from several base dates has the first and the last of them."""

    value: Value
    first: date
    last: date


def total(parts: Sequence[Count | None]) -> Count | None:
    """The sum of the parts; None if one of them is missing, because a sum without it would mislead."""
    counted = [part for part in parts if part is not None]
    if not counted or len(counted) < len(parts):
        return None
    return Count(
        sum(part.value for part in counted), min(part.first for part in counted), max(part.last for part in counted)
    )


Column = tuple[Indicator, Count | None]


@dataclass(frozen=True)
class Node:
    """An area in the tree, with its counts and the organizations that stand there."""

    area: Area
    depth: int
    counts: list[Column]
    organizations: list[Organization]


@dataclass(frozen=True)
class Census:
    indicators: list[Indicator]
    nodes: list[Node]  # each area before those within it

    @property
    def base_date(self) -> date | None:
        """The base date of most figures; the others are printed with their own."""
        dates = Counter(c.last for node in self.nodes for _, c in node.counts if c and c.first == c.last)
        return max(dates, key=lambda day: (dates[day], day), default=None)


class Counting:
    """The latest figures of a day, of every area; three queries however many areas there are."""

    def __init__(self, *, user: User, on: date) -> None:
        self.areas = list(Area.objects.visible_to(user, on=on).of_tree().standing(on=on))
        self.children: dict[int | None, list[Area]] = defaultdict(list)
        for area in self.areas:
            self.children[area.parent_id].append(area)
        self.indicators = list(Indicator.objects.listed())
        self.own = {
            (figure.area_id, figure.indicator_id): Count(figure.value, figure.as_of, figure.as_of)
            for figure in AreaFigure.objects.listed().latest_by(on)
        }

    def count(self, area: Area, indicator: Indicator) -> Count | None:
        """The area's own figure, else the sum of the areas within it; a rate has no sum."""
        own = self.own.get((area.pk, indicator.pk))
        if own or not indicator.adds_up:
            return own
        return total([self.count(child, indicator) for child in self.children[area.pk]])

    def counts(self, area: Area, *, columns: int | None = None) -> list[Column]:
        return [(indicator, self.count(area, indicator)) for indicator in self.indicators[:columns]]


@dataclass(frozen=True)
class BaseDate:
    """What was counted in an area on one day."""

    on: date
    counted: list[tuple[Indicator, Value | None]]
    sources: str


def by_base_date(area: Area, indicators: Sequence[Indicator]) -> list[BaseDate]:
    """Every figure that the area itself has, newest day first."""
    days: dict[date, dict[int, AreaFigure]] = defaultdict(dict)
    for figure in area.figures.filter(indicator__in=indicators).order_by("-as_of"):
        days[figure.as_of][figure.indicator_id] = figure
    return [
        BaseDate(
            day,
            [(i, figures[i.pk].value if i.pk in figures else None) for i in indicators],
            "、".join(sorted({figure.source for figure in figures.values() if figure.source})),
        )
        for day, figures in days.items()
    ]


def census(*, user: User, on: date) -> Census:
    """The whole tree, with the organizations that the person may see."""
    counting = Counting(user=user, on=on)
    standing = organizations_by_area(user, on)
    nodes = []

    def walk(areas: Iterable[Area], depth: int) -> None:
        for area in areas:
            nodes.append(Node(area, depth, counting.counts(area, columns=COLUMNS), standing[area.pk]))
            walk(counting.children[area.pk], depth + 1)

    walk(counting.children[None], 0)
    return Census(counting.indicators[:COLUMNS], nodes)


def organizations_by_area(user: User, on: date) -> dict[int, list[Organization]]:
    """The visible organizations of each area; one with several oaza of a district stands at the district, once."""
    found: dict[int, list[Organization]] = defaultdict(list)
    for organization in Organization.objects.visible_to(user, on=on).prefetch_related("areas"):
        areas = list(organization.areas.all())
        places = {area.parent_id if area.kind == Area.Kind.OAZA else area.pk for area in areas}
        for place in places:
            if place is not None:
                found[place].append(organization)
    return found
