"""What became of some of the demonstration's grants after the decision: a change, one under way, a part revoked."""

from __future__ import annotations

from datetime import date, timedelta

from config.demo.bodies import Life, approve, paper, read_letters
from config.demo.clock import Story
from config.demo.plans import write_rows
from grants.models import Change, Grant, Item, ItemDisposal, Revocation, Scheme, StatusRequest
from organizations.models import Rechange
from organizations.rechange.paper import BYLAWS, MINUTES
from staff.routes import route_for

LESS = 60_000  # yen
WHY = "敬老のつどいの会場を変え、参加費で足りるようになったため。"
NEW_BYLAWS = "部会を1つふやし、役員の任期を2年から3年にするため。"
WANTED = "次の年度の予算を組むため、事業の進みぐあいを知りたい。"
PART = "新しい草刈機を使うようになり、学校の草刈りに役立ててもらうため。"
MISUSE = "交付金で買った草刈機の替え刃のうち、役員の私有地で使ったものがあった。"


def grant_of(life: Life, scheme: Scheme) -> Grant:
    return Grant.objects.standing().get(organization=life.body, scheme=scheme)


def ask_change(life: Life, scheme: Scheme, day: date) -> Story[Change]:
    """Less of the grant than was decided, by a new version of the plan."""
    on = yield day
    grant = grant_of(life, scheme)
    change = Change.begin(grant, "change", by=life.president, on=on)
    change.fill_in(by=life.president, reason=WHY, resolved_on=on - timedelta(days=3))
    if change.plan:
        write_rows(change.plan, by=life.president, grant=(grant.amount_current or 0) - LESS)
    paper(change, "変更の書類", by=life.president)
    change.submit(by=life.president, on=on)
    return change


def ask_rechange(life: Life, day: date) -> Story[None]:
    """The assembly has resolved new bylaws; the city is to recognise them."""
    on = yield day
    case = Rechange.begin(life.body, by=life.president)
    paper(case, MINUTES, by=life.president)
    paper(case, BYLAWS, by=life.president)
    case.submit(
        by=life.president, on=on, matters=["bylaws"], resolved_on=on - timedelta(days=9), reason=NEW_BYLAWS,
        wanted_on=on + timedelta(days=40), contact_name=life.president.name, contact_phone="0867-00-5678",
    )  # fmt: skip


def ask_status(life: Life, scheme: Scheme, day: date) -> Story[None]:
    """The section wants to know how far somebody is."""
    on = yield day
    grant, due_on = grant_of(life, scheme), on + timedelta(days=14)
    StatusRequest.ask(grant, by=life.hall.people["officer"], as_of=on, due_on=due_on, reason=WANTED, on=on)


def ask_to_part(life: Life, day: date) -> Story[None]:
    """One of the older things is to be given away before its time."""
    on = yield day
    thing = Item.objects.kept().filter(grant__organization=life.body).first()
    if thing is not None:
        facts = {"kind": "give", "partner": "見本小学校", "proceeds": 0, "reason": PART}
        case = ItemDisposal.begin(thing, by=life.president, planned_on=on + timedelta(days=30), **facts)
        case.submit(by=life.president, on=on)


def change_decided(life: Life, scheme: Scheme, first: date) -> Story[None]:
    change = yield from ask_change(life, scheme, first)
    on = yield first + timedelta(days=6)
    rule, stops = route_for("grants.change", amount=change.amount_wanted, on=on)
    proposal = change.propose(
        by=life.hall.people["officer"], outcome=Change.Outcome.APPROVE, amount=change.amount_wanted,
        grounds="事業の目的に変わりがなく、適当と認められるため。", rule_name=rule.name, route=stops,
    )  # fmt: skip
    yield from approve(life, proposal, first + timedelta(days=7))
    yield first + timedelta(days=12)
    read_letters(life)


def part_revoked(life: Life, scheme: Scheme, first: date) -> Story[None]:
    officer = life.hall.people["officer"]
    on = yield first
    case = Revocation.begin(
        grant_of(life, scheme), by=officer, scope=Revocation.Scope.PART, amount=18_000,
        grounds=Revocation.Grounds.MISUSE, reason=MISUSE, article=f"{scheme.rule_name}第15条第1項第2号", asks_back=True,
    )  # fmt: skip
    paper(case, "証拠の書類", by=officer)
    rule, stops = route_for("grants.revocation", amount=case.taken, on=on)
    proposal = case.propose(by=officer, rule_name=rule.name, route=stops)
    yield from approve(life, proposal, first + timedelta(days=1))
    yield first + timedelta(days=10)
    read_letters(life)
