"""The sheets of a yearly plan: 事業, 収入の部, 支出の部, each with its rows as they stand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from django.utils import timezone

from plans.budget import BudgetLine, Project
from plans.forms.yearly import YearlyPage
from plans.yearly import YearlyPlan
from records.templatetags.japanese import era_clock
from records.workbooks.identity import Identity
from records.workbooks.layout import Column, Grid, Row
from records.workbooks.making import workbook

KIND = "年度計画と予算"
MEASURES, INCOMES, EXPENSES = "将来計画の取組", "収入の科目", "支出の科目"
STAY = "新しい行は、いちばん下に書きます。「行の記号」は空けておきます。見出しと列は、そのままにしてください。"
PROJECTS = (
    Column("name", "事業名", 26),
    Column("measure", "将来計画の取組", 30, "choice", MEASURES),
    Column("months", "時期", 13),
    Column("cost", "事業費(円)", 15, "yen"),
    Column("grant_share", "うち交付金(円)", 15, "yen"),
    Column("section", "部会", 14),
    Column("audience", "対象", 20),
    Column("expected", "参加の見込み(人)", 12, "number"),
    Column("place", "場所", 20),
    Column("partners", "連携先", 20),
    Column("purpose", "目的", 36, "long"),
    Column("content", "内容", 44, "long"),
)
SHEETS = {"projects": "事業", "income": "収入の部", "expense": "支出の部"}  # the page's sheets, by their titles here


def line_columns(choices: str) -> tuple[Column, ...]:
    return (
        Column("category", "科目", 22, "choice", choices),
        Column("amount", "本年度予算額(円)", 18, "yen"),
        Column("note", "摘要(内わけ)", 50),
    )


def grids(plan: YearlyPlan) -> dict[str, Grid]:
    """By the names that the sheets have on the plan's page."""
    months = "時期は「4月〜3月」か「9月」のように書きます。"
    incomes, expenses = line_columns(INCOMES), line_columns(EXPENSES)
    rows = [project_row(project) for project in plan.project_rows()]
    return {
        "projects": Grid(SHEETS["projects"], f"1つの行が1つの事業です。{months}{STAY}", PROJECTS, rows),
        "income": Grid(SHEETS["income"], STAY, incomes, line_rows(plan.income_lines())),
        "expense": Grid(SHEETS["expense"], STAY, expenses, line_rows(plan.expense_lines())),
    }


def project_row(project: Project) -> Row:
    cells = {column.name: said(getattr(project, column.name)) for column in PROJECTS}
    return Row(str(project.pk), cells)


def line_rows(lines: Iterable[BudgetLine]) -> list[Row]:
    return [
        Row(str(line.pk), {"category": str(line.category), "amount": said(line.amount), "note": line.note})
        for line in lines
    ]


def said(value: object) -> str:
    """As it would be typed: nothing for nothing."""
    return str(value) if value else ""


def choices(page: YearlyPage) -> Mapping[str, Sequence[str]]:
    """What the drop-downs offer: the same as the page's own."""
    return {name: list(words) for name, words in offered(page).items()}


def offered(page: YearlyPage) -> dict[str, dict[str, str]]:
    """For each list its words, and the key by which the page knows each."""
    rows = {
        MEASURES: page.projects.form_kwargs["measures"],
        INCOMES: page.income.form_kwargs["categories"],
        EXPENSES: page.expense.form_kwargs["categories"],
    }
    return {name: {str(row): key for key, row in known.items()} for name, known in rows.items()}


def facts(plan: YearlyPlan) -> dict[str, str]:
    return {
        "表の種類": KIND,
        "団体": str(plan.organization),
        "団体の番号": str(plan.organization_id),
        "年度": str(plan.fiscal_year),
        "計画の番号": str(plan.pk),
        "版": str(plan.version),
        "書き直しの回数": str(plan.revision),
        "取り出した日時": era_clock(timezone.now()),
    }


def prepared(plan: YearlyPlan) -> bytes:
    """The workbook to fill in, with what the plan says by now."""
    sheets = list(grids(plan).values())
    title = f"{plan.organization} {plan.name_of_year}"
    return workbook(title, sheets, choices(YearlyPage(plan)), Identity.of(facts(plan), sheets))
