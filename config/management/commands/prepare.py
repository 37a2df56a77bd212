"""Everything between new program files and a served portal, in one process."""

import hashlib
from argparse import ArgumentParser
from io import StringIO
from pathlib import Path
from typing import Any

import psycopg
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import BaseCommand, CommandError, call_command
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor
from psycopg import sql


class Command(BaseCommand):
    help = (
        "Brings the database, its cache table and the static files up to these program files. Harmless when repeated."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--leave-database", action="store_true", help="only look at the database, change nothing in it"
        )
        parser.add_argument("--demo", action="store_true", help="fill in the demonstration city")
        parser.add_argument("--city", default="niimi", help="which demonstration city")
        parser.add_argument(
            "--accounts", type=Path, help="the file that takes what the demonstration says about its accounts"
        )

    def handle(self, *, leave_database: bool, demo: bool, city: str, accounts: Path | None, **options: Any) -> None:
        if leave_database:
            self.look()
        else:
            make_database()
            call_command("migrate", interactive=False, stdout=self.stdout)
            call_command("createcachetable", stdout=self.stdout)
        self.collect()
        if demo:
            told = StringIO()
            call_command("seed_demo", city=city, stdout=told, stderr=self.stderr)
            if accounts:
                accounts.write_text(told.getvalue())
            else:
                self.stdout.write(told.getvalue())

    def look(self) -> None:
        try:
            executor = MigrationExecutor(connection)
        except OperationalError as error:
            raise CommandError(f"データベースにつながりません。DATABASE_URL を確かめてください。\n{error}") from error
        if waiting := executor.migration_plan(executor.loader.graph.leaf_nodes()):
            self.stderr.write(
                f"注意: このデータベースには、まだ当てていない変更が {len(waiting)} 件あり、動かないページがあります。"
                "控えをとってから manage.py prepare を実行してください（見本にしてよければ DEMO=1 make run）。"
            )

    def collect(self) -> None:
        """Hashing and compressing takes seconds, so it is done when a file has changed and not otherwise."""
        stamp = Path(settings.STATIC_ROOT) / "collected-from"
        now = fingerprint()
        if stamp.exists() and stamp.read_text() == now:
            return
        call_command("collectstatic", interactive=False, clear=True, verbosity=0, stdout=self.stdout)
        stamp.write_text(now)


def make_database() -> None:
    """The private cluster has one database; that of another demonstration city is made when it is first asked for."""
    try:
        connection.ensure_connection()
    except OperationalError as problem:
        if "does not exist" not in str(problem):
            raise
        wanted = sql.Identifier(connection.settings_dict["NAME"])
        beside = {**connection.get_connection_params(), "dbname": "postgres"}
        with psycopg.connect(**beside, autocommit=True) as server:
            server.execute(sql.SQL("CREATE DATABASE {}").format(wanted))


def fingerprint() -> str:
    """Of all static files, the packages' included: their names, sizes and times."""
    seen = hashlib.sha256()
    for finder in get_finders():
        for name, storage in sorted(finder.list([]), key=lambda found: found[0]):
            seen.update(f"{name} {storage.size(name)} {storage.get_modified_time(name)}\n".encode())
    return seen.hexdigest()
