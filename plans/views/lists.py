"""Lists of plans: everything that the city has, and what an organization has of its own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone

from accounts.access import Request, ask, reads
from accounts.models import User
from organizations.behalf import typed_in
from organizations.models import Organization
from plans.deadlines import due_date
from plans.future import FuturePlan
from plans.rules import may_begin_plan, may_list_plans
from plans.views.showing import FUTURE_TAGS, YEARLY_TAGS
from plans.yearly import YearlyPlan
from records.fiscal import FiscalYear
from staff.rules import may_propose_together

ROWS_PER_PAGE = 30


@reads
def city_list(request: Request) -> HttpResponseBase:
    today = timezone.localdate()
    if not request.user.is_city(on=today):
        return redirect("plans:yearly")
    ask(may_list_plans, request.user, None)
    return render(request, "plans/list.html", list_context(request, today))


def list_context(request: Request, today: date) -> dict[str, Any]:
    year = year_of(request.GET, today)
    heaps = {
        "yearly": yearly_rows(request.user, request.GET, year, today),
        "missing": missing_rows(request.user, request.GET, year, today),
        "future": future_rows(request.user, request.GET, today),
    }
    heap = asked if (asked := request.GET.get("heap", "")) in heaps else "yearly"
    kind = FuturePlan if heap == "future" else YearlyPlan
    page = Paginator(heaps[heap], ROWS_PER_PAGE).get_page(request.GET.get("page"))
    return {
        "heap": heap,
        "counts": {name: rows.count() for name, rows in heaps.items()},
        "page": page,
        "typed_in": set() if heap == "missing" else typed_in(kind, [plan.pk for plan in page]),
        "tags": FUTURE_TAGS if heap == "future" else YEARLY_TAGS,
        "year": year,
        "years": [FiscalYear.of(today).next, *years_before(FiscalYear.of(today), 3)],
        "words": request.GET.get("q", ""),
        "status": request.GET.get("status", ""),
        "may_propose": bool(may_propose_together(request.user, None)),
        "statuses": kind.Status.choices[1:],
    }


def year_of(wanted: QueryDict, today: date) -> FiscalYear:
    typed = wanted.get("year", "")
    return (
        FiscalYear(int(typed))
        if typed.isascii() and typed.isdecimal() and 1900 < int(typed) < 3000
        else FiscalYear.of(today)
    )


def years_before(year: FiscalYear, count: int) -> list[FiscalYear]:
    return [FiscalYear(year.number - n) for n in range(count)]


def words(wanted: QueryDict, *columns: str) -> Q:
    """Every word of the search stands in one of the columns."""
    found = Q()
    for word in wanted.get("q", "").replace("\0", "").split()[:5]:
        found &= Q(*[(f"{column}__icontains", word) for column in columns], _connector=Q.OR)
    return found


def yearly_rows(user: User, wanted: QueryDict, year: FiscalYear, today: date) -> Any:
    plans = YearlyPlan.objects.visible_to(user, on=today).filter(fiscal_year=year)
    status = wanted.get("status", "")
    plans = plans.filter(status=status) if status in YearlyPlan.Status.values else plans.in_force()
    plans = plans.filter(words(wanted, "organization__name", "organization__furigana"))
    return (
        plans.with_sums().select_related("organization").order_by("organization__furigana", "organization", "-version")
    )


def missing_rows(user: User, wanted: QueryDict, year: FiscalYear, today: date) -> Any:
    """Active organizations whose plan of the year the city does not have."""
    sent = YearlyPlan.objects.in_force().filter(fiscal_year=year)
    bodies = Organization.objects.visible_to(user, on=today).active().exclude(pk__in=sent.values("organization"))
    return bodies.filter(words(wanted, "name", "furigana"))


def future_rows(user: User, wanted: QueryDict, today: date) -> Any:
    plans = FuturePlan.objects.visible_to(user, on=today)
    status = wanted.get("status", "")
    plans = plans.filter(status=status) if status in FuturePlan.Status.values else plans.exclude(status="superseded")
    plans = plans.filter(words(wanted, "organization__name", "organization__furigana", "title"))
    return plans.select_related("organization").order_by("organization__furigana", "organization", "-version")


@dataclass(frozen=True)
class Shelf:
    """The plans of one organization, as its own people see them."""

    organization: Organization
    plans: list[Any]
    may_begin: bool
    years: list[FiscalYear]  # of which a first version can be begun now

    @property
    def open(self) -> list[Any]:
        """Those that wait for the person to go on writing."""
        return [plan for plan in self.plans if plan.is_open] if self.may_begin else []


@reads
def own_future(request: Request) -> HttpResponseBase:
    today = timezone.localdate()
    plans = FuturePlan.objects.visible_to(request.user, on=today).select_related("organization")
    return render(
        request, "plans/own_future.html", {"shelves": shelves(request.user, plans, today), "tags": FUTURE_TAGS}
    )


@reads
def own_yearly(request: Request) -> HttpResponseBase:
    today = timezone.localdate()
    plans = YearlyPlan.objects.visible_to(request.user, on=today).select_related("organization")
    in_force = FuturePlan.objects.visible_to(request.user, on=today).in_force()
    context = {
        "shelves": shelves(request.user, plans, today),
        "tags": YEARLY_TAGS,
        "year": FiscalYear.of(today),
        "due": due_date(FiscalYear.of(today)),
        "ready": set(in_force.values_list("organization", flat=True)),
    }
    return render(request, "plans/own_yearly.html", context)


def shelves(user: User, plans: Any, today: date) -> list[Shelf]:
    """One shelf per organization in which the person has a role, or for which the person types in a paper.

    From January on next year's plan can be begun.
    """
    year = FiscalYear.of(today)
    offered = [year.next, year] if today.month <= 3 else [year]
    found = []
    own = [role.organization for role in user.roles_on(today)]
    for body in dict.fromkeys([*own, *user.writes_for(today)]):
        own = [plan for plan in plans if plan.organization_id == body.pk]
        begun = {getattr(plan, "fiscal_year", None) for plan in own}
        free = [each for each in offered if each not in begun]
        found.append(Shelf(body, own, bool(may_begin_plan(user, body)), free))
    return found
