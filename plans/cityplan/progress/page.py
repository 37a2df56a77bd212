"""The yearly 進捗状況 as page, PDF and table: all reports in the plan's order, with the committees' opinions."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import tablib

from plans.cityplan.progress.reports import ActionReport
from plans.cityplan.progress.rounds import ProgressRound
from plans.cityplan.rows import CityMeasure
from records.pieces import Figure, Tag
from records.sheets.files import as_xlsx

State = ActionReport.State
STATE_TAGS: dict[str, Tag] = {
    State.ON_TRACK: Tag("計画どおり", "good"),
    State.DONE: Tag("やり終えた", "good"),
    State.LATE: Tag("おくれている", "back"),
    State.CHANGED: Tag("やり方を見直した", "way"),
    State.NOT_BEGUN: Tag("手をつけていない", "late"),
    "": Tag("報告待ち", "plain"),
}
HEAD = (
    "番号",
    "目標",
    "方策",
    "取組事項",
    "内容",
    "担当課",
    "年度の予定",
    "進みぐあい",
    "したこと",
    "指標の結果",
    "課題",
    "次の年度にすること",
)


@dataclass(frozen=True)
class Row:
    report: ActionReport

    @property
    def tag(self) -> Tag:
        return STATE_TAGS[self.report.state]

    @property
    def results(self) -> list[str]:
        return [result.told for result in self.report.results.all()]


@dataclass(frozen=True)
class Compiled:
    """All that a round's report tells; in a fixed number of queries."""

    round: ProgressRound
    reports: list[ActionReport]

    @property
    def groups(self) -> list[tuple[CityMeasure, list[Row]]]:
        by_measure = groupby(self.reports, key=lambda report: report.action.measure)
        return [(measure, [Row(report) for report in reports]) for measure, reports in by_measure]

    @property
    def figures(self) -> list[Figure]:
        """How many actions stand where."""
        counts = Counter(report.state for report in self.reports)
        states = [(state, tag) for state, tag in STATE_TAGS.items() if counts[state]]
        return [Figure(tag.word, f"{counts[state]}件") for state, tag in states]

    def table(self) -> tablib.Dataset:
        table = tablib.Dataset(title=f"{self.round.fiscal_year}の進捗状況")
        table.headers = list(HEAD)
        for report in self.reports:
            action = report.action
            table.append(
                [
                    action.number,
                    action.measure.goal.text,
                    action.measure.text,
                    action.heading,
                    action.text,
                    str(report.department),
                    report.planned,
                    STATE_TAGS[report.state].word,
                    report.done,
                    "\n".join(result.told for result in report.results.all()),
                    report.issues,
                    report.next_step,
                ]
            )
        return table

    def xlsx(self) -> bytes:
        return as_xlsx(self.table())


def compiled(found: ProgressRound) -> Compiled:
    rows = found.reports.select_related("action__measure__goal", "department")
    reports = list(rows.prefetch_related("action__cells", "results__indicator", "links").order_by("action__number"))
    for report in reports:
        report.round = found
    return Compiled(found, reports)


def context_of(found: ProgressRound) -> dict[str, Any]:
    whole = compiled(found)
    return {"round": found, "plan": found.plan, "compiled": whole, "figures": whole.figures}
