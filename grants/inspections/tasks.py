"""What is to be done about inspections: rows of both home pages."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from accounts.models import User
from grants.aftertasks import KIND, SECTION
from grants.cases import Grant
from grants.inspections.cases import Inspection
from grants.inspections.rules import may_choose
from records.tasks import Task, rests_without

Status = Inspection.Status


@rests_without(Inspection.objects.filter(status__in=[Status.PLANNED, Status.MENDING]))
def for_leader(user: User, *, on: date) -> list[Task]:
    """What is coming, and what is to be put right."""
    bodies = user.writes_for(on)
    found = Inspection.objects.filter(grant__organization__in=bodies, grant__status__in=Grant.STANDING)
    open_ = found.filter(status__in=[Status.PLANNED, Status.MENDING])
    return [own_task(case) for case in open_.select_related("grant__organization", "grant__scheme")]


def own_task(case: Inspection) -> Task:
    title, url, body = f"{case.grant.scheme}の検査を受ける", case.get_absolute_url(), str(case.organization)
    if case.status == Status.MENDING:
        title, detail = f"{case.grant.scheme}の検査の指摘を直す", "直したら、市の担当に知らせてください。"
        return Task(title, url, body, case.mend_by, detail, action="くわしく見る", kind=KIND)
    detail = f"{case.get_way_display()}の検査です。帳簿と領収書を用意してください。"
    return Task(title, url, body, case.planned_on, detail, action="くわしく見る", kind=KIND)


@rests_without(Inspection.objects.filter(status__in=[Status.CHOSEN, Status.PLANNED, Status.MENDING]))
def for_city(user: User, *, on: date) -> list[Task]:
    return list(open_cases(user, on=on))


def open_cases(user: User, *, on: date) -> Iterator[Task]:
    seen = Inspection.objects.visible_to(user, on=on).filter(grant__status__in=Grant.STANDING)
    open_ = seen.filter(status__in=[Status.CHOSEN, Status.PLANNED, Status.MENDING])
    section = bool(may_choose(user, None))
    related = open_.select_related("grant__organization", "grant__scheme").prefetch_related("inspectors")
    for case in related:
        team = list(case.inspectors.all())
        words: dict[str, Any] = {"holder": SECTION, "mine": section, "due": None}
        if case.status == Status.PLANNED:
            words = {"holder": "、".join(map(str, team)), "mine": user in team, "due": case.planned_on}
        elif case.status == Status.MENDING:
            words = {"holder": "団体", "mine": False, "due": case.mend_by}
        yield Task(
            f"{case.grant.scheme} 検査",
            case.get_absolute_url(),
            str(case.organization),
            kind=KIND,
            stage=case.get_status_display(),
            **words,
        )
