"""The same histories through the verbs and the tables: these refuse what the way refuses, and show its state."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, ClassVar

from django.db import transaction
from django.utils import timezone
from hypothesis.stateful import initialize, invariant, rule

from accounts.models import User
from organizations.models import Organization, Recognition
from records.approvals import Kind, Proposal, Step
from records.approvals.deeds import Deed
from records.approvals.way import Place
from records.approvals.writing import state_of
from records.cases import NotNow
from staff.models import Department, Duty, Post
from staff.offices import Standing
from tests.cast import LONG_AGO
from tests.histories.way import DRAFTER, PEOPLE, History, deed_of, intentions, routes
from tests.records.ways import On

POSTS = (*range(1, 15), *range(20, 25), 99)


class RowHistory(History):
    """``people`` and ``posts`` by the numbers that the way knows them by; ``case`` is decided over and over again."""

    people: ClassVar[dict[int, User]]
    posts: ClassVar[dict[int, Post]]
    case: ClassVar[Recognition]
    deputy: ClassVar[Post | None] = None  # in whose post the next act is done

    @initialize(route=routes())
    def draft(self, route: list[Place]) -> None:
        super().draft(route)
        self.undo = transaction.atomic()
        self.undo.__enter__()
        stops = [On(place.position, self.posts[place.post], place.part) for place in route]
        named: dict[str, Any] = {"subject": "件", "reason": "伺い", "rule_name": "専決"}
        self.proposal = Proposal.draft([self.case], by=self.people[DRAFTER], route=stops, **named)

    @rule(wish=intentions())
    def act(self, wish: dict[str, Any]) -> None:
        deed, done = deed_of(self.state, wish), len(self.trail)
        super().act(wish)
        try:
            with transaction.atomic():
                self.verb(deed)()
        except NotNow:
            assert len(self.trail) == done, f"the tables refuse what the way allows: {deed}"
        else:
            assert len(self.trail) == done + 1, f"the tables allow what the way refuses: {deed}"

    def verb(self, deed: Deed) -> Callable[[], Any]:
        """The act as the verb that a page would call."""
        proposal, by, said = self.proposal, self.people[deed.by], deed.comment
        step = Step.objects.filter(proposal=proposal, number=deed.turn).values_list("pk", flat=True).first() or 0
        type(self).deputy = self.posts[deed.deputy] if deed.deputy else None
        opinion = proposal.opinions.filter(number=deed.question).values_list("pk", flat=True).first() or 0
        verbs: dict[Kind, Callable[[], Any]] = {
            Kind.APPROVE: lambda: proposal.approve(by=by, step=step, comment=said),
            Kind.DECIDE: lambda: proposal.approve(by=by, step=step, comment=said),
            Kind.CONDITION: lambda: proposal.approve_on_condition(by=by, step=step, condition=said),
            Kind.OBJECT: lambda: proposal.object_to(by=by, step=step, comment=said),
            Kind.SEND_BACK: lambda: proposal.send_back(by=by, step=step, to=deed.to, comment=said),
            Kind.PULL_BACK: lambda: proposal.pull_back(by=by),
            Kind.WITHDRAW: lambda: proposal.withdraw(by=by, reason=said),
            Kind.ASK: lambda: proposal.ask_opinion(
                by=by, step=step, of=self.people[deed.of or 0], question=said, due_on=timezone.localdate()
            ),
            Kind.ANSWER: lambda: proposal.answer(by=by, opinion=opinion, text=said),
            Kind.REASSIGN: lambda: proposal.reassign(by=by, step=step, post=self.posts[deed.post or 0], reason=said),
            Kind.ACKNOWLEDGE: lambda: proposal.acknowledge(by=by, step=step),
            Kind.READ: lambda: proposal.read(by=by, step=step, comment=said),
            Kind.VOID: lambda: proposal.void(by=by, why=said),
        }
        return verbs[deed.kind]

    @invariant()
    def the_tables_show_the_state(self) -> None:
        if not hasattr(self, "proposal"):
            return
        replayed = state_of(self.proposal)
        rows = [step.turn() for step in self.proposal.steps.order_by("number")]
        assert rows == list(replayed.turns)
        assert Proposal.objects.get(pk=self.proposal.pk).status == replayed.status == self.state.status
        numbers = {person.pk: number for number, person in self.people.items()}
        known = [(turn.position, turn.act, turn.by and numbers[turn.by], turn.voided) for turn in replayed.turns]
        assert known == [(turn.position, turn.act, turn.by, turn.voided) for turn in self.state.turns]
        open_rows = Step.objects.open().filter(proposal=self.proposal).values_list("number", flat=True)
        assert sorted(open_rows) == [turn.number for turn in self.state.open]
        assert self.proposal.acts.count() == len(self.trail) + 1

    def teardown(self) -> None:
        super().teardown()
        if hasattr(self, "undo"):
            transaction.set_rollback(True)
            self.undo.__exit__(None, None, None)


def stage(department: Department, body: Organization, monkeypatch: Any) -> type[RowHistory]:
    """People, posts and a case for the machine; whether somebody may stand for a post is not its question."""
    RowHistory.posts = {
        number: Post.objects.create(department=department, name=f"職{number}", title="職") for number in POSTS
    }
    RowHistory.people = {
        number: User.objects.create(email=f"{number}@example.jp", name=f"職員{number}") for number in PEOPLE
    }
    for person in RowHistory.people.values():
        Duty.objects.create(user=person, post=RowHistory.posts[99], starts_on=LONG_AGO)
    RowHistory.case = Recognition.objects.create(organization=body, name=body.name)
    silent: dict[str, Any] = {
        "carry_out": lambda *_, **__: None,
        "proposal_returned": lambda *_, **__: None,
        "decided_facts": lambda _: {"名称": "北の会"},
    }
    for name, instead in silent.items():
        monkeypatch.setattr(Recognition, name, instead)

    def standing(post: Post, user: User, *, on: date) -> Standing:
        return Standing(RowHistory.deputy, post) if RowHistory.deputy else Standing(post)

    monkeypatch.setattr(Post, "standing", standing)
    monkeypatch.setattr(Proposal, "able", lambda *_, **__: [])
    return RowHistory
