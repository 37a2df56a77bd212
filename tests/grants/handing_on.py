"""Re-grants as they come about by the verbs: 会長 北野 七海 types for a group, 会計 北野 八郎 decides."""

from __future__ import annotations

from typing import Any

from accounts.models import User
from grants.models import Grant, ReGrant
from tests.cast import MONDAY

GROUP: dict[str, Any] = {
    "applied_on": MONDAY, "group": "北の子ども食堂", "kana": "きたのこどもしょくどう", "representative": "北野 十一",
    "phone": "0867-00-1111", "project": "見守り", "title": "夕ごはんの会", "purpose": "月に2回、夕ごはんを出す。",
    "cost": 120_000, "asked": 100_000,
}  # fmt: skip


def begun(grant: Grant, by: User, **changes: Any) -> ReGrant:
    return ReGrant.begin(grant, by=by, on=MONDAY, **{**GROUP, **changes})


def applied(grant: Grant, by: User, **changes: Any) -> ReGrant:
    case = begun(grant, by, **changes)
    case.submit(by=by)
    return case


def decided(grant: Grant, by: User, judge: User, amount: int = 80_000, **changes: Any) -> ReGrant:
    case = applied(grant, by, **changes)
    case.decide(by=judge, on=MONDAY, amount=amount, decided_on=MONDAY)
    return case


def handed_on(grant: Grant, by: User, judge: User, amount: int = 80_000, **changes: Any) -> ReGrant:
    """Paid to the group."""
    case = decided(grant, by, judge, amount, **changes)
    case.pay(by=by, on=MONDAY, paid=amount, paid_on=MONDAY)
    return case


def told(grant: Grant, by: User, judge: User, spent: int = 70_000) -> ReGrant:
    case = handed_on(grant, by, judge)
    case.report(by=by, on=MONDAY, reported_on=MONDAY, result="10回ひらいた。", spent=spent, receipts=12)
    return case
