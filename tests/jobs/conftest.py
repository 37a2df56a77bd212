"""A real worker: a process of its own on the tests' database, which may be killed."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.jobs.process import Worker, address_of_the_tests


@pytest.fixture
def queued(transactional_db: None, settings: Any) -> None:
    """Jobs wait in the queue for a worker, as they do in the portal."""
    settings.JOBS_AT_ONCE = False


@pytest.fixture
def worker(queued: None, tmp_path: Path) -> Iterator[Callable[..., Worker]]:
    """Starts a worker; what still runs when the test ends is killed."""
    started: list[Worker] = []

    def start(**environment: str) -> Worker:
        mails = {"EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend", "EMAIL_FILE_PATH": str(tmp_path)}
        started.append(
            Worker({"DATABASE_URL": address_of_the_tests(), **mails, **environment}, tmp_path / "worker.log")
        )
        return started[-1]

    yield start
    for each in started:
        each.kill()


@pytest.fixture
def free_port() -> int:
    """A port on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
