"""The keeper of the cluster: a process of its own that starts PostgreSQL and stops it when nobody uses it any more.

Whoever uses the cluster holds a shared lock on var/pg/users, which the kernel releases however its holder ends, kill -9
included. The keeper waits for the exclusive lock on that file: when it gets it, nobody is left, and the server stops.
"""

from __future__ import annotations

import fcntl
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import IO

from config.launch.places import LOGS
from config.launch.postgres import DATA, HOME, SOCKET_FILE, Binaries, as_server, choose, socket_folder
from config.launch.say import Command, Trouble, tied

USERS = HOME / "users"
KEEPER = HOME / "keeper"
STARTS = 5
PATIENCE = 30  # seconds


def take(file: Path, how: int) -> IO[str] | None:
    """The lock on a file, or None where somebody else has it and ``how`` says not to wait. Closing it gives it back."""
    held = file.open("a")
    try:
        fcntl.flock(held, how)
    except BlockingIOError:
        held.close()
        return None
    return held


def serves(pid: int) -> bool:
    """Whether this is a live server of this very cluster: not a zombie, not a stranger with a number used again."""
    try:
        return os.fsencode(DATA) in Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    except OSError:
        return False


def free_number() -> int:
    """A process number that belongs to nobody now."""
    gone = subprocess.Popen(["true"])
    gone.wait()
    return gone.pid


def clear_the_way() -> None:
    """What a killed predecessor left must not keep PostgreSQL from starting.

    A server that outlived its keeper is asked to end. A lock file that names a zombie or a stranger would be taken for
    a live server's: its number is replaced. The file stays, because by its other lines PostgreSQL sees whether a child
    of the old server still holds its memory.
    """
    lock = DATA / "postmaster.pid"
    lines = lock.read_text().splitlines(keepends=True) if lock.exists() else []
    if not lines:
        lock.unlink(missing_ok=True)
        return
    pid = int(lines[0])
    deadline = time.monotonic() + PATIENCE
    while serves(pid):
        if time.monotonic() > deadline:
            raise Trouble(f"前のデータベース（プロセス {pid}）が止まりません。")
        os.kill(pid, signal.SIGINT)
        time.sleep(0.1)
    if Path(f"/proc/{pid}").exists():
        lock.write_text("".join([f"{free_number()}\n", *lines[1:]]))
        for file in socket_folder().glob(f"{SOCKET_FILE}*"):
            file.unlink()


def start(binaries: Binaries, log: IO[str]) -> subprocess.Popen[str]:
    options = {
        "listen_addresses": "",
        "unix_socket_directories": str(socket_folder()),
        "unix_socket_permissions": "0700",
        "timezone": "Asia/Tokyo",
        "log_timezone": "Asia/Tokyo",
        "log_min_messages": "warning",
    }
    server: Command = [binaries["postgres"], "-D", DATA, *(f"--{name}={value}" for name, value in options.items())]
    command = [*as_server(), *tied(server, by="INT")]
    return subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, text=True)


class Keeper:
    def __init__(self) -> None:
        self.leaving = threading.Event()
        self.server: subprocess.Popen[str] | None = None

    def keep(self) -> int:
        """Until nobody uses the server any more (0), or it has ended by itself too often (1)."""
        signal.signal(signal.SIGTERM, lambda *_: self.leave())
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        threading.Thread(target=self.wait_for_the_last_user, daemon=True).start()
        binaries = choose()
        for attempt in range(STARTS):
            if self.leaving.is_set():
                return 0
            clear_the_way()
            with (LOGS / "postgres.log").open("a") as log:
                self.server = start(binaries, log)
                if self.leaving.is_set():  # while it was being started
                    self.leave()
                self.server.wait()
            self.leaving.wait(attempt)
        return 1

    def wait_for_the_last_user(self) -> None:
        self.nobody_else = take(USERS, fcntl.LOCK_EX)  # kept until this process ends: newcomers wait for a new server
        self.leave()

    def leave(self) -> None:
        """SIGINT is PostgreSQL's fast shutdown: what was committed is on the disk."""
        self.leaving.set()
        if self.server is not None and self.server.poll() is None:
            self.server.send_signal(signal.SIGINT)


if __name__ == "__main__":
    mine = take(KEEPER, fcntl.LOCK_EX | fcntl.LOCK_NB)
    if mine is None:
        sys.exit(0)
    sys.exit(Keeper().keep())
