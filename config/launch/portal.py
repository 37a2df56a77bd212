"""Serving the portal on this machine until somebody stops it."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from types import FrameType

from config.launch.behind import Behind
from config.launch.database import Database
from config.launch.places import LOGS, PYTHON, ROOT, VAR
from config.launch.say import Command, Progress, Trouble, do, last_lines, say, stop, tied

LOG = LOGS / "portal.log"
ACCOUNTS = VAR / "demo-accounts.txt"
NOTICE = "注意"  # so begins what the preparing program wants the person to read
PATIENCE = 60  # seconds until the first page


class Stopped(BaseException):
    """Somebody wants the launcher to end: Ctrl-C, a kill, a closed terminal."""


@contextmanager
def stoppable() -> Iterator[None]:
    """However it is stopped, the stack unwinds and stops what was started. A second signal does not hurry it."""

    def unwind(_number: int, _frame: FrameType | None) -> None:
        for each in watched:
            signal.signal(each, signal.SIG_IGN)
        raise Stopped

    watched = [signal.SIGINT, signal.SIGTERM]
    if signal.getsignal(signal.SIGHUP) != signal.SIG_IGN:  # nohup wants it to live on
        watched.append(signal.SIGHUP)
    for each in watched:
        signal.signal(each, unwind)
    yield


def port_from(value: str) -> int:
    if not value.isdecimal() or not 0 < int(value) < 65536:
        raise Trouble(f"PORT={value} は使えません。1 から 65535 までの数にしてください（例: PORT=8123 make run）。")
    return int(value)


def ensure_free(port: int) -> None:
    with socket.socket() as attempt:
        attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            attempt.bind(("127.0.0.1", port))
        except PermissionError as error:
            raise Trouble(
                f"ポート {port} を開く権利がありません。PORT=8123 make run のように、1024 以上にしてください。"
            ) from error
        except OSError as error:
            raise Trouble(
                f"ポート {port} は、もう使われています。"
                f"ポータルがすでに動いているなら、http://127.0.0.1:{port} を開いてください。"
                f"ほかの番号で始めるには: PORT={8123 if port != 8123 else 8124} make run"
            ) from error


def prepare(environment: Mapping[str, str], *options: str, sentence: str) -> None:
    advice = "準備できませんでした。上の知らせを見て直してから、もう一度実行してください（全文は var/log/setup.log）。"
    told = do(sentence, [PYTHON, "manage.py", "prepare", *options], env=environment, advice=advice)
    for line in told:
        if line.startswith(NOTICE):
            say(line)


def serve(environment: Mapping[str, str], port: int, database: Database) -> None:
    """Until it is stopped from outside (Stopped goes through), or ends by itself, which is trouble."""
    gunicorn: Command = [PYTHON, "-m", "gunicorn", "--config", "config/gunicorn.py", "--bind", f"127.0.0.1:{port}"]
    with LOG.open("w") as log:
        server = subprocess.Popen(
            tied(gunicorn),
            cwd=ROOT,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            text=True,
            process_group=0,
        )
        behind = Behind(environment)
        try:
            with Progress("ポータルを始めています"):
                wait_for_first_page(server, port)
            announce(port, demo=environment["DEMO"] == "true")
            while server.poll() is None:
                database.tend()
                behind.tend()
                time.sleep(1)
        finally:
            stop(server, patience=15)
            behind.end()
    raise Trouble(f"{last_lines(LOG)}\nポータルが止まりました。var/log/portal.log を見てください。")


def wait_for_first_page(server: subprocess.Popen[str], port: int) -> None:
    deadline = time.monotonic() + PATIENCE
    while not answers(port):
        if server.poll() is not None or time.monotonic() > deadline:
            raise Trouble(f"{last_lines(LOG)}\nポータルが始まりません。var/log/portal.log を見てください。")
        time.sleep(0.1)


def answers(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request("GET", "/")
        connection.getresponse()
    except OSError:
        return False
    finally:
        connection.close()
    return True


def announce(port: int, *, demo: bool) -> None:
    if demo and ACCOUNTS.exists():
        say(f"\n{ACCOUNTS.read_text().strip()}")
    say(f"\n協働ポータルが動いています: http://127.0.0.1:{port}")
    say("止めるには Ctrl-C を押してください。データは var/ に残ります。")


def watch_parent() -> None:
    """Under make, the end of make is the end of this too, even of kill -9 (PR_SET_PDEATHSIG)."""
    if "MAKELEVEL" in os.environ and os.uname().sysname == "Linux":
        import ctypes

        ctypes.CDLL(None).prctl(1, signal.SIGTERM)
