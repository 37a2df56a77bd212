"""Who may, about the committees of the city's plan."""

from __future__ import annotations

from django.utils import timezone

from accounts.access import YES, Answer, No
from accounts.models import User
from plans.cityplan.rules import may_keep_plan
from plans.cityplan.sessions.session import CommitteeSession


def may_see_boards(user: User, _: object) -> Answer:
    today = timezone.localdate()
    if user.is_city(on=today) or user.seats_on(today):
        return YES
    return No("ここは、推進委員会の委員と市の職員のためのページです。")


def may_speak(user: User, session: CommitteeSession) -> Answer:
    """Whoever sits on the committee, of staff or from outside; and the section, which takes opinions down."""
    today = timezone.localdate()
    if any(seat.committee_id == session.committee_id for seat in user.seats_on(today)):
        return YES
    if may_keep_plan(user, session):
        return YES
    return No("意見を書くのは、この委員会の委員です。")
