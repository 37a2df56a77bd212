"""解散届 and 告示, as they come about by the verbs."""

from __future__ import annotations

from datetime import date
from typing import Any

from accounts.models import User
from organizations.life.dissolution import MINUTES
from organizations.life.gazette import drafted, waiting
from organizations.models import Dissolution, Organization, PublicNotice
from records.attachments import receive
from tests.cast import MONDAY
from tests.organizations.build import pdf

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


def noticed(body: Organization, by: User) -> PublicNotice:
    """The first decision about it that waits to be made public."""
    case = waiting(body)[0]
    return PublicNotice.publish(case, by=by, on=MONDAY, **drafted(case))
