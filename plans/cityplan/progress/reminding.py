"""期限のお知らせ: departments that have not reported hear of it a week before, the day before, and every week after."""

from __future__ import annotations

from datetime import date, time

from django.db import transaction
from django.utils import timezone

from plans.cityplan.progress.reports import ActionReport
from plans.cityplan.progress.rounds import ProgressRound
from records.events import record
from records.jobs import daily

BEFORE = (7, 1)  # days
EVERY = 7  # days, once it is late


def is_day(due_on: date, on: date) -> bool:
    left = (due_on - on).days
    return left in BEFORE or (left < 0 and left % EVERY == 0)


def remind(*, on: date) -> int:
    """How many reports were asked for once more. Done twice on a day it tells nobody twice."""
    told = 0
    for found in ProgressRound.objects.filter(status="open").select_related("plan", "asked_by").order_by("pk"):
        if is_day(found.due_on, on):
            told += remind_round(found, on=on)
    return told


@transaction.atomic
def remind_round(found: ProgressRound, *, on: date) -> int:
    waiting = ActionReport.objects.select_for_update(no_key=True, of=("self",)).filter(round=found, status="asked")
    reports = list(waiting.exclude(reminded_on=on).select_related("department", "action").order_by("action__number"))
    for report in reports:
        report.reminded_on = on
        report.save(update_fields=["reminded_on"])
        record(report, "actionreport.remind", by=found.asked_by, due_on=found.due_on)
    found.tell(reports, on=on)
    return len(reports)


@daily("plans.remind_progress", "推進計画の進捗の報告を催促する", at=time(6, 50))
def remind_daily(*, on: date) -> None:  # noqa: ARG001  # a morning that was missed is made up for as of now
    """Whoever has reported meanwhile is not told."""
    remind(on=timezone.localdate())
