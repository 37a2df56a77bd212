"""The year at a glance: which project runs in which months, as the bars of a chart."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from plans.budget import MONTHS, Project


@dataclass(frozen=True)
class Bar:
    """One row of the chart: how many months stay free before the project, how many it takes, how many come after."""

    project: Project
    before: int
    length: int
    after: int


def bars(projects: Iterable[Project]) -> list[Bar]:
    """Those whose months are known, by when they begin."""
    known = [bar(project) for project in projects if project.starts_in and project.ends_in]
    return sorted(known, key=lambda each: (each.before, -each.length, each.project.order))


def bar(project: Project) -> Bar:
    assert project.starts_in and project.ends_in  # asked by ``bars``; the database keeps both or none  # noqa: S101, PT018
    first, last = MONTHS.index(project.starts_in), MONTHS.index(project.ends_in)
    return Bar(project, first, last - first + 1, len(MONTHS) - 1 - last)
