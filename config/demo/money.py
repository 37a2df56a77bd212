"""The demonstration's grants after their decision: asked for, paid."""

from __future__ import annotations

from datetime import date, timedelta

from config.demo.bodies import Life, paper
from config.demo.clock import Story
from grants.bank import bank_kana
from grants.models import Grant, Payment
from grants.payments import PASSBOOK


def ask_for(life: Life, grant: Grant, day: date) -> Story[Payment]:
    """交付請求書, into the organization's own account."""
    on = yield day
    payment = Payment.begin(grant, by=life.president)
    payment.fill_in(
        by=life.president,
        bank_name="見本農業協同組合",
        bank_code="9999",
        branch_name=f"{life.district}支所",
        branch_code="001",
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
    yield from pay(life, payment, day + timedelta(days=9))
