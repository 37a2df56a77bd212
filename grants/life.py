"""The life of a grant after its decision: what the reader of its page has to do next, and what it waits for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from accounts.models import User
from grants.cases import Grant
from grants.payments import Payment
from grants.reports import Report
from grants.rules import may_pay, may_write
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
    if grant.status not in Grant.STANDING:
        return None
    writes = bool(may_write(user, grant))
    return of_payment(grant, user, writes=writes) or of_report(grant, writes=writes)


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


def of_report(grant: Grant, *, writes: bool) -> Next | None:
    report, due = Report.objects.filter(grant=grant).first(), grant.scheme.report_due
    if report is None and writes:
        url = reverse("grants:report_begin", args=[grant.pk])
        return Next("事業が終わったら、実績を市に報告します。", "実績報告を書きはじめる", url, posts=True, due=due)
    if report is None:
        return Next("団体の実績報告を待っています。", due=due)
    if report.is_open and writes:
        return Next("実績報告を、まだ市に出していません。", "実績報告を開く", report.get_absolute_url(), due=due)
    return Next(f"実績報告は「{report.get_status_display()}」です。", "実績報告を開く", report.get_absolute_url())


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
