"""An appraisal as its pages show it: a bar of how the points fall, and every action in the plan's order."""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from typing import Any

from plans.cityplan.appraisal.appraisal import HIGH, LOW, ActionAppraisal, PlanAppraisal
from plans.cityplan.rows import CityMeasure
from records.pieces import Figure, Tag

TAGS = {"open": Tag("評価中", "way"), "heard": Tag("委員会の意見", "way"), "published": Tag("公表", "good")}
POINTS = {5: Tag("5 よくできた", "good"), 4: Tag("4 できた", "good"), 3: Tag("3 ふつう", "way")}
POINTS |= {2: Tag("2 あまりできなかった", "back"), 1: Tag("1 できなかった", "late")}
Group = tuple[CityMeasure, list[tuple[ActionAppraisal, Tag]]]


def sheets_of(appraisal: PlanAppraisal) -> list[ActionAppraisal]:
    rows = appraisal.sheets.select_related("action__measure__goal", "department").order_by("action__number")
    return list(rows)


def context_of(appraisal: PlanAppraisal) -> dict[str, Any]:
    sheets = sheets_of(appraisal)
    counts = Counter(sheet.points for sheet in sheets if sheet.points)
    figures = [Figure(POINTS[n].word, f"{counts[n]}件") for n in range(HIGH, LOW - 1, -1) if counts[n]]
    by_measure = groupby(sheets, key=lambda sheet: sheet.action.measure)
    groups: list[Group] = [
        (measure, [(sheet, POINTS.get(sheet.points or 0, Tag("まだ"))) for sheet in some])
        for measure, some in by_measure
    ]
    return {"appraisal": appraisal, "plan": appraisal.plan, "groups": groups, "figures": figures}
