"""What must hold before a yearly plan is sent: pure questions about its rows, answered with sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from plans.budget import BudgetLine, Kind, Project
from records.templatetags.japanese import yen

if TYPE_CHECKING:
    from plans.yearly import YearlyPlan


class Gap(NamedTuple):
    """Something that is still to be mended, and the id of its cell on the plan's page."""

    sentence: str
    place: str


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


def gaps_of(plan: YearlyPlan, projects: Sequence[Project], lines: Sequence[BudgetLine]) -> list[Gap]:
    if not projects:
        return [Gap("事業を1つ以上書いてください。", "projects")]
    gaps = [gap for project in projects for gap in gaps_of_project(plan, project)]
    return [*gaps, *gaps_of_totals(totals_of(projects, lines))]


def gaps_of_project(plan: YearlyPlan, project: Project) -> Iterator[Gap]:
    row = f"事業の{project.order}行目" + (f"「{project.name}」" if project.name else "")
    cell = f"id_projects-{project.order - 1}-"
    if not project.name.strip():
        yield Gap(f"{row}に、事業名を入れてください。", f"{cell}name")
    if project.measure is None:
        yield Gap(f"{row}に、将来計画の取組を選んでください。", f"{cell}measure")
    elif project.measure.plan_id != plan.future_plan_id:
        sentence = f"{row}の取組「{project.measure}」は、もとになる将来計画にありません。選び直してください。"
        yield Gap(sentence, f"{cell}measure")
    if project.starts_in is None:
        yield Gap(f"{row}に、時期を入れてください。例 4月〜3月", f"{cell}months")
    if not project.content.strip():
        yield Gap(f"{row}に、内容を書いてください。行の「くわしく」を開くと書けます。", f"{cell}content")


def gaps_of_totals(totals: Totals) -> Iterator[Gap]:
    if totals.income != totals.expenditure:
        yield unequal("収入の合計", totals.income, "支出の合計", totals.expenditure, "income")
    if totals.cost != totals.expenditure:
        yield unequal("事業費の合計", totals.cost, "支出の合計", totals.expenditure, "expense")
    if totals.grant_share != totals.grant_income:
        yield unequal("「うち交付金」の合計", totals.grant_share, "収入の交付金", totals.grant_income, "projects")


def unequal(left: str, one: int, right: str, other: int, place: str) -> Gap:
    sentence = f"{left}({yen(one)})と{right}({yen(other)})を同じにしてください。差は{yen(abs(one - other))}です。"
    return Gap(sentence, place)
