"""What comes after a decision, as it comes about by the verbs."""

from __future__ import annotations

from typing import Any

from accounts.models import User
from grants.models import Change, Grant, Revocation
from records.approvals import Proposal
from staff.models import DecisionRule
from staff.routes import route_for
from tests.cast import MONDAY, Hall, rule
from tests.grants.build import open_step
from tests.organizations.build import pdf
from tests.plans.build import line, project

GROUNDS: dict[str, Any] = {
    "scope": "whole",
    "amount": None,
    "grounds": "misuse",
    "reason": "防災倉庫の購入に充てる額を、役員の旅行の費用に使った。",
    "article": "見本市補助金等交付規則第15条第1項第2号",
    "asks_back": True,
}


def ways(hall: Hall) -> None:
    """The city's rule for what comes after a decision."""
    for kind in ("grants.change", "grants.revocation"):
        if not DecisionRule.objects.filter(case_kind=kind).exists():
            rule("部長専決", kind, hall.posts["chief"], hall.posts["manager"], hall.posts["director"])


def prepared(grant: Grant, hall: Hall, **changes: Any) -> Revocation:
    """With its evidence; nobody has proposed it."""
    made = Revocation.begin(grant, by=hall.drafter, **{**GROUNDS, **changes})
    made.receive(pdf("聞き取りの記録.pdf"), purpose="証拠の書類", by=hall.drafter)
    return made


def propose(case: Any, hall: Hall, **meant: Any) -> Any:
    ways(hall)
    found, stops = route_for(case.approval_kind, amount=None, on=MONDAY)
    case.propose(by=hall.drafter, rule_name=found.name, route=stops, **meant)
    return case


def approve(case: Any, *people: User) -> None:
    """The posts agree one after the other; the last one decides."""
    for person in people:
        proposal = Proposal.objects.about(case)[0]
        proposal.approve(by=person, step=open_step(proposal).pk)
    case.refresh_from_db()


def revoked(grant: Grant, hall: Hall, **changes: Any) -> Revocation:
    case = prepared(grant, hall, **changes)
    propose(case, hall)
    approve(case, hall.chief, hall.manager, hall.director)
    grant.refresh_from_db()
    return case


def write_plan(change: Change, by: User, *projects: dict[str, Any]) -> Change:
    """The new version: what each of its projects costs, of which the grant pays its share and fees the rest."""
    plan = change.plan
    assert plan is not None
    measure = plan.future_plan.measures.first()
    rows = [project(measure, **each) for each in projects]
    cost, grant = (sum(row[name] for row in rows) for name in ("cost", "grant_share"))
    lines = [line("交付金", grant), line("会費", cost - grant), line("賃金", cost)]
    plan.write(by=by, seen=plan.revision, emphasis=plan.emphasis, projects=rows, lines=lines)
    return change


def draft(grant: Grant, by: User, kind: str = "change", *, grant_share: int = 400_000, **more: Any) -> Change:
    """Written, not sent: the one project costs less, or what ``more`` says."""
    change = Change.begin(grant, kind, by=by, on=MONDAY)
    facts = {"reason": "敬老会を取りやめるため。", "contact_phone": "0867-00-5678", "contact_name": by.name}
    change.fill_in(by=by, **facts, **({"amount_wanted": grant_share} if kind == "abolish" else {}))
    if change.plan:
        write_plan(change, by, {"cost": grant_share, "grant": grant_share, **more})
    return change


def submitted(grant: Grant, by: User, kind: str = "change", *, grant_share: int = 400_000, **more: Any) -> Change:
    change = draft(grant, by, kind, grant_share=grant_share, **more)
    change.submit(by=by, on=MONDAY)
    return change


def amended(change: Change, hall: Hall, outcome: str = "approve", amount: int | None = None) -> Change:
    """Proposed as it was asked for, and decided."""
    given = None if outcome == "refuse" else change.amount_wanted if amount is None else amount
    propose(change, hall, outcome=outcome, amount=given, grounds="要綱の定めに合わないため。")
    approve(change, hall.chief, hall.manager, hall.director)
    change.grant.refresh_from_db()
    return change
