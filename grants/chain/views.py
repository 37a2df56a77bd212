"""計画から評価まで: one page, reached from any station of the chain."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone

from accounts.access import Request, ask, fetch, reads
from grants.cases import Grant
from grants.chain.links import Chain, chain_of, in_force, of_measure, of_plan, paid
from grants.chain.rules import may_follow
from grants.report_rows import Expense
from grants.reports import Report
from plans.models import FuturePlan, JointProject, Measure, Project, YearlyPlan
from records.pieces import Figure
from records.templatetags.japanese import yen


def shown(request: Request, projects: QuerySet[Project], title: str, lead: str) -> HttpResponseBase:
    chain = chain_of(projects, request.user, on=timezone.localdate())
    page = {"chain": chain, "title": title, "lead": lead, "figures": figures_of(chain), "amounts": amounts_of(chain)}
    return render(request, "grants/chain/detail.html", page)


def figures_of(chain: Chain) -> list[Figure]:
    return [
        Figure("事業", f"{len(chain.links)}件"),
        Figure("計画の事業費", yen(chain.cost), f"うち交付金 {yen(chain.planned)}"),
        Figure("領収書の合計", yen(chain.spent), f"{chain.receipts}枚・うち交付金 {yen(chain.share)}"),
        Figure("評価", f"{chain.evaluations}件"),
    ]


def amounts_of(chain: Chain) -> list[tuple[Grant, int]]:
    """Each grant once, with what was paid of it."""
    return [(grant, paid(grant)) for grant in chain.grants]


@reads
def of_measure_page(request: Request, pk: int) -> HttpResponseBase:
    """From a measure of a future plan: its projects of all years."""
    today = timezone.localdate()
    ask(may_follow, request.user, None)
    seen = FuturePlan.objects.visible_to(request.user, on=today)
    measures = Measure.objects.filter(plan__in=seen.values("pk")).select_related("plan__organization")
    measure = fetch(measures, by=request.user, pk=pk)
    projects = of_measure(measure, request.user, on=today)
    return shown(request, projects, str(measure), f"{measure.plan.organization} {measure.plan.title}")


@reads
def of_project_page(request: Request, pk: int) -> HttpResponseBase:
    """From a row of a yearly plan: the project as it stands in the version that the city has, else as it is."""
    today = timezone.localdate()
    ask(may_follow, request.user, None)
    seen = YearlyPlan.objects.visible_to(request.user, on=today)
    rows = Project.objects.filter(plan__in=seen.values("pk")).select_related("plan__organization")
    row = fetch(rows, by=request.user, pk=pk)
    return of_one(request, row)


def of_one(request: Request, row: Project) -> HttpResponseBase:
    year = {"plan__organization": row.plan.organization_id, "plan__fiscal_year": row.plan.fiscal_year}
    same = in_force(request.user, on=timezone.localdate()).filter(name=row.name, **year)
    projects = same if same.exists() else Project.objects.filter(pk=row.pk)
    return shown(request, projects, str(row), f"{row.plan.organization} {row.plan.fiscal_year}")


@reads
def of_grant_page(request: Request, pk: int) -> HttpResponseBase:
    """From a grant: all projects that it pays."""
    today = timezone.localdate()
    ask(may_follow, request.user, None)
    grants = Grant.objects.visible_to(request.user, on=today)
    grant = fetch(grants.select_related("organization", "scheme", "yearly_plan"), by=request.user, pk=pk)
    projects = of_plan(grant.yearly_plan)
    return shown(request, projects, str(grant.scheme), f"{grant.organization} {grant.yearly_plan.fiscal_year}")


@reads
def of_receipt_page(request: Request, pk: int) -> HttpResponseBase:
    """From a receipt: the project that it belongs to."""
    today = timezone.localdate()
    ask(may_follow, request.user, None)
    reports = Report.objects.visible_to(request.user, on=today)
    seen = Expense.objects.filter(report__in=reports.values("pk"))
    expense = fetch(seen.select_related("report__yearly_plan__organization", "project"), by=request.user, pk=pk)
    plan = expense.report.yearly_plan
    projects = of_plan(plan).filter(name=expense.project.name)
    return shown(request, projects, expense.project.name, f"{plan.organization} {plan.fiscal_year} {expense}")


@reads
def of_joint_page(request: Request, pk: int) -> HttpResponseBase:
    """From an evaluation: the project that was judged."""
    today = timezone.localdate()
    ask(may_follow, request.user, None)
    seen = JointProject.objects.visible_to(request.user, on=today)
    joint = fetch(seen.select_related("organization", "project__plan"), by=request.user, pk=pk)
    name = joint.project.name if joint.project else joint.title
    year = {"plan__organization": joint.organization_id, "plan__fiscal_year": joint.fiscal_year}
    projects = in_force(request.user, on=today).filter(name=name, **year)
    return shown(request, projects, name, f"{joint.organization} {joint.fiscal_year}")
