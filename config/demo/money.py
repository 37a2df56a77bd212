"""The demonstration's grants after their decision: asked for, paid, reported, settled."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from config.demo.bank import COOP, branch_code
from config.demo.bodies import Life, approve, paper
from config.demo.clock import Story
from config.demo.ledgers import pay_by_file, saves, to_save
from config.demo.lookback import put_photos, show_results
from grants.bank import bank_kana
from grants.collecting import collect
from grants.models import Expense, Grant, Inspection, Item, Payment, Refund, Report, StatusReport
from grants.payments import PASSBOOK
from grants.receipts import note
from grants.report_review import criteria_of, review
from records.reviews import Verdict
from staff.routes import route_for

LEFT = 12_300  # yen that some organizations did not need
DONE = "計画したとおりに行いました。参加した人から、来年も続けてほしいという声がありました。"
HALF = "計画のとおりに進んでいます。秋の行事の準備をはじめました。"
LOOKED = "帳簿、通帳と領収書の原本を見た。実績報告の額と合っている。"
NEXT = "若い世代にも手伝ってもらえるように、日曜日にします。"
REMARKS = "見守りと送り迎えを、1年を通して続けることができました。"
FIT = "実績報告の内容を確かめた結果、適当と認められるため。"


def ask_for(life: Life, grant: Grant, day: date) -> Story[Payment]:
    """交付請求書, into the organization's own account."""
    on = yield day
    payment = Payment.begin(grant, by=life.president)
    payment.fill_in(
        by=life.president,
        bank_name="見本農業協同組合",
        bank_code=COOP,
        branch_name=f"{life.district}支所",
        branch_code=branch_code(life),
        account_kind=Payment.Kind.ORDINARY,
        account_number=f"{grant.organization_id:07}",
        holder_name=life.body.name,
        holder_kana=bank_kana(life.body.furigana)[:30],
    )
    paper(payment, PASSBOOK, by=life.president)
    payment.submit(by=life.president, on=on)
    return payment


def pay(life: Life, payment: Payment, day: date) -> Story[None]:
    on = yield day
    payment.pay(by=life.hall.people["cashier"], paid_on=on, voucher=f"支第{payment.pk}号")


def settle(life: Life, grant: Grant, day: date) -> Story[None]:
    """What follows a decision in a year that went as it should."""
    payment = yield from ask_for(life, grant, day)
    yield from (pay_by_file if saves(life) else pay)(life, payment, day + timedelta(days=9))
    end = grant.scheme.fiscal_year.end
    yield from tell_status(life, grant)
    report = yield from tell(
        life, grant, end + timedelta(days=8), left=LEFT if grant.organization_id % 5 == 1 or saves(life) else 0
    )
    keep_things(life, grant)
    yield from inspect(life, report, end + timedelta(days=12))
    yield from confirm(life, report, end + timedelta(days=17))
    grant.refresh_from_db()
    if grant.owed() > 0:
        yield from give_back(life, grant, end + timedelta(days=28))


def tell_status(life: Life, grant: Grant) -> Story[None]:
    """状況報告 in the middle of the year; the section reads it a week later."""
    (as_of,) = grant.scheme.status_dates
    on = yield as_of + timedelta(days=4 + life.body.pk % 9)
    report, share = StatusReport.begin(grant, by=life.president, as_of=as_of, on=on), grant.stands // 2
    rows = [{"id": row.pk, "progress": 40 + 10 * (row.order % 3), "told": HALF} for row in report.projects.all()]
    head = {"income": grant.stands, "expense": share + 20_000, "grant_spent": share, "outlook": "on_time", "issues": ""}
    report.write(by=life.president, seen=report.revision, head=head, projects=rows)
    report.submit(by=life.president, on=on)
    yield on + timedelta(days=7)
    report.accept(by=life.hall.people["officer"])


def tell(life: Life, grant: Grant, day: date, *, left: int) -> Story[Report]:
    """実績報告 with a receipt for each item of the budget; ``left`` yen were not needed."""
    on = yield day
    grant.refresh_from_db()
    report, year = Report.begin(grant, by=life.president), grant.scheme.fiscal_year
    write(life, report, left, **to_save(life, grant.scheme))
    projects, share = list(report.projects.all()), grant.stands - left
    lines = report.lines.filter(category__kind="expense").select_related("category")
    for number, line in enumerate(lines, start=1):
        charged = min(line.actual, share)
        share -= charged
        note(
            report, by=life.president, number=None, photo=paper(report, f"領収書{number}", by=life.president),
            paid_on=date(year.number, 5 + number % 8, 10 + number), project=projects[number % len(projects)],
            category=line.category, payee=f"見本商店 {number}号店", content=line.note or "事業の費用",
            amount=line.actual, grant_share=charged, method=Expense.Method.TRANSFER,
        )  # fmt: skip
    put_photos(life, report)
    report.submit(by=life.president, on=on)
    show_results(life, report, on=on)
    return report


