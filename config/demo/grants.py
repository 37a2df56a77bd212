"""The demonstration city's two grants, and what became of each body's application."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from accounts.models import User
from config.demo.bodies import Life, approve, paper, read_letters
from config.demo.city import Hall
from config.demo.clock import Story, workday
from config.demo.later import change_decided
from config.demo.money import ask_for, settle
from config.demo.plans import write_yearly_plan
from grants.allotments.limits import limit_of
from grants.allotments.preparing import prepare
from grants.estimates import application
from grants.models import Allotment, Grant, Scheme
from grants.places import places_of
from grants.scheme_afterwards import Surplus
from organizations.models import Organization
from plans.models import YearlyPlan
from records.approvals import Part, Proposal
from records.approvals.carrying import carry_out
from records.corrections import Ask
from records.fiscal import FiscalYear
from records.reviews import Verdict
from staff.routes import route_for

CONDITIONS = (
    "交付金を、将来計画に基づく年度計画の事業以外に使わないこと。",
    "事業の内容を変更し、中止し、又は廃止するときは、あらかじめ市長の承認を受けること。",
    "事業が期限までに終わらないとき、又は続けることが難しくなったときは、速やかに報告すること。",
    "市が求めたときは、事業の状況を報告し、検査を受けること。",
    "交付金の収支をほかの会計と分けて記帳し、帳簿と領収書を年度の終わりから5年間保存すること。",
    "偽りその他不正の手段で交付を受けたとき、又はこの条件に違反したときは、決定を取り消し、返還を求めることがある。",
    "交付金で取得した財産を、承認を受けずに処分しないこと。",
    "事業と会計の結果を、地域の住民に公表すること。",
)
CRITERIA = (
    ("市の認可を受けた地域運営組織である", "eligible"),
    ("年度計画が将来計画に沿っている", "plan"),
    ("収入と支出の計が合っている", "balance"),
    ("申請額が算定額を超えない", "within"),
    ("対象外の経費(営利、宗教、政治、特定の人だけの利益)がない", ""),
    ("市のほかの補助と重ならない", ""),
    ("予算の残りがある", "budget"),
)
DOUBLED = "福祉の補助金と同じ事業です。"
NOT_GRANTED = "申請された事業が、市のほかの補助金の交付を受ける事業と重なるため(交付要綱第4条第2項)。"

BASE, OLDER = "基本額", "統合した補助金"
LUMP_SUM = (
    {"kind": "fixed", "name": "均等割(全団体同額)", "group": BASE, "amount": 600_000},
    {"kind": "rate", "name": "世帯割", "group": BASE, "rate": 400, "count": "households"},
    {"kind": "rate", "name": "人口割", "group": BASE, "rate": 150, "count": "population"},
    {"kind": "rate", "name": "敬老会(75歳以上)", "group": OLDER, "rate": 1_000, "count": "aged75"},
    {"kind": "integrated", "name": "統合した補助金", "group": OLDER},
)
OLD_SUBSIDIES = (("環境美化の補助", 15_000, "集落"), ("集会所の維持の補助", 40_000, "施設"))
USES = {
    "eligible_uses": ["見守りと支え合い", "移動の支援", "集会所と広場の手入れ", "防災の訓練"],
    "excluded_uses": ["飲食だけの費用", "政治や宗教の活動", "特定の人だけの利益になること"],
}
QUESTIONS = (
    {"text": "移動の支援(送迎など)をしますか", "kind": "choice", "options": ["はい", "いいえ"]},
    {
        "text": "送迎に使う車", "kind": "table", "options": ["車の名前", "乗れる人数", "運転する人の数"],
        "after": 1, "answers": ["はい"],
    },
)  # fmt: skip
RULE, GUIDELINE = "新見市補助金等交付規則(平成17年規則第63号)", "見本 小規模多機能自治一括交付金交付要綱"


def open_lump_sum(
    year: FiscalYear, bodies: list[Organization], *, deadline: date, like: Scheme | None, hall: Hall
) -> Story[Scheme]:
    """小規模多機能自治一括交付金 of a year, adopted: running costs and the older subsidies that it replaces."""
    by = hall.people["officer"]
    scheme = Scheme.begin(
        by=by, programme="lump_sum", name="小規模多機能自治一括交付金", fiscal_year=year, like=like,
        rule_name=RULE, guideline_name=GUIDELINE, article="第6条",
        purpose="地域運営組織が、将来計画に沿って地域の課題を解決するためのお金です。使いみちは、地域で決めます。",
        eligible=[Organization.Status.ACTIVE], base_date=year.start, opens_on=year.start, deadline=deadline,
        completion_by=year.end, report_due=date(year.number + 1, 4, 10), papers=["総会の議事録"],
        payment_method="概算払により、請求のあった日から30日以内に全額を交付する。", light_percent=20,
        status_dates=[date(year.number, 9, 30)], appropriation=24_000_000,
        appropriated_on=year.start - timedelta(days=10), rounding_unit=1000, cap=3_000_000, regrants=True,
        surplus=Surplus.RETURN if like else Surplus.OFFSET, reserves=like is not None, **USES,
    )  # fmt: skip
    if like is None:
        scheme.formulate({"components": list(LUMP_SUM)}, by=by)
        scheme.rewrite("questions", QUESTIONS, by=by)
        write_terms(scheme, by=by)
    scheme.rewrite("subsidies", [
        {"organization": body, "name": name, "amount": unit * count, "basis": f"{count}{what} × {unit:,}円"}
        for number, body in enumerate(bodies)
        for (name, unit, what), count in zip(OLD_SUBSIDIES, (6 + number, 2 + number % 3), strict=True)
    ], by=by)  # fmt: skip
    yield from adopt(scheme, hall, year.start)
    return scheme


def open_trial(year: FiscalYear, *, deadline: date, hall: Hall) -> Story[Scheme]:
    """協働のまちづくり交付金: before the founding, all of the cost up to 500,000 yen, in whole thousands."""
    by = hall.people["officer"]
    scheme = Scheme.begin(
        by=by, programme="pre_rmo", name="協働のまちづくり交付金", fiscal_year=year,
        rule_name=RULE, guideline_name="見本 協働のまちづくり交付金交付要綱", article="第5条",
        purpose="地域運営組織をつくる前に、地域の助け合いなどをためすためのお金です。",
        eligible=[Organization.Status.PLANNING, Organization.Status.FOUNDED],
        base_date=year.start, opens_on=year.start, deadline=deadline, takes_late=True,
        completion_by=year.end, report_due=date(year.number + 1, 4, 10),
        payment_method="概算払により、請求のあった日から30日以内に交付する。",
        appropriation=2_000_000, appropriated_on=year.start - timedelta(days=10), rounding_unit=1000, cap=500_000,
    )  # fmt: skip
    scheme.formulate({"components": [{"kind": "cost", "name": "対象となる経費", "rate": "10/10"}]}, by=by)
    write_terms(scheme, by=by)
    yield from adopt(scheme, hall, year.start)
    return scheme


def adopt(scheme: Scheme, hall: Hall, day: date) -> Story[None]:
    """The posts decide it on the day on which the year begins."""
    rule, stops = route_for(Scheme.approval_kind, amount=scheme.appropriation, on=day)
    reason = "要綱のとおりに制度を定めました。この内容で決定してよいか伺います。"
    proposal = scheme.propose(by=hall.people["officer"], reason=reason, rule_name=rule.name, route=stops)
    while step := proposal.current():
        yield day
        proposal.approve(by=hall.holder(step.post), step=step.pk)
        proposal.refresh_from_db()
    scheme.refresh_from_db()


def allot(scheme: Scheme, hall: Hall, day: date) -> Story[None]:
    """内示 to everybody who can apply by now and was told nothing yet, in one 起案."""
    by = hall.people["officer"]
    yield day
    prepare(scheme, by=by, on=day)
    prepared = scheme.allotments.filter(status=Allotment.Status.PREPARED)
    cases = list(prepared.select_related("organization", "scheme"))
    for case in cases:
        case.intend(by=by)
    amount = max(case.amount for case in cases)
    rule, stops = route_for(Allotment.approval_kind, amount=amount, on=day)
    facts: Any = {"subject": f"{scheme}の内示について", "reason": "要綱により算定した。", "amount": amount}
    proposal = Proposal.draft(cases, by=by, rule_name=rule.name, route=stops, **facts)
    while step := proposal.current():
        yield day
        proposal.approve(by=hall.holder(step.post), step=step.pk)
        proposal.refresh_from_db()
    for _ in cases:  # not after the commit, which is years later; on a busy machine a turn does not get through all
        carry_out(proposal=proposal.pk)


def write_terms(scheme: Scheme, *, by: User) -> None:
    scheme.rewrite("conditions", [{"text": text} for text in CONDITIONS], by=by)
    scheme.rewrite("criteria", [{"text": text, "evidence": evidence} for text, evidence in CRITERIA], by=by)


def calculated(life: Life, scheme: Scheme) -> int:
    """Yen that the scheme gives the body."""
    return application(scheme, life.body).sheet().amount


def plan_year(life: Life, scheme: Scheme, day: date, *, grant: int, resolved: bool = True) -> Story[YearlyPlan]:
    """The year's plan, sent; without the assembly's day as 案."""
    year = scheme.fiscal_year
    on = yield day
    plan = write_yearly_plan(life.body, year, by=life.president, grant=grant)
    plan.submit(by=life.president, on=on, resolved_on=on - timedelta(days=2) if resolved else None)
    return plan


def apply(life: Life, scheme: Scheme, plan: YearlyPlan, day: date, *, send: bool = True) -> Story[Grant]:
    on = yield day
    grant = Grant.begin(life.body, scheme, plan, by=life.president, on=on)
    paper(grant, "総会の議事録", by=life.president)
    grant.answer({1: "はい", 2: [["ゆめ号", "9人", "4人"]]} if scheme.questions.exists() else {}, by=life.president)
    if send:
        grant.submit(by=life.president, on=on)
    return grant


def propose(life: Life, grant: Grant, day: date, *, granting: bool = True) -> Story[Proposal]:
    officer = life.hall.people["officer"]
    doubled = "" if granting else "6"
    on = yield day
    verdicts = {
        criterion.code: (Verdict.UNFIT, DOUBLED) if criterion.code == doubled else (Verdict.FIT, "")
        for criterion in grant.scheme.criteria.all()
    }
    grant.review(verdicts, by=officer)
    amount = grant.amount_applied if granting else None
    rule, stops = route_for("grants.grant", amount=amount, on=on)
    return grant.propose(
        by=officer,
        outcome=Grant.Outcome.GRANT if granting else Grant.Outcome.REFUSE,
        amount=amount,
        grounds="審査の結果、適当と認められるため。" if granting else NOT_GRANTED,
        conditions=CONDITIONS if granting else (),
        rule_name=rule.name,
        route=stops,
    )


def whole_year(life: Life, scheme: Scheme, first: date, *, changed: bool = False) -> Story[None]:
    """A year as it should go: plan, application, review, decision, letter, perhaps a change, payment."""
    plan = yield from plan_year(life, scheme, first, grant=calculated(life, scheme))
    if limit_of(scheme, life.body) == 0 and not life.body.allotments.filter(scheme=scheme):  # recognised late
        yield from allot(scheme, life.hall, first + timedelta(days=2))
    grant = yield from apply(life, scheme, plan, first + timedelta(days=4))
    proposal = yield from propose(life, grant, first + timedelta(days=9))
    yield from approve(life, proposal, first + timedelta(days=10))
    yield first + timedelta(days=20)
    read_letters(life)
    if changed:
        yield from change_decided(life, scheme, first + timedelta(days=21))
    yield from settle(life, grant, first + timedelta(days=45 if changed else 22))


def try_out(life: Life, scheme: Scheme, first: date) -> Story[None]:
    """協働のまちづくり交付金, asked for and granted before the recognition: 437,890 yen cut to the thousand."""
    first = max(first, scheme.fiscal_year.start)
    plan = yield from plan_year(life, scheme, first, grant=437_890 // 1000 * 1000)
    grant = yield from apply(life, scheme, plan, first + timedelta(days=2))
    proposal = yield from propose(life, grant, first + timedelta(days=6))
    yield from approve(life, proposal, first + timedelta(days=8))


def ask_correction(life: Life, grant: Grant, day: date, *, due_on: date) -> Story[None]:
    wanted = {
        "完了予定日": "完了の日を、事業が終わる日に合わせてください。",
        "敬老のつどい": "飲食の内わけを書いてください。",
    }
    asks: list[Ask] = [
        {"field": place.code, "label": place.label, "comment": comment}
        for place in places_of(grant, grant.yearly_plan)
        for word, comment in wanted.items()
        if word in place.label
    ]
    yield day
    grant.ask_correction(asks, by=life.hall.people["officer"], due_on=due_on)


def this_year(life: Life, scheme: Scheme, wanted: str, today: date) -> Story[None]:
    """Takes the body's grant of this year as far as ``wanted`` says."""

    def ago(days: int) -> date:
        return max(today - timedelta(days=days), scheme.fiscal_year.start)

    amount = calculated(life, scheme)
    if wanted == "none":
        return
    if wanted == "plan_draft":
        yield ago(2)
        YearlyPlan.begin(life.body, scheme.fiscal_year, by=life.president)
        return
    plan = yield from plan_year(
        life, scheme, ago(24), grant=amount, resolved=wanted not in ("plan_submitted", "grant_draft")
    )
    if wanted == "plan_submitted":
        return
    grant = yield from apply(life, scheme, plan, ago(18), send=wanted != "grant_draft")
    if wanted == "returned":
        yield from ask_correction(life, grant, ago(8), due_on=workday(today + timedelta(days=6)))
    elif wanted == "withdrawn":
        yield ago(12)
        grant.withdraw(by=life.president, reason="総会で事業を見直すことになったため。")
    elif wanted not in ("grant_draft", "submitted"):
        yield from decide(life, grant, wanted, ago(9))


def decide(life: Life, grant: Grant, wanted: str, first: date) -> Story[None]:
    """As far through the posts as ``wanted`` says; what was granted is asked for."""
    proposal = yield from propose(life, grant, first, granting=wanted != "refused")
    steps = list(proposal.steps_in_order())
    consulted = next((step for step in steps if step.part == Part.CONSULT), steps[-1])  # whose holder is away today
    stop = {"proposed:chief": steps[0].post, "proposed:consult": consulted.post}.get(wanted)
    key = next((key for key, post in life.hall.posts.items() if post == stop), "")
    yield from approve(life, proposal, first + timedelta(days=1), until=key)
    if wanted == "granted":
        yield from ask_for(life, grant, first + timedelta(days=7))
