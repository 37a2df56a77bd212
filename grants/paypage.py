"""What the page of one payment shows, and what the grant's own page tells of all of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from accounts.access import Request
from grants.cases import Grant
from grants.forms.paying import PayForm, SendBackForm
from grants.payments import Payment
from grants.rules import may_pay, may_write
from organizations.views.asking import sending
from records.era import era_date
from records.events import Event
from records.pieces import Fact, Tag
from records.templatetags.japanese import era_clock, month_day, yen

Status = Payment.Status
TAGS = {
    Status.DRAFT: Tag("下書き"),
    Status.REQUESTED: Tag("支払い待ち", "way"),
    Status.RETURNED: Tag("直しのお願い", "back"),
    Status.PAID: Tag("支払い済み", "good"),
    Status.DROPPED: Tag("取りやめ", "over"),
}
PLANNED, DEDUCTED = Tag("これから"), Tag("差し引き", "over")


@dataclass(frozen=True)
class Part:
    """One line of 交付 on the grant's page: asked for, paid, or still to come."""

    name: str
    amount: int
    tag: Tag
    url: str = ""
    note: str = ""


def parts_of(grant: Grant) -> list[Part]:
    """What was asked for, then what can be asked for later; empty before there is anything to pay."""
    found = list(Payment.objects.filter(grant=grant).live())
    parts = [
        Part(each.name_of_part, each.amount, TAGS[Status(each.status)], each.get_absolute_url(), note_of(each))
        for each in found
    ]
    if less := grant.deducted():
        parts.insert(0, Part("前の年度の使い残し", less, DEDUCTED, note="差し引いて交付します"))
    open_ = any(each.is_open for each in found)
    coming = grant.plan_of_payments()[1 if open_ else 0 :]
    return parts + [Part(f"第{n}回の交付", amount, PLANNED) for n, amount in enumerate(coming, start=len(found) + 1)]


def note_of(payment: Payment) -> str:
    if payment.paid_on:
        return f"{era_date(payment.paid_on)}に支払い"
    return f"{month_day(payment.submitted_at)}に請求" if payment.submitted_at else ""


def facts_of(payment: Payment) -> list[Fact]:
    """The paper: what is asked for, and where the money goes."""
    grant = payment.grant
    before = sum(each.amount for each in grant.payments.filter(status="paid", number__lt=payment.number))
    entitled, less = grant.amount_current or 0, grant.deducted()
    return [
        Fact("団体名", payment.applicant or grant.organization.name),
        Fact("代表者", payment.representative or None),
        Fact("所在地", payment.office_address or grant.organization.office_address),
        Fact("交付決定額", yen(entitled)),
        *([Fact("前の年度の使い残しから差し引く額", yen(less))] if less else []),
        Fact("これまでに受け取った額", yen(before)),
        Fact("今回の請求額", yen(payment.amount)),
        Fact("請求した後の残り", yen(entitled - less - before - payment.amount)),
        Fact("振込先", payment.account_told if payment.has_account else "まだ入れていません"),
        Fact("口座の名義", f"{payment.holder_name}({payment.holder_kana})" if payment.has_account else None),
    ]


def payment_context(request: Request, payment: Payment) -> dict[str, Any]:
    user, today = request.user, timezone.localdate()
    writes = bool(may_write(user, payment)) and payment.is_open
    pays = bool(may_pay(user, payment)) and payment.can("pay")
    facts = facts_of(payment)
    if payment.paid_on:
        paid = f"{era_date(payment.paid_on)}{f'(支払番号 {payment.voucher})' if payment.voucher else ''}"
        facts.append(Fact("支払った日", paid))
    if payment.receipt_number:
        facts.append(Fact("収受", f"{era_clock(payment.received_at)} 収受第{payment.receipt_number}号"))
    return {
        "payment": payment,
        "grant": payment.grant,
        "tag": TAGS[Status(payment.status)],
        "facts": facts,
        "writes": writes,
        "gaps": payment.gaps(on=today) if writes else [],
        "pays": pays,
        "pay_form": PayForm(None, on=today) if pays else None,
        "back_form": SendBackForm() if pays else None,
        "files": payment.papers(),
        "events": list(Event.objects.about(payment)),
        **(sending(request, payment) if writes else {}),
    }
