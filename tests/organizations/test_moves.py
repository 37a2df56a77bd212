"""Whatever people do in whatever order, a recognition only moves as the table of moves says, and every move is told."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from organizations.models import Organization, Recognition
from records.approvals import Proposal
from records.corrections import Correction
from records.events import Event
from records.letters import Letter
from tests import cast
from tests.cast import MONDAY
from tests.organizations import build

pytestmark = pytest.mark.django_db
EXPECTED = {  # verb: from, to; the life cycle as the ordinance has it, beside the table of the model
    "submit": ({"draft", "returned"}, "submitted"),
    "ask": ({"submitted"}, "returned"),
    "propose": ({"submitted"}, "proposed"),
    "send_back": ({"proposed"}, "submitted"),
}


class Life(RuleBasedStateMachine):
    @initialize()
    def apply(self) -> None:
        self.undo = transaction.atomic()
        self.undo.__enter__()
        self.hall, land = cast.city_hall(), cast.land()
        body = cast.organization("北の会", land.north_oaza)
        self.nanami = cast.person("北野 七海", "nanami")
        cast.officer(body, self.nanami)
        self.case = build.application(body, self.nanami)
        self.status, self.told = "draft", 1

    def attempt(self, verb: str, act: Callable[[], Any]) -> None:
        sources, target = EXPECTED[verb]
        possible = self.status in sources
        try:
            with transaction.atomic():
                act()
            done = True
        except ValidationError:
            done = False
        assert done == possible, f"{verb} in {self.status}"
        if done:
            self.status = target

    @rule()
    def submit(self) -> None:
        self.attempt("submit", lambda: self.case.submit(by=self.nanami, on=MONDAY, **build.TYPED))

    @rule()
    def ask(self) -> None:
        ask: Any = {"field": "purpose", "label": "目的", "comment": "具体的に。"}
        self.attempt("ask", lambda: self.case.ask_correction([ask], by=self.hall.drafter, due_on=MONDAY))

    @rule(outcome=st.sampled_from(["recognise", "refuse"]))
    def propose(self, outcome: str) -> None:
        self.attempt("propose", lambda: build.proposed(self.case, self.hall, outcome))

    @rule(approves=st.booleans(), who=st.sampled_from(["chief", "manager", "director", "drafter"]))
    def act(self, approves: bool, who: str) -> None:
        """Somebody of the route acts; only the holder of the open step can."""
        proposal = Proposal.objects.about(self.case).first()
        step = proposal and proposal.current()
        if not proposal or not step:
            return
        user, last = getattr(self.hall, who), step.position == 3
        mine = self.hall.posts[who] == step.post
        try:
            with transaction.atomic():
                if approves:
                    proposal.approve(by=user, step=step.pk)
                else:
                    proposal.send_back(by=user, step=step.pk, comment="見直してください。")
            assert mine
        except ValidationError:
            assert not mine
            return
        if not approves:
            self.status = "submitted"
        elif last:
            self.case.refresh_from_db()
            self.status = {"recognise": "recognised", "refuse": "refused"}[self.case.outcome]

    @invariant()
    def the_database_says_the_same(self) -> None:
        if not hasattr(self, "status"):
            return
        case = Recognition.objects.get(pk=self.case.pk)
        body = Organization.objects.get(pk=case.organization_id)
        decided = self.status in {"recognised", "refused"}
        assert case.status == self.status
        assert (body.status == "active") == (self.status == "recognised")
        assert Letter.objects.count() == int(decided)
        assert Correction.objects.about(case).open().exists() == (self.status == "returned")
        assert Proposal.objects.about(case).running().exists() == (self.status == "proposed")

    @invariant()
    def the_record_only_grows(self) -> None:
        if not hasattr(self, "told"):
            return
        count = Event.objects.about(self.case).count()
        assert count >= self.told
        self.told = count

    def teardown(self) -> None:
        if hasattr(self, "undo"):
            transaction.set_rollback(True)
            self.undo.__exit__(None, None, None)


def test_every_order_of_verbs() -> None:
    quick = settings(max_examples=12, stateful_step_count=14, deadline=None, suppress_health_check=list(HealthCheck))
    run_state_machine_as_test(Life, settings=quick)
