"""What the city looks at besides amounts, as it comes about by the verbs: status reports, inspections, equipment."""

from __future__ import annotations

from datetime import date
from typing import Any

from accounts.models import User
from grants.models import Draw, Grant, Inspection, Scheme, StatusReport
from tests.cast import MONDAY, Hall

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
