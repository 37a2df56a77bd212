"""``python -m tests.faults.crowd 500``: so many people sign up for 100 seats at once; who is lost, who sits twice?

Runs on a database of its own beside the named one: ``python3 -m config.launch exec python -m tests.faults.crowd 500``.
Half of them press the button twice; a tenth cancels at once.
"""

from __future__ import annotations

import os
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import django

NAME = "kyodo_crowd"
SEATS, AT_ONCE = 100, 25


def main(people: int = 500) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    from django.conf import settings
    from django.test.utils import setup_databases, teardown_databases

    settings.DATABASES["default"]["TEST"]["NAME"] = NAME
    made = setup_databases(verbosity=0, interactive=False)
    try:
        return play(people)
    finally:
        teardown_databases(made, verbosity=0)


def play(people: int) -> int:
    from organizations.meetings.signups import Signup
    from tests import cast
    from tests.organizations.meetings import build

    hall, land = cast.city_hall(), cast.land()
    body = cast.organization("北の会", land.north_oaza)
    meeting = build.announced(body, hall.drafter, capacity=SEATS)
    began = time.perf_counter()
    with ThreadPoolExecutor(AT_ONCE) as crowd:
        failures = [problem for problem in crowd.map(lambda n: sign(meeting.pk, n), range(people)) if problem]
    took = time.perf_counter() - began
    states = Counter(Signup.objects.values_list("state", flat=True))
    full = min(SEATS, people - states["out"])
    sound = not failures and sum(states.values()) == people and states["in"] == full
    word = "sound" if sound else "BROKEN"
    sys.stdout.write(f"{people} for {SEATS} seats, {took:.1f} s: {dict(states)}, {len(failures)} failures: {word}\n")
    return 0 if sound else 1


def sign(key: int, n: int) -> str:
    """What went wrong for one person; empty when nothing did."""
    from uuid import uuid4

    from django.db import connection

    from organizations.meetings.meeting import Meeting
    from organizations.meetings.signups import Signup
    from tests.organizations.meetings.build import NOON, PERSON

    token = uuid4()
    try:
        for _ in range(1 + n % 2):
            meeting = Meeting.objects.get(pk=key)
            signup = Signup.make(meeting, token=token, at=NOON, **{**PERSON, "name": f"人 {n}", "email": ""})
        if n % 10 == 0:
            signup.cancel(at=NOON)
    except Exception as problem:  # noqa: BLE001  # whatever it is, it is a failure of the portal
        return repr(problem)
    finally:
        connection.close()
    return ""


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
