"""進みぐあい: what the yearly plans have planned for each measure of a future plan, and what was reported of it.

The rooms above know the results; each says with ``@tells_results`` what became of the projects of some plans.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from accounts.models import User
from plans.budget import Project
from plans.future import FuturePlan
from plans.measures import Measure
from plans.yearly import YearlyPlan
from records.fiscal import FiscalYear

Key = tuple[FiscalYear, str]  # year and name of a project
Results = Mapping[Key, str]  # what was reported
Source = Callable[[Iterable[YearlyPlan], User, date], Results]
SOURCES: list[Source] = []


def tells_results(source: Source) -> Source:
    SOURCES.append(source)
    return source


@dataclass
class Track:
    """One measure: its projects year by year, and what was reported of them."""

    measure: Measure
    projects: list[Project] = field(default_factory=list)
    results: dict[int, str] = field(default_factory=dict)  # by project

    @property
    def state(self) -> str:
        if self.results:
            return "実施"
        return "計画" if self.projects else "まだ"

    @property
    def cost(self) -> int:
        return sum(project.cost for project in self.projects)

    @property
    def told(self) -> list[tuple[Project, str]]:
        return [(project, self.results.get(project.pk, "")) for project in self.projects]


@dataclass(frozen=True)
class Progress:
    tracks: list[Track]

    @property
    def begun(self) -> int:
        """How many measures stand in a yearly plan."""
        return sum(bool(track.projects) for track in self.tracks)

    @property
    def done(self) -> int:
        return sum(bool(track.results) for track in self.tracks)


def progress(future: FuturePlan, reader: User, *, on: date) -> Progress:
    """As far as the reader sees the plans; a measure is known by its words, whatever version it stood in."""
    years = YearlyPlan.objects.visible_to(reader, on=on).in_force().filter(organization=future.organization)
    plans = list(years.filter(fiscal_year__range=(future.from_year, future.to_year)))
    results: dict[Key, str] = {}
    for source in SOURCES:
        results.update(source(plans, reader, on))
    tracks: dict[str, Track] = {}
    for measure in future.measures.all():
        tracks.setdefault(measure.content, Track(measure))
    rows = Project.objects.filter(plan__in=plans).select_related("plan", "measure")
    for project in rows.order_by("plan__fiscal_year", "order"):
        track = tracks.get(project.measure.content) if project.measure else None
        if track is not None:
            track.projects.append(project)
            if told := results.get((project.plan.fiscal_year, project.name)):
                track.results[project.pk] = told
    return Progress(list(tracks.values()))
