"""A report begins with the year's plan, and follows it when the plan was changed meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from grants.report_rows import ReportProject
from plans.rows import rewrite
from records.cases import NotNow

if TYPE_CHECKING:
    from grants.reports import Report


def copy_plan(report: Report) -> None:
    """The plan's rows; what was written of a project or an item that bears the same name stays."""
    copy_projects(report)
    rewrite(report.lines.all(), budget_lines(report), report=report)


def copy_projects(report: Report) -> None:
    written = {project.name: project for project in report.projects.all()}
    names = []
    for order, row in enumerate(report.yearly_plan.project_rows(), start=1):
        project = written.get(row.name) or ReportProject(report=report, name=row.name)
        project.order, project.cost, project.grant_share = order, row.cost, row.grant_share
        project.save()
        names.append(row.name)
    gone = report.projects.exclude(name__in=names)
    if gone.filter(expenses__isnull=False).exists():
        raise NotNow("計画からなくなった事業に、領収書があります。先に、領収書の事業を選び直してください。")
    gone.delete()


def budget_lines(report: Report) -> list[dict[str, Any]]:
    """Each item of the budget; what is not in it any more stays, with a budget of nothing, while money was spent."""
    standing = {line.category_id: line for line in report.lines.select_related("category")}
    lines = []
    for row in report.yearly_plan.lines.select_related("category"):
        old, received = standing.pop(row.category_id, None), report.grant.paid() if row.category.is_grant else 0
        known = {"id": old.pk, "actual": old.actual, "note": old.note} if old else {}
        nothing = {"id": None, "actual": received, "note": ""}
        lines.append({"category": row.category, "budget": row.amount, **nothing, **known})
    left = [line for line in standing.values() if line.actual]
    return lines + [
        {"category": line.category, "budget": 0, "id": line.pk, "actual": line.actual, "note": line.note}
        for line in left
    ]
