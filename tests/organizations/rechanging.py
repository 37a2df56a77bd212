"""変更の認可の申請, as it comes about by the verbs, one step further with every function."""

from __future__ import annotations

from datetime import date
from typing import Any

from accounts.models import User
from organizations.models import Organization, Rechange
from organizations.rechange.criteria import criteria_of
from organizations.rechange.paper import BYLAWS, MINUTES
from records.approvals import Proposal
from records.attachments import receive
from records.reviews import Word
from staff.routes import route_for
from tests.cast import LONG_AGO, MONDAY, Hall
from tests.organizations.build import approve_all, pdf

FROM = date(2056, 4, 1)  # far away: no post decides too late for it
NAME: dict[str, Any] = {"matters": ["name"], "new_name": "北の大会", "new_furigana": "きたの たいかい"}
TYPED: dict[str, Any] = {
    "wanted_on": FROM,
    "resolved_on": LONG_AGO,
    "reason": "区域の名前に合わせるため。",
    "contact_name": "北野 七海",
    "contact_phone": "0867-00-5678",
}


def draft(body: Organization, by: User, *, bylaws: bool = False) -> Rechange:
    """With its papers; nothing is typed yet."""
    case = Rechange.begin(body, by=by)
    receive(case, pdf("議事録.pdf"), purpose=MINUTES, by=by)
    if bylaws:
        receive(case, pdf("新しい規約.pdf", pages=2), purpose=BYLAWS, by=by)
    return case


def submitted(body: Organization, by: User, **typed: Any) -> Rechange:
    what = typed or NAME
    case = draft(body, by, bylaws="bylaws" in what["matters"])
    case.submit(by=by, on=MONDAY, **{**TYPED, **what})
    return case


def proposed(case: Rechange, hall: Hall, outcome: str = "approve") -> Proposal:
    """Reviewed and on its way to the decision."""
    case.review([Word(each.code, each.label, "fit") for each in criteria_of(case)], by=hall.drafter)
    decision: dict[str, Any] = {"effective_on": FROM, "conditions": "区域の住民に知らせること。"}
    if outcome == "refuse":
        case.review(
            [Word("fit", "変わった後も、認可の基準に合っている", "unfit", "理由が分からない。")], by=hall.drafter
        )
        decision = {"grounds": "総会の議事録に、理由が書かれていないため。"}
    rule, stops = route_for(case.approval_kind, amount=None, on=MONDAY)
    facts = {"rule_name": rule.name, "route": stops, **decision}
    return case.propose(by=hall.drafter, outcome=outcome, reason="基準による。", **facts)


def decided(case: Rechange, hall: Hall, outcome: str = "approve") -> Rechange:
    approve_all(proposed(case, hall, outcome), hall.chief, hall.manager, hall.director)
    case.refresh_from_db()
    return case
