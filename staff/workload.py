"""How the liaisons' work is spread: areas, reports and hours in a fiscal year, and the requests that are still open."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date

from accounts.models import User
from records.fiscal import FiscalYear
from staff.inquiries.inquiries import Inquiry
from staff.liaisons import LiaisonAssignment
from staff.reports.reports import LiaisonReport


@dataclass
class Load:
    """One liaison's."""

    user: User
    areas: list[str] = field(default_factory=list)
    reports: int = 0
    minutes: int = 0
    outside: int = 0  # of the minutes: outside of working hours
    open: int = 0  # requests of the areas that nobody has answered yet

    @property
    def hours(self) -> str:
        return f"{self.minutes // 60}時間{self.minutes % 60}分"

    @property
    def outside_hours(self) -> str:
        return f"{self.outside // 60}時間{self.outside % 60}分"


@dataclass(frozen=True)
class Workload:
    """With the largest of each column, which fills its bar."""

    loads: list[Load]

    @property
    def most_areas(self) -> int:
        return max((len(load.areas) for load in self.loads), default=0) or 1

    @property
    def most_minutes(self) -> int:
        return max((load.minutes for load in self.loads), default=0) or 1

    @property
    def most_open(self) -> int:
        return max((load.open for load in self.loads), default=0) or 1


def workload(year: FiscalYear, *, on: date) -> Workload:
    """Of those who are liaisons on a day, the most hours first; four queries for any number."""
    loads: dict[int, Load] = {}
    areas: dict[int, set[int]] = defaultdict(set)
    for each in LiaisonAssignment.objects.held(on=on).select_related("user", "area"):
        loads.setdefault(each.user_id, Load(each.user)).areas.append(str(each.area))
        areas[each.user_id].add(each.area_id)
    sent = LiaisonReport.objects.sent().filter(visited_on__range=(year.start, year.end), author__in=loads)
    for report in sent.only("author_id", "starts_at", "ends_at", "hours"):
        load = loads[report.author_id]
        load.reports += 1
        load.minutes += report.minutes
        load.outside += report.minutes if report.hours == LiaisonReport.Hours.OUTSIDE else 0
    waiting = Counter(Inquiry.objects.unanswered().order_by().values_list("area", flat=True))
    for key, load in loads.items():
        load.open = sum(waiting[area] for area in areas[key])
    return Workload(sorted(loads.values(), key=lambda load: (-load.minutes, -load.open, load.user.furigana)))
