"""Two people at the same instant, on a real PostgreSQL with real transactions."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from accounts.models import User
from grants.models import Change, Grant
from organizations.models import Organization
from records.approvals import Proposal
from records.events import Event
from records.letters import Letter
from records.numbers import Series
from tests.cast import MONDAY, Hall
from tests.grants import build, later

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts: Callable[[], object]) -> list[str]:
    """Runs each in a thread and connection of its own, started together; what each came to."""
    start = Barrier(len(acts))

    def run(act: Callable[[], object]) -> str:
        try:
            start.wait(timeout=20)
            act()
        except ValidationError as refusal:
            return " ".join(refusal.messages)
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(len(acts)) as pool:
        return sorted(pool.map(run, acts))


def approving(grant: Grant | Change, by: User) -> Callable[[], object]:
    """The open step's approval, as a page shows it: proposal and step were read before."""
    proposal = Proposal.objects.about(grant).get()
    step = build.open_step(proposal).pk
    return lambda: Proposal.objects.get(pk=proposal.pk).approve(by=User.objects.get(pk=by.pk), step=step)


class TestTwoDecisionsOfOneGrant:
    def test_are_one_decision_with_one_number_and_one_letter(self, proposed: Grant, hall: Hall):
        build.approve(proposed, hall.chief, hall.manager)
        outcomes = at_once(*(approving(proposed, hall.director) for _ in range(2)))
        proposed.refresh_from_db()
        assert (proposed.status, proposed.amount_decided) == ("granted", 450_000)
        assert outcomes[0] == "done"
        assert "先に処理しました" in outcomes[1]
        assert Letter.objects.about(proposed).count() == 1
        assert Series.objects.get(name="市協").last == 1
        assert Event.objects.about(proposed).filter(verb="grant.grant").count() == 1


class TestTwoGrantsThatTogetherExceedTheBudget:
    def test_exactly_one_is_decided(self, hall: Hall, north: Organization, nanami: User, kuko: User):
        south = kuko.roles.get().organization
        money = build.scheme(hall.drafter, appropriation=600_000)
        grants = [build.submitted(north, money, nanami, 450_000), build.submitted(south, money, kuko, 300_000)]
        for grant in grants:
            build.approve(build.proposed(grant, hall), hall.chief, hall.manager)
        outcomes = at_once(*(approving(grant, hall.director) for grant in grants))
        assert outcomes.count("done") == 1
        assert any("予算が足りません" in outcome for outcome in outcomes)
        decided = Grant.objects.get(status="granted")
        assert Letter.objects.count() == 1
        assert money.budget().decided == decided.amount_decided


class TestTwoIncreasesThatTogetherExceedTheBudget:
    def test_exactly_one_is_approved(self, hall: Hall, north: Organization, nanami: User, kuko: User):
        money = build.scheme(hall.drafter, appropriation=770_000)
        bodies = ((north, nanami, 450_000, 470_000), (kuko.roles.get().organization, kuko, 300_000, 320_000))
        changes = []
        for body, leader, first, more in bodies:
            granted = build.granted(body, money, leader, hall, first)
            changes.append(later.submitted(granted, leader, grant_share=more))
        for change in changes:
            later.propose(change, hall, outcome="approve", amount=change.amount_wanted, grounds="一")
            later.approve(change, hall.chief, hall.manager)
        outcomes = at_once(*(approving(change, hall.director) for change in changes))
        assert outcomes.count("done") == 1
        assert any("予算が足りません" in outcome for outcome in outcomes)
        assert money.budget().decided == 770_000
        assert Letter.objects.filter(kind="grants.changed").count() == 1


class TestTwoApplicationsOfOneOrganization:
    def test_are_one(self, hall: Hall, north: Organization, nanami: User):
        money = build.scheme(hall.drafter)
        plan = build.plan(build.recognised(north, nanami), nanami)

        def begin() -> None:
            Grant.begin(Organization.objects.get(pk=north.pk), type(money).objects.get(), plan, by=nanami, on=MONDAY)

        outcomes = at_once(begin, begin)
        assert outcomes[0] == "done"
        assert "もうあります" in outcomes[1]
        assert Grant.objects.count() == 1

    def test_sent_twice_take_one_receipt_number(self, draft: Grant, nanami: User):
        outcomes = at_once(*(lambda: Grant.objects.get(pk=draft.pk).submit(by=nanami, on=MONDAY) for _ in range(2)))
        assert outcomes[0] == "done"
        assert "もう出してあります" in outcomes[1]
        assert Series.objects.get(name="収受").last == 1


class TestBeginWhileTheSchemeIsOpened:
    def test_a_scheme_with_an_application_is_never_a_draft(self, hall: Hall, north: Organization, nanami: User):
        money = build.scheme(hall.drafter)
        plan = build.plan(build.recognised(north, nanami), nanami)
        one, other = type(money).objects.get(), type(money).objects.get()
        outcomes = at_once(
            lambda: Grant.begin(north, one, plan, by=nanami, on=MONDAY),
            lambda: other.reopen(by=hall.drafter),
        )
        money.refresh_from_db()
        assert outcomes.count("done") == 1
        assert Grant.objects.exists() is (money.status == "adopted")
