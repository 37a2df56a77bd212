"""Where cases stand on their way through the posts: for a case's page, and for lists of many."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import F

from accounts.models import User
from records.approvals import Kind, Part, Proposal, Step
from records.approvals.steps import DONE

if TYPE_CHECKING:
    from staff.models import Post

SHOWN = ("post__department", "acted_by", "deputy", "voided_by", "acknowledged_by")
PLACE = attrgetter("position", "number")


@dataclass(frozen=True)
class Stand:
    """Where a case's newest proposal stands: the picture of the route, and what the reader can do."""

    proposal: Proposal
    stops: list[tuple[Step, list[str]]]  # each step that counts, with the people who hold its post today
    open_step: Step | None  # the reader's own, if it is their turn; else the first of those that are open
    may_act: bool
    earlier: list[Step] = field(default_factory=list)  # what was done in earlier rounds and does not count any more
    stuck: list[str] = field(default_factory=list)  # why nobody can act for a post whose turn it is
    opens: bool = False  # the reader sees the proposal's own page

    @property
    def places(self) -> list[tuple[str, list[tuple[Step, list[str]]]]]:
        """The picture: the part of each position, with the steps that act there side by side."""
        grouped = groupby(self.stops, key=lambda stop: (stop[0].position, stop[0].get_part_display()))
        return [(part, list(some)) for (_, part), some in grouped]

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
    def next_posts(self) -> list[Post]:
        """Who gets it when everybody who has it now has acted: those of the next position."""
        here = self.open_step.position if self.open_step else 0
        after = [step for step, _ in self.stops if step.position > here and step.part != Part.READ]
        return [step.post for step in after if step.position == after[0].position]

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

    def holder_of(self, step: Step) -> list[str]:
        """Who has a step today, by name."""
        return next((names for each, names in self.stops if each == step), [])

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
    if not keys:
        return {}
    of_kind = {"proposal__items__case_type": ContentType.objects.get_for_model(kind)}
    rows = Step.objects.filter(**of_kind, proposal__items__case_id__in=keys)
    newest: dict[int, Proposal] = {}
    steps: dict[int, dict[int, Step]] = defaultdict(dict)  # a proposal of several cases comes once for each
    step: Any  # with the case's key
    for step in rows.annotate(case_key=F("proposal__items__case_id")).select_related("proposal__drafted_by", *SHOWN):
        steps[step.proposal_id][step.pk] = step
        if (known := newest.get(step.case_key)) is None or known.pk < step.proposal_id:
            newest[step.case_key] = step.proposal
    routes = {proposal.pk: list(steps[proposal.pk].values()) for proposal in newest.values()}
    found = drawn(newest.values(), routes, user=user, on=on)
    return {key: found[proposal.pk] for key, proposal in newest.items()}


def stands_of(
    proposals: Iterable[Proposal], *, user: User, on: date, posts: Collection[int] | None = None
) -> dict[int, Stand]:
    """By the proposals' keys; they bring their drafters along. ``posts``: for which the reader can act, if known."""
    asked = {proposal.pk: proposal for proposal in proposals}
    routes: dict[int, list[Step]] = defaultdict(list)
    for step in Step.objects.filter(proposal__in=asked).select_related(*SHOWN) if asked else ():
        routes[step.proposal_id].append(step)
    return drawn(asked.values(), routes, user=user, on=on, posts=posts)


def drawn(
    proposals: Iterable[Proposal],
    routes: Mapping[int, list[Step]],
    *,
    user: User,
    on: date,
    posts: Collection[int] | None = None,
) -> dict[int, Stand]:
    """The pictures of routes whose steps are known."""
    if not routes:
        return {}
    people = covers({step.post_id: step.post for route in routes.values() for step in route}.values(), on=on)
    own = {pk for pk, cover in people.items() if cover.standing(user)} if posts is None else set(posts)
    everything = user.reaches_all(on=on)
    return {
        each.pk: stand_of(each, sorted(routes[each.pk], key=PLACE), people, user, own, opens=everything)
        for each in proposals
    }


def stand_of(
    proposal: Proposal, steps: list[Step], people: dict[int, Any], user: User, own: set[int], *, opens: bool
) -> Stand:
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
        stops=[(step, people[step.post_id].names) for step in live],
        open_step=mine or next(iter(waiting), None),
        may_act=mine is not None,
        earlier=sorted((step for step in steps if step not in live and step.act_taken), key=lambda step: step.number),
        opens=opens
        or user.pk == proposal.drafted_by_id
        or any(step.post_id in own or step.acted_by_id == user.pk for step in steps),
        stuck=[people[step.post_id].obstacle for step in waiting if people[step.post_id].obstacle],
    )


def keys_acted_by(user: User, *, on: date) -> set[int]:
    """For which posts somebody can act on a day."""
    post: Any = Step._meta.get_field("post").related_model
    found: set[int] = post._default_manager.keys_acted_by(user, on=on)
    return found


def covers(posts: Iterable[Post], *, on: date) -> dict[int, Any]:
    """By the posts' keys: who acts for each on a day (``staff.cover.Cover``, of the room above)."""
    post: Any = Step._meta.get_field("post").related_model
    found: dict[int, Any] = post._default_manager.covers(posts, on=on)
    return found
