"""Schemes and grants as they come about by the verbs."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Model
from PIL import Image

from accounts.models import User
from grants.appropriations.booking import supplement
from grants.models import (
    BankName,
    Criterion,
    Expense,
    Grant,
    Payment,
    Refund,
    Report,
    Scheme,
    Transfer,
    TransferClient,
)
from grants.receipts import note
from grants.report_review import review as judge
from organizations.models import Indicator, Organization
from plans.models import YearlyPlan
from records.approvals import Proposal, Step
from records.attachments import receive
from records.events import Event
from records.fiscal import FiscalYear
from records.reviews import Verdict
from staff.routes import route_for
from tests.cast import LONG_AGO, MONDAY, Hall
from tests.plans.build import YEAR, line, project, yearly_draft

APRIL = date(2025, 4, 1)
BASICS: dict[str, Any] = {
    "programme": "lump_sum",
    "name": "見本市小規模多機能自治一括交付金",
    "fiscal_year": YEAR,
    "rule_name": "見本市補助金等交付規則",
    "guideline_name": "見本市小規模多機能自治一括交付金交付要綱",
    "article": "第6条",
    "purpose": "地域運営組織が、将来計画にもとづいて行う事業のための交付金です。",
    "eligible": [Organization.Status.ACTIVE],
    "base_date": APRIL,
    "opens_on": APRIL,
    "deadline": date(2025, 5, 30),
    "takes_late": True,
    "completion_by": date(2026, 3, 31),
    "report_due": date(2026, 4, 10),
    "payment_method": "概算払により、6月に全額を交付する。",
    "appropriation": 5_000_000,
}
CONDITIONS = ["申請書の事業のほかに使わないこと。", "事業の内容を変えるときは、前もって市長の承認を受けること。"]
CRITERIA = [
    ("市の認可を受けた地域運営組織である", Criterion.Evidence.ELIGIBLE),
    ("年度計画が将来計画に沿っている", Criterion.Evidence.PLAN),
    ("収入と支出の計が合っている", Criterion.Evidence.BALANCE),
    ("申請額が算定額を超えない", Criterion.Evidence.WITHIN),
    ("対象外の経費がない", Criterion.Evidence.NONE),
    ("市のほかの補助と重ならない", Criterion.Evidence.NONE),
    ("予算の残りがある", Criterion.Evidence.BUDGET),
]


def this_year(on: date) -> dict[str, Any]:
    """For a scheme of the year of that day, where the test lets the clock run."""
    year = FiscalYear.of(on)
    return {
        "fiscal_year": year, "base_date": year.start, "opens_on": year.start, "deadline": year.end,
        "completion_by": year.end, "report_due": year.end.replace(month=4, day=10),
    }  # fmt: skip


def scheme_draft(by: User, **changes: Any) -> Scheme:
    """基本額 300,000円 and 400円 for each household."""
    scheme = Scheme.begin(by=by, **{**BASICS, **changes})
    Indicator.objects.get_or_create(code="households", defaults={"name": "世帯数", "unit": "世帯"})
    fixed = {"kind": "fixed", "name": "均等割", "group": "基本額", "amount": 300_000}
    rate = {"kind": "rate", "name": "世帯割", "group": "基本額", "rate": 400, "count": "households"}
    scheme.formulate({"components": [fixed, rate]}, by=by)
    scheme.rewrite("conditions", [{"text": text} for text in CONDITIONS], by=by)
    scheme.rewrite("criteria", [{"text": text, "evidence": evidence} for text, evidence in CRITERIA], by=by)
    return scheme


def scheme(by: User, **changes: Any) -> Scheme:
    """Adopted: applications are taken. ``questions``: the rows of what it asks besides."""
    questions = changes.pop("questions", [])
    made = scheme_draft(by, **changes)
    if questions:
        made.rewrite("questions", questions, by=by)
    return adopted(made, by)


def adopted(made: Scheme, by: User) -> Scheme:
    """As the posts leave it. How it goes through them is told by the tests of schemes."""
    Scheme.objects.filter(pk=made.pk).update(status=Scheme.Status.PROPOSED)
    made.adopt(by=by)
    return made


def appropriate(scheme: Scheme, total: int, by: User) -> None:
    """A supplement after which the appropriation is that."""
    scheme.refresh_from_db()
    number = scheme.appropriations.filter(kind="supplement").count() + 1
    if more := total - scheme.appropriation:
        supplement(scheme, by=by, number=number, resolved_on=MONDAY, amount=more, reason="補正予算")


def recognised(body: Organization, by: User) -> Organization:
    """Active. How it came to be founded, with its papers, is told by the tests of organizations."""
    if body.status != Organization.Status.ACTIVE:
        Organization.objects.filter(pk=body.pk).update(status=Organization.Status.FOUNDED, founded_on=LONG_AGO)
        body.become_active(by=by, on=LONG_AGO)
    return body


def plan(body: Organization, by: User, grant: int = 450_000, year: FiscalYear = YEAR) -> YearlyPlan:
    """Sent; the grant pays all of its one project."""
    made = yearly_draft(body, by, year)
    measure = made.future_plan.measures.first()
    rows = [project(measure, cost=grant, grant=grant)]
    lines = [line("交付金", grant), line("賃金", grant)]
    made.write(by=by, seen=made.revision, emphasis="見守りを広げる", projects=rows, lines=lines)
    made.submit(by=by, on=MONDAY)
    return made


def draft(body: Organization, money: Scheme, by: User, grant: int = 450_000) -> Grant:
    made = Grant.begin(recognised(body, by), money, plan(body, by, grant), by=by, on=MONDAY)
    made.fill_in(by=by, starts_on=MONDAY, ends_on=date(2026, 3, 31), contact_name=by.name, contact_phone="0867-00-5678")
    return made


def submitted(body: Organization, money: Scheme, by: User, grant: int = 450_000) -> Grant:
    made = draft(body, money, by, grant)
    made.submit(by=by, on=MONDAY)
    return made


def review(grant: Grant, by: User, **verdicts: tuple[str, str]) -> None:
    """All fit, but for those named by their code: ``review(grant, by=…, **{"5": ("unfit", "…")})``."""
    fit = {criterion.code: (Verdict.FIT.value, "") for criterion in grant.scheme.criteria.all()}
    grant.review({**fit, **verdicts}, by=by)


def proposed(grant: Grant, hall: Hall, amount: int | None = None) -> Grant:
    """On its way to 部長; ``amount`` None: all that was applied for."""
    review(grant, hall.drafter)
    return propose(grant, hall, outcome=Grant.Outcome.GRANT, amount=amount or grant.amount_applied)


def propose(grant: Grant, hall: Hall, **changes: Any) -> Grant:
    rule, route = route_for("grants.grant", amount=changes.get("amount"), on=MONDAY)
    values = {
        "outcome": Grant.Outcome.GRANT,
        "amount": None,
        "grounds": "要綱の定めに合っている。",
        "conditions": CONDITIONS,
    }
    grant.propose(by=hall.drafter, rule_name=rule.name, route=route, **{**values, **changes})
    return grant


def approve(grant: Any, *people: User) -> None:
    """The posts agree one after the other; the last one decides."""
    for person in people:
        proposal = Proposal.objects.about(grant)[0]
        proposal.approve(by=person, step=open_step(proposal).pk)
    grant.refresh_from_db()


def open_step(proposal: Proposal) -> Step:
    step = proposal.current()
    assert step is not None
    return step


def happened(case: Model, verb: str = "") -> list[Event]:
    """What happened to a case, newest first; only one verb's events if it is named."""
    events = Event.objects.about(case)
    return list(events.filter(verb=verb) if verb else events)


