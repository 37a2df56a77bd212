"""The worker: does what the pages leave to be done behind them (mails, letters' files, batches, daily work)."""

from typing import Any

from django.core.management import BaseCommand, CommandError
from django.db import connection

from records.jobs.worker import work


class Command(BaseCommand):
    help = "Does the jobs behind the pages until it is stopped. A second one waits in reserve."

    def handle(self, **options: Any) -> None:
        if not {"procrastinate_jobs", "records_workerrun"} <= set(connection.introspection.table_names()):
            raise CommandError("裏の作業の表が、まだありません。先に manage.py prepare を実行してください。")
        work()
