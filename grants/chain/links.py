"""The chain: future plan → yearly plan → grant → receipts → result → evaluation, for some projects and in sum.

A report's rows bear the names of the plan's projects, so that is how they find each other. Only what the reader may see
is in it, and it costs the same number of queries however many projects there are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from accounts.models import User
from grants.cases import Grant
from grants.report_rows import ReportProject
from grants.reports import Report
from organizations.models import Organization
from plans.models import FuturePlan, JointProject, Measure, Project, YearlyPlan
from records.fiscal import FiscalYear

Place = tuple[int, FiscalYear]  # organization and year


@dataclass(frozen=True)
class Result:
    """What a report says of the project, with the sums of its receipts in yen."""

    row: ReportProject
    spent: int
    share: int
    receipts: int


@dataclass(frozen=True)
class Link:
    """One project of one year, with what hangs on it."""

    project: Project
    measure: Measure | None  # None: not tied to one, or one that the reader does not see
    grants: list[Grant]
    results: list[Result]
    evaluations: list[JointProject]

    @property
    def plan(self) -> YearlyPlan:
        return self.project.plan

    @property
    def spent(self) -> int:
        """Yen of the receipts."""
        return sum(result.spent for result in self.results)

    @property
    def share(self) -> int:
        """Yen of it that the grant paid, by the receipts."""
        return sum(result.share for result in self.results)

    @property
    def receipts(self) -> int:
        return sum(result.receipts for result in self.results)


@dataclass
class Chain:
    links: list[Link]
    grants: list[Grant] = field(default_factory=list)  # each once, though it pays many projects

    @property
    def cost(self) -> int:
        return sum(link.project.cost for link in self.links)

    @property
    def planned(self) -> int:
        """Of the cost, what the grant is to pay by the plans."""
        return sum(link.project.grant_share for link in self.links)

    @property
    def spent(self) -> int:
        return sum(link.spent for link in self.links)

    @property
    def share(self) -> int:
        return sum(link.share for link in self.links)

    @property
    def receipts(self) -> int:
        return sum(link.receipts for link in self.links)

    @property
    def evaluations(self) -> int:
        return len({each.pk for link in self.links for each in link.evaluations})


def in_force(user: User, *, on: date) -> QuerySet[Project]:
    """Projects of the plans that the city has, as far as the reader sees them."""
    plans = YearlyPlan.objects.visible_to(user, on=on).in_force()
    return Project.objects.filter(plan__in=plans.values("pk"))


def of_measure(measure: Measure, user: User, *, on: date) -> QuerySet[Project]:
    """Of all years, and of every version of the future plan in which the measure has these words."""
    same = Q(measure__plan__organization=measure.plan.organization_id, measure__content=measure.content)
    return in_force(user, on=on).filter(same)


def of_plan(plan: YearlyPlan) -> QuerySet[Project]:
    return Project.objects.filter(plan=plan)


def chain_of(projects: QuerySet[Project], user: User, *, on: date) -> Chain:
    """The links of the projects, the newest year first."""
    related = projects.select_related("plan__organization", "plan__future_plan", "measure__plan", "measure__goal")
    rows = list(related.order_by("-plan__fiscal_year", "plan__organization__furigana", "plan", "order"))
    places = {place_of(row) for row in rows}
    grants = grants_at(places, user, on=on)
    results = results_of([grant for some in grants.values() for grant in some], user, on=on)
    judged = evaluations_at(places, user, on=on)
    shown = seen_measures(rows, user, on=on)
    links = []
    for row in rows:
        place = place_of(row)
        links.append(
            Link(
                row,
                row.measure if row.measure_id in shown else None,
                grants[place],
                results[place, row.name],
                [each for each in judged[place] if is_of(each, row)],
            )
        )
    return Chain(links, [grant for some in grants.values() for grant in some])


def place_of(row: Project) -> Place:
    return row.plan.organization_id, row.plan.fiscal_year


def within(places: Iterable[Place], organization: str, year: str) -> Q:
    """Rows of any of the places, by the names of the two columns."""
    found = Q(pk__in=[])
    by_year: dict[FiscalYear, list[int]] = defaultdict(list)
    for body, of_year in places:
        by_year[of_year].append(body)
    for of_year, bodies in by_year.items():
        found |= Q(**{f"{organization}__in": bodies, year: of_year})
    return found


def grants_at(places: Iterable[Place], user: User, *, on: date) -> dict[Place, list[Grant]]:
    seen = Grant.objects.visible_to(user, on=on).live()
    mine = seen.filter(within(places, "organization", "yearly_plan__fiscal_year"))
    related = mine.select_related("scheme", "yearly_plan", "report").prefetch_related("payments", "deductions")
    found: dict[Place, list[Grant]] = defaultdict(list)
    for grant in related.order_by("pk"):
        found[grant.organization_id, grant.yearly_plan.fiscal_year].append(grant)
    return found


def paid(grant: Grant) -> int:
    """As ``grant.paid()`` says it, without asking again for each grant."""
    cash = sum(int(payment.amount) for payment in grant.payments.all() if payment.status == "paid")
    return cash + sum(int(deduction.amount) for deduction in grant.deductions.all())


def results_of(grants: Sequence[Grant], user: User, *, on: date) -> dict[tuple[Place, str], list[Result]]:
    reports = Report.objects.visible_to(user, on=on).filter(grant__in=[grant.pk for grant in grants])
    rows = ReportProject.objects.filter(report__in=reports.values("pk")).select_related("report__grant__yearly_plan")
    sums = rows.annotate(spent=Sum("expenses__amount", default=0), share=Sum("expenses__grant_share", default=0))
    counted: Any = sums.annotate(receipts=Count("expenses")).order_by("report", "order")
    found: dict[tuple[Place, str], list[Result]] = defaultdict(list)
    for row in counted:
        place = (row.report.grant.organization_id, row.report.grant.yearly_plan.fiscal_year)
        found[place, row.name].append(Result(row, row.spent, row.share, row.receipts))
    return found


def evaluations_at(places: Iterable[Place], user: User, *, on: date) -> dict[Place, list[JointProject]]:
    """Those that the reader sees, or that were published for everybody."""
    seen = JointProject.objects.visible_to(user, on=on).values("pk")
    open_to_all = Q(pk__in=seen) | Q(status="published")
    mine = JointProject.objects.filter(open_to_all, within(places, "organization", "fiscal_year"))
    found: dict[Place, list[JointProject]] = defaultdict(list)
    for each in mine.exclude(status="dropped").select_related("project").order_by("pk"):
        found[each.organization_id, each.fiscal_year].append(each)
    return found


def is_of(evaluation: JointProject, row: Project) -> bool:
    """Tied to the row, in whatever version of the plan; or of the same name where it was tied to none."""
    name = evaluation.project.name if evaluation.project else evaluation.title
    return name == row.name


def seen_measures(rows: Iterable[Project], user: User, *, on: date) -> set[int]:
    plans = {row.measure.plan_id for row in rows if row.measure}
    seen = set(FuturePlan.objects.visible_to(user, on=on).filter(pk__in=plans).values_list("pk", flat=True))
    return {row.measure.pk for row in rows if row.measure and row.measure.plan_id in seen}


def bodies_of(chain: Chain) -> list[Organization]:
    return list(dict.fromkeys(link.plan.organization for link in chain.links))
