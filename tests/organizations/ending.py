"""解散届 and 告示, as they come about by the verbs."""

from __future__ import annotations

from datetime import date
from typing import Any

from accounts.models import User
from organizations.life.dissolution import MINUTES
from organizations.life.gazette import drafted, waiting
from organizations.models import Dissolution, Guidance, Organization, PublicNotice
from records.approvals import Proposal
from records.attachments import receive
from staff.routes import route_for
from tests.cast import MONDAY, Hall
from tests.organizations.build import approve_all, pdf

LAST = date(2056, 3, 31)  # far away: after every recognition of the tests
TYPED: dict[str, Any] = {
    "dissolved_on": LAST,
    "cause": "resolved",
    "resolved_on": date(2056, 3, 1),
    "residue": "備品は見本小学校に渡す。",
    "grant_left": 120_000,
    "reserve_left": 30_000,
    "liquidator": "北野 七海",
    "contact_phone": "0867-00-5678",
}


def reported(body: Organization, by: User, **changes: Any) -> Dissolution:
    case = Dissolution.begin(body, by=by)
    receive(case, pdf("議事録.pdf"), purpose=MINUTES, by=by)
    case.report(by=by, on=MONDAY, **{**TYPED, **changes})
    return case


def proposed(case: Dissolution | Guidance, hall: Hall) -> Proposal:
    rule, stops = route_for(case.approval_kind, amount=None, on=MONDAY)
    return case.propose(by=hall.drafter, on=MONDAY, rule_name=rule.name, route=stops)


def decided(case: Dissolution | Guidance, hall: Hall) -> None:
    """Proposed by the section, decided by 部長 決裁 四郎."""
    approve_all(proposed(case, hall), hall.chief, hall.manager, hall.director)
    case.refresh_from_db()


def noticed(body: Organization, by: User) -> PublicNotice:
    """The first decision about it that waits to be made public."""
    case = waiting(body)[0]
    return PublicNotice.publish(case, by=by, on=MONDAY, **drafted(case))
