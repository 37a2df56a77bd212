"""How the work behind the pages stands: whether anybody works, what stands still, what went wrong lately."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Max, Min, Q
from django.utils import timezone
from procrastinate.contrib.django import app as queues
from procrastinate.contrib.django.models import ProcrastinateEvent, ProcrastinateJob

from accounts.models import User
from records.cases import NotNow
from records.events import record
from records.jobs.queueing import JOBS
from records.jobs.runs import WorkerRun
from records.jobs.worker import is_working

STILL = timedelta(minutes=15)  # without a finished job, while some wait: then something is wrong
SHORT = timedelta(minutes=2)  # a pause that nobody needs to hear of: a new version was put in


@dataclass(frozen=True)
class Health:
    """``since``: the last sign of life of a worker that is gone."""

    working: bool
    since: datetime | None
    waiting: int
    stuck: bool

    @property
    def is_well(self) -> bool:
        return self.working and not self.stuck


def health(*, at: datetime) -> Health:
    due = ProcrastinateJob.objects.filter(Q(scheduled_at=None) | Q(scheduled_at__lte=at), status="todo")
    waiting = due.count()
    working = is_working()
    since = None if working else WorkerRun.objects.last_sign()
    return Health(working, since, waiting, stuck=working and waiting > 0 and stands_still(at=at))


def stands_still(*, at: datetime) -> bool:
    """Whether jobs wait, the oldest for a while, and none of them has ended for as long."""
    waited = ProcrastinateEvent.objects.filter(job__status="todo", type="deferred").aggregate(first=Min("at"))["first"]
    ended = ProcrastinateEvent.objects.exclude(type__in=["deferred", "scheduled"]).aggregate(last=Max("at"))["last"]
    return waited is not None and waited < at - STILL and (ended is None or ended < at - STILL)


@dataclass(frozen=True)
class Broken:
    """A job that failed and is not tried again by itself."""

    key: int
    title: str
    at: datetime | None


def broken_jobs() -> list[Broken]:
    """Newest first. What comes again every few minutes is no news: it is tried anew anyway."""
    names = [name for name, each in JOBS.items() if not each.comes_again]
    failed = ProcrastinateJob.objects.filter(status="failed", task_name__in=names)
    rows = failed.annotate(at=Max("procrastinateevent__at")).order_by("-at", "-pk")
    return [Broken(row.pk, JOBS[row.task_name].title, row.at) for row in rows[:100]]


@transaction.atomic
def do_again(key: int, *, by: User) -> None:
    """Puts a broken job back into the queue."""
    job = ProcrastinateJob.objects.select_for_update().filter(pk=key, status="failed").first()
    if job is None:
        raise NotNow("この作業は、もう止まっていません。画面を開き直して、今の状態を確かめてください。")
    queues.job_manager.retry_job_by_id(key, retry_at=timezone.now())
    record(job, "job.again", by=by, name=job.task_name, facts=job.args)


def pauses(*, since: datetime, at: datetime) -> Iterator[tuple[datetime, datetime]]:
    """When no worker worked, from and until, oldest first."""
    runs = list(WorkerRun.objects.filter(seen_at__gte=since).order_by("began_at"))
    ends = [run.ended_at or run.seen_at for run in runs]
    begins = [run.began_at for run in runs[1:]]
    if runs and not is_working():
        begins.append(at)
    yield from ((end, begin) for end, begin in zip(ends, begins, strict=False) if begin - end > SHORT)


def failures(*, since: datetime) -> Iterator[tuple[date, str]]:
    """Each failure of a job for good: the day, and what the job was to do."""
    names = [name for name, each in JOBS.items() if not each.comes_again]
    events = ProcrastinateEvent.objects.filter(type="failed", at__gte=since, job__task_name__in=names)
    for at, name in events.values_list("at", "job__task_name"):
        yield timezone.localdate(at), JOBS[name].title
