"""A worker that is killed again and again while it carries out a decision about many grants, and what came of it."""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from email import message_from_bytes
from pathlib import Path

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.models import Count
from procrastinate.contrib.django.models import ProcrastinateJob

from grants.models import Grant
from records.approvals import Item, Proposal
from records.events import Event
from records.letters import Letter
from records.letters.letter import LetterFile
from records.mail import Mail
from records.numbers import Series
from records.trail.verify import Chain, held_by_anchors
from tests.jobs.process import Worker, until

LOOK = 0.003  # seconds between two looks at how far the worker is


@dataclass
class Tally:
    """How often the worker was killed, how often with a job in work, and how many letters it had issued each time."""

    kills: int = 0
    in_work: int = 0
    between: int = 0  # kills while some letters were issued and others not


def done(proposal: Proposal) -> int:
    return proposal.items.filter(outcome=Item.Outcome.DONE).count()


def torment(proposal: Proposal, kills: int, start: Callable[[], Worker], *, chance: random.Random) -> Tally:
    """Starts a worker, lets it issue some letters, kills it in the middle of something; so many times."""
    tally, total = Tally(), proposal.items.count()
    share = max(1, total // (kills + 1))
    for _ in range(kills):
        worker, before = start(), done(proposal)
        enough = min(before + chance.randint(1, share), total - 1)
        while done(proposal) < enough and worker.process.poll() is None:
            time.sleep(LOOK)
        time.sleep(chance.random() * 0.08)  # anywhere in what it does next
        worker.kill()
        forgive()
        tally.kills += 1
        tally.in_work += ProcrastinateJob.objects.filter(status="doing").exists()
        tally.between += 0 < done(proposal) < total
    return tally


def forgive() -> None:
    """A job that was killed often would wait a minute before its next turn; but this was us."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET attempts = 0 WHERE status = 'doing'")


def is_settled(proposal: Proposal) -> bool:
    """Every letter is issued and drawn, every mail is sent, nothing waits."""
    total = proposal.items.count()
    return (
        not proposal.items.filter(outcome=Item.Outcome.PENDING).exists()
        and LetterFile.objects.count() == total
        and not Mail.objects.waiting().exists()
        and not ProcrastinateJob.objects.filter(status="doing").exists()
    )


def settle(proposal: Proposal, start: Callable[[], Worker]) -> None:
    """One last worker, which nobody kills."""
    last = start()
    until(lambda: is_settled(proposal), last.log.read_text, patience=3600)
    last.stop()


def faults(proposal: Proposal, mails: Path) -> list[str]:
    """What is lost, doubled or missing: a sentence each."""
    cases = [item.case_id for item in proposal.items.order_by("pk")]
    total = len(cases)
    letters = Letter.objects.order_by("number")
    found = {
        "outcomes": (dict(Counter(proposal.items.values_list("outcome", flat=True))), {"done": total}),
        "numbers": (list(letters.values_list("number", flat=True)), list(range(1, total + 1))),
        "letters by their cases": (list(letters.values_list("case_id", flat=True)), cases),
        "last number of the register": (Series.objects.get(name="市協").last, total),
        "granted grants": (Grant.objects.filter(pk__in=cases, status="granted").count(), total),
        "files": (sum(file.is_genuine for file in LetterFile.objects.all()), total),
        "mails in the outbox": (Mail.objects.count(), total),
        "different mails that went out": (len(names_of_mails(mails)), total),
        "decisions per case": (times(cases, "grant.grant"), {1: total}),
        "issued letters per case": (times(cases, "letter.issued"), {1: total}),
    }
    wrong = [f"{name}: {seen} instead of {wanted}" for name, (seen, wanted) in found.items() if seen != wanted]
    return wrong + [str(fault) for fault in Chain(held_by_anchors([])).faults()]


def times(cases: list[int], verb: str) -> dict[int, int]:
    """How many cases have an event so many times."""
    kind = ContentType.objects.get_for_model(Grant)
    events = Event.objects.filter(case_type=kind, case_id__in=cases, verb=verb).order_by()
    return dict(Counter(dict(events.values_list("case_id").annotate(count=Count("pk"))).values()))


def names_of_mails(folder: Path) -> Counter[str]:
    """How often each mail went out, by its Message-ID."""
    names: Counter[str] = Counter()
    for file in folder.glob("*-*.log"):
        for part in file.read_bytes().split(b"-" * 79 + b"\n"):
            if name := message_from_bytes(part)["Message-ID"]:
                names[name] += 1
    return names
