"""The people as whom a visitor of the demonstration may sign in with one press."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from accounts import factors
from accounts.factors import MAILBOX
from accounts.models import User
from config.demo.city import PASSWORD
from organizations.models import Officer
from staff.models import CommitteeMember, Duty, Partner


@dataclass(frozen=True)
class Guise:
    place: str
    post: str
    name: str
    email: str
    password: str = PASSWORD


def guises(*, on: date) -> dict[str, list[Guise]]:
    """By side: the offices' people from the desk upwards, each organization's representative, committees' members."""
    duties = Duty.objects.held(on=on).filter(user__email__endswith=MAILBOX, user__is_active=True)
    roles = Officer.objects.held(on=on).filter(user__email__endswith=MAILBOX, kind=Officer.Kind.PRESIDENT)
    seats = CommitteeMember.objects.held(on=on).filter(user__email__endswith=MAILBOX)
    return {
        "市の職員": [
            Guise(str(duty.post.department), duty.post.title, duty.user.name, duty.user.email)
            for duty in duties.select_related("post__department", "user").order_by("-post__rank")
        ],
        "団体の人": [
            Guise(str(role.organization), role.get_kind_display(), role.user.name, role.user.email)
            for role in roles.select_related("organization", "user").order_by("organization__furigana")
            if role.user
        ],
        "地域の支え手": [
            Guise(str(each.area), str(each.kind), each.user.name, each.user.email)
            for each in Partner.objects.held(on=on)
            .filter(user__email__endswith=MAILBOX)
            .select_related("area", "kind", "user")
        ],
        "委員会の委員": [
            Guise(str(seat.committee), seat.get_kind_display(), seat.user.name, seat.user.email)
            for seat in seats.select_related("committee", "user")
        ],
    }


def give_second_factors(*, on: date) -> None:
    """Every invented person of the city hall has an authenticator app; the page of the code says what it shows."""
    for user in User.objects.filter(email__endswith=MAILBOX):
        if factors.must_have_one(user, on=on) and not factors.has_one(user):
            factors.give_app(user)
