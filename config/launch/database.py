"""Using the private cluster: it runs as long as somebody is inside ``running()``."""

from __future__ import annotations

import fcntl
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from config.launch.keeper import KEEPER, USERS, take
from config.launch.places import LOGS, ROOT
from config.launch.postgres import NAME, choose, make_cluster, make_folders, socket_folder, url
from config.launch.say import Command, Progress, Trouble, last_lines

PATIENCE = 120  # seconds; after a crash PostgreSQL first replays its log
LOG = LOGS / "postgres.log"


class Database:
    """Where the rows are. The one that DATABASE_URL names needs no care from us."""

    def __init__(self, address: str) -> None:
        self.address = address

    def tend(self) -> None:
        """Called every second or so while the portal is served."""


class PrivateDatabase(Database):
    """The cluster under var/pg with its keeper, who is called again when somebody has killed it."""

    def __init__(self) -> None:
        super().__init__(url())
        self.keeper = call_keeper()

    def tend(self) -> None:
        if self.keeper.poll() is not None and not is_kept():
            self.keeper = call_keeper()

    def wait_until_ready(self) -> None:
        who = [f"--host={socket_folder()}", f"--username={NAME}", f"--dbname={NAME}"]
        isready: Command = [choose()["pg_isready"], "--quiet", *who]
        deadline = time.monotonic() + PATIENCE
        while subprocess.run(isready, check=False).returncode:
            if self.keeper.poll() == 1 or time.monotonic() > deadline:
                raise Trouble(f"{last_lines(LOG)}\nデータベースが始まりません。var/log/postgres.log を見てください。")
            self.tend()
            time.sleep(0.05)


@contextmanager
def running() -> Iterator[Database]:
    """The private database, for as long as the block lasts."""
    make_folders()
    make_cluster(choose())
    users = become_a_user()
    try:
        database = PrivateDatabase()
        database.wait_until_ready()
        yield database
    finally:
        leave(users)


def call_keeper() -> subprocess.Popen[str]:
    """Starts the cluster's keeper; where there is one already, the new one goes at once, with exit code 0."""
    with LOG.open("a") as log:
        return subprocess.Popen(
            [sys.executable, "-m", "config.launch.keeper"],
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            text=True,
            start_new_session=True,
        )


def is_kept() -> bool:
    free = take(KEEPER, fcntl.LOCK_SH | fcntl.LOCK_NB)
    if free is not None:
        free.close()
    return free is None


def become_a_user() -> IO[str]:
    """As long as the lock is held, the keeper keeps the server running; a keeper on its way out is waited for."""
    if (users := take(USERS, fcntl.LOCK_SH | fcntl.LOCK_NB)) is not None:
        return users
    with Progress("前のデータベースが止まるのを待っています"):
        users = USERS.open("a")
        fcntl.flock(users, fcntl.LOCK_SH)
    return users


def leave(users: IO[str]) -> None:
    """Gives the lock back; the last one out waits until the server has stopped."""
    last = is_last(users)
    users.close()
    while last and is_kept():
        time.sleep(0.05)


def is_last(users: IO[str]) -> bool:
    """Nobody shares the lock any more, or the keeper, who waits for that, has got it already."""
    for how, answer in ((fcntl.LOCK_EX, True), (fcntl.LOCK_SH, False)):
        try:
            fcntl.flock(users, how | fcntl.LOCK_NB)
        except BlockingIOError:
            continue
        return answer
    return True
