"""What people try with a grant, possible or not; each act is the verbs that a page would call, and says what it did.

An act returns what an accountant would write down after it; whatever the verbs refuse raises ``ValidationError``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from random import Random
from typing import Any, TypeVar

from grants.appropriations.booking import supplement
from grants.collecting import collect
from grants.models import Change, Grant, Payment, Refund, Report, Revocation, Scheme
from grants.receipts import strike
from grants.report_review import review as judge
from grants.reserves.booking import take_out
from grants.reserves.offsets import recall
from records.approvals import Proposal
from records.cases import NotNow
from staff.routes import route_for
from tests.grants import build, later
from tests.histories.money.world import Terms, Told, World
from tests.histories.money.world import later as let_days_pass

Row = TypeVar("Row")
Act = Callable[[World, Told, Random], Told]
ACTS: dict[str, Act] = {}
NOTHING = NotNow("There is nothing to do this with.")
WHY: dict[str, Any] = {"article": "規則第16条", "grounds": "確定した額を超えるため。"}


def act(function: Act) -> Act:
    ACTS[function.__name__] = function
    return function


def some(found: Row | None) -> Row:
    if found is None:
        raise NOTHING
    return found


def about(chance: Random, amount: int, unit: int = 1000) -> int:
    """Mostly that amount or something less, now and then one yen or one unit too much."""
    kind = chance.random()
    if kind < 0.4:
        return amount
    if kind < 0.8:
        return max(amount - chance.randrange(1, 120) * unit, unit)
    return max(amount + chance.choice([unit, 1, -1, 50 * unit, -amount - 1]), -1)


@act
def submit(world: World, told: Told, chance: Random) -> Told:
    world.of_grant().submit(by=world.leader, on=world.clock.day)
    return told


@act
def correct(world: World, told: Told, chance: Random) -> Told:
    ask = {"field": "ends_on", "label": "完了予定日", "comment": "確かめてください。"}
    world.of_grant().ask_correction([ask], by=world.hall.drafter, due_on=world.clock.day + timedelta(days=7))  # type: ignore[list-item]
    return told


@act
def propose(world: World, told: Told, chance: Random) -> Told:
    """Found fit and proposed, now and then to be refused."""
    grant = world.of_grant()
    if grant.can("review"):
        build.review(grant, world.hall.drafter)
    if chance.random() < 0.1:
        build.propose(grant, world.hall, outcome=Grant.Outcome.REFUSE)
    else:
        build.propose(grant, world.hall, amount=about(chance, grant.amount_applied))
    return told


@act
def withdraw(world: World, told: Told, chance: Random) -> Told:
    world.of_grant().withdraw(by=world.leader)
    return replace(told, promised=0)


@act
def give_up(world: World, told: Told, chance: Random) -> Told:
    world.of_grant().give_up(by=world.leader, on=world.clock.day)
    return replace(told, stands=0)


@act
def ask_payment(world: World, told: Told, chance: Random) -> Told:
    payment = world.payment() or Payment.begin(world.of_grant(), by=world.leader)
    payment.fill_in(by=world.leader, **{**build.ACCOUNT, "holder_name": world.of_grant().organization.name})
    payment.submit(by=world.leader, on=world.clock.day)
    return replace(told, asked=next_part(world, told))


def next_part(world: World, told: Told) -> int:
    """Law 昭和25年法律第61号: equal parts of whole units, what does not divide goes into the first."""
    whole = told.stands if told.confirmed is None else min(told.confirmed, told.stands or 0)
    left = (whole or 0) - told.paid
    made = Payment.objects.filter(grant=world.grant, status="paid").count()
    parts = 1 if told.confirmed is not None else max(world.terms.instalments - made, 1)
    later_parts = left // parts // 1000 * 1000
    return left - later_parts * (parts - 1)


@act
def pay(world: World, told: Told, chance: Random) -> Told:
    day = world.clock.day + timedelta(days=chance.choice([0, 0, 0, 0, -1, 1]))
    some(world.payment()).pay(by=world.hall.chief, paid_on=day, voucher="支第1号")
    return replace(told, paid=told.paid + told.asked, asked=0)


@act
def return_payment(world: World, told: Told, chance: Random) -> Told:
    some(world.payment()).send_back(by=world.hall.chief, comment="口座を確かめてください。")
    return replace(told, asked=0)


@act
def drop_payment(world: World, told: Told, chance: Random) -> Told:
    some(world.payment()).drop(by=world.leader)
    return told


@act
def ask_change(world: World, told: Told, chance: Random) -> Told:
    """Written and sent: more or less money for the one project, a stop, or the end."""
    kind = chance.choice(["change", "change", "change", "suspend", "abolish"])
    share = about(chance, told.stands or 0)
    change = world.change()
    if change is None or not change.is_open:
        change = Change.begin(world.of_grant(), kind, by=world.leader, on=world.clock.day)
    facts = {"reason": "敬老会を取りやめるため。", "contact_phone": "0867-00-5678", "contact_name": "北野 七海"}
    if not change.follows_plan:
        change.fill_in(by=world.leader, **facts, amount_wanted=max(share, 0))
    else:
        change.fill_in(by=world.leader, **facts)
        if share > 0 and change.plan and change.plan.is_open:
            later.write_plan(change, world.leader, {"cost": share + chance.choice([0, 5_000]), "grant": share})
    change.submit(by=world.leader, on=world.clock.day)
    return told


@act
def note_change(world: World, told: Told, chance: Random) -> Told:
    some(world.change()).note(by=world.hall.drafter)
    return told


@act
def correct_change(world: World, told: Told, chance: Random) -> Told:
    some(world.change()).ask_correction([], by=world.hall.drafter, due_on=world.clock.day + timedelta(days=7))
    return told


@act
def withdraw_change(world: World, told: Told, chance: Random) -> Told:
    some(world.change()).withdraw(by=world.leader)
    return told


@act
def propose_change(world: World, told: Told, chance: Random) -> Told:
    change = some(world.change())
    refused = chance.random() < 0.2
    amount = None if refused else about(chance, change.amount_wanted or 0)
    later.propose(change, world.hall, outcome="refuse" if refused else "approve", amount=amount, grounds="要綱による。")
    return told


@act
def question(world: World, told: Told, chance: Random) -> Told:
    """取消しの準備, of the whole or of a part."""
    part = chance.random() < 0.5
    scope = {"scope": "part", "amount": about(chance, (told.stands or 0) // 3)} if part else {}
    later.prepared(world.of_grant(), world.hall, **scope)
    return told


@act
def drop_revocation(world: World, told: Told, chance: Random) -> Told:
    some(world.revocation()).drop(by=world.hall.drafter, reason="根拠がない。")
    return told


@act
def propose_revocation(world: World, told: Told, chance: Random) -> Told:
    later.propose(some(world.revocation()), world.hall)
    return told


@act
def write_report(world: World, told: Told, chance: Random) -> Told:
    """One receipt for all that was spent, and accounts that say so."""
    report = world.report() or Report.begin(world.of_grant(), by=world.leader)
    if report.yearly_plan_id != report.grant.yearly_plan.newest().pk:
        report.follow(by=world.leader)
    for receipt in list(report.expenses.all()):
        strike(report, receipt, by=world.leader)
    income = told.paid or told.stands or 0
    spent = max(about(chance, income, 100), 1)
    build.receipt(report, world.leader, spent)
    left = max(told.paid - told.back - spent, 0)
    saving = about(chance, left, 100) if world.terms.reserve_cap and left and chance.random() < 0.7 else 0
    write_accounts(report, world, spent=spent, income=told.paid, saving=max(saving, 0))
    return replace(told, spent=spent, saving=max(saving, 0))


def write_accounts(report: Report, world: World, *, spent: int, income: int, saving: int) -> None:
    year = report.grant.scheme.fiscal_year
    days = {"starts_on": year.start, "ends_on": min(year.end, world.clock.day), "approved_on": None}
    head = {**days, "remarks": "", "reserve": world.aim() if saving else None, "amount_to_reserve": saving}
    projects = [
        {"id": row.pk, "done_on": "毎週", "participants": 120, "result": "広がった。", "next_year": ""}
        for row in report.projects.all()
    ]
    lines = []
    for row in report.lines.select_related("category"):
        own = income if row.category.is_grant else spent if row.category.kind == "expense" else max(spent - income, 0)
        lines.append({"id": row.pk, "category": row.category, "note": "", "actual": own})
    report.write(by=world.leader, seen=report.revision, head=head, projects=projects, lines=lines)


@act
def send_report(world: World, told: Told, chance: Random) -> Told:
    some(world.report()).submit(by=world.leader, on=world.clock.day)
    return told


@act
def correct_report(world: World, told: Told, chance: Random) -> Told:
    some(world.report()).ask_correction([], by=world.hall.drafter, due_on=world.clock.day + timedelta(days=7))
    return told


@act
def propose_confirmation(world: World, told: Told, chance: Random) -> Told:
    report = some(world.report())
    if report.can("review"):
        judge(report, {str(n): ("fit", "") for n in range(1, 6)}, by=world.hall.drafter)
    disallowed = chance.choice([0, 0, 0, 1, 10_000, told.spent, told.spent + 1])
    found, stops = route_for("grants.confirmation", amount=None, on=world.clock.day)
    report.propose(by=world.hall.drafter, disallowed=disallowed, grounds="適当", rule_name=found.name, route=stops)
    return told


@act
def prepare_refund(world: World, told: Told, chance: Random) -> Told:
    grant = world.of_grant()
    due_on = world.clock.day + timedelta(days=chance.choice([20, 20, 0]))
    amount = about(chance, max(owed(told), 1), 1)
    Refund.begin(grant, by=world.hall.drafter, amount=amount, due_on=due_on, **WHY)
    return told


@act
def drop_refund(world: World, told: Told, chance: Random) -> Told:
    some(world.refund()).drop(by=world.hall.drafter)
    return told


@act
def propose_refund(world: World, told: Told, chance: Random) -> Told:
    refund = some(world.refund())
    found, stops = route_for("grants.refund", amount=refund.amount, on=world.clock.day)
    refund.propose(by=world.hall.drafter, rule_name=found.name, route=stops)
    return told


@act
def give_back(world: World, told: Told, chance: Random) -> Told:
    amount = about(chance, max(told.ordered, 1), 1)
    day = world.clock.day + timedelta(days=chance.choice([0, 0, 0, 1]))
    collect(some(world.refund()), by=world.hall.chief, received_on=day, amount=amount, voucher="収第1号")
    back = min(amount, told.ordered)  # what is more is 延滞金, no money of the grant
    return replace(told, back=told.back + back, ordered=told.ordered - back)


def owed(told: Told) -> int:
    """What the organization has and may not keep, from the acts alone."""
    stands = told.stands or 0
    keeps = stands if told.confirmed is None else min(told.confirmed + told.carried + told.reserved, stands)
    return told.paid - told.back - keeps - told.offset


@act
def recall_offset(world: World, told: Told, chance: Random) -> Told:
    """No grant comes next year: what was to be deducted from it is owed."""
    recall(world.of_grant(), by=world.hall.drafter)
    return replace(told, offset=0)


@act
def take_from_the_reserve(world: World, told: Told, chance: Random) -> Told:
    """取崩し of the reserve, now and then of more than is in it."""
    amount = about(chance, max(told.reserved - told.taken_out, 1), 100)
    take_out(world.aim(), by=world.leader, booked_on=world.clock.day, amount=amount, project="屋根", reason="葺き替え")
    return replace(told, taken_out=told.taken_out + amount)


@act
def add_to_the_budget(world: World, told: Told, chance: Random) -> Told:
    return supplemented(world, told, chance.choice([50_000, 100_000]))


@act
def lower_the_budget(world: World, told: Told, chance: Random) -> Told:
    """減額: half of what is free or all of it, or a yen or many of what is told or decided."""
    free = told.appropriation - bound(world.terms, told)
    less = chance.choice([free // 2, free, free + 1, free + 1, free + chance.randrange(1, 300) * 1000])
    return supplemented(world, told, -less)


def bound(terms: Terms, told: Told) -> int:
    """Yen of the budget that are somebody's, from the acts alone: decided, or told as 内示 and not decided yet."""
    return terms.others + (told.promised if told.stands is None else told.stands)


