"""What can be pressed on a proposal, by the names of the buttons, from what was typed; and whether it must wait.

An act on very many cases looks at each of them, so it is done behind the page. What the way itself refuses is told at
once all the same.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final

from records.approvals.deeds import Deed, apply
from records.approvals.way import Kind, Part
from records.approvals.writing import heard, state_of

if TYPE_CHECKING:
    from accounts.models import User
    from records.approvals.proposal import Proposal
    from records.approvals.trail import Act

Said = Mapping[str, Any]

DOING: Final[Mapping[str, Callable[[Any, User, Said], Act]]] = {
    "approve": lambda it, by, said: it.approve(by=by, step=said["step"], comment=said["comment"]),
    "condition": lambda it, by, said: it.approve_on_condition(by=by, step=said["step"], condition=said["comment"]),
    "object": lambda it, by, said: it.object_to(by=by, step=said["step"], comment=said["comment"]),
    "send_back": lambda it, by, said: it.send_back(by=by, step=said["step"], comment=said["comment"], to=said["to"]),
    "read": lambda it, by, said: it.read(by=by, step=said["step"], comment=said["comment"]),
    "acknowledge": lambda it, by, said: it.acknowledge(by=by, step=said["step"]),
    "pull_back": lambda it, by, _: it.pull_back(by=by),
    "withdraw": lambda it, by, said: it.withdraw(by=by, **said),
    "amend": lambda it, by, said: it.amend(by=by, **said),
    "ask": lambda it, by, said: it.ask_opinion(by=by, **said),
    "answer": lambda it, by, said: it.answer(by=by, **said),
    "reassign": lambda it, by, said: it.reassign(by=by, **said),
}

MANY: Final = 50  # cases; with more of them the page does not wait
BEHIND: Final[Mapping[str, Kind]] = {  # what looks at every case, or opens it again
    "approve": Kind.APPROVE,
    "condition": Kind.CONDITION,
    "object": Kind.OBJECT,
    "send_back": Kind.SEND_BACK,
    "pull_back": Kind.PULL_BACK,
    "withdraw": Kind.WITHDRAW,
}


def must_wait(proposal: Proposal, name: str) -> bool:
    return name in BEHIND and proposal.items.count() > MANY


def refuse_early(proposal: Proposal, name: str, *, by: User, said: Said) -> None:
    """NotNow for what the way refuses, whatever the cases say; so that nobody waits for it behind the page."""
    kind = BEHIND[name]
    step = proposal.steps.filter(pk=said.get("step") or 0).first()
    if step and kind == Kind.APPROVE and step.part == Part.DECIDE:
        kind = Kind.DECIDE
    comment = said.get("comment") or said.get("reason") or ""
    deed = Deed(kind, by.pk, turn=step.number if step else 0, comment=comment, to=said.get("to"))
    with heard():
        apply(state_of(proposal), deed)