def granted(body: Organization, money: Scheme, by: User, hall: Hall, grant: int = 450_000) -> Grant:
    made = proposed(submitted(body, money, by, grant), hall)
    approve(made, hall.chief, hall.manager, hall.director)
    return made


ACCOUNT = {
    "bank_name": "見本銀行", "bank_code": "0123", "branch_name": "本店", "branch_code": "001",
    "account_kind": "1", "account_number": "0012345",
    "holder_kana": "ｷﾀﾉｶｲ ｶｲﾁﾖｳ ｷﾀﾉ ﾅﾅﾐ",
}  # fmt: skip


def payment_draft(grant: Grant, by: User, **account: str) -> Payment:
    made = Payment.begin(grant, by=by)
    made.fill_in(by=by, **{**ACCOUNT, "holder_name": grant.organization.name, **account})
    return made


def requested(grant: Grant, by: User) -> Payment:
    made = payment_draft(grant, by)
    made.submit(by=by, on=MONDAY)
    return made


def paid(grant: Grant, by: User, hall: Hall) -> Payment:
    """The next part, asked for and paid on that day."""
    made = requested(grant, by)
    made.pay(by=hall.chief, paid_on=MONDAY, voucher="支第12号")
    return made


CLIENT = {
    "code": "0000012345", "name_kana": "ﾐﾎﾝｼ ｶｲｹｲｶﾝﾘｼﾔ", "bank_code": "0123", "bank_kana": "ﾐﾎﾝ",
    "branch_code": "001", "branch_kana": "ﾎﾝﾃﾝ", "account_kind": "1", "account_number": "7654321", "newline": "crlf",
}  # fmt: skip
FRIDAY = date(2025, 5, 16)  # of that week: the bank pays


