"""What the city's plan asks of its offices now: rows of the city's home page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from django.urls import reverse

from accounts.models import User
from plans.cityplan.appraisal.appraisal import PlanAppraisal
from plans.cityplan.plan import CityPlan
from plans.cityplan.progress.reports import ActionReport
from plans.cityplan.progress.rounds import ProgressRound
from plans.cityplan.progress.rules import works_in
from records.stands import stands
from records.tasks import Task, rests_without
from records.templatetags.japanese import local_day
from staff.models import Department, Post
from staff.routes import upwards

SECTION = "協働の担当"
WAITING = ("checked", "proposed", "adopted")


@rests_without(
    CityPlan.objects.filter(status__in=WAITING),
    ActionReport.objects.open(),
    ProgressRound.objects.exclude(status="published"),
    PlanAppraisal.objects.exclude(status="published"),
)
def for_city(user: User, *, on: date) -> list[Task]:
    return [
        *of_plans(user, on=on),
        *of_reports(user, on=on),
        *of_rounds(user, on=on),
        *of_appraisals(user, on=on),
    ]


def of_plans(user: User, *, on: date) -> Iterator[Task]:
    cases = list(CityPlan.objects.visible_to(user, on=on).filter(status__in=WAITING))
    ways = stands(CityPlan, [case.pk for case in cases], user=user, on=on)
    actions = {"checked": "起案する", "adopted": "公表する"}
    for case in cases:
        stand = ways.get(case.pk) if case.status == "proposed" else None
        yield Task(
            str(case),
            case.get_absolute_url(),
            "市の計画",
            action="承認する" if stand and stand.may_act else actions.get(case.status, ""),
            kind="推進計画",
            stage=case.get_status_display(),
            holder=stand.holder if stand else SECTION,
            since=local_day(stand.since) if stand else case.adopted_on,
            mine=stand.may_act if stand else user.in_section(on=on),
        )


def of_reports(user: User, *, on: date) -> Iterator[Task]:
    """Of one's own department, all actions of a round in one row; of its head, what waits for the approval."""
    open_ones = ActionReport.objects.visible_to(user, on=on).open()
    by_place: dict[tuple[int, int, str], list[ActionReport]] = {}
    related = open_ones.select_related("round__plan", "department__parent__parent", "action")
    for report in related.order_by("round", "department", "action__number"):
        by_place.setdefault((report.round_id, report.department_id, report.status), []).append(report)
    heads = heads_of({some[0].department for some in by_place.values()}) if by_place else {}
    for (_, department, status), reports in by_place.items():
        first = reports[0]
        place, asked = first.department, status == "asked"
        mine = works_in(user, place, on=on) if asked else heads.get(department, 0) in user_posts(user, on)
        yield Task(
            f"{first.round.fiscal_year}の進捗の報告({len(reports)}件)",
            first.get_absolute_url() if len(reports) == 1 else first.round.get_absolute_url(),
            str(place),
            first.round.due_on,
            action="書く" if asked else "承認する",
            kind="推進計画",
            stage="報告" if asked else "承認",
            holder=str(place),
            since=local_day(first.round.asked_at),
            mine=mine,
        )


def heads_of(departments: Iterable[Department]) -> dict[int, int]:
    """By the departments' keys, the post of each head, as ``head_of`` finds it; one query for all of them."""
    highest: dict[int, int] = {}
    for post in Post.objects.filter(audits=False).order_by("rank", "pk"):
        highest.setdefault(post.department_id, post.pk)
    found = {}
    for department in departments:
        post_of_it = next((highest[pk] for pk in upwards(department) if pk in highest), None)
        if post_of_it is not None:
            found[department.pk] = post_of_it
    return found


def user_posts(user: User, on: date) -> set[int]:
    return {duty.post_id for duty in user.duties_on(on)}


def of_appraisals(user: User, *, on: date) -> Iterator[Task]:
    """A department's sheets that are still to be written, in one row; of the section, what comes after them."""
    seen = PlanAppraisal.objects.visible_to(user, on=on).exclude(status="published").select_related("plan")
    for found in seen.prefetch_related("sheets__department__parent__parent"):
        sheets: dict[Department, int] = {}
        for sheet in found.sheets.all() if found.can("write") else ():
            if sheet.lack:
                sheets[sheet.department] = sheets.get(sheet.department, 0) + 1
        for place, count in sheets.items():
            yield appraisal_task(
                found, f"{found}の自己評価({count}件)", str(place), "書く", works_in(user, place, on=on)
            )
        if not sheets:
            action = "推進委員会に出す" if found.can("lay_before") else "意見を書いて公表する"
            yield appraisal_task(found, str(found), SECTION, action, user.in_section(on=on))


def appraisal_task(found: PlanAppraisal, title: str, holder: str, action: str, mine: bool) -> Task:
    return Task(
        title,
        found.get_absolute_url(),
        "市の計画" if holder == SECTION else holder,
        found.due_on if found.can("write") else None,
        action=action,
        kind="推進計画",
        stage=found.get_status_display(),
        holder=holder,
        mine=mine,
    )


def of_rounds(user: User, *, on: date) -> Iterator[Task]:
    """To be compiled once all are approved, to be published once the committees have spoken."""
    mine = user.in_section(on=on)
    for found in ProgressRound.objects.visible_to(user, on=on).exclude(status="published").select_related("plan"):
        if found.status == "open" and found.reports.exclude(status="approved").exists():
            continue
        ready = found.status == "open"
        page = reverse("plans:progress_compile", args=[found.pk]) if ready else found.get_absolute_url()
        yield Task(
            str(found),
            page if mine else found.get_absolute_url(),
            "市の計画",
            action="とりまとめる" if ready else "公表する",
            kind="推進計画",
            stage="とりまとめ" if ready else "公表",
            holder=SECTION,
            since=local_day(found.asked_at),
            mine=mine,
        )
