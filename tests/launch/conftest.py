"""A copy of the project in a folder of its own, so that no test touches the cluster under which the tests run."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

BARE_PYTHON = str(Path(sys.base_prefix) / "bin" / "python3")
TREE = ("config", "accounts", "records", "staff", "organizations", "plans", "grants", "templates", "static")
FILES = ("manage.py", "Makefile", "requirements.lock", "pyproject.toml")


def bare_environment(**more: str) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "KYODO_POSTGRES") if name in os.environ}
    return {**kept, "PYTHONDONTWRITEBYTECODE": "1", **more}


@pytest.fixture
def copy(tmp_path: Path, root: Path) -> Path:
    """The program files as they stand, with the virtual environment of the tests and without var/."""
    for folder in TREE:
        shutil.copytree(root / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__"))
    for file in FILES:
        shutil.copy(root / file, tmp_path / file)
    (tmp_path / ".venv").symlink_to(sys.prefix)
    return tmp_path


Start = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def start(copy: Path) -> Iterator[Start]:
    """Starts a program in the copy; what still runs when the test ends is asked to end."""
    started: list[subprocess.Popen[str]] = []

    def starting(*command: str, **environment: str) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            command,
            cwd=copy,
            env=bare_environment(**environment),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        started.append(process)
        return process

    yield starting
    for process in started:
        process.terminate()
        process.wait(60)
        for pipe in filter(None, (process.stdin, process.stdout)):
            pipe.close()


@pytest.fixture
def run(copy: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Runs a program in the copy to its end."""

    def running(*command: str, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command,
            cwd=copy,
            env=bare_environment(**environment),
            capture_output=True,
            text=True,
            stdin=subprocess.DEVNULL,
            timeout=120,
            check=False,
        )

    return running
