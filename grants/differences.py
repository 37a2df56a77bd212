"""What a new version of the year's plan changes: computed from the rows of both, never typed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from plans.checks import Totals, totals_of
from plans.models import BudgetLine, Project, YearlyPlan
from records.templatetags.japanese import yen

SAID = {"purpose": "目的", "audience": "対象", "place": "場所", "content": "内容", "partners": "連携先"}  # by column
HUNDRED = 100


@dataclass(frozen=True)
class ProjectChange:
    """One project before and after; ``before`` None: new, ``after`` None: given up."""

    name: str
    before: Project | None
    after: Project | None

    @property
    def cost(self) -> tuple[int, int]:
        return (self.before.cost if self.before else 0, self.after.cost if self.after else 0)

    @property
    def share(self) -> tuple[int, int]:
        return (self.before.grant_share if self.before else 0, self.after.grant_share if self.after else 0)

    @property
    def other(self) -> list[str]:
        """What else is not as it was, by its name."""
        if not (self.before and self.after):
            return []
        found = [label for column, label in SAID.items() if getattr(self.before, column) != getattr(self.after, column)]
        renamed = ["事業名"] if self.before.name != self.after.name else []
        return [*renamed, *found, *(["時期"] if self.before.months != self.after.months else [])]

    @property
    def word(self) -> str:
        if self.before is None:
            return "新しい事業"
        return "やめる事業" if self.after is None else "、".join(self.other)

    @property
    def differs(self) -> bool:
        return self.cost[0] != self.cost[1] or self.share[0] != self.share[1] or bool(self.word)

    @property
    def is_same_work(self) -> bool:
        """The same project for the same purpose, whatever it costs, wherever and whenever it is held."""
        changed = {"事業名", "目的", "内容"} & set(self.other)
        return self.before is not None and self.after is not None and not changed

    def within(self, percent: int) -> bool:
        """Costs no more than so many percent more or less than before."""
        before, after = self.cost
        return abs(after - before) <= Fraction(before * percent, HUNDRED)

    def __str__(self) -> str:
        parts = [self.word] if self.word else []
        if self.cost[0] != self.cost[1]:
            parts.append(f"事業費{yen(self.cost[0])}→{yen(self.cost[1])}")
        if self.share[0] != self.share[1]:
            parts.append(f"うち交付金{yen(self.share[0])}→{yen(self.share[1])}")
        return f"{self.name}:{'、'.join(parts)}"


@dataclass(frozen=True)
class LineChange:
    """One item of the budget before and after."""

    kind: str  # 収入, 支出
    name: str
    before: int
    after: int

    @property
    def differs(self) -> bool:
        return self.before != self.after

    @property
    def difference(self) -> int:
        return self.after - self.before


@dataclass(frozen=True)
class Differences:
    projects: Sequence[ProjectChange]
    lines: Sequence[LineChange]
    before: Totals
    after: Totals

    @property
    def changed_projects(self) -> list[ProjectChange]:
        return [project for project in self.projects if project.differs]

    @property
    def changed_lines(self) -> list[LineChange]:
        return [line for line in self.lines if line.differs]

    @property
    def is_empty(self) -> bool:
        return not (self.changed_projects or self.changed_lines)

    @property
    def amount(self) -> int:
        """How much more or less of the grant the new version uses."""
        return self.after.grant_share - self.before.grant_share

    def is_light(self, percent: int | None) -> bool:
        """The same work, the same amount of the grant, and each project's cost within the scheme's percentage."""
        return (
            percent is not None
            and not self.is_empty
            and self.amount == 0
            and all(project.is_same_work and project.within(percent) for project in self.projects)
        )


def differences(before: YearlyPlan, after: YearlyPlan) -> Differences:
    old, new = list(before.project_rows()), list(after.project_rows())
    old_lines, new_lines = rows_of(before), rows_of(after)
    return Differences(
        pairs(old, new), list(line_changes(old_lines, new_lines)), totals_of(old, old_lines), totals_of(new, new_lines)
    )


def pairs(old: Sequence[Project], new: Sequence[Project]) -> list[ProjectChange]:
    """Each new project beside the old one of its name, else of its content; in the order of the new, then the gone."""
    left = list(old)
    found: dict[int, Project | None] = {}
    for sameness in (lambda one, other: one.name == other.name, same_words):
        for project in new:
            if found.get(project.pk) is None:
                found[project.pk] = next((each for each in left if sameness(project, each)), None)
                left = [each for each in left if each != found[project.pk]]
    return [
        *(ProjectChange(str(project), found[project.pk], project) for project in new),
        *(ProjectChange(str(project), project, None) for project in left),
    ]


def same_words(one: Project, other: Project) -> bool:
    return one.measure_id == other.measure_id and one.content == other.content


def rows_of(plan: YearlyPlan) -> list[BudgetLine]:
    return list(plan.lines.select_related("category"))


def line_changes(old: Iterable[BudgetLine], new: Iterable[BudgetLine]) -> Iterable[LineChange]:
    before, after = ({line.category: line.amount for line in lines} for lines in (old, new))
    categories: list[Any] = sorted({*before, *after}, key=lambda each: (each.kind == "expense", each.order, each.pk))
    for category in categories:
        yield LineChange(category.get_kind_display(), category.name, before.get(category, 0), after.get(category, 0))