def supplemented(world: World, told: Told, more: int) -> Told:
    """補正予算."""
    money = Scheme.objects.get(pk=world.scheme)
    facts = {"number": money.appropriations.count(), "resolved_on": world.clock.day, "reason": "補正"}
    supplement(money, by=world.hall.drafter, amount=more, **facts)  # type: ignore[arg-type]
    return replace(told, appropriation=told.appropriation + more)


@act
def wait(world: World, told: Told, chance: Random) -> Told:
    let_days_pass(world.clock, chance.choice([1, 3, 7, 20, 60, 200, 330]))
    return told


@act
def send_back(world: World, told: Told, chance: Random) -> Told:
    proposal = running(world)
    proposal.send_back(by=world.hall.director, step=build.open_step(proposal).pk, comment="確かめてください。")
    return told


@act
def decide(world: World, told: Told, chance: Random) -> Told:
    proposal = running(world)
    (case,) = proposal.cases()
    proposal.approve(by=world.hall.director, step=build.open_step(proposal).pk)
    return decided(world.terms, told, case)


def running(world: World) -> Proposal:
    cases = (world.of_grant(), world.change(), world.revocation(), world.report(), world.refund())
    for case in cases:
        if case is not None and (found := Proposal.objects.about(case).filter(status="running").first()):
            return found
    raise NOTHING


