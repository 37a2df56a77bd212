"""How far the future plans of an area are: which of their measures the yearly plans have taken up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import prefetch_related_objects

from organizations.models import Organization
from plans.models import FuturePlan, Measure, Project, YearlyPlan
from records.fiscal import FiscalYear


@dataclass(frozen=True)
class MeasureLine:
    measure: Measure
    years: list[FiscalYear]  # in which a yearly plan has a project for it

    def word(self, this: FiscalYear) -> str:
        if not self.years:
            return "まだ"
        return "取り組んでいる" if this in self.years else "取り組んだ"


@dataclass(frozen=True)
class PlanProgress:
    plan: FuturePlan
    lines: list[tuple[MeasureLine, str]]

    @property
    def begun(self) -> int:
        return sum(bool(line.years) for line, _ in self.lines)


def plans_of(bodies: Iterable[Organization]) -> list[FuturePlan]:
    """In force."""
    known = {body.pk: body for body in bodies}
    plans = list(FuturePlan.objects.in_force().filter(organization__in=list(known)))
    for plan in plans:
        plan.organization = known[plan.organization_id]
    return plans


def progress_of(plans: list[FuturePlan], *, this: FiscalYear) -> list[PlanProgress]:
    """Of plans in force, in three queries; a measure is known by its words in whatever version it stands."""
    prefetch_related_objects(plans, "measures", "issues")
    in_force = YearlyPlan.objects.in_force().values("pk")
    rows = Project.objects.filter(plan__in=in_force, plan__organization__in=[plan.organization_id for plan in plans])
    years: dict[tuple[int, str], set[FiscalYear]] = defaultdict(set)
    named = rows.exclude(measure=None).order_by()
    for body, words, year in named.values_list("plan__organization", "measure__content", "plan__fiscal_year"):
        years[body, words].add(year)
    found = []
    for plan in plans:
        taken = [(measure, years[plan.organization_id, measure.content]) for measure in plan.measures.all()]
        period = range(plan.from_year.number, plan.to_year.number + 1)
        lines = [MeasureLine(each, sorted(year for year in those if year.number in period)) for each, those in taken]
        found.append(PlanProgress(plan, [(line, line.word(this)) for line in lines]))
    return found
