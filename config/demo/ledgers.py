"""What of the demonstration's money stands in ledgers and files: a reserve, a part that is handed on, a file
for the bank, letters bound for the post. (Whose grant is reduced by last year's surplus follows from the scheme.)
"""

from __future__ import annotations

from datetime import date
from typing import Any

from config.demo.bodies import Life
from config.demo.clock import Story
from grants.models import Grant, Payment, ReGrant, Reserve, Scheme, Transfer
from grants.reserves import booking
from grants.transfers.days import next_bank_day
from grants.transfers.recording import pay_all
from records.fiscal import FiscalYear
from records.letters import Letter
from records.letters.posting.posting import Posting

SAVING = "kumano"  # whose association saves for a roof, has its money sent by file and hands a part on
SAVED = 10_000  # yen of what it does not need
PURPOSE = "集会所の屋根の修理"
HANDED_ON: dict[str, Any] = {
    "group": "熊野子ども食堂の会", "kana": "くまのこどもしょくどうのかい", "representative": "世話 一二三",
    "phone": "0867-00-9911", "title": "夕ごはんの会", "purpose": "月に2回、だれでも来られる夕ごはんを出す。",
    "cost": 120_000, "asked": 100_000,
}  # fmt: skip


def saves(life: Life) -> bool:
    return bool(life.facts["key"] == SAVING)


def plan_to_save(life: Life, year: FiscalYear, day: date) -> Story[None]:
    """積立計画, as the assembly adopted it."""
    if not saves(life) or life.body.reserves.exists():
        return
    on, to = (yield day), FiscalYear(year.number + 3)
    facts: Any = {"purpose": PURPOSE, "target": 300_000, "from_year": year, "to_year": to, "adopted_on": on}
    booking.plan(life.body, by=life.president, **facts)


def to_save(life: Life, scheme: Scheme) -> dict[str, object]:
    """What the report says of it."""
    reserve: Reserve | None = life.body.reserves.first()
    if not scheme.reserves or reserve is None or not reserve.covers(scheme.fiscal_year):
        return {}
    return {"reserve": reserve, "amount_to_reserve": SAVED}


def pay_by_file(life: Life, payment: Payment, day: date) -> Story[None]:
    """振込データ, and what the bank did with it."""
    cashier, on = life.hall.people["cashier"], (yield day)
    made = Transfer.make([payment], transfer_on=next_bank_day(on), by=cashier, on=on)
    on = yield made.transfer_on
    pay_all(made, by=cashier, paid_on=made.transfer_on, voucher=f"振第{made.pk}号", on=on)


def hand_on(life: Life, scheme: Scheme, day: date) -> Story[None]:
    """A group's application, typed in by the president: another officer decides. The city prints its letters."""
    if not saves(life):
        return
    on = yield day
    grant = Grant.objects.standing().get(organization=life.body, scheme=scheme)
    if project := grant.yearly_plan.projects.first():
        made = ReGrant.begin(grant, by=life.president, on=on, applied_on=on, project=project.name, **HANDED_ON)
        made.submit(by=life.president)
    send_by_post(life, on)


def send_by_post(life: Life, day: date) -> None:
    """This year's decisions so far, with their list."""
    decided = Letter.objects.filter(kind__in=["grants.decision", "grants.refusal"])
    letters = decided.filter(fiscal_year=FiscalYear.of(day))
    Posting.begin(list(letters.order_by("number")), by=life.hall.people["officer"])
