"""What is to be done about changes of what was recognised: rows of both home pages."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from django.contrib.contenttypes.models import ContentType
from django.urls import reverse

from accounts.models import User
from organizations.models import Rechange
from organizations.next_steps import AT_THE_CITY
from organizations.rules import may_review
from records.corrections import Correction
from records.stands import stands
from records.tasks import Task, rests_without
from records.templatetags.japanese import local_day

KIND, SECTION = "認可", "協働の担当"
TITLE = "変更の認可の申請"


@rests_without(Rechange.objects.open())
def for_leader(user: User, *, on: date) -> list[Task]:
    own = [role.organization_id for role in user.roles_on(on) if role.may_write]
    cases = list(Rechange.objects.open().filter(organization__in=own).select_related("organization")) if own else []
    due = dues(cases)
    return [leader_task(case, due.get(case.pk)) for case in cases]


def leader_task(case: Rechange, due: date | None) -> Task:
    writes = case.can("submit")
    url = reverse("organizations:edit_rechange", args=[case.pk]) if writes else case.get_absolute_url()
    returned = case.status == Rechange.Status.RETURNED
    return Task(
        f"{TITLE}を直す" if returned else f"{TITLE}を出す" if writes else TITLE,
        url,
        str(case.organization),
        due=due,
        detail="市から補正のお願いがあります。" if returned else "書きかけの申請書があります。" if writes else "",
        action="直す" if returned else "続きを書く" if writes else "",
        waiting_for="" if writes else AT_THE_CITY,
        kind=KIND,
    )


@rests_without(Rechange.objects.open())
def for_city(user: User, *, on: date) -> list[Task]:
    """Every open one that was sent, with who has it."""
    visible = Rechange.objects.visible_to(user, on=on).open().exclude(submitted_at=None)
    cases = list(visible.select_related("organization"))
    due, ways = dues(cases), stands(Rechange, [case.pk for case in cases], user=user, on=on)
    tasks = []
    for case in cases:
        holder, mine, stand = SECTION, False, ways.get(case.pk)
        since = local_day(case.submitted_at) if case.submitted_at else None
        if case.status == Rechange.Status.RETURNED:
            holder = "団体"
        elif case.status == Rechange.Status.PROPOSED and stand:
            holder, mine, since = stand.holder, stand.may_act, local_day(stand.since)
        else:
            mine = bool(may_review(user, case))
        tasks.append(
            Task(
                f"{TITLE}(収受 第{case.receipt_number}号)",
                case.get_absolute_url(),
                case.name,
                due=due.get(case.pk),
                kind=KIND,
                stage=case.get_status_display(),
                holder=holder,
                since=since,
                mine=mine,
            )
        )
    return tasks


def dues(cases: list[Rechange]) -> dict[int, date]:
    """Until when the organizations mend what is open, by case."""
    if not cases:
        return {}
    found: dict[int, list[date]] = defaultdict(list)
    kind = ContentType.objects.get_for_model(Rechange)
    for ask in Correction.objects.open().filter(case_type=kind, case_id__in=[case.pk for case in cases]):
        found[ask.case_id].append(ask.due_on)
    return {key: min(days) for key, days in found.items()}
