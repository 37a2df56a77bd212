"""What the city looks at besides amounts, as it comes about by the verbs: status reports, inspections, equipment."""

from __future__ import annotations

from datetime import date
from typing import Any

from accounts.models import User
from grants.models import Draw, Grant, Inspection, Item, ItemDisposal, Scheme, StatusReport
from staff.routes import route_for
from tests.cast import MONDAY, Hall, rule

AUTUMN, AUTUMN_DUE = date(2025, 9, 30), date(2025, 10, 14)
HEAD: dict[str, Any] = {
    "income": 450_000, "expense": 200_000, "grant_spent": 180_000, "outlook": "on_time", "issues": "",
}  # fmt: skip


def status_draft(grant: Grant, by: User, on: date = AUTUMN, **head: Any) -> StatusReport:
    """Written, not sent: the one project is half done."""
    made = StatusReport.begin(grant, by=by, as_of=on, on=on)
    rows = [{"id": row.pk, "progress": 50, "told": "毎週、見守りに回った。"} for row in made.projects.all()]
    made.write(by=by, seen=made.revision, head={**HEAD, **head}, projects=rows)
    return made


def status_sent(grant: Grant, by: User, on: date = AUTUMN, **head: Any) -> StatusReport:
    made = status_draft(grant, by, on, **head)
    made.submit(by=by, on=on)
    return made


def drawn(scheme: Scheme, hall: Hall, *, percent: int = 10, minimum: int = 1, reason: str = "") -> Draw:
    return Draw.of(scheme, by=hall.drafter, words="立会人の言葉", percent=percent, minimum=minimum, reason=reason)


def inspector(hall: Hall) -> User:
    """課長, who neither drafts nor judges."""
    return hall.manager


def planned(case: Inspection, hall: Hall, *, team: list[User] | None = None, **changes: Any) -> Inspection:
    facts = {"planned_on": MONDAY, "way": "on_site", "place": "北地区センター", "request": "帳簿と通帳", **changes}
    case.plan(by=hall.drafter, team=[inspector(hall)] if team is None else team, on=MONDAY, **facts)
    return case


def concluded(case: Inspection, hall: Hall, *, by: User | None = None, **changes: Any) -> Inspection:
    facts = {
        "held_on": MONDAY,
        "attended": "会計 北野 八郎",
        "result": "fit",
        "findings": "帳簿と合っている。",
        "mend_by": None,
    }
    case.conclude(by=by or inspector(hall), on=MONDAY, **{**facts, **changes})
    return case


MOWER: dict[str, Any] = {
    "name": "草刈機", "acquired_on": MONDAY, "price": 198_000, "grant_share": 180_000, "place": "北地区センター",
    "limit_years": 5,
}  # fmt: skip
SALE: dict[str, Any] = {
    "kind": "sell", "planned_on": MONDAY, "partner": "南の会", "proceeds": 20_000, "reason": "使う人がいないため。",
}  # fmt: skip


def item(grant: Grant, by: User, **changes: Any) -> Item:
    """Entered by hand; bound for five years."""
    return Item.enter(grant, by=by, **{**MOWER, **changes})


def disposal_draft(thing: Item, by: User, **changes: Any) -> ItemDisposal:
    return ItemDisposal.begin(thing, by=by, **{**SALE, **changes})


def disposal_sent(thing: Item, by: User, **changes: Any) -> ItemDisposal:
    made = disposal_draft(thing, by, **changes)
    made.submit(by=by, on=MONDAY)
    return made


def disposal_proposed(case: ItemDisposal, hall: Hall, **changes: Any) -> ItemDisposal:
    """係長, 課長, 部長."""
    rule("部長専決", "grants.disposal", hall.posts["chief"], hall.posts["manager"], hall.posts["director"])
    found, stops = route_for("grants.disposal", amount=None, on=MONDAY)
    facts = {"outcome": "approve", "payback": 100_000, "condition": "", "grounds": "やむを得ない。", **changes}
    case.propose(by=hall.drafter, rule_name=found.name, route=stops, **facts)
    return case
