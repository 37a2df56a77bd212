"""What a job is, how a verb queues one, and which of them come by themselves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django import app as queues
from procrastinate.retry import BaseRetryStrategy, RetryDecision

from accounts.whence import at_work
from records.era import as_the_city_writes

if TYPE_CHECKING:
    from procrastinate import App
    from procrastinate.jobs import Job as QueuedJob

PATIENCE = [
    timedelta(seconds=10),
    *(timedelta(minutes=n) for n in (1, 5, 30, 120)),
]  # before a failed job comes again
SOON, LATER = 10, -10  # priorities of what people wait for, and of what nobody waits for


class Again(BaseRetryStrategy):
    """A job that fails is tried a few times; after that it waits for the staff, who see it."""

    def get_retry_decision(self, *, exception: BaseException, job: QueuedJob) -> RetryDecision | None:
        if job.attempts >= len(PATIENCE):
            return None
        return RetryDecision(retry_at=timezone.now() + PATIENCE[job.attempts])


@dataclass(frozen=True)
class Job:
    """One kind of work; ``title`` is what the staff read when it stands still."""

    name: str
    title: str
    work: Callable[..., object]
    priority: int = 0
    line: str = ""  # jobs of one line are done one after another, in the order in which they were queued
    at: time | None = None  # a daily job's time
    cron: str = ""
    comes_again: bool = False  # so often that a failure need not be made good

    def __call__(self, **facts: Any) -> object:
        with at_work(self.title), as_the_city_writes():
            return self.work(**facts)


JOBS: dict[str, Job] = {}
Work = Callable[..., object]


def job(name: str, title: str, *, priority: int = 0, line: str = "") -> Callable[[Work], Job]:
    """Makes a function of keyword arguments (JSON) a job. Rows in the queue know it by ``name``, so that stays."""
    return lambda work: _known(Job(name, title, work, priority, line))


def daily(name: str, title: str, *, at: time) -> Callable[[Callable[..., object]], Job]:
    """A job that comes every day at a time of the portal's zone, with ``on=`` that day.

    A worker that was not there at that time makes up for the last one missed, so ``on`` may be yesterday.
    """
    utc = datetime.combine(date(2025, 4, 1), at, tzinfo=timezone.get_default_timezone()).astimezone(UTC)
    return lambda work: _known(Job(name, title, work, LATER, at=at, cron=f"{utc.minute} {utc.hour} * * *"))


def repeated(name: str, title: str, *, every: int, line: str = "") -> Callable[[Callable[[], object]], Job]:
    """A job without arguments that comes every so many minutes; it can be queued in between."""

    def known(work: Callable[[], object]) -> Job:
        made = Job(name, title, lambda **_: work(), SOON, line, cron=f"*/{every} * * * *", comes_again=True)
        return _known(made)

    return known


def _known(made: Job) -> Job:
    if made.name in JOBS:
        raise ValueError(f"two jobs are called {made.name}")
    JOBS[made.name] = made
    return made


def register(app: App) -> None:
    """Tells the queue of every job (the setting PROCRASTINATE_ON_APP_READY)."""
    for each in JOBS.values():
        retry = False if each.comes_again else Again()
        work: Work = of_that_day(each) if each.at else each.__call__
        task = app.task(name=each.name, priority=each.priority, lock=each.line or None, retry=retry)(work)
        if each.cron:
            app.periodic(cron=each.cron)(task)


def of_that_day(each: Job) -> Callable[..., None]:
    def work(timestamp: int) -> None:
        each(on=timezone.localdate(datetime.fromtimestamp(timestamp, UTC)))

    return work


def queue(work: Job, /, *, line: str = "", once: bool = False, **facts: Any) -> None:
    """Queues a job in the caller's transaction: it is done after the commit, and not at all after a rollback.

    ``once``: not where one of the same line waits already. That one is held back until the caller's commit, so it sees
    what the caller has written.
    """
    if settings.JOBS_AT_ONCE:
        transaction.on_commit(partial(work, **facts), robust=True)
        return
    options = {"lock": line} if line else {}
    with transaction.atomic():
        if once and waits(work, line):
            return
        queues.configure_task(work.name, allow_unknown=False, **options).defer(**facts)


def waits(work: Job, line: str) -> bool:
    """Whether a job of a line waits; if so, no worker fetches it before this transaction is through."""
    from procrastinate.contrib.django.models import ProcrastinateJob

    waiting = ProcrastinateJob.objects.filter(task_name=work.name, lock=line, status="todo")
    return waiting.select_for_update(of=("self",)).first() is not None
