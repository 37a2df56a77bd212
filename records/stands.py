"""Where cases stand on their way through the posts: for a case's page, and for lists of many."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q

from accounts.models import User
from records.approvals import Item, Kind, Part, Proposal, Step
from records.approvals.steps import DONE, posts_acted_by

if TYPE_CHECKING:
    from staff.models import Post


@dataclass(frozen=True)
class Stand:
    """Where a case's newest proposal stands: the picture of the route, and what the reader can do."""

    proposal: Proposal
    stops: list[tuple[Step, list[str]]]  # each step that counts, with the people who hold its post today
    open_step: Step | None  # the reader's own, if it is their turn; else the first of those that are open
    may_act: bool
    earlier: list[Step] = field(default_factory=list)  # what was done in earlier rounds and does not count any more

    @property
    def open_steps(self) -> list[Step]:
        """All that can act now: several in parallel where the city's rule says 合議."""
        if not self.open_step:
            return []
        return [step for step, _ in self.stops if step.is_open and step.position == self.open_step.position]

    @property
    def next_post(self) -> Post | None:
        """Who gets it after the open step, or has it beside; those who only read afterwards are not on the way."""
        waiting = (step for step, _ in self.stops if not step.act_taken and step.part != Part.READ)
        return next((step.post for step in waiting if step != self.open_step), None)

    @property
    def sent_back(self) -> Step | None:
        """The step that gave the proposal back to its drafter, for as long as there is no newer one."""
        return next((step for step, _ in self.stops if step.act_taken == Kind.SEND_BACK), None)

    @property
    def since(self) -> datetime:
        """From when the open step's post has it."""
        return (self.open_step and self.open_step.opened_at) or self.proposal.drafted_at

    @property
    def holder(self) -> str:
        """The post that must act now, with whoever holds it: 「協働推進係長 回議 二郎」; empty when nobody must."""
        return next(
            (f"{step.post} {'、'.join(names)}".strip() for step, names in self.stops if step == self.open_step), ""
        )

    @property
    def conditions(self) -> list[Step]:
        """The conditions under which posts have agreed: every later step and the drafter read them."""
        return [step for step, _ in self.stops if step.act_taken == Kind.CONDITION]

    @property
    def objections(self) -> list[Step]:
        """What whoever decides must answer."""
        return [step for step, _ in self.stops if step.act_taken == Kind.OBJECT]

    @property
    def owing(self) -> list[Step]:
        """代決 that the holders of the posts have not seen yet."""
        return [step for step, _ in self.stops if step.owes_acknowledgement]


def stand(case: models.Model, *, user: User, on: date) -> Stand | None:
    """For a case's page; None where nothing was ever proposed."""
    return stands(type(case), [case.pk], user=user, on=on).get(case.pk)


def stands(kind: type[models.Model], keys: Collection[int], *, user: User, on: date) -> dict[int, Stand]:
    """By the cases' keys, for those that were ever proposed. As many queries for one as for many."""
    items = Item.objects.filter(case_type=ContentType.objects.get_for_model(kind), case_id__in=keys)
    newest = {
        item.case_id: item.proposal for item in items.select_related("proposal__drafted_by").order_by("proposal_id")
    }
    steps: dict[int, list[Step]] = defaultdict(list)
    rows = Step.objects.filter(proposal__in=newest.values()).in_order()
    for step in rows.select_related("post__department", "acted_by", "deputy", "voided_by", "acknowledged_by"):
        steps[step.proposal_id].append(step)
    names = holders({step.post_id for route in steps.values() for step in route}, on=on)
    own = set(posts_acted_by(user, on=on).values_list("pk", flat=True)) if newest else set()
    return {key: stand_of(proposal, steps[proposal.pk], names, user, own) for key, proposal in newest.items()}


def stand_of(proposal: Proposal, steps: list[Step], names: dict[int, list[str]], user: User, own: set[int]) -> Stand:
    given_back = max((step.number for step in steps if step.act_taken == Kind.SEND_BACK), default=0)
    last = given_back if proposal.status == Proposal.Status.RETURNED else 0
    live = [step for step in steps if step.is_live or step.number == last]
    waiting = [step for step in live if step.is_open and step.part != Part.READ] if proposal.is_running else []
    barred = user.pk == proposal.drafted_by_id or any(
        step.acted_by_id == user.pk and step.act_taken in DONE for step in live
    )
    mine = None if barred else next((step for step in waiting if step.post_id in own), None)
    return Stand(
        proposal=proposal,
        stops=[(step, names[step.post_id]) for step in live],
        open_step=mine or next(iter(waiting), None),
        may_act=mine is not None,
        earlier=sorted((step for step in steps if step not in live and step.act_taken), key=lambda step: step.number),
    )


def holders(posts: Collection[int], *, on: date) -> dict[int, list[str]]:
    """The names of those who hold the posts on a day."""
    found: dict[int, list[str]] = defaultdict(list)
    held = Q(duties__ends_on=None) | Q(duties__ends_on__gte=on)
    people = User.objects.filter(held, duties__post__in=posts, duties__starts_on__lte=on)
    for post, name in people.values_list("duties__post", "name").order_by("name"):
        found[post].append(name)
    return found
