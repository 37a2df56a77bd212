"""How long the page waits when somebody approves very many cases with one press. By hand:

python3 -m config.launch exec pytest -q -s tests/bench/acts.py
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from time import perf_counter
from typing import Any

import pytest
from django.urls import reverse

from accounts.models import User
from records.approvals.together import Together, approve_next
from tests.batches import build
from tests.cast import Hall, Land
from tests.portal import PortalClient

CASES = 2_000


@pytest.mark.django_db
def test_approving_very_many_cases(
    as_user: Callable[[User], PortalClient], hall: Hall, land: Land, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.JOBS_AT_ONCE = False
    start = perf_counter()
    proposal = build.proposed(hall, CASES)
    say(f"{CASES:,} cases, made and drafted: {perf_counter() - start:.1f} s")

    def press(who: User) -> float:
        step = proposal.current()
        assert step
        browser, start = as_user(who), perf_counter()
        answer = browser.post(reverse("records:approve", args=[proposal.pk]), {"step": step.pk, "comment": ""})
        taken = perf_counter() - start
        assert answer.status_code == 302
        return taken

    with monkeypatch.context() as patch:
        patch.setattr("records.approvals.doing.MANY", CASES)
        say(f"POST that does it within the request: {press(hall.chief):.2f} s")
    say(f"POST that leaves it to the worker: {press(hall.manager):.2f} s")
    start = perf_counter()
    approve_next(together=Together.objects.get().pk)
    say(f"the worker's part: {perf_counter() - start:.1f} s")
    assert proposal.steps.exclude(act_taken="").count() == 2


def say(line: str) -> None:
    sys.stderr.write(f"\n{line}")
