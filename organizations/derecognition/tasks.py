"""What is to be done about derecognitions: rows of the city's home page."""

from __future__ import annotations

from datetime import date

from accounts.models import User
from organizations.derecognition.case import Derecognition
from organizations.rules import may_derecognise
from records.stands import stands
from records.tasks import Task, rests_without
from records.templatetags.japanese import local_day

SECTION = "協働の担当"


@rests_without(Derecognition.objects.open())
def for_city(user: User, *, on: date) -> list[Task]:
    cases = list(Derecognition.objects.visible_to(user, on=on).open().select_related("organization"))
    ways = stands(Derecognition, [case.pk for case in cases], user=user, on=on)
    tasks = []
    for case in cases:
        holder, mine, since = SECTION, bool(may_derecognise(user, case)), local_day(case.begun_at)
        stand = ways.get(case.pk)
        if case.status == Derecognition.Status.PROPOSED and stand:
            holder, mine, since = stand.holder, stand.may_act, local_day(stand.since)
        tasks.append(
            Task(
                "認可の取消し",
                case.get_absolute_url(),
                str(case.organization),
                kind="認可",
                stage=case.get_status_display(),
                holder=holder,
                since=since,
                mine=mine,
            )
        )
    return tasks
