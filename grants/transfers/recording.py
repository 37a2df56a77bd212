"""The bank has paid: all payments of a file are recorded in one press, each with its own verb and event."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User
from grants.payments import Payment
from grants.rules import may_pay
from grants.transfers.transfer import Transfer, TransferLine
from records.cases import NotNow
from records.era import era_date
from records.templatetags.japanese import yen


@transaction.atomic
def pay_all(transfer: Transfer, *, by: User, paid_on: date, voucher: str, on: date) -> list[str]:
    """Records what is not recorded yet; a sentence for each payment that refuses, while the others stand.

    Money that the bank has moved is a fact: one payment that cannot be recorded (its sender presses the button, the
    decision has changed) does not make the other records wrong. It stays in the file until somebody else records it,
    or strikes it. NotNow if every one of them refuses.
    """
    transfer.lock()
    transfer.check_move("pay")
    _check_day(transfer, paid_on, on)
    lines = list(transfer.unpaid().select_related("payment__grant__organization", "payment__grant__scheme"))
    refused = [sentence for line in lines if (sentence := _refusal(line, by=by, paid_on=paid_on, voucher=voucher))]
    done = [line for line in lines if line.payment.status == Payment.Status.PAID]
    if not done:
        raise NotNow(refused)
    transfer.take("pay", by=by, comment=f"{len(done)}件、計{yen(sum(line.amount for line in done))}")
    transfer.close_if_paid(by=by)
    return refused


def _check_day(transfer: Transfer, paid_on: date, on: date) -> None:
    if paid_on < transfer.transfer_on:
        raise NotNow({"paid_on": f"振込日の{era_date(transfer.transfer_on)}か、それより後の日にしてください。"})
    if paid_on > on:
        raise NotNow({"paid_on": "まだ来ていない日です。銀行が振り込んでから、記録してください。"})


def _refusal(line: TransferLine, *, by: User, paid_on: date, voucher: str) -> str:
    payment = line.payment
    if not (answer := may_pay(by, payment)):
        return f"{payment.applicant}: {answer.reason}"
    try:
        with transaction.atomic():
            payment.pay(by=by, paid_on=paid_on, voucher=voucher, transfer=line.transfer_id)
    except ValidationError as refusal:
        payment.refresh_from_db()
        return f"{payment.applicant}: {' '.join(refusal.messages)}"
    return ""
