"""受理: the one button on a plan's page, and the page for many plans.

The button puts the plan on the city's way, or takes it at once where the city's rule has none.
"""

from __future__ import annotations

from functools import partial

from django.http import HttpResponseBase
from django.urls import reverse
from django.utils import timezone

from accounts.access import Request, writes
from plans.future import FuturePlan
from plans.taking import way_of
from plans.together import FuturePlans, YearlyPlans
from plans.yearly import YearlyPlan
from records.pressing import pressed
from staff.joint import joint_page


def take(request: Request, plan: FuturePlan | YearlyPlan) -> HttpResponseBase:
    """A proposal, so that the city's rule is kept; the plan's own page shows it afterwards."""
    way = way_of(plan, request.user, on=timezone.localdate())
    if way is None:
        at_once = plan.acknowledge if isinstance(plan, FuturePlan) else plan.accept
        return pressed(
            request, partial(at_once, by=request.user), f"{plan._meta.verbose_name}を受理しました。", to=plan
        )
    rule, stops = way

    def propose() -> None:
        plan.propose(by=request.user, reason=request.POST.get("reason", ""), rule_name=rule.name, route=stops)

    return pressed(request, propose, "受理を起案しました。決裁の道すじへ回りました。", to=plan)


@writes
def yearly_together(request: Request) -> HttpResponseBase:
    return joint_page(request, YearlyPlans, crumb=("計画", reverse("plans:list")))


@writes
def future_together(request: Request) -> HttpResponseBase:
    return joint_page(request, FuturePlans, crumb=("計画", f"{reverse('plans:list')}?heap=future"))
