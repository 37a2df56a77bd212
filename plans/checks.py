"""What must hold before a yearly plan is sent: pure questions about its rows, answered with sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from plans.budget import BudgetLine, Kind, Project
from records.templatetags.japanese import yen

if TYPE_CHECKING:
    from plans.yearly import YearlyPlan


@dataclass(frozen=True)
class Totals:
    """Yen. ``grant_income`` is the income line of the grant itself."""

    cost: int
    grant_share: int
    income: int
    expenditure: int
    grant_income: int

    @property
    def difference(self) -> int:
        return self.income - self.expenditure


def totals_of(projects: Sequence[Project], lines: Sequence[BudgetLine]) -> Totals:
    income = [line for line in lines if line.category.kind == Kind.INCOME]
    return Totals(
        cost=sum(project.cost for project in projects),
        grant_share=sum(project.grant_share for project in projects),
        income=sum(line.amount for line in income),
        expenditure=sum(line.amount for line in lines if line.category.kind == Kind.EXPENSE),
        grant_income=sum(line.amount for line in income if line.category.is_grant),
    )


def gaps_of(plan: YearlyPlan, projects: Sequence[Project], lines: Sequence[BudgetLine]) -> list[str]:
    if not projects:
        return ["事業を1つ以上書いてください。"]
    gaps = [gap for project in projects for gap in gaps_of_project(plan, project)]
    return [*gaps, *gaps_of_totals(totals_of(projects, lines))]


def gaps_of_project(plan: YearlyPlan, project: Project) -> Iterator[str]:
    row = f"事業の{project.order}行目" + (f"「{project.name}」" if project.name else "")
    if not project.name.strip():
        yield f"{row}に、事業名を入れてください。"
    if project.measure is None:
        yield f"{row}に、将来計画の取組を選んでください。"
    elif project.measure.plan_id != plan.future_plan_id:
        yield f"{row}の取組「{project.measure}」は、もとになる将来計画にありません。選び直してください。"
    if project.starts_in is None:
        yield f"{row}に、時期を入れてください。例 4月〜3月"
    if not project.content.strip():
        yield f"{row}に、内容を書いてください。行の「くわしく」を開くと書けます。"


def gaps_of_totals(totals: Totals) -> Iterator[str]:
    if totals.income != totals.expenditure:
        yield (
            f"収入の合計({yen(totals.income)})と支出の合計({yen(totals.expenditure)})を同じにしてください。"
            f"差は{yen(totals.difference)}です。"
        )
    if totals.cost != totals.expenditure:
        yield (
            f"事業費の合計({yen(totals.cost)})と支出の合計({yen(totals.expenditure)})を同じにしてください。"
            f"差は{yen(totals.cost - totals.expenditure)}です。"
        )
    if totals.grant_share != totals.grant_income:
        yield (
            f"「うち交付金」の合計({yen(totals.grant_share)})と、収入の交付金({yen(totals.grant_income)})を"
            f"同じにしてください。差は{yen(totals.grant_share - totals.grant_income)}です。"
        )
