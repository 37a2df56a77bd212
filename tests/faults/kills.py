"""``python -m tests.faults.kills 100``: a decision about 500 grants, its worker killed 100 times; what is lost?

Runs on a database of its own beside the named one: ``python3 -m config.launch exec python -m tests.faults.kills 100``.
A second number sets how many letters, a third the seed of the chance by which the moments are chosen.
"""

from __future__ import annotations

import os
import random
import sys
import tempfile
import time
from pathlib import Path

import django

NAME = "kyodo_kills"


def main(kills: int = 100, letters: int = 500, seed: int = 2025) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    from django.conf import settings
    from django.test.utils import setup_databases, teardown_databases

    settings.DATABASES["default"]["TEST"]["NAME"] = NAME
    made = setup_databases(verbosity=0, interactive=False)
    try:
        with tempfile.TemporaryDirectory() as folder:
            return play(kills, letters, random.Random(seed), Path(folder))
    finally:
        teardown_databases(made, verbosity=0)


def play(kills: int, letters: int, chance: random.Random, folder: Path) -> int:
    from tests.batches.build import decided
    from tests.cast import city_hall
    from tests.faults.torment import faults, names_of_mails, settle, torment
    from tests.jobs.process import Worker, address_of_the_tests

    files = {"EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend", "EMAIL_FILE_PATH": str(folder)}

    def start() -> Worker:
        return Worker({"DATABASE_URL": address_of_the_tests(), **files}, folder / "worker.log")

    began = time.monotonic()
    proposal = decided(city_hall(), letters)
    say(f"{letters} grants are decided, {time.monotonic() - began:.0f} s")
    began = time.monotonic()
    tally = torment(proposal, kills, start, chance=chance)
    say(f"the worker was killed {tally.kills} times in {time.monotonic() - began:.0f} s")
    say(f"{tally.in_work} times with a job in work, {tally.between} times with some letters issued and others not")
    settle(proposal, start)
    say(f"the last worker was done after {time.monotonic() - began:.0f} s")
    found = faults(proposal, folder)
    twice = sum(count - 1 for count in names_of_mails(folder).values())
    say(f"mails sent once more under the same name, by a worker that died before it could note them: {twice}")
    whole = f"nothing lost, nothing doubled, numbers 1 to {letters} without a gap, the chain of the trail whole"
    say("\n".join(found) or whole)
    return len(found)


def say(sentence: str) -> None:
    sys.stdout.write(f"{sentence}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
