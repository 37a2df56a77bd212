"""The plan's table as pages, paper and phone show it: goals, measures, actions and a cell for each year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby

from plans.cityplan.filling import with_rows
from plans.cityplan.plan import CityPlan
from plans.cityplan.rows import ActionIndicator, ActionYear, CityAction, CityGoal, CityMeasure
from records.fiscal import FiscalYear

Stage = ActionYear.Stage


@dataclass(frozen=True)
class Cell:
    year: FiscalYear
    stage: str

    @property
    def word(self) -> str:
        return str(Stage(self.stage).label)

    @property
    def short(self) -> str:
        """What fits a narrow column; the whole word is read out beside it."""
        return str(ActionYear.SHORT.get(self.stage, self.word))

    @property
    def is_unknown(self) -> bool:
        return self.stage == Stage.UNKNOWN


@dataclass(frozen=True)
class Line:
    action: CityAction
    cells: list[Cell]

    @property
    def offices(self) -> str:
        return "、".join(str(office.department) for office in self.action.offices.all())

    @property
    def indicators(self) -> list[ActionIndicator]:
        return list(self.action.indicators.all())

    @property
    def spans(self) -> list[tuple[str, str, str]]:
        """For the phone: neighbouring years of one stage as one: 「平成28年度〜平成31年度」, word, stage."""
        found = []
        for stage, some in groupby(self.cells, key=lambda cell: cell.stage):
            cells = list(some)
            first, last = cells[0].year, cells[-1].year
            found.append((str(first) if first == last else f"{first}〜{last}", cells[0].word, stage))
        return found


@dataclass
class MeasureLines:
    measure: CityMeasure
    lines: list[Line] = field(default_factory=list)

    @property
    def groups(self) -> Iterator[tuple[str, list[Line]]]:
        """Actions that stand under one heading share its cell."""
        for heading, some in groupby(self.lines, key=lambda line: line.action.heading):
            yield heading, list(some)


@dataclass
class GoalLines:
    goal: CityGoal
    measures: list[MeasureLines] = field(default_factory=list)


def table_of(plan: CityPlan) -> list[GoalLines]:
    """In a fixed number of queries."""
    lines: dict[int, list[Line]] = defaultdict(list)
    for action in with_rows(plan.actions.all()):
        known = {cell.fiscal_year: cell.stage for cell in action.cells.all()}
        cells = [Cell(year, known.get(year, Stage.UNKNOWN)) for year in plan.years]
        lines[action.measure_id].append(Line(action, cells))
    measures: dict[int, list[MeasureLines]] = defaultdict(list)
    for measure in plan.measures.all():
        measures[measure.goal_id].append(MeasureLines(measure, lines[measure.pk]))
    return [GoalLines(goal, measures[goal.pk]) for goal in plan.goals.all()]


def counted(table: list[GoalLines]) -> dict[str, int]:
    """How many goals, measures and actions, and how many cells of which nobody knows."""
    measures = [measure for goal in table for measure in goal.measures]
    lines = [line for measure in measures for line in measure.lines]
    unknown = sum(cell.is_unknown for line in lines for cell in line.cells)
    return {"goals": len(table), "measures": len(measures), "actions": len(lines), "unknown": unknown}
