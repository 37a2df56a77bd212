"""make run as a person runs it: on a copy of the project, from the outside."""

import os
import signal
import socket
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import environ
import psycopg
import pytest
from django.db import connection

from tests.launch.conftest import BARE_PYTHON, Start
from tests.launch.test_cluster import until

OLD_PYTHON = """
import runpy, sys
sys.version_info = (3, 9, 2, "final", 0)
runpy.run_module("config.launch", run_name="__main__")
"""


@pytest.fixture
def port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def answers(port: int) -> bool:
    try:
        urllib.request.urlopen(f"http://127.0.0.1:{port}/accounts/login/", timeout=30).close()
    except urllib.error.HTTPError as error:
        error.close()
        return False
    except OSError:
        return False
    return True


def processes_in(folder: Path) -> list[str]:
    """The command lines that name the folder: its server, its database."""
    lines = [file.read_bytes().replace(b"\0", b" ").decode() for file in Path("/proc").glob("[0-9]*/cmdline")]
    return [line for line in lines if f"{folder}/" in line]


class Portal:
    """A make run that has said that it is ready, or has ended."""

    def __init__(self, start: Start, port: int, **environment: str) -> None:
        plain = {"DEMO": "0", "STATICFILES_STORAGE": "django.contrib.staticfiles.storage.StaticFilesStorage"}
        self.process = start("make", "run", f"PYTHON={BARE_PYTHON}", PORT=str(port), **{**plain, **environment})
        assert self.process.stdout is not None
        self.said = ""
        for line in self.process.stdout:
            self.said += line
            if "止めるには" in line:
                break

    def end(self) -> None:
        self.process.send_signal(signal.SIGTERM)
        self.said += self.process.communicate(timeout=60)[0]


def worker_in(folder: Path) -> int:
    """The process that does the jobs behind the pages; 0 while there is none."""
    lines = {file: file.read_bytes().split(b"\0") for file in Path("/proc").glob("[0-9]*/cmdline")}
    mine = os.fsencode(folder / ".venv/bin/python")
    return next((int(file.parent.name) for file, line in lines.items() if line[:3] == [mine, b"manage.py", b"work"]), 0)


def test_it_serves_and_what_is_stopped_or_killed_leaves_nothing_behind(start, copy, port):
    """One story, since making the first database takes half a minute: the second start finds it there."""
    portal = Portal(start, port)
    assert f"協働ポータルが動いています: http://127.0.0.1:{port}" in portal.said
    assert answers(port)
    assert len(processes_in(copy)) >= 5
    until(lambda: worker_in(copy) > 0)
    killed = worker_in(copy)
    os.kill(killed, signal.SIGKILL)
    until(lambda: worker_in(copy) not in {0, killed})
    portal.end()
    assert portal.said.endswith("止めました。データは残っています。\n")
    until(lambda: processes_in(copy) == [])
    written = {path.name for path in copy.iterdir()} - {"var", ".venv"}
    assert written <= {path.name for path in Path(__file__).parents[2].iterdir()}
    assert (copy / "var/secret-key").exists()

    again = Portal(start, port)
    until(lambda: worker_in(copy) > 0)
    again.process.kill()
    until(lambda: processes_in(copy) == [])


@pytest.fixture
def empty_database(db: None) -> Iterator[str]:
    """The address of a database beside the tests' own."""
    settings = connection.settings_dict
    host, port, user, password = (settings[name] for name in ("HOST", "PORT", "USER", "PASSWORD"))
    name = f"{settings['NAME']}_served"
    place = f"/{host}" if host.startswith("/") else f"{host}:{port or 5432}"
    with psycopg.connect(
        host=host, port=port or None, user=user, password=password, dbname="postgres", autocommit=True
    ) as server:
        server.execute(f'DROP DATABASE IF EXISTS "{name}"')
        server.execute(f'CREATE DATABASE "{name}"')
        yield f"postgres://{user}:{password}@{place}/{name}"
        server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def tables(address: str) -> int:
    settings = environ.Env.db_url_config(address)
    with psycopg.connect(
        host=settings["HOST"],
        port=settings["PORT"] or None,
        user=settings["USER"],
        password=settings["PASSWORD"],
        dbname=settings["NAME"],
    ) as server:
        row = server.execute("SELECT count(*) FROM information_schema.tables WHERE table_schema = 'public'").fetchone()
    return int(row[0]) if row else 0


class TestNamedDatabase:
    def test_is_served_and_not_touched(self, start, copy, port, empty_database):
        portal = Portal(start, port, DATABASE_URL=empty_database, DEMO="")
        assert "表の変更も、見本データの書き込みもしません" in portal.said
        assert "まだ当てていない変更が" in portal.said
        assert "http://127.0.0.1" in portal.said
        assert tables(empty_database) == 0
        assert not (copy / "var/pg").exists()
        portal.end()


class TestRefusals:
    def test_a_port_in_use(self, run):
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            taken.listen()
            port = taken.getsockname()[1]
            told = run("make", "run", f"PYTHON={BARE_PYTHON}", PORT=str(port))
        assert told.returncode != 0
        assert f"ポート {port} は、もう使われています。" in told.stdout
        assert "PORT=8123 make run" in told.stdout

    @pytest.mark.parametrize("port", ["http", "0", "70000", "-1"])
    def test_a_port_that_is_none(self, run, port):
        told = run("make", "run", f"PYTHON={BARE_PYTHON}", PORT=port)
        assert told.returncode != 0
        assert f"PORT={port} は使えません。" in told.stdout

    def test_a_database_that_does_not_answer(self, run, port):
        nowhere = "postgres://a:b@127.0.0.1:1/c"
        told = run("make", "run", f"PYTHON={BARE_PYTHON}", PORT=str(port), DATABASE_URL=nowhere)
        assert told.returncode != 0
        assert "DATABASE_URL を確かめてください" in told.stdout

    def test_an_old_python(self, run, copy):
        (copy / "bin").mkdir()
        told = run(BARE_PYTHON, "-c", OLD_PYTHON, PATH=str(copy / "bin"))
        assert told.returncode == 1
        assert "Python 3.11 以上を入れて" in told.stderr

    def test_an_unknown_word(self, run):
        told = run(BARE_PYTHON, "-m", "config.launch", "fly")
        assert told.returncode == 2
        assert "setup|run|test|check|journeys|bench|exec" in told.stdout
