"""The pages of the network: what others do, a project taken over, plans shown or not."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone

from accounts.access import Request, ask, fetch, reads, writes
from plans.budget import Project
from plans.future import FuturePlan
from plans.network.listing import NetworkForm, found, themes
from plans.network.question import NetworkQuestion
from plans.network.rules import may_enter_network, may_share
from plans.network.sharing import Plan, SharedPlan, share, stop_sharing
from plans.rules import may_write_plan
from plans.yearly import YearlyPlan
from records.pressing import pressed

KINDS: dict[str, type[Any]] = {"future": FuturePlan, "yearly": YearlyPlan}
SHOWN = 5


@reads
def index(request: Request) -> HttpResponse:
    ask(may_enter_network, request.user, None)
    today = timezone.localdate()
    form = NetworkForm(request.GET, themes=themes(today))
    waiting = NetworkQuestion.objects.visible_to(request.user, on=today).for_lists()
    context = {"form": form, "found": found(request.user, form, on=today), "questions": waiting[:SHOWN]}
    return render(request, "plans/network/index.html", context)


@reads
def plan(request: Request, pk: int) -> HttpResponse:
    """A plan that its organization shows, without the names of people."""
    today = timezone.localdate()
    seen = SharedPlan.objects.visible_to(request.user, on=today)
    shared = fetch(
        seen.select_related("organization", "future_plan", "yearly_plan__future_plan"), by=request.user, pk=pk
    )
    bodies = [body for body in request.user.writes_for(today) if body.pk != shared.organization_id]
    context: dict[str, Any] = {"shared": shared, "bodies": bodies}
    if shared.future_plan:
        found = shared.future_plan
        context |= {"future": found, "issues": found.issues.all(), "goals": found.goals.prefetch_related("measures")}
    elif shared.yearly_plan:
        own = YearlyPlan.objects.filter(organization__in=bodies, status__in=["draft", "returned"])
        context |= {
            "yearly": shared.yearly_plan,
            "projects": shared.yearly_plan.project_rows(),
            "drafts": own.select_related("organization"),
        }
    return render(request, "plans/network/plan.html", context)


@writes
def take(request: Request, pk: int) -> HttpResponseBase:
    """A project of a shown plan becomes a row of an own one, with where it comes from."""
    today = timezone.localdate()
    seen = SharedPlan.objects.visible_to(request.user, on=today).exclude(yearly_plan=None)
    projects = Project.objects.filter(plan__in=seen.values("yearly_plan")).select_related("plan__organization")
    project = fetch(projects, by=request.user, pk=pk)
    shared = seen.get(yearly_plan=project.plan_id)
    key = request.POST.get("plan", "")
    own = YearlyPlan.objects.visible_to(request.user, on=today)
    mine = fetch(own, by=request.user, may=may_write_plan, pk=int(key) if key.isdecimal() and len(key) < 10 else 0)

    def act() -> None:
        mine.take_project(project, by=request.user)

    done = f"「{project}」を{mine.name_of_year}のいちばん下に加えました。出典も書いてあります。"
    return pressed(request, act, done, to=shared)


def plan_of(request: Request, kind: str, pk: int) -> Plan:
    if kind not in KINDS:
        raise Http404
    seen = KINDS[kind].objects.visible_to(request.user, on=timezone.localdate())
    found: Plan = fetch(seen.select_related("organization"), by=request.user, may=may_share, pk=pk)
    return found


@writes
def show(request: Request, kind: str, pk: int) -> HttpResponseBase:
    found = plan_of(request, kind, pk)

    def act() -> None:
        share(found, by=request.user)

    return pressed(request, act, "ほかの団体の人が、この計画を読めます。", to=found)


@writes
def hide(request: Request, kind: str, pk: int) -> HttpResponseBase:
    found = plan_of(request, kind, pk)
    return pressed(request, partial(stop_sharing, found, by=request.user), "ほかの団体には見せません。", to=found)
