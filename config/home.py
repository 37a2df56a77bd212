"""ホーム: what do I have to do now, by when. One page for community people, one for the city's offices."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.core.paginator import Paginator
from django.http import HttpResponseBase, QueryDict
from django.shortcuts import render
from django.utils import timezone

import grants.aftertasks
import grants.equipment.tasks
import grants.inspections.tasks
import grants.latertasks
import grants.regrants.tasks
import grants.reserves.tasks
import grants.status_reports.tasks
import grants.tasks
import grants.transfers.tasks
import organizations.derecognition.tasks
import organizations.facilities.tasks
import organizations.hearing_tasks
import organizations.life.tasks
import organizations.meetings.tasks
import organizations.rechange.tasks
import organizations.students.tasks
import organizations.tasks
import plans.articles.tasks
import plans.cityplan.tasks
import plans.evaluations.tasks
import plans.network.tasks
import plans.tasks
import records.jobs.digest
import records.kessai.tasks
import staff.inquiries.tasks
import staff.matching.tasks
import staff.reports.tasks
import staff.tasks
from accounts.access import Request, reads
from accounts.models import User
from organizations.models import Area, Organization
from records.era import era_date
from records.jobs.rules import may_see_work
from records.letters import Letter
from records.tasks import Source, Task, gather, in_order
from staff.models import LiaisonAssignment

LEADER_SOURCES: Sequence[Source] = (
    organizations.hearing_tasks.for_leader,
    organizations.tasks.for_leader,
    organizations.meetings.tasks.for_leader,
    organizations.rechange.tasks.for_leader,
    organizations.life.tasks.for_leader,
    organizations.students.tasks.for_school,
    plans.tasks.for_leader,
    plans.evaluations.tasks.for_leader,
    plans.articles.tasks.for_leader,
    plans.network.tasks.for_leader,
    grants.tasks.for_leader,
    grants.latertasks.for_leader,
    grants.status_reports.tasks.for_leader,
    grants.inspections.tasks.for_leader,
    grants.reserves.tasks.for_leader,
    grants.regrants.tasks.for_leader,
    grants.equipment.tasks.for_leader,
    staff.inquiries.tasks.for_partner,
    staff.reports.tasks.for_partner,
    staff.matching.tasks.for_partner,
)
CITY_SOURCES: Sequence[Source] = (
    organizations.tasks.for_city,
    organizations.tasks.intakes_for_city,
    organizations.facilities.tasks.answers_waiting,
    organizations.rechange.tasks.for_city,
    organizations.life.tasks.for_city,
    organizations.derecognition.tasks.for_city,
    organizations.hearing_tasks.for_city,
    organizations.meetings.tasks.for_city,
    organizations.students.tasks.for_city,
    plans.tasks.for_city,
    plans.cityplan.tasks.for_city,
    plans.evaluations.tasks.for_city,
    plans.articles.tasks.for_city,
    grants.tasks.for_city,
    grants.aftertasks.to_pay,
    grants.aftertasks.to_check,
    grants.aftertasks.to_order,
    grants.aftertasks.to_collect,
    grants.latertasks.for_city,
    grants.transfers.tasks.for_city,
    grants.status_reports.tasks.for_city,
    grants.inspections.tasks.for_city,
    grants.equipment.tasks.for_city,
    staff.tasks.for_city,
    staff.inquiries.tasks.for_city,
    staff.reports.tasks.for_city,
    staff.matching.tasks.for_city,
    records.kessai.tasks.for_city,
    records.jobs.digest.for_city,
)
LONG = timedelta(days=14)  # a case that one person has held for longer is shown under 「長く止まっている」
LETTERS_SHOWN = 5


@reads
def home(request: Request) -> HttpResponseBase:
    today = timezone.localdate()
    if request.user.is_city(on=today):
        return city_home(request, today)
    return leader_home(request, today)


def leader_home(request: Request, today: date) -> HttpResponseBase:
    user = request.user
    mine = Organization.objects.visible_to(user, on=today)
    areas = Area.objects.filter(organizations__in=mine)
    letters = Letter.objects.visible_to(user, on=today).for_lists().with_unread_by(user)
    context = {
        "today": today,
        "organizations": list(mine),
        "cases": [*organizations.tasks.progress(user, on=today), *grants.tasks.progress(user, on=today)],
        "tasks": in_order(gather(LEADER_SOURCES, user, on=today)),
        "letters": letters[:LETTERS_SHOWN],
        "seats": user.seats_on(today),
        "coming": list(coming(user, today)),
        "liaisons": LiaisonAssignment.objects.held(on=today).for_areas(areas).with_posts(on=today),
    }
    return render(request, "home/leader.html", context)


def coming(user: User, today: date) -> Iterator[str]:
    """What somebody will be who was invited ahead of the day."""
    for duty in user.duties.filter(starts_on__gt=today).select_related("post").order_by("starts_on"):
        yield f"{era_date(duty.starts_on)}から、{duty.post}です。"
    for role in user.roles.filter(starts_on__gt=today).select_related("organization").order_by("starts_on"):
        yield f"{era_date(role.starts_on)}から、{role.organization}の{role.get_kind_display()}です。"


@dataclass(frozen=True)
class Tab:
    """One heap of the inbox: its address (``?heap=``), its name, and which tasks lie on it."""

    key: str
    label: str
    holds: Callable[[Task, date], bool]


TABS = (
    Tab("mine", "自分の番", lambda task, _on: task.mine),
    Tab("late", "期限を過ぎた", lambda task, on: task.due is not None and task.due < on),
    Tab("long", "長く止まっている", lambda task, on: task.since is not None and on - task.since > LONG),
    Tab("all", "すべて", lambda _task, _on: True),
)


def city_home(request: Request, today: date) -> HttpResponseBase:
    tasks = in_order(gather(CITY_SOURCES, request.user, on=today))
    current = next((tab for tab in TABS if tab.key == request.GET.get("heap")), TABS[0])
    shown = narrowed([task for task in tasks if current.holds(task, today)], request.GET)
    context = {
        "today": today,
        "tabs": [(tab, sum(tab.holds(task, today) for task in tasks)) for tab in TABS],
        "current": current,
        "page": Paginator(shown, 30).get_page(request.GET.get("page")),
        "kinds": sorted({task.kind for task in tasks}),
        "kind": request.GET.get("kind", ""),
        "words": request.GET.get("q", ""),
        "sees_work": bool(may_see_work(request.user, None)),
    }
    return render(request, "home/city.html", context)


def narrowed(tasks: list[Task], wanted: QueryDict) -> list[Task]:
    """Only the kind and the words that the address asks for."""
    kind, words = wanted.get("kind", ""), wanted.get("q", "").split()
    return [
        task
        for task in tasks
        if (not kind or task.kind == kind)
        and all(word in f"{task.organization} {task.title} {task.holder}" for word in words)
    ]