def write(life: Life, report: Report, left: int, **saving: object) -> None:
    """The page of the report; the last item came to less than was planned."""
    year = report.grant.scheme.fiscal_year
    lines = list(report.lines.select_related("category"))
    rows = [{"id": r.pk, "category": r.category, "note": r.note, "actual": r.actual or r.budget} for r in lines]
    rows[-1]["actual"] = lines[-1].budget - left
    done = [
        {
            "id": row.pk,
            "done_on": "4月から3月まで",
            "participants": 40 + 12 * row.order,
            "result": DONE,
            "next_year": NEXT,
        }
        for row in report.projects.all()
    ]
    head = {"starts_on": year.start, "ends_on": year.end, "approved_on": None, "remarks": REMARKS, **saving}
    report.write(by=life.president, seen=report.revision, head=head, projects=done, lines=rows)


def keep_things(life: Life, grant: Grant) -> None:
    """備品台帳: what was bought in summer; somebody has looked at it."""
    bought_on = date(grant.scheme.fiscal_year.number, 7, 10)
    thing = Item.enter(
        grant, by=life.president, name="草刈機(自走式)", acquired_on=bought_on, price=198_000, grant_share=180_000,
        place=f"{life.district}の集会所の倉庫", limit_years=grant.scheme.equipment_years,
    )  # fmt: skip
    thing.look(by=life.president, on=timezone.localdate(), state="found")


def inspect(life: Life, report: Report, day: date) -> Story[None]:
    """A few are looked at closely: some were drawn by lot (config.demo.story), one is added by hand."""
    officer, inspector = life.hall.people["officer"], life.hall.people["budget"]
    on = yield day
    case = report.grant.inspections.first()
    if case is None and report.grant.organization_id % 7 == 3:
        (case,) = Inspection.choose([report.grant], by=officer, why="現金での支払いが多いため")
    if case is None:
        return
    place, request = "市役所 協働推進係", "帳簿、通帳、領収書の原本"
    case.plan(by=officer, team=[inspector], on=on, planned_on=on, way="paper", place=place, request=request)
    held: dict[str, Any] = {
        "held_on": on,
        "attended": f"会長 {life.president.name}",
        "findings": LOOKED,
        "mend_by": None,
    }
    case.conclude(by=inspector, on=on, result="fit", **held)


def confirm(life: Life, report: Report, day: date) -> Story[None]:
    officer = life.hall.people["officer"]
    on = yield day
    found = {criterion.code: (Verdict.FIT.value, "") for criterion in criteria_of(report)}
    review(report, found, by=officer)
    rule, stops = route_for("grants.confirmation", amount=None, on=on)
    proposal = report.propose(by=officer, disallowed=0, grounds=FIT, rule_name=rule.name, route=stops)
    yield from approve(life, proposal, day + timedelta(days=1))


def give_back(life: Life, grant: Grant, day: date) -> Story[None]:
    """返還命令, and the money that came back in two parts."""
    officer, cashier = life.hall.people["officer"], life.hall.people["cashier"]
    on = yield day
    article, why = f"{grant.scheme.rule_name}第16条", "交付した額が、確定した額を超えるため。"
    due_on = on + timedelta(days=grant.scheme.returns_within)
    refund = Refund.begin(grant, by=officer, amount=grant.owed(), due_on=due_on, article=article, grounds=why)
    rule, stops = route_for("grants.refund", amount=refund.amount, on=on)
    yield from approve(life, refund.propose(by=officer, rule_name=rule.name, route=stops), day + timedelta(days=1))
    for after in (8, 12):
        on = yield day + timedelta(days=after)
        refund.refresh_from_db()
        if refund.can("collect"):
            amount = refund.balance // 2 if after == 8 else refund.balance
            collect(refund, by=cashier, received_on=on, amount=amount, voucher=f"収第{refund.pk}-{after}号")
