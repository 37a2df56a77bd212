"""What the city's own people have to do about themselves: appointments that wait for a post."""

from __future__ import annotations

from datetime import date

from django.urls import reverse

from accounts.models import User
from records.fiscal import FiscalYear
from records.stands import stands
from records.tasks import Task
from records.templatetags.japanese import local_day
from staff.nominations import Nomination
from staff.rollovers import Rollover

SPRING = (1, 2, 3, 4)  # months in which the new fiscal year is made ready


def for_city(user: User, *, on: date) -> list[Task]:
    return [*to_appoint(user, on=on), *to_roll_over(user, on=on)]


def to_roll_over(user: User, *, on: date) -> list[Task]:
    """From January to April, until the section has said that it is done."""
    year = FiscalYear.of(on) if on.month == SPRING[-1] else FiscalYear.of(on).next
    if on.month not in SPRING or not user.in_section(on=on):
        return []
    if Rollover.objects.filter(fiscal_year=year, status=Rollover.Status.DONE).exists():
        return []
    url = reverse("rollover", args=[year.number])
    return [
        Task(
            f"{year}への年度更新",
            url,
            "",
            year.start,
            kind="年度更新",
            stage="準備する",
            holder="協働の担当",
            mine=True,
        )
    ]


def to_appoint(user: User, *, on: date) -> list[Task]:
    waiting = Nomination.objects.visible_to(user, on=on).waiting().select_related("user", "area", "role")
    cases = {case.pk: case for case in waiting}
    ways = stands(Nomination, list(cases), user=user, on=on)
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
