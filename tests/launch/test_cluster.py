"""The private PostgreSQL: made whole, used by many, gone with its last user, and nothing lost whatever is killed."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

from config.launch.postgres import candidates
from tests.launch.conftest import BARE_PYTHON, Start

USE = """
import sys
from config.launch import database, places
places.make_var()
with database.running() as rows:
    print(rows.address, rows.keeper.pid, flush=True)
    sys.stdin.read()
"""
EVERY_BINARY = [pytest.param(str(found.folder), id=f"postgresql-{found.major}") for found in candidates()]


def until(true: Callable[[], bool], *, seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.05)


class User:
    """A process that uses the cluster of a copy."""

    def __init__(self, start: Start, **environment: str) -> None:
        self.process = start(BARE_PYTHON, "-c", USE, **environment)
        assert self.process.stdout is not None
        line = next(line for line in self.process.stdout if line.startswith("postgres://"))
        self.address, keeper = line.split()
        self.keeper = int(keeper)

    def connect(self) -> psycopg.Connection:
        folder, name = self.address.removeprefix("postgres://kyodo@/").rsplit("/", 1)
        return psycopg.connect(host=folder, user="kyodo", dbname=name, autocommit=True)

    def leave(self) -> None:
        assert self.process.stdin is not None
        self.process.stdin.close()
        self.process.wait(60)

    def server(self, copy: Path) -> int:
        return int((copy / "var/pg/data/postmaster.pid").read_text().split()[0])


def runs(pid: int) -> bool:
    """Whether the process does anything; one that nobody has buried yet does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


@pytest.mark.parametrize("binaries", EVERY_BINARY)
class TestEveryPostgres:
    def test_gives_a_database_to_an_owner_who_is_no_superuser(self, start, binaries):
        with User(start, KYODO_POSTGRES=binaries).connect() as connection:
            row = connection.execute(
                "SELECT rolsuper, rolcreatedb FROM pg_roles WHERE rolname = current_user"
            ).fetchone()
            assert row == (False, True)
            connection.execute("CREATE EXTENSION btree_gist")
            connection.execute("CREATE EXTENSION pg_trgm")
            connection.execute("CREATE DATABASE test_kyodo")

    def test_sorts_alike_everywhere(self, start, binaries):
        with User(start, KYODO_POSTGRES=binaries).connect() as connection:
            rows = connection.execute(
                "SELECT word FROM (VALUES ('い'), ('ｱ'), ('Z'), ('あ'), ('a')) t (word) ORDER BY word"
            )
            assert [word for (word,) in rows] == ["Z", "a", "あ", "い", "ｱ"]

    def test_keeps_every_row_when_all_is_killed(self, start, copy, binaries):
        first = User(start, KYODO_POSTGRES=binaries)
        with first.connect() as connection:
            connection.execute("CREATE TABLE kept (number int)")
            connection.execute("INSERT INTO kept SELECT generate_series(1, 1000)")
        for pid in (first.keeper, first.server(copy), first.process.pid):
            os.kill(pid, signal.SIGKILL)
        with User(start, KYODO_POSTGRES=binaries).connect() as connection:
            assert connection.execute("SELECT count(*) FROM kept").fetchone() == (1000,)


class TestUsers:
    def test_share_one_server_which_stops_with_the_last(self, start, copy):
        first, second = User(start), User(start)
        server = first.server(copy)
        first.leave()
        with second.connect() as connection:
            assert connection.execute("SELECT 1").fetchone() == (1,)
        assert second.server(copy) == server
        second.leave()
        assert not runs(server)

    def test_may_be_killed_and_the_server_still_stops(self, start, copy):
        user = User(start)
        server = user.server(copy)
        user.process.kill()
        until(lambda: not runs(server))

    def test_come_back_to_their_rows(self, start):
        first = User(start)
        with first.connect() as connection:
            connection.execute("CREATE TABLE kept AS SELECT 7 AS number")
        first.leave()
        with User(start).connect() as connection:
            assert connection.execute("SELECT number FROM kept").fetchone() == (7,)


class TestKeeper:
    def test_starts_a_killed_server_again(self, start, copy):
        user = User(start)
        killed = user.server(copy)
        os.kill(killed, signal.SIGKILL)
        until(lambda: not runs(killed))

        def answers() -> bool:
            try:
                user.connect().close()
            except psycopg.OperationalError:
                return False
            return True

        until(answers)

    def test_takes_its_server_along_when_killed(self, start, copy):
        user = User(start)
        server = user.server(copy)
        os.kill(user.keeper, signal.SIGKILL)
        until(lambda: not runs(server))

    def test_is_not_fooled_by_a_lock_file_that_names_a_stranger(self, start, copy):
        first = User(start)
        first.leave()
        (copy / "var/pg/data/postmaster.pid").write_text(f"{os.getpid()}\n{copy}/var/pg/data\n0\n5432\n\n\n\n\n")
        with User(start).connect() as connection:
            assert connection.execute("SELECT 1").fetchone() == (1,)
        assert runs(os.getpid())


class TestFolders:
    def test_a_half_made_cluster_is_made_anew(self, start, copy):
        half = copy / "var/pg/data.new"
        half.mkdir(parents=True)
        (half / "PG_VERSION").write_text("15\n")
        User(start).leave()
        assert (copy / "var/pg/data/global/pg_control").exists()
        assert not half.exists()

    def test_another_users_folder_is_left_alone(self, run, copy):
        if os.geteuid():
            pytest.skip("only root can give a folder away")
        (copy / "var/pg").mkdir(parents=True)
        os.chown(copy / "var/pg", 1234, 1234)
        told = run(BARE_PYTHON, "-m", "config.launch", "exec", "true")
        assert told.returncode == 1
        assert "別の利用者（uid 1234）のものです" in told.stdout

    def test_data_of_a_version_that_is_not_here_are_named(self, run, copy):
        (copy / "var/pg/data").mkdir(parents=True)
        (copy / "var/pg/data/PG_VERSION").write_text("9\n")
        told = run(BARE_PYTHON, "-m", "config.launch", "exec", "true")
        assert told.returncode == 1
        assert "PostgreSQL 9 のものですが" in told.stdout
        assert "var/pg を消して" in told.stdout
