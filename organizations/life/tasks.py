"""What is to be done about guidance and dissolutions: rows of both home pages."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from accounts.models import User
from organizations.life.dissolution import Dissolution
from organizations.life.guidance import Guidance
from organizations.rules import may_guide
from records.stands import stands
from records.tasks import Task, rests_without
from records.templatetags.japanese import local_day

KIND, SECTION = "団体", "協働の担当"
SAID, ENDING = ("prepared", "proposed", "answered"), ("reported", "proposed", "accepted")  # waits for the city


@rests_without(Guidance.objects.filter(status="given"), Dissolution.objects.filter(status="draft"))
def for_leader(user: User, *, on: date) -> list[Task]:
    own = [role.organization_id for role in user.roles_on(on) if role.may_write]
    if not own:
        return []
    asked = Guidance.objects.filter(organization__in=own, status="given").exclude(due_on=None)
    drafts = Dissolution.objects.filter(organization__in=own, status="draft")
    return [
        *(
            Task(
                f"市の{case.get_kind_display()}に答える",
                case.get_absolute_url(),
                str(case.organization),
                due=case.due_on,
                action="答える",
                kind=KIND,
            )
            for case in asked.select_related("organization")
        ),
        *(
            Task("解散届を出す", case.get_absolute_url(), str(case.organization), action="続きを書く", kind=KIND)
            for case in drafts.select_related("organization")
        ),
    ]


@rests_without(Guidance.objects.filter(status__in=SAID), Dissolution.objects.filter(status__in=ENDING))
def for_city(user: User, *, on: date) -> list[Task]:
    said = Guidance.objects.visible_to(user, on=on).filter(status__in=SAID)
    ending = Dissolution.objects.visible_to(user, on=on).filter(status__in=ENDING)
    return [*tasks_of(list(said.select_related("organization")), user, on=on),
            *tasks_of(list(ending.select_related("organization")), user, on=on)]  # fmt: skip


def tasks_of(cases: Sequence[Guidance | Dissolution], user: User, *, on: date) -> list[Task]:
    """Of one kind: with the section, or with the post whose turn it is."""
    ways = stands(type(cases[0]), [case.pk for case in cases], user=user, on=on) if cases else {}
    tasks = []
    for case in cases:
        holder, mine, since = SECTION, bool(may_guide(user, case.organization)), since_when(case)
        stand = ways.get(case.pk)
        if case.status == "proposed" and stand:
            holder, mine, since = stand.holder, stand.may_act, local_day(stand.since)
        tasks.append(
            Task(
                title_of(case),
                case.get_absolute_url(),
                str(case.organization),
                kind=KIND,
                stage=case.get_status_display(),
                holder=holder,
                since=since,
                mine=mine,
            )
        )
    return tasks


def title_of(case: Guidance | Dissolution) -> str:
    if isinstance(case, Dissolution):
        return "解散届"
    return f"{case.get_kind_display()}{'への答え' if case.status == 'answered' else 'の文書'}"


def since_when(case: Guidance | Dissolution) -> date | None:
    moment = case.reported_at if isinstance(case, Dissolution) else case.answered_at or case.prepared_at
    return local_day(moment) if moment else None