def bank_known(by: User) -> None:
    """The city's own account, and the names of the bank and the branch of ``ACCOUNT``."""
    TransferClient.write(by=by, **CLIENT)
    BankName.write("0123", "ﾐﾎﾝ", by=by)
    BankName.write("0123001", "ﾎﾝﾃﾝ", by=by)


def transfer(payments: list[Payment], hall: Hall) -> Transfer:
    """The bank has the file."""
    bank_known(hall.chief)
    return Transfer.make(payments, transfer_on=FRIDAY, by=hall.chief, on=MONDAY)


APRIL_NEXT = date(2026, 4, 6)  # a Monday: the year is over, the report is due on the tenth


def photo(name: str = "領収書.png", shade: int = 200) -> SimpleUploadedFile:
    content = BytesIO()
    Image.new("L", (8, 8), shade).save(content, "PNG")
    return SimpleUploadedFile(name, content.getvalue(), "image/png")


def receipt(report: Report, by: User, amount: int, share: int | None = None, **columns: Any) -> Expense:
    """Paid in cash in summer for 賃金, the one item of the plan; each with a photo of its own."""
    count = report.expenses.count()
    image = receive(report, photo(shade=count + 1), purpose="領収書", by=by)
    values = {
        "paid_on": date(2025, 7, 1),
        "project": report.projects.get(),
        "category": report.lines.get(category__kind="expense").category,
        "payee": f"見本商店{count}",
        "content": "見守りの手当",
        "amount": amount,
        "grant_share": amount if share is None else share,
        **columns,
    }
    return note(report, by=by, number=None, photo=image, **values)


def report_draft(grant: Grant, by: User, spent: int = 400_000) -> Report:
    """Written, with one receipt for all that was spent; the rest of the grant is still there."""
    made = Report.begin(grant, by=by)
    receipt(made, by, spent)
    head = {"starts_on": APRIL, "ends_on": date(2026, 3, 31), "approved_on": None, "remarks": ""}
    rows = [
        {"id": row.pk, "done_on": "毎週", "participants": 120, "result": "見守りが広がった。", "next_year": ""}
        for row in made.projects.all()
    ]
    lines = [
        {"id": row.pk, "category": row.category, "note": "", "actual": row.actual or spent}
        for row in made.lines.select_related("category")
    ]
    made.write(by=by, seen=made.revision, head=head, projects=rows, lines=lines)
    return made


def reported(grant: Grant, by: User, spent: int = 400_000, on: date = APRIL_NEXT) -> Report:
    made = report_draft(grant, by, spent)
    made.submit(by=by, on=on)
    return made


def confirm_proposed(report: Report, hall: Hall, disallowed: int = 0) -> Report:
    """Found fit, and on its way: 係長, 課長, 部長."""
    judge(report, {str(n): ("fit", "") for n in range(1, 6)}, by=hall.drafter)
    rule, route = route_for("grants.confirmation", amount=None, on=MONDAY)
    report.propose(by=hall.drafter, disallowed=disallowed, grounds="適当と認める。", rule_name=rule.name, route=route)
    return report


def confirmed(report: Report, hall: Hall, disallowed: int = 0) -> Report:
    confirm_proposed(report, hall, disallowed)
    approve(report, hall.chief, hall.manager, hall.director)
    report.grant.refresh_from_db()
    return report


def refund_prepared(grant: Grant, hall: Hall, amount: int = 50_000, due_on: date = date(2026, 4, 30)) -> Refund:
    why: Any = {"article": "見本市補助金等交付規則第16条", "grounds": "交付した額が、確定した額を超えるため。"}
    return Refund.begin(grant, by=hall.drafter, amount=amount, due_on=due_on, **why)


def refund_proposed(grant: Grant, hall: Hall, amount: int = 50_000) -> Refund:
    made = refund_prepared(grant, hall, amount)
    rule, route = route_for("grants.refund", amount=amount, on=MONDAY)
    made.propose(by=hall.drafter, rule_name=rule.name, route=route)
    return made


def refund_ordered(grant: Grant, hall: Hall, amount: int = 50_000) -> Refund:
    made = refund_proposed(grant, hall, amount)
    approve(made, hall.chief, hall.manager, hall.director)
    return made
