"""認可の取消し, as it comes about by the verbs."""

from __future__ import annotations

from datetime import date
from typing import Any

from organizations.models import Derecognition, Organization
from records.approvals import Proposal
from staff.routes import route_for
from tests.cast import LONG_AGO, MONDAY, Hall
from tests.organizations.build import approve_all, pdf

LAST_DAY = date(2056, 4, 1)  # far away: no post decides too late for it
FACTS: dict[str, Any] = {
    "grounds": "inactive",
    "reason": "令和6年5月から、総会も役員会も開かれていない。",
    "article": "地域運営組織の認可に関する要綱第9条第1項第3号",
    "effective_on": LAST_DAY,
    "defence": "heard",
    "defence_on": LONG_AGO,
    "defence_note": "会長は、なり手がいないと話した。",
}


def prepared(body: Organization, hall: Hall, **changes: Any) -> Derecognition:
    """With its evidence; nobody has proposed it."""
    case = Derecognition.begin(body, by=hall.drafter, on=MONDAY, **{**FACTS, **changes})
    case.receive(pdf("聞き取りの記録.pdf"), purpose="証拠の書類", by=hall.drafter)
    return case


def proposed(case: Derecognition, hall: Hall) -> Derecognition:
    rule, stops = route_for(case.approval_kind, amount=None, on=MONDAY)
    case.propose(by=hall.drafter, on=MONDAY, rule_name=rule.name, route=stops)
    return case


def revoked(body: Organization, hall: Hall) -> Derecognition:
    """Decided by 部長 決裁 四郎."""
    case = proposed(prepared(body, hall), hall)
    approve(case, hall)
    body.refresh_from_db()
    return case


def approve(case: Derecognition, hall: Hall) -> None:
    approve_all(Proposal.objects.about(case).get(), hall.chief, hall.manager, hall.director)
    case.refresh_from_db()
