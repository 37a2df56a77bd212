"""配置表: who is assigned where in a fiscal year, and which districts wait for somebody (form 3.23)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Min

from accounts.models import User
from records.fiscal import FiscalYear
from staff.liaisons import LiaisonAssignment, districts


@dataclass(frozen=True)
class Line:
    """One line of the roster; without a liaison it is a 欠員: the district has no role that leads on that day."""

    area: Any
    liaison: LiaisonAssignment | None = None


@dataclass(frozen=True)
class Roster:
    year: FiscalYear
    day: date  # the day on which it is looked at: today, or the day of another year that is nearest to today
    groups: list[list[Line]]  # the lines of one district after another

    @property
    def vacant(self) -> list[Any]:
        """The districts without anybody who leads."""
        return [lines[0].area for lines in self.groups if lines[0].liaison is None]


def roster(year: FiscalYear, *, user: User, on: date) -> Roster:
    day = min(max(on, year.start), year.end)
    assigned = defaultdict(list)
    for liaison in LiaisonAssignment.objects.visible_to(user, on=on).in_year(year).with_posts(on=day):
        assigned[liaison.area_id].append(liaison)
    return Roster(year, day, [lines_of(area, assigned[area.pk], day) for area in districts()])


def lines_of(area: Any, liaisons: Iterable[LiaisonAssignment], day: date) -> list[Line]:
    lines = [Line(area, liaison) for liaison in liaisons]
    if any(line.liaison and line.liaison.role.leads and line.liaison.holds(on=day) for line in lines):
        return lines
    return [Line(area), *lines]


def first_year(on: date) -> FiscalYear:
    """The first year for which there is a roster."""
    first = LiaisonAssignment.objects.aggregate(first=Min("starts_on"))["first"]
    return FiscalYear.of(min(first or on, on))
