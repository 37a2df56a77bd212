"""What the city's own people have to do about themselves: appointments that wait for a post."""

from __future__ import annotations

from datetime import date

from accounts.models import User
from records.stands import stands
from records.tasks import Task
from records.templatetags.japanese import local_day
from staff.nominations import Nomination


def for_city(user: User, *, on: date) -> list[Task]:
    waiting = Nomination.objects.visible_to(user, on=on).waiting().select_related("user", "area")
    cases = {case.pk: case for case in waiting}
    ways = stands(Nomination, list(cases), user=user, on=on) if cases else {}
    return [
        Task(
            str(case),
            case.get_absolute_url(),
            "",
            action="承認する" if stand.may_act else "",
            kind="担当職員の任命",
            stage=case.get_status_display(),
            holder=stand.holder,
            since=local_day(stand.since),
            mine=stand.may_act,
        )
        for pk, case in cases.items()
        if (stand := ways.get(pk))
    ]
