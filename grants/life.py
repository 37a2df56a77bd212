"""The life of a grant after its decision: what the reader of its page has to do next, and what it waits for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from grants.cases import Grant
from grants.payments import Payment
from grants.refunds import OPEN, Refund
from grants.reports import Report
from grants.rules import may_examine, may_examine_report, may_pay, may_write
from records.templatetags.japanese import yen


@dataclass(frozen=True)
class Next:
    """One sentence, and the one button that goes with it where the reader can act."""

    sentence: str
    label: str = ""
    url: str = ""
    posts: bool = False  # the button does something by itself
    due: date | None = None

    @property
    def mine(self) -> bool:
        return bool(self.label)


def next_of(grant: Grant, user: User) -> Next | None:
    """None before the decision, and where nothing is left to be done."""
    if grant.amount_decided is None or grant.status == Grant.Status.GIVEN_UP:
        return None
    writes = bool(may_write(user, grant))
    found = of_payment(grant, user, writes=writes) or of_refund(grant, user)
    return found or (of_report(grant, user, writes=writes) if grant.can("confirm") else None)


def of_payment(grant: Grant, user: User, *, writes: bool) -> Next | None:
    if payment := grant.payments.filter(status__in=["draft", "requested", "returned"]).first():
        return of_request(payment, user, writes=writes)
    amount = grant.next_payment()
    if not amount:
        return None
    if writes:
        url = reverse("grants:payment_begin", args=[grant.pk])
        sentence = f"{yen(amount)}を請求できます。振込先の口座を入れて、市に出します。"
        return Next(sentence, "交付を請求する", url, posts=True)
    return Next(f"団体の請求({yen(amount)})を待っています。")


def of_refund(grant: Grant, user: User) -> Next | None:
    """What was paid and may not be kept: ordered back by the section, given back by the organization."""
    inside = user.is_city(on=timezone.localdate())
    refund = grant.refunds.filter(status__in=OPEN).first()
    if refund is not None and (inside or refund.status == Refund.Status.ORDERED):
        label = "返還のページを開く"
        left = f"残りは{yen(refund.balance)}です。" if refund.balance else "延滞金・加算金が残っています。"
        return Next(
            f"返還は「{refund.get_status_display()}」です。{left}",
            label,
            refund.get_absolute_url(),
        )
    owed = grant.owed()
    if owed <= 0:
        return None
    if may_examine(user, grant):
        url = reverse("grants:order_refund", args=[grant.pk])
        return Next(f"{yen(owed)}を返してもらいます。返還命令を準備してください。", "返還命令を準備する", url)
    return Next(f"{yen(owed)}を市に返します。返還命令書が届いたら、その期限までに返してください。")


def of_report(grant: Grant, user: User, *, writes: bool) -> Next | None:
    report, due = Report.objects.filter(grant=grant).first(), grant.scheme.report_due
    if report is None and writes:
        url = reverse("grants:report_begin", args=[grant.pk])
        return Next("事業が終わったら、実績を市に報告します。", "実績報告を書きはじめる", url, posts=True, due=due)
    if report is None:
        return Next("団体の実績報告を待っています。", due=due)
    if report.is_open and writes:
        return Next("実績報告を、まだ市に出していません。", "実績報告を開く", report.get_absolute_url(), due=due)
    if report.can("review") and may_examine_report(user, report):
        return Next("実績報告が来ています。確かめて、額を確定します。", "実績報告を開く", report.get_absolute_url())
    return Next(f"実績報告は「{report.get_status_display()}」です。", url=report.get_absolute_url())


def of_request(payment: Payment, user: User, *, writes: bool) -> Next:
    url, amount = payment.get_absolute_url(), yen(payment.amount)
    if payment.is_open and writes:
        back = "直していただくことがあります。" if payment.sent_back_for else "請求書を、まだ市に出していません。"
        return Next(f"{back}請求額は{amount}です。", "請求書を開く", url)
    if payment.is_open:
        return Next(f"団体が請求書({amount})を書いています。")
    if may_pay(user, payment):
        return Next(f"{amount}の請求が来ています。支払ったら、記録してください。", "請求書を開く", url)
    return Next(f"請求した{amount}の支払いを待っています。")
