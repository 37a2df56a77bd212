"""A proposal on a longer way than the rule of the cast: 回議, two 合議 at once, 決裁, 供覧."""

from __future__ import annotations

from dataclasses import dataclass

from accounts.models import User
from organizations.models import Recognition
from records.approvals import Act, Part, Proposal, Step
from staff.models import Post
from tests.cast import Hall
from tests.organizations import build


@dataclass
class On:
    """A stop of a route, as the city's rule gives it."""

    position: int
    post: Post
    part: str


LONG = [
    (1, "chief", Part.CIRCULATE),
    (2, "manager", Part.CONSULT),
    (2, "clerk", Part.CONSULT),
    (3, "director", Part.DECIDE),
    (4, "mayor", Part.READ),
]


def route(hall: Hall, stops: list[tuple[int, str, Part]]) -> list[On]:
    return [On(position, hall.posts[post], part) for position, post, part in stops]


def put_forward(case: Recognition, hall: Hall, stops: list[tuple[int, str, Part]] = LONG) -> Proposal:
    case.review(build.words(), by=hall.drafter)
    return case.propose(
        by=hall.drafter,
        outcome="recognise",
        effective_on=build.EFFECTIVE,
        conditions="規約を変えたら届け出ること。",
        reason="基準による。",
        rule_name="部長専決",
        route=route(hall, stops),
    )


def step_of(proposal: Proposal, hall: Hall, post: str) -> int:
    """The step that counts now for a post."""
    return Step.objects.live().get(proposal=proposal, post=hall.posts[post]).pk


def again(user: User) -> User:
    """The same person in a new request."""
    return User.objects.get(pk=user.pk)


def approve(proposal: Proposal, hall: Hall, *posts: str, comment: str = "") -> Act:
    """Each post's usual holder approves; the last act comes back."""
    people = {"clerk": hall.liaison}
    acts = [
        proposal.approve(
            by=again(people.get(post) or getattr(hall, post)), step=step_of(proposal, hall, post), comment=comment
        )
        for post in posts
    ]
    return acts[-1]
