"""200 people on one step at the same time, on a real PostgreSQL: exactly one of them has acted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from accounts.models import User
from organizations.models import Organization, Recognition
from records.approvals import Kind, Proposal, Step
from records.approvals.writing import state_of
from records.events import Event
from records.letters import Letter
from staff.models import Duty
from tests.cast import LONG_AGO, Hall
from tests.organizations import build
from tests.records.ways import approve, put_forward, step_of

pytestmark = pytest.mark.django_db(transaction=True)

PEOPLE, CONNECTIONS = 200, 50  # PostgreSQL gives 100 unless told otherwise
SOONER = "ほかの人が先に処理しました"


@pytest.fixture
def case(hall: Hall, north: Organization, nanami: User) -> Recognition:
    return build.submitted(north, nanami)


def holders_of(post: str, hall: Hall) -> list[int]:
    """So many people who all hold one post."""
    people = User.objects.bulk_create(User(email=f"{n}@example.jp", name=f"係長{n}") for n in range(PEOPLE))
    Duty.objects.bulk_create(Duty(user=user, post=hall.posts[post], starts_on=LONG_AGO) for user in people)
    return [user.pk for user in people]


def all_at_once(people: list[int], act: Callable[[User], object]) -> Counter[str]:
    """Each in a transaction of its own, as many at a time as there are connections; what became of them."""
    start = Barrier(CONNECTIONS)

    def run(number: int) -> str:
        if number < CONNECTIONS:
            start.wait(timeout=60)
        try:
            act(User.objects.get(pk=people[number]))
        except ValidationError as refusal:
            return refusal.messages[0]
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(CONNECTIONS) as pool:
        return Counter(pool.map(run, range(len(people))))


def tries(proposal: Proposal, step: int) -> Callable[[User], object]:
    """What the people press: most approve, some send back, some object."""

    def press(user: User) -> object:
        mine = Proposal.objects.get(pk=proposal.pk)
        if user.pk % 5 == 0:
            return mine.send_back(by=user, step=step, comment="直してください。")
        if user.pk % 5 == 1:
            return mine.object_to(by=user, step=step, comment="異議があります。")
        return mine.approve(by=user, step=step)

    return press


def test_two_hundred_acts_on_one_step_are_one(case: Recognition, hall: Hall):
    proposal = put_forward(case, hall)
    outcomes = all_at_once(holders_of("chief", hall), tries(proposal, step_of(proposal, hall, "chief")))
    refused = {sentence for sentence in outcomes if sentence != "done"}
    assert (outcomes["done"], outcomes.total()) == (1, PEOPLE)
    assert all(SOONER in sentence for sentence in refused)
    assert proposal.acts.exclude(kind=Kind.DRAFT).count() == 1
    assert Step.objects.filter(proposal=proposal, acted_at__isnull=False).count() == 1
    assert [step.turn() for step in proposal.steps.order_by("number")] == list(state_of(proposal).turns)


def test_two_hundred_decisions_are_one_letter(case: Recognition, hall: Hall):
    proposal = put_forward(case, hall)
    approve(proposal, hall, "chief", "manager", "clerk")
    step = step_of(proposal, hall, "director")
    outcomes = all_at_once(
        holders_of("director", hall), lambda user: Proposal.objects.get(pk=proposal.pk).approve(by=user, step=step)
    )
    assert (outcomes["done"], outcomes.total()) == (1, PEOPLE)
    assert Letter.objects.about(case).count() == 1
    assert Event.objects.about(case).filter(verb="recognition.recognise").count() == 1
