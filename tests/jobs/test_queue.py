"""A verb queues a job in its own transaction; what a job is, and which of them come by themselves."""

from datetime import date, time, timedelta
from types import SimpleNamespace
from typing import Any

import psycopg
import pytest
from django.db import connection, transaction
from django.utils import timezone
from procrastinate.contrib.django import app as queues
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.contrib.django.utils import connector_params

from records.approvals.carrying import carry_out
from records.jobs import Job, daily, job, queue, queueing
from records.jobs.queueing import JOBS, PATIENCE, Again
from records.jobs.runs import WorkerRun, tidy
from records.mail import post_mails


def waiting() -> list[str]:
    return list(ProcrastinateJob.objects.filter(status="todo").order_by("pk").values_list("task_name", flat=True))


class TestQueue:
    def test_waits_for_the_worker_once_the_transaction_is_through(self, queued):
        with transaction.atomic():
            queue(post_mails)
        assert waiting() == ["records.post_mails"]

    def test_is_gone_after_a_rollback(self, queued):
        with transaction.atomic():
            queue(post_mails)
            transaction.set_rollback(True)
        assert waiting() == []

    def test_of_a_line_waits_once_and_does_not_begin_before_the_transaction_is_through(self, queued):
        queue(carry_out, line="proposal 1", once=True, proposal=1)
        with transaction.atomic():
            queue(carry_out, line="proposal 1", once=True, proposal=1)
            assert waiting() == ["records.carry_out"]
            with psycopg.connect(**connector_params()) as worker:
                free = "SELECT count(*) FROM (SELECT id FROM procrastinate_jobs FOR UPDATE SKIP LOCKED) jobs"
                assert worker.execute(free).fetchone() == (0,)
        queue(carry_out, line="proposal 2", once=True, proposal=2)
        assert len(waiting()) == 2

    @pytest.mark.django_db(transaction=True)
    def test_in_tests_is_done_at_once_after_the_commit(self):
        done = []
        with transaction.atomic():
            queue(Job("tests.own", "見本", lambda **facts: done.append(facts)), n=3)
            assert done == []
        assert done == [{"n": 3}]


class TestJobs:
    def test_every_job_has_a_name_in_japanese_and_the_queue_knows_it(self):
        assert {name for name in JOBS if name not in queues.tasks} == set()
        assert all(any(ord(letter) > 0x3000 for letter in each.title) for each in JOBS.values())

    def test_two_of_one_name_are_refused(self):
        with pytest.raises(ValueError, match="two jobs are called"):
            job("records.post_mails", "メールを送る")(lambda: None)

    def test_a_daily_one_comes_at_the_portals_time_with_its_day(self, monkeypatch):
        monkeypatch.setattr(queueing, "JOBS", {})
        seen = []
        morning = daily("tests.morning", "朝の仕事", at=time(6, 30))(lambda *, on: seen.append(on))
        assert morning.cron == "30 21 * * *", "by Greenwich, as the queue reads it"
        queueing.of_that_day(morning)(timestamp=1748295000)  # 2025-05-26 21:30 UTC
        assert seen == [date(2025, 5, 27)]


class TestAgain:
    def test_waits_longer_each_time_and_then_leaves_it_to_the_staff(self):
        tried: list[Any] = [SimpleNamespace(attempts=n) for n in range(len(PATIENCE) + 1)]
        decisions = [Again().get_retry_decision(exception=OSError(), job=job) for job in tried]
        assert [decision is not None for decision in decisions] == [*(True for _ in PATIENCE), False]


class TestTidy:
    @pytest.mark.django_db
    def test_removes_what_was_done_long_ago_and_nothing_that_failed(self, settings):
        settings.JOBS_AT_ONCE = False
        for _ in range(4):
            queue(post_mails)
        keys = list(ProcrastinateJob.objects.order_by("pk").values_list("pk", flat=True))
        with connection.cursor() as cursor:
            for key, status in zip(keys, ["succeeded", "succeeded", "failed", "todo"], strict=True):
                cursor.execute("UPDATE procrastinate_jobs SET status = %s WHERE id = %s", [status, key])
            cursor.execute(
                "UPDATE procrastinate_events SET at = now() - interval '40 days' WHERE job_id <> %s", keys[:1]
            )
        WorkerRun.objects.create(seen_at=timezone.now() - timedelta(days=500))
        tidy(on=timezone.localdate())
        assert list(ProcrastinateJob.objects.order_by("pk").values_list("pk", flat=True)) == [keys[0], keys[2], keys[3]]
        assert not WorkerRun.objects.exists()
