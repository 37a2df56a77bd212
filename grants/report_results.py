"""What the reports say became of the projects of a year: for the progress of the future plan."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from accounts.models import User
from grants.report_rows import ReportProject
from grants.reports import Report
from plans.models import YearlyPlan
from plans.progress import Results, tells_results


@tells_results
def reported(plans: Iterable[YearlyPlan], reader: User, on: date) -> Results:
    """Of the reports that the reader sees; the newest word of a project counts."""
    plans = list(plans)
    of_year = {(plan.organization_id, plan.fiscal_year) for plan in plans}
    seen = Report.objects.visible_to(reader, on=on).filter(yearly_plan__organization__in={body for body, _ in of_year})
    rows = ReportProject.objects.filter(report__in=seen).exclude(result="").select_related("report__yearly_plan")
    return {
        (row.report.yearly_plan.fiscal_year, row.name): " ".join(filter(None, [row.done_on, row.result]))
        for row in rows.order_by("pk")
        if (row.report.yearly_plan.organization_id, row.report.yearly_plan.fiscal_year) in of_year
    }
