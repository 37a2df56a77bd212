"""The places of a yearly plan that can be asked to be mended: its rows, under codes that stay while the row stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from records.telling import CHANGED, is_private
from records.templatetags.japanese import yen

if TYPE_CHECKING:
    from plans.yearly import YearlyPlan

OF_PLAN = "plan"  # how the codes begin


@dataclass(frozen=True)
class Place:
    code: str
    paper: str  # 年度計画, 収支予算書
    short: str
    value: str

    @property
    def label(self) -> str:
        return f"{self.paper} {self.short}"


def kept(places: Iterable[Place]) -> dict[str, list[str]]:
    """The places as an event keeps them; of private ones only that there is something."""
    return {
        place.code: [place.label, CHANGED if place.value and is_private(place.short) else place.value]
        for place in places
    }


def plan_places(plan: YearlyPlan) -> Iterator[Place]:
    yield Place(f"{OF_PLAN}-emphasis", "年度計画", "今年度の重点", plan.emphasis)
    for project in plan.project_rows():
        money = f"事業費{yen(project.cost)}、うち交付金{yen(project.grant_share)}"
        parts = [project.name, str(project.measure or ""), project.months, money, project.content]
        value = " / ".join(filter(None, parts))
        yield Place(f"{OF_PLAN}-project-{project.pk}", "年度計画", f"事業{project.order}「{project.name}」", value)
    for kind, lines in (("収入", plan.income_lines()), ("支出", plan.expense_lines())):
        for number, line in enumerate(lines, start=1):
            value = f"{yen(line.amount)}({line.note})" if line.note else yen(line.amount)
            yield Place(f"{OF_PLAN}-line-{line.pk}", "収支予算書", f"{kind}{number}行目「{line.category}」", value)