def decided(terms: Terms, told: Told, case: object) -> Told:
    """What the accountant writes down after a decision."""
    stands, most = told.stands or 0, told.most
    match case:
        case Grant(outcome=Grant.Outcome.GRANT, amount_proposed=int(amount)):
            told = replace(told, decided=amount, stands=amount, most=amount, promised=0)
        case Grant():
            told = replace(told, promised=0)
        case Change(outcome="approve", amount_proposed=int(amount)):
            told = replace(told, stands=amount, most=max(most, amount))
        case Revocation(scope="whole"):
            told = replace(told, stands=0)
        case Revocation(amount=int(part)):
            told = replace(told, stands=stands - part)
        case Report(amount_disallowed=disallowed):
            told = settled(terms, told, told.spent - disallowed)
        case Refund(amount=amount):
            told = replace(told, ordered=amount)
    return told


def settled(terms: Terms, told: Told, spent: int) -> Told:
    """額の確定, by hand: no more than was spent and than stands; what is over stays as far as the scheme lets it."""
    granted = told.stands or 0
    confirmed = min(spent, granted)
    confirmed -= confirmed % terms.confirms_in
    over = max(told.paid - told.back - confirmed, 0)
    saved = min(told.saving, over, granted * terms.reserve_cap // 100) if terms.reserve_cap else 0
    share = 100 if terms.carry_cap is None else terms.carry_cap
    stays = min(over - saved, granted * share // 100) if terms.surplus == "carry" else 0
    later_on = over - saved - stays if terms.surplus == "offset" else 0
    return replace(told, confirmed=confirmed, carried=stays, reserved=saved, offset=later_on)
