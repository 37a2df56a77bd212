"""The surcharge of a refund as of a day, and how it is paid off or waived."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from grants.dues.lines import SurchargeLine
from grants.dues.setting import DuesSetting, settings_of
from grants.dues.surcharge import Reckoning, late, reckon, since_receipt
from grants.refunds import Refund
from records.cases import NotNow, spoken
from records.events import record
from records.templatetags.japanese import yen
from records.workdays import Workdays, workdays

Kind = SurchargeLine.Kind
NOTHING = Reckoning()


@dataclass(frozen=True)
class Charge:
    """延滞金 and 加算金 of one refund, and what became of them."""

    late: Reckoning = NOTHING
    since_receipt: Reckoning = NOTHING
    paid: int = 0
    waived: int = 0

    @property
    def amount(self) -> int:
        return self.late.amount + self.since_receipt.amount

    @property
    def due(self) -> int:
        """Yen that are still asked for."""
        return max(self.amount - self.paid - self.waived, 0)

    @property
    def is_any(self) -> bool:
        return bool(self.amount or self.paid or self.waived)


def charge(refund: Refund, *, on: date) -> Charge:
    """As of a day, that day among those that count, unless all was paid before."""
    return charges([refund], on=on)[refund.pk]


def charges(refunds: Sequence[Refund], *, on: date) -> dict[int, Charge]:
    """Of many refunds, by their keys, in as many queries as of one."""
    keys = [refund.pk for refund in refunds]
    found = Refund._base_manager.filter(pk__in=keys, decided_at__isnull=False)
    rows = found.select_related("grant__scheme").prefetch_related(
        "receipts", "surcharge_lines", "grant__payments", "grant__revocations"
    )
    settings = settings_of({refund.grant.scheme_id: refund.grant.scheme for refund in rows}.values())
    calendar = workdays()
    made = {row.pk: of_one(row, settings[row.grant.scheme_id], calendar, on) for row in rows}
    return {key: made.get(key, Charge()) for key in keys}


def of_one(refund: Refund, setting: DuesSetting, calendar: Workdays, on: date) -> Charge:
    paid = [(receipt.received_on, receipt.amount) for receipt in refund.receipts.all()]
    tardy = reckoned = NOTHING
    if setting.charges_late:
        bearing = late(refund.amount, calendar.next_workday(refund.due_on))
        tardy = reckon(bearing, paid, until=on, terms=setting.terms)
    if setting.charges_from_receipt and follows_revocation(refund):
        came = [(part.paid_on, part.amount) for part in refund.grant.payments.all() if part.paid_on]
        reckoned = reckon(since_receipt(refund.amount, came), paid, until=on, terms=setting.terms)
    lines = list(refund.surcharge_lines.all())
    sums = {kind: sum(line.amount for line in lines if line.kind == kind) for kind in Kind}
    return Charge(tardy, reckoned, sums[Kind.PAID], sums[Kind.WAIVED])


def follows_revocation(refund: Refund) -> bool:
    """Whether money comes back because the decision, or a part of it, was revoked."""
    days = [each.decided_at for each in refund.grant.revocations.all() if each.decided_at]
    return refund.decided_at is not None and any(day <= refund.decided_at for day in days)


@transaction.atomic
def waive(refund: Refund, *, by: User, amount: int, reason: str) -> None:
    """減免: so much of the surcharge is not asked for, and why."""
    refund.grant.lock()
    refund.lock()
    today = timezone.localdate()
    if not refund.can("collect"):
        raise NotNow("減免できるのは、返還を命じてから、全部が納められるまでです。画面を開き直してください。")
    if amount > (due := charge(refund, on=today).due):
        raise NotNow({"amount": f"今の延滞金・加算金は{yen(due)}です。それより多くは減免できません。"})
    with spoken(SurchargeLine):
        SurchargeLine.objects.create(
            refund=refund, kind=Kind.WAIVED, on=today, amount=amount, reason=reason, recorded_by=by
        )
    record(refund, "refund.waive", by=by, comment=f"{yen(amount)} {reason}")
    close_if_paid(refund, by=by)


def close_if_paid(refund: Refund, *, by: User) -> None:
    """The claim is closed when all has come back and nothing more is asked for."""
    today = timezone.localdate()
    if refund.can("close") and refund.balance == 0 and charge(refund, on=today).due == 0:
        refund.take("close", by=by)
        refund.save()
