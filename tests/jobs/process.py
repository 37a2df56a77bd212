"""The worker as a process of its own, for tests and for the faults that are played on purpose."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.db import connection

PATIENCE = 60  # seconds


def address_of_the_tests() -> str:
    """The database on which the tests run, as a URL."""
    here = connection.settings_dict
    place = f"/{here['HOST']}" if here["HOST"].startswith("/") else f"{here['HOST']}:{here['PORT'] or 5432}"
    return f"postgres://{here['USER']}:{here['PASSWORD']}@{place}/{here['NAME']}"


class Worker:
    """``manage.py work``; it dies with the test that started it."""

    def __init__(self, environment: dict[str, str], log: Path) -> None:
        self.log = log
        with log.open("a") as told:
            self.process = subprocess.Popen(
                [sys.executable, "manage.py", "work"],
                cwd=settings.ROOT,
                env={**os.environ, **environment},
                stdin=subprocess.DEVNULL,
                stdout=told,
                stderr=told,
                process_group=0,
            )

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()

    def stop(self) -> int:
        self.process.terminate()
        return self.process.wait(PATIENCE)

    def until(self, true: Callable[[], bool]) -> None:
        """Waits for the worker to bring something about."""
        until(true, self.log.read_text)


def until(true: Callable[[], bool], told: Callable[[], str] = str, *, patience: float = PATIENCE) -> None:
    deadline = time.monotonic() + patience
    while not true():
        assert time.monotonic() < deadline, f"waited in vain: {told()}"
        time.sleep(0.02)
