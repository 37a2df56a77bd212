"""The worker: the one process that does the jobs, and what becomes of them when it is killed.

One worker works at a time. It holds a lock of the database's session, which PostgreSQL takes back the moment the
process is gone, kill -9 included. So whoever gets the lock knows that every job which is still marked as being done
was left by a dead worker, and takes it up again at once. A second worker waits behind the first as a reserve.
"""

from __future__ import annotations

import asyncio
import logging
import os
import threading
import time
from datetime import timedelta

import psycopg
from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone
from procrastinate.contrib.django import DjangoApp
from procrastinate.contrib.django import app as queues
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.contrib.django.utils import connector_params

from records.jobs.runs import WorkerRun

LOCK = (0x6B796F64, 0x6F5F6A62)  # "kyod", "o_jb": the two numbers of the lock
AT_ONCE = 2  # jobs in work at the same time: a mail server that lets us wait must not stop the letters
BREATH = 5  # seconds between two looks at the lock
PATIENCE = 10  # seconds in which the jobs in work may end when the worker is asked to stop
SOON = 0.25  # seconds until the next job of a line is found when the one before it is done: nothing notifies of that
OFTEN = 3  # how often a job may take its worker along before it has to wait

log = logging.getLogger(__name__)


def is_working() -> bool:
    """Whether a worker lives now, by the lock that it holds."""
    if settings.JOBS_AT_ONCE:
        return True
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND classid = %s AND objid = %s"
            " AND granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))",
            LOCK,
        )
        return bool(cursor.fetchone()[0])


def work() -> None:
    """Does jobs until it is asked to stop (SIGTERM, SIGINT)."""
    with psycopg.connect(**connector_params(), autocommit=True) as session:
        wait_for_the_lock(session)
        take_up_again()
        run = WorkerRun.begin()
        threading.Thread(target=keep_watch, args=[session, run], daemon=True).start()
        log.info("The worker works.")
        do_jobs()
        run.end()
    log.info("The worker has stopped.")


def wait_for_the_lock(session: psycopg.Connection) -> None:
    told = False
    while not session.execute("SELECT pg_try_advisory_lock(%s, %s)", LOCK).fetchone()[0]:  # type: ignore[index]
        if not told:
            log.info("Another worker works; this one waits in reserve.")
            told = True
        time.sleep(0.5)


def keep_watch(session: psycopg.Connection, run: WorkerRun) -> None:
    """Without the session the lock is gone and another may work already: then this process ends at once."""
    try:
        while True:
            session.execute("SELECT 1")
            run.seen()
            time.sleep(BREATH)
    except Exception:  # whatever it is, we do not know any more that we are alone
        log.exception("The worker has lost its lock.")
        os._exit(1)


@transaction.atomic
def take_up_again() -> int:
    """Puts back what a dead worker had in work; how many. Called by the holder of the lock only, before it works.

    A job that took its worker along time and again waits longer each time, so that the others are done.
    """
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_workers")
    left = list(ProcrastinateJob.objects.filter(status="doing").values_list("pk", "attempts", "task_name"))
    for key, attempts, name in left:
        wait = timedelta(seconds=min(attempts * 10, 60) if attempts >= OFTEN else 0)
        queues.job_manager.retry_job_by_id(key, retry_at=timezone.now() + wait)
        log.warning("Job %s %s was interrupted and is taken up again.", key, name)
    return len(left)


def do_jobs() -> None:
    """The queue's own loop, on connections of its own; what jobs queue in turn goes through Django's, as in a page."""
    app = DjangoApp(
        connector=queues.connector.get_worker_connector(),  # type: ignore[attr-defined]
        periodic_defaults=settings.PROCRASTINATE_PERIODIC_DEFAULTS,
    )
    app.tasks, app.periodic_registry = queues.tasks, queues.periodic_registry
    asyncio.run(_run(app))


async def _run(app: DjangoApp) -> None:
    async with app.open_async():
        await app.run_worker_async(
            concurrency=AT_ONCE, fetch_job_polling_interval=SOON, shutdown_graceful_timeout=PATIENCE
        )
