"""From one year to the next, and from one version to the next: what stands there is where the new plan begins."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from plans.budget import BudgetLine, Project
from plans.rows import Row, copies

if TYPE_CHECKING:
    from plans.yearly import YearlyPlan


def copy_year(source: YearlyPlan, target: YearlyPlan, chosen: Collection[int] | None = None) -> None:
    """All rows, or the projects that were ``chosen`` and the whole budget; a project finds its measure again by its
    words where the future plan has become a newer version."""
    measures = list(target.future_plan.measures.all())
    standing = {measure.pk: measure for measure in measures}
    alike = {measure.content: measure for measure in measures}
    rows = source.project_rows()
    projects = copies(rows if chosen is None else rows.filter(pk__in=chosen), plan=target)
    for order, project in enumerate(projects, start=1):
        project.order = order
        if before := project.measure:
            project.measure = standing.get(before.pk) or alike.get(before.content)
    Project.objects.bulk_create(projects)
    lines = copies(source.lines.filter(category__in_use=True), plan=target)
    for line in lines:
        line.previous = line.amount
    BudgetLine.objects.bulk_create(lines)


def next_version(plan: YearlyPlan) -> YearlyPlan:
    newer = type(plan).objects.create(
        organization=plan.organization,
        fiscal_year=plan.fiscal_year,
        version=plan.version + 1,
        future_plan=plan.future_plan,
        emphasis=plan.emphasis,
    )
    Project.objects.bulk_create(copies(plan.projects.all(), plan=newer))
    BudgetLine.objects.bulk_create(copies(plan.lines.all(), plan=newer))
    return newer


def with_previous(lines: Sequence[Row], last_year: YearlyPlan | None) -> list[Row]:
    """The lines with last year's amounts; what was there last year and is gone now stays as a line of 0 yen."""
    before = dict(last_year.lines.values_list("category", "amount")) if last_year else {}
    rows: list[Row] = [{**line, "previous": before.pop(line["category"].pk, 0)} for line in lines]
    gone = BudgetLine.objects.filter(plan=last_year, category__in=before, amount__gt=0).select_related("category")
    empty: Row = {"id": None, "amount": 0, "note": ""}
    return rows + [{**empty, "category": line.category, "previous": line.amount} for line in gone]
