"""Where cases stand on their way through the posts: for a case's page, and for lists of many."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q

from accounts.models import User
from records.approvals import Proposal, Step

if TYPE_CHECKING:
    from staff.models import Post


@dataclass(frozen=True)
class Stand:
    """Where a case's newest proposal stands: the picture of the route, and what the reader can do."""

    proposal: Proposal
    stops: list[tuple[Step, list[str]]]  # each step with the people who hold its post today
    open_step: Step | None
    may_act: bool

    @property
    def next_post(self) -> Post | None:
        """Who gets it after the open step."""
        waiting = [step for step, _ in self.stops if step.acted_at is None]
        return waiting[1].post if len(waiting) > 1 else None

    @property
    def sent_back(self) -> Step | None:
        """The step that gave the proposal back, for as long as there is no newer one."""
        if self.proposal.status != Proposal.Status.RETURNED:
            return None
        return next((step for step, _ in self.stops if step.act_taken == Step.Act.SEND_BACK), None)

    @property
    def since(self) -> datetime:
        """From when the open step's post has it."""
        return max([self.proposal.drafted_at, *(step.acted_at for step, _ in self.stops if step.acted_at)])

    @property
    def holder(self) -> str:
        """The post that must act now, with whoever holds it: 「協働推進係長 回議 二郎」; empty when nobody must."""
        return next(
            (f"{step.post} {'、'.join(names)}".strip() for step, names in self.stops if step == self.open_step), ""
        )


def stand(case: models.Model, *, user: User, on: date) -> Stand | None:
    """For a case's page; None where nothing was ever proposed."""
    return stands(type(case), [case.pk], user=user, on=on).get(case.pk)


def stands(kind: type[models.Model], keys: Collection[int], *, user: User, on: date) -> dict[int, Stand]:
    """By the cases' keys, for those that were ever proposed. Three queries, however many there are."""
    about = Proposal.objects.filter(case_type=ContentType.objects.get_for_model(kind), case_id__in=keys)
    newest = {
        proposal.case_id: proposal for proposal in about.select_related("drafted_by").order_by("drafted_at", "pk")
    }
    steps: dict[int, list[Step]] = defaultdict(list)
    for step in Step.objects.filter(proposal__in=newest.values()).select_related("post__department", "acted_by"):
        steps[step.proposal_id].append(step)
    names = holders({step.post_id for route in steps.values() for step in route}, on=on)
    own = {duty.post_id for duty in user.duties_on(on)}
    return {key: _stand(proposal, steps[proposal.pk], names, user, own) for key, proposal in newest.items()}


def _stand(proposal: Proposal, steps: list[Step], names: dict[int, list[str]], user: User, own: set[int]) -> Stand:
    waiting = (step for step in steps if step.acted_at is None)
    open_step = next(waiting, None) if proposal.is_running else None
    return Stand(
        proposal=proposal,
        stops=[(step, names[step.post_id]) for step in steps],
        open_step=open_step,
        may_act=open_step is not None and open_step.post_id in own and user.pk != proposal.drafted_by_id,
    )


def holders(posts: Collection[int], *, on: date) -> dict[int, list[str]]:
    """The names of those who hold the posts on a day."""
    found: dict[int, list[str]] = defaultdict(list)
    held = Q(duties__ends_on=None) | Q(duties__ends_on__gte=on)
    people = User.objects.filter(held, duties__post__in=posts, duties__starts_on__lte=on)
    for post, name in people.values_list("duties__post", "name").order_by("name"):
        found[post].append(name)
    return found
