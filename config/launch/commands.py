"""The words of the Makefile: setup, run, test, check, journeys, bench, and exec for any other command."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from config.launch import checks, cities, database, environment, libraries, system
from config.launch.database import Database
from config.launch.keeper import take
from config.launch.places import BIN, PYTHON, VAR, make_var
from config.launch.portal import ACCOUNTS, Stopped, ensure_free, port_from, prepare, serve, stoppable, watch_parent
from config.launch.say import Progress, Trouble, foreground, say

WITHOUT = (  # ``make journeys`` has them
    "--ignore=tests/journeys/test_everywhere.py",  # four minutes of one core
    "--ignore=tests/journeys/test_libreoffice.py",  # an office suite of 80 MB
)
BOTH_CORES = ("--numprocesses", "2", "--dist", "loadfile")  # a file's tests share what they build


def setup(*, tests: bool) -> None:
    with alone():
        system.provide(system.PORTAL + (system.TESTS if tests else ()))
        libraries.provide()
        environment.secret_key()


@contextmanager
def alone() -> Iterator[None]:
    """Two of us at once would install over each other."""
    make_var()
    lock = VAR / "setup.lock"
    if (held := take(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)) is None:
        with Progress("ほかの準備が終わるのを待っています"):
            held = take(lock, fcntl.LOCK_EX)
    try:
        yield
    finally:
        if held is not None:
            held.close()


@contextmanager
def the_database() -> Iterator[Database]:
    """The one that DATABASE_URL names, else the private one."""
    if named := environment.given().get("DATABASE_URL"):
        yield Database(named)
    else:
        with database.running() as private:
            yield private


def run(_: Sequence[str]) -> int:
    port = port_from(os.environ.get("PORT", "8000"))
    ensure_free(port)
    setup(tests=False)
    given = environment.given()
    named = bool(given.get("DATABASE_URL"))
    demo = environment.says_yes(given.get("DEMO", "false" if named else "true"))
    city = cities.wanted(given, demo=demo)
    with the_database() as rows:
        address = rows.address if named else cities.address(rows.address, city)
        here = environment.for_portal(address, port, demo=demo)
        if named and not demo:
            say("DATABASE_URL のデータベースをそのまま使います。")
            say("表の変更も、見本データの書き込みもしません（するには DEMO=1 make run）。")
            prepare(here, "--leave-database", sentence="静的ファイルをそろえています")
        else:
            options = ["--demo", "--city", city, "--accounts", str(ACCOUNTS)] if demo else []
            prepare(
                here,
                *options,
                sentence="データベースと見本データをそろえています" if demo else "データベースをそろえています",
            )
        serve(here, port, rows)
    return 0


def check(_: Sequence[str]) -> int:
    setup(tests=True)
    with the_database() as rows:
        return checks.run(environment.for_tests(rows.address))


def pytest(*folders: str) -> Callable[[Sequence[str]], int]:
    def tests(words: Sequence[str]) -> int:
        setup(tests=True)
        with the_database() as rows:
            return foreground([PYTHON, "-m", "pytest", *folders, *words], environment.for_tests(rows.address))

    return tests


def test(words: Sequence[str]) -> int:
    setup(tests=True)
    with the_database() as rows:
        here = environment.for_tests(rows.address)
        wrong = checks.run(here)
        return foreground([PYTHON, "-m", "pytest", *BOTH_CORES, *WITHOUT, *words], here, "テスト") or wrong


def bench(words: Sequence[str]) -> int:
    setup(tests=True)
    with the_database() as rows:
        return foreground([PYTHON, "-m", "tests.bench", *words], environment.for_tests(rows.address))


def journeys(words: Sequence[str]) -> int:
    setup(tests=True)
    with alone():
        system.provide(system.JOURNEYS)
    return pytest("tests/journeys")(words)


def execute(words: Sequence[str]) -> int:
    """Any command, the database running and the environment set: python3 -m config.launch exec pytest tests/plans."""
    setup(tests=False)
    with the_database() as rows:
        path = f"{BIN}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
        return foreground(["env", *words], {**environment.for_portal(rows.address, 8000, demo=False), "PATH": path})


def prepare_machine(_: Sequence[str]) -> int:
    setup(tests=True)
    say("準備ができています。make run で始まります。")
    return 0


WORDS: dict[str, Callable[[Sequence[str]], int]] = {
    "setup": prepare_machine,
    "run": run,
    "test": test,
    "check": check,
    "journeys": journeys,
    "bench": bench,
    "exec": execute,
}


def main(words: Sequence[str]) -> int:
    if not words or words[0] not in WORDS:
        say(f"使い方: python3 -m config.launch {'|'.join(WORDS)}")
        return 2
    watch_parent()
    try:
        with stoppable():
            return WORDS[words[0]](words[1:])
    except Trouble as trouble:
        say(f"\n{trouble}")
        return 1
    except Stopped:
        say("\n止めました。データは残っています。")
        return 0 if words[0] == "run" else 130
