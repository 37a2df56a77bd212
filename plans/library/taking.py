"""One project becomes a row of a plan: from the city's patterns, from an own year, from another organization."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Max

from accounts.models import User
from plans.budget import MONTHS, Project
from plans.library.patterns import ProjectPattern
from records.events import record
from records.telling import made

if TYPE_CHECKING:
    from plans.yearly import YearlyPlan

WORDS = ("name", "cost", "section", "purpose", "audience", "place", "content", "partners")
OWN = ("measure", "expected")  # only from the organization's own plans: another's measures mean nothing here


def copied(plan: YearlyPlan, model: Project | ProjectPattern) -> Project:
    """The new row, not saved; the grant's share is for the organization to say."""
    row = Project(plan=plan, source=source_of(plan, model))
    for name in WORDS:
        setattr(row, name, getattr(model, name))
    if are_in_one_year(model.starts_in, model.ends_in):
        row.starts_in, row.ends_in = model.starts_in, model.ends_in
    if isinstance(model, Project) and model.plan.organization_id == plan.organization_id:
        row.expected, row.measure = model.expected, measure_of(plan, model)
    row.order = (plan.projects.aggregate(last=Max("order"))["last"] or 0) + 1
    return row


def are_in_one_year(first: int | None, last: int | None) -> bool:
    return bool(first and last) and MONTHS.index(first or 4) <= MONTHS.index(last or 4)


def measure_of(plan: YearlyPlan, model: Project) -> Any:
    """The same measure, by its words where the future plan has become a newer version."""
    if model.measure is None:
        return None
    return plan.future_plan.measures.filter(content=model.measure.content).first()


def source_of(plan: YearlyPlan, model: Project | ProjectPattern) -> str:
    if isinstance(model, ProjectPattern):
        return model.source[:200]
    whose = "" if model.plan.organization_id == plan.organization_id else f"{model.plan.organization} "
    return f"{whose}{model.plan.fiscal_year}の計画"[:200]


def add(plan: YearlyPlan, model: Project | ProjectPattern, *, by: User) -> Project:
    """Within the plan's verb ``take_project``."""
    row = copied(plan, model)
    row.save()
    record(plan, "yearlyplan.take_project", by=by, changes=made(row, WORDS), comment=row.source)
    return row
