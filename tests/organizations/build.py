"""Organizations and their recognition as they come about by the verbs, one step further with every function."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from pypdf import PdfWriter

from accounts.models import User
from organizations.criteria import CRITERIA
from organizations.models import Bylaws, BylawsClause, Officer, Organization, Recognition
from organizations.papers import Paper
from records.approvals import Proposal
from records.attachments import receive
from records.reviews import Word
from staff.routes import route_for
from tests.cast import LONG_AGO, MONDAY, Hall
from tests.plans.build import future_plan

COMMITTEE_DAY = date(2024, 6, 1)
FOUNDING_DAY = date(2025, 4, 20)
EFFECTIVE = date(2025, 6, 1)
CLAUSES = {kind: f"第{n}条" for n, kind in enumerate(BylawsClause.Kind.values, start=1)}
TYPED: dict[str, Any] = {
    "purpose": "北地区の暮らしを、みんなで支える。",
    "households": 561,
    "member_bodies": 14,
    "contact_name": "北野 七海",
    "contact_phone": "0867-00-5678",
}


def pdf(name: str = "書類.pdf", pages: int = 1) -> SimpleUploadedFile:
    writer, content = PdfWriter(), BytesIO()
    for _page in range(pages):
        writer.add_blank_page(595, 842)
    writer.write(content)
    return SimpleUploadedFile(name, content.getvalue(), "application/pdf")


def committee(body: Organization, by: User) -> Organization:
    """準備会, on record with its members."""
    receive(body, pdf("構成員名簿.pdf"), purpose=Paper.MEMBERS, by=by)
    body.prepare(
        by=by, on=COMMITTEE_DAY, name=body.name, furigana=body.furigana, areas=body.areas.all(), activities="話し合う。"
    )
    return body


def founded(body: Organization, by: User) -> Organization:
    """設立 by its general meeting, with officers, complete bylaws and a future plan in force."""
    committee(body, by).plan(by=by)
    for kind, name in ((Officer.Kind.TREASURER, "会計 見本"), (Officer.Kind.AUDITOR, "監事 見本")):
        body.appoint(by=by, kind=kind, name=name, furigana="みほん", starts_on=LONG_AGO)
    receive(body, pdf("議事録.pdf", pages=2), purpose=Paper.MINUTES, by=by)
    body.found(
        by=by,
        on=FOUNDING_DAY,
        name=body.name,
        furigana=body.furigana,
        office_address=body.office_address,
        phone=body.phone,
    )
    paper = receive(body, pdf("規約.pdf", pages=3), purpose=Paper.BYLAWS, by=by)
    Bylaws.adopt(body, by=by, resolved_on=FOUNDING_DAY, paper=paper, clauses=CLAUSES)
    future_plan(body, by)
    return body


def application(body: Organization, by: User) -> Recognition:
    """認可の申請, complete but not sent."""
    case = Recognition.begin(founded(body, by), by=by, on=MONDAY)
    receive(case, pdf("事業計画書.pdf"), purpose=Paper.PROJECTS, by=by)
    return case


def submitted(body: Organization, by: User) -> Recognition:
    case = application(body, by)
    case.submit(by=by, on=MONDAY, **TYPED)
    return case


def words(**verdicts: str) -> list[Word]:
    """A whole review: 適 unless a criterion's verdict is given."""
    return [
        Word(criterion.code, criterion.label, verdict, "" if verdict == "fit" else "条がたりない。")
        for criterion in CRITERIA
        for verdict in [verdicts.get(criterion.code, "fit")]
    ]


def proposed(case: Recognition, hall: Hall, outcome: str = "recognise") -> Proposal:
    """Reviewed and on its way to the decision, drafted by 起案 花子."""
    case.review(words(open="unfit") if outcome == "refuse" else words(), by=hall.drafter)
    rule, stops = route_for("organizations.recognition", amount=None, on=MONDAY)
    decision: dict[str, Any] = {
        "outcome": outcome,
        "effective_on": EFFECTIVE,
        "conditions": "規約を変えたら届け出ること。",
    }
    if outcome == "refuse":
        decision = {"outcome": outcome, "grounds": "規約の第7条に、総会の定めがないため。"}
    return case.propose(by=hall.drafter, reason="基準による。", rule_name=rule.name, route=stops, **decision)


def approve_all(proposal: Proposal, *people: User) -> None:
    for user in people:
        step = proposal.current()
        assert step is not None
        proposal.approve(by=user, step=step.pk)


def decided(case: Recognition, hall: Hall, outcome: str = "recognise") -> Recognition:
    approve_all(proposed(case, hall, outcome), hall.chief, hall.manager, hall.director)
    case.refresh_from_db()
    return case


def recognised(body: Organization, by: User, hall: Hall) -> Organization:
    """認可・活動中, decided by 部長 決裁 四郎."""
    decided(submitted(body, by), hall)
    body.refresh_from_db()
    return body
