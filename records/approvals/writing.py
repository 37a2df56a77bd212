"""How an act is written: the way says what it makes of the state, then act, steps, status and events, all at once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from accounts.models import User
from records.approvals.deeds import Deed, apply, replay
from records.approvals.steps import Step, project
from records.approvals.way import STALE, Kind, Refused, State
from records.cases import NotNow, spoken
from records.events import record, standing

if TYPE_CHECKING:
    from records.approvals.acting import Acting
    from records.approvals.trail import Act
    from staff.offices import Post


@dataclass(frozen=True)
class Hand:
    """Whose act it is: the person, the post in which it is done, and for a step its row."""

    by: User
    as_post: str
    step: Step | None = None
    deputy: Post | None = None  # 代決: the post of the substitute

    def deed(self, kind: Kind, comment: str = "", **facts: Any) -> Deed:
        deputy = self.deputy.pk if self.deputy else None
        turn = self.step.number if self.step else 0
        return Deed(kind, self.by.pk, turn=turn, comment=comment.strip(), deputy=deputy, **facts)


@contextmanager
def heard() -> Iterator[None]:
    """What the way refuses, as every verb refuses."""
    try:
        yield
    except Refused as refusal:
        raise NotNow(str(refusal)) from None


def state_of(proposal: Acting) -> State:
    """Where the proposal stands, as its acts have made it."""
    first, *later = proposal.acts.select_related("step").order_by("number")
    return replay(first.route, [act.deed() for act in later], drafter=first.by_id)


def hand_of(proposal: Acting, by: User, seen: int, *, needs_open: bool = True) -> Hand:
    """Somebody at the step that was seen on the page; NotNow if it is past, or not theirs to fill."""
    step = proposal.steps.select_related("post").filter(pk=seen).first()
    if step is None or (needs_open and not step.is_open):
        raise NotNow(STALE)
    on = timezone.localdate()
    place = step.post.standing(by, on=on)
    if place is None:
        raise NotNow(f"今は{step.post}の番です。")
    if any(case.tied(by, on=on) for case in proposal.cases() if hasattr(case, "tied")):
        raise NotNow("この案件の団体とかかわりがあるので、決裁に加われません(除斥)。ほかの人が受け持ちます。")
    if place.for_post is None:
        return Hand(by, str(place.post), step)
    return Hand(by, f"{place.post}({place.for_post}の代決)", step, place.post)


def drafter_of(proposal: Acting, by: User) -> Hand:
    """Whoever does something to the whole proposal, in the post that they hold today."""
    return Hand(by, standing(by, proposal))


def write(proposal: Acting, hand: Hand, deed: Deed, **facts: Any) -> Act:
    """One act, with all that follows from it for the proposal's own rows; NotNow if the way refuses it."""
    before = state_of(proposal)
    with heard():
        after = apply(before, deed)
    of_way = {name: value for name in ("deputy", "to", "post", "of") if (value := getattr(deed, name)) is not None}
    if deed.question:
        of_way["question"] = deed.question
    act = proposal.acts.create(
        number=proposal.acts.count() + 1,
        kind=deed.kind,
        step=hand.step,
        by=hand.by,
        as_post=hand.as_post,
        comment=deed.comment,
        facts={**facts, **of_way},
    )
    with spoken(Step):
        project(proposal, after, act)
    tell(proposal, act, moved=after.status != before.status)
    return act


def tell(proposal: Acting, act: Act, *, moved: bool) -> None:
    """The act in the history of the proposal and of each of its cases; a status changes with it."""
    earlier = act.kind == Kind.SEND_BACK and not moved
    verb = "step_back" if earlier else act.kind
    facts = {name: value for name, value in act.facts.items() if name != "route"}
    said = {**facts, "post": str(act.step.post) if act.step else "", "comment": act.comment}
    if moved:
        proposal.take(verb, by=act.by, **said)
        proposal.save()
    else:
        record(proposal, f"proposal.{verb}", by=act.by, **said)
    for case in proposal.cases():
        record(case, f"proposal.{verb}", by=act.by, **said)
