"""The year's plan as the city's forms: 事業計画書 (3.7) and 収支予算書 (3.8)."""

from __future__ import annotations

from collections.abc import Iterable

from organizations.printed import guest
from plans.budget import BudgetLine, Project
from plans.models import YearlyPlan
from records.era import era_date
from records.papers import Column, Entry, FormPaper, PaperSet, Table, form, prints
from records.templatetags.japanese import number

PROJECTS = form("plans.projects", "事業計画書", "様式第2号")
BUDGET = form("plans.budget", "収支予算書", "様式第3号")


def papers_of_plan(plan: YearlyPlan) -> list[FormPaper]:
    return [projects(plan), budget(plan)]


def about(plan: YearlyPlan) -> str:
    resolved = f"{era_date(plan.resolved_on)} 総会で議決" if plan.resolved_on else "総会の前の案"
    return f"{plan.organization}　({resolved})"


def projects(plan: YearlyPlan) -> FormPaper:
    rows = list(plan.project_rows())
    totals = plan.totals()
    columns = (
        Column("No", 9, "num"),
        Column("事業名", 40),
        Column("将来計画の取組", 34),
        Column("時期", 19, "fit"),
        Column("目的と内容"),
        Column("対象・場所・連携先", 48),
        Column("事業費(円)", 24, "num"),
        Column("うち交付金(円)", 24, "num"),
    )
    foot = ("", "合計", "", "", "", "", number(totals.cost), number(totals.grant_share))
    table = Table("", columns, tuple(row_of(each) for each in rows), (foot,), head=1, empty="まだ事業がありません。")
    emphasis = (Entry("今年度の重点", plan.emphasis),) if plan.emphasis else ()
    title = f"{plan.fiscal_year} 事業計画書"
    return FormPaper(PROJECTS, title, about=about(plan), entries=emphasis, tables=(table,), wide=True)


def row_of(project: Project) -> tuple[str, ...]:
    expected = f"({project.expected:,}人)" if project.expected else ""
    beside = {
        "対象": f"{project.audience}{expected}",
        "場所": project.place,
        "連携先": project.partners,
    }
    content = [f"目的:{project.purpose}"] if project.purpose else []
    source = [f"出典:{project.source}"] if project.source else []
    return (
        str(project.order),
        "\n".join(filter(None, [str(project), project.section])),
        str(project.measure or ""),
        project.months,
        "\n".join([*content, project.content, *source]),
        "\n".join(f"{label}:{text}" for label, text in beside.items() if text),
        number(project.cost),
        number(project.grant_share),
    )


def budget(plan: YearlyPlan) -> FormPaper:
    parts = {"収入の部": plan.income_lines(), "支出の部": plan.expense_lines()}
    tables = tuple(part(caption, list(lines)) for caption, lines in parts.items())
    return FormPaper(BUDGET, f"{plan.fiscal_year} 収支予算書", about=f"{about(plan)}　単位:円", tables=tables)


def part(caption: str, lines: Iterable[BudgetLine]) -> Table:
    columns = (
        Column("科目", 36),
        Column("本年度予算額", 28, "num"),
        Column("前年度予算額", 28, "num"),
        Column("比較増減", 26, "num"),
        Column("摘要"),
    )
    lines = list(lines)
    rows = [(str(line.category), *amounts(line.amount, line.previous), line.note) for line in lines]
    sums = amounts(sum(line.amount for line in lines), sum(line.previous for line in lines))
    return Table(caption, columns, tuple(rows), (("合計", *sums, ""),), empty="まだ行がありません。")


def amounts(now: int, before: int) -> tuple[str, str, str]:
    return number(now), number(before), number(now - before)


PLAN = prints(PaperSet("plans.yearlyplan", "plan", "年度計画と予算", papers_of_plan, reads_less=guest))
