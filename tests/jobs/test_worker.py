"""The worker does what was queued, is killed in the middle, and nothing of it is lost."""

import signal
from pathlib import Path

from django.db import connection, transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from records.jobs import queue
from records.jobs.runs import WorkerRun
from records.jobs.worker import OFTEN, is_working, take_up_again
from records.mail import Mail, post_mails
from tests.cast import person


def write() -> Mail:
    """One mail, queued as every verb does it."""
    nanami = person("北野 七海", "nanami")
    with transaction.atomic():
        mail = Mail.objects.create(to_user=nanami, to_address=nanami.email, subject="お知らせ", body="本文")
        queue(post_mails)
    return mail


def in_work() -> bool:
    return ProcrastinateJob.objects.filter(status="doing").exists()


def sent(mail: Mail) -> bool:
    mail.refresh_from_db()
    return mail.sent_at is not None


def mails_in(folder: Path) -> list[str]:
    """The subjects of all mails that went out."""
    lines = [
        line for file in folder.glob("*.log") if file.name != "worker.log" for line in file.read_text().split("\n")
    ]
    return [line for line in lines if line.startswith("Message-ID")]


class TestWork:
    def test_does_what_was_queued_and_ends_when_asked(self, worker, tmp_path):
        mail, running = write(), worker()
        running.until(lambda: sent(mail))
        assert len(mails_in(tmp_path)) == 1
        assert is_working()
        assert running.stop() == 0
        assert not is_working()
        run = WorkerRun.objects.get()
        assert run.ended_at is not None
        assert set(ProcrastinateJob.objects.values_list("status", flat=True)) <= {"succeeded", "todo"}

    def test_a_second_one_waits_in_reserve_and_takes_over_from_a_dead_one(self, worker):
        first = worker()
        first.until(is_working)
        second = worker()
        second.until(lambda: "reserve" in second.log.read_text())
        first.kill()
        mail = write()
        second.until(lambda: sent(mail))
        assert WorkerRun.objects.count() == 2

    def test_says_what_to_do_where_the_tables_are_missing(self, worker, queued):
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE records_workerrun RENAME TO elsewhere")
        try:
            lost = worker()
            assert lost.process.wait(60) == 1
            assert "manage.py prepare" in lost.log.read_text()
        finally:
            with connection.cursor() as cursor:
                cursor.execute("ALTER TABLE elsewhere RENAME TO records_workerrun")

    def test_ends_at_once_when_it_has_lost_its_lock(self, worker):
        running = worker()
        running.until(is_working)
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND granted"
                " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
            )
        assert running.process.wait(60) == 1
        assert "lost its lock" in running.log.read_text()


class TestKilled:
    def test_a_job_killed_in_the_middle_is_done_by_the_next_worker(self, worker, tmp_path):
        mail = write()
        with transaction.atomic():  # the job stands still before the mail that it wants to send
            with connection.cursor() as cursor:
                cursor.execute("LOCK TABLE records_mail IN ACCESS EXCLUSIVE MODE")
            first = worker()
            first.until(in_work)
            first.kill()
            assert first.process.returncode == -signal.SIGKILL
        assert in_work()
        assert not sent(mail)
        second = worker()
        second.until(lambda: sent(mail))
        assert len(mails_in(tmp_path)) == 1
        second.until(lambda: not in_work())
        assert "was interrupted and is taken up again" in second.log.read_text()

    def test_a_job_that_takes_its_worker_along_time_and_again_lets_the_others_pass(self, queued):
        queue(post_mails)
        with connection.cursor() as cursor:
            cursor.execute("UPDATE procrastinate_jobs SET status = 'doing', attempts = %s", [OFTEN])
        assert take_up_again() == 1
        job = ProcrastinateJob.objects.get()
        assert (job.status, job.attempts) == ("todo", OFTEN + 1)
        assert job.scheduled_at is not None


class TestServerDown:
    def test_the_outbox_keeps_the_mail_and_it_goes_when_the_server_is_back(self, worker, tmp_path, free_port):
        smtp = {"EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend", "EMAIL_HOST": "127.0.0.1"}
        mail, running = write(), worker(**smtp, EMAIL_PORT=str(free_port))
        running.until(lambda: Mail.objects.failed().exists())
        running.stop()
        mail.refresh_from_db()
        assert mail.failure.startswith("メールサーバーにつながりません。")
        assert mail.next_try_at is not None
        Mail.objects.update(next_try_at=mail.written_at)  # a minute has passed
        queue(post_mails)
        again = worker()
        again.until(lambda: sent(mail))
        assert (mail.failure, mail.tries) == ("", 2)
