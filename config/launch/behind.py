"""The worker that does the jobs behind the pages, kept running beside the portal."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Mapping

from config.launch.places import LOGS, PYTHON, ROOT
from config.launch.say import stop, tied

LOG = LOGS / "worker.log"
LONGEST_PAUSE = 60  # seconds before a worker that always ends by itself is started again
SETTLED = 30  # seconds after which a worker counts as well


class Behind:
    """One worker; whoever starts the portal calls ``tend`` every second or so, and ``end`` at last."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self.environment = environment
        self.worker: subprocess.Popen[str] | None = None
        self.pause = 1.0
        LOG.write_text("")

    def start(self) -> None:
        self.began = time.monotonic()
        with LOG.open("a") as log:
            self.worker = subprocess.Popen(
                tied([PYTHON, "manage.py", "work"]),
                cwd=ROOT,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                text=True,
                process_group=0,
            )

    def tend(self) -> None:
        """Starts it, and again when it has died: soon the first time, with longer pauses while it dies at once."""
        if self.worker is None:
            self.start()
        elif self.worker.poll() is not None:
            lived = time.monotonic() - self.began
            if lived > SETTLED:
                self.pause = 1.0
            if lived > self.pause:
                self.pause = min(self.pause * 2, LONGEST_PAUSE)
                self.start()

    def end(self) -> None:
        if self.worker is not None:
            stop(self.worker, patience=15)
