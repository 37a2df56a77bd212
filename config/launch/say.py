"""Speaking to the person at the keyboard: what is being done, how far it is, and what to do when it fails."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from config.launch.places import LOGS, ROOT, make_var

Command = Sequence[str | Path]

NO_NETWORK = (
    "[Tt]emporary failure|[Cc]ould not resolve|[Nn]ame or service not known|Network is unreachable|"
    "[Cc]onnection refused|[Cc]onnection timed out|NewConnectionError|ConnectTimeout|Unable to connect|Failed to fetch"
)
REASONS = {
    NO_NETWORK: "ネットワークに届きませんでした。つながっているかを確かめて（プロキシが要る所では https_proxy も）、"
    "もう一度実行してください。",
    "No space left on device": "ディスクがいっぱいです。空きを作って、もう一度実行してください。",
    "Could not get lock|Unable to lock": "ほかの apt が動いています。終わってから、もう一度実行してください。",
    "DO NOT MATCH THE HASHES": "届いたファイルが requirements.lock の控えと違います。途中で変えられたようです。",
    "[Pp]ermission denied": "書き込む権利がありません。この場所の持ち主として実行してください。",
}


class Trouble(Exception):
    """What went wrong and what to do about it, in sentences for the person at the keyboard."""


def say(sentence: str = "") -> None:
    with contextlib.suppress(OSError):  # the terminal has been closed; the work goes on
        print(sentence, flush=True)


def tied(command: Command, *, by: str = "TERM") -> list[str]:
    """The command, so started that it gets a signal when its parent dies, even of kill -9."""
    setpriv = shutil.which("setpriv")
    return [*([setpriv, "--pdeathsig", by] if setpriv else []), *map(str, command)]


def stop(process: subprocess.Popen[str], *, patience: float, group: bool = True) -> None:
    """Asks it to end, and after that makes it end; with it whatever it left behind in its process group."""
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(patience)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL) if group else process.kill()
    process.wait()


class Progress:
    """One line for one long step: on a terminal it moves, in a log it speaks every ten seconds."""

    WIDTH = 100

    def __init__(self, sentence: str) -> None:
        self.sentence, self.latest = sentence, ""
        self.moving = sys.stdout.isatty()
        self.began = time.monotonic()
        self.done = threading.Event()
        self.teller = threading.Thread(target=self._tell, daemon=True)

    def __enter__(self) -> Progress:
        self.teller.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self.done.set()
        self.teller.join()
        seconds = time.monotonic() - self.began
        how = "済み" if kind is None else "できませんでした"
        say(f"{self._clear()}{self.sentence} … {how}（{seconds:.0f}秒）")

    def _clear(self) -> str:
        return "\r\033[2K" if self.moving else ""

    def _tell(self) -> None:
        while not self.done.wait(0.5 if self.moving else 10):
            seconds = time.monotonic() - self.began
            line = shortened(f"{self.sentence} … {seconds:.0f}秒 {self.latest}", self.WIDTH)
            print(f"{self._clear()}{line}", end="" if self.moving else "\n", flush=True)


def shortened(text: str, width: int) -> str:
    """The text cut to a number of columns; Japanese characters take two."""
    taken = 0
    for place, character in enumerate(text):
        taken += 2 if unicodedata.east_asian_width(character) in "WF" else 1
        if taken > width:
            return text[:place] + "…"
    return text


def do(sentence: str, command: Command, *, advice: str, env: Mapping[str, str] | None = None) -> list[str]:
    """Runs what may take long; its lines go to var/log/setup.log, to the caller and, if it fails, to the reader."""
    make_var()
    lines: list[str] = []
    with Progress(sentence) as progress, (LOGS / "setup.log").open("a") as log, quiet(command, env) as process:
        for line in process.stdout or ():
            log.write(line)
            lines.append(line.rstrip())
            progress.latest = line.strip() or progress.latest
        if process.wait():
            raise Trouble(explained(lines[-12:], advice))
    return lines


@contextlib.contextmanager
def quiet(command: Command, env: Mapping[str, str] | None) -> Iterator[subprocess.Popen[str]]:
    """A program whose words come to us, in a process group of its own: Ctrl-C reaches it through us."""
    process = subprocess.Popen(
        tied(command),
        cwd=ROOT,
        env=env,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        process_group=0,
    )
    try:
        yield process
    finally:
        stop(process, patience=30)
        if process.stdout:
            process.stdout.close()


def foreground(command: Command, env: Mapping[str, str], title: str = "") -> int:
    """Runs a program that speaks for itself, and stops it when we are stopped."""
    if title:
        say(f"── {title}")
    process = subprocess.Popen(tied(command), cwd=ROOT, env=env, text=True)
    try:
        return process.wait()
    finally:
        stop(process, patience=15, group=False)  # it shares our terminal


def last_lines(log: Path) -> str:
    return "\n".join(f"    {line}" for line in log.read_text(errors="replace").splitlines()[-12:])


def explained(last: Sequence[str], advice: str) -> str:
    """The failing command's last words, then what to do: for a known reason its own advice."""
    words = "\n".join(last)
    known = next((sentence for pattern, sentence in REASONS.items() if re.search(pattern, words)), advice)
    return "\n".join(f"    {line}" for line in last) + f"\n{known}"
