"""What a file for the bank must be before it is made: every fault a sentence at its payment, and where to mend it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from django.db.models import Sum
from django.urls import reverse

from accounts.models import User
from grants.payments import Payment
from grants.rules import may_pay
from grants.transfers import layout
from grants.transfers.days import banks_pay, next_bank_day
from grants.transfers.layout import NAME, PAYEE_LENGTH, PLACE, PLACE_LENGTH, Account, Payee, as_signs, strange
from grants.transfers.payer import BankName, TransferClient
from organizations.behalf import contested
from records.cases import NotNow
from records.era import era_date
from records.templatetags.japanese import local_day, yen

AHEAD = timedelta(days=92)  # the file names the day without its year; and banks take none so early


@dataclass(frozen=True)
class Fault:
    """Why one payment cannot go, and where that is mended."""

    sentence: str
    url: str
    link: str = "請求のページ"


class Check:
    """``transfer_on`` and ``by`` may still be open: then the page asks what can be known before."""

    def __init__(
        self, payments: Sequence[Payment], *, on: date, transfer_on: date | None = None, by: User | None = None
    ) -> None:
        self.payments, self.on, self.transfer_on, self.by = list(payments), on, transfer_on, by

    @cached_property
    def client(self) -> TransferClient | None:
        return TransferClient.current()

    @cached_property
    def total(self) -> int:
        return sum(payment.amount for payment in self.payments)

    @cached_property
    def names(self) -> dict[str, str]:
        codes = {code for each in self.payments for code in (each.bank_code, each.bank_code + each.branch_code)}
        return dict(BankName.objects.filter(code__in=codes).values_list("code", "kana"))

    @cached_property
    def standing(self) -> dict[int, str]:
        """The addresses of the files in which they stand already."""
        from grants.transfers.transfer import TransferLine  # it makes no file before this check

        lines = TransferLine.objects.filter(payment__in=self.payments, struck_at=None)
        return {
            key: reverse("grants:transfer", args=[transfer])
            for key, transfer in lines.values_list("payment", "transfer")
        }

    @cached_property
    def contested(self) -> set[int]:
        return contested(Payment, [payment.pk for payment in self.payments])

    @cached_property
    def paid(self) -> dict[int, int]:
        """Yen that each grant has had."""
        rows = Payment.objects.filter(grant__in=[each.grant_id for each in self.payments], status=Payment.Status.PAID)
        return dict(rows.order_by().values_list("grant").annotate(sum=Sum("amount")))

    @cached_property
    def faults(self) -> dict[int, list[Fault]]:
        """By the payment's key; only of those that have some."""
        found = {payment.pk: list(self.faults_of(payment)) for payment in self.payments}
        return {key: faults for key, faults in found.items() if faults}

    @property
    def payees(self) -> list[Payee]:
        return [self.payee(payment) for payment in self.payments]

    def payee(self, payment: Payment) -> Payee:
        bank, branch = payment.bank_code, payment.branch_code
        account = Account(
            bank, self.names.get(bank, ""), branch, self.names.get(bank + branch, ""),
            payment.account_kind, payment.account_number,
        )  # fmt: skip
        return Payee(as_signs(payment.holder_kana), account, payment.amount, payment.pk)

    def faults_of(self, payment: Payment) -> Iterator[Fault]:
        page = payment.get_absolute_url()
        if payment.pk in self.standing:
            yield Fault("もう、ほかの振込データに入っています。", self.standing[payment.pk], "その振込データ")
        if payment.status != Payment.Status.REQUESTED:
            yield Fault("もう支払いを待っていません。", page)
        if payment.pk in self.contested:
            yield Fault("団体から「内容がちがう」と届いています。先に、代理入力のページで答えてください。", page)
        if self.paid.get(payment.grant_id, 0) + payment.amount > payment.grant.entitled:
            yield Fault("請求のあとで、交付の決定が変わりました。請求書の直しを求めてください。", page)
        if self.by and not (answer := may_pay(self.by, payment)):
            yield Fault(answer.reason, page)
        yield from (Fault(sentence, page) for sentence in self.account_faults(payment))
        yield from self.name_faults(payment)
        yield from (Fault(sentence, page) for sentence in self.day_faults(payment))

    def account_faults(self, payment: Payment) -> Iterator[str]:
        for label, code, width in (
            ("金融機関の番号", payment.bank_code, 4),
            ("支店の番号", payment.branch_code, 3),
            ("口座番号", payment.account_number, 7),
        ):
            if not (len(code) == width and code.isascii() and code.isdecimal()):
                yield f"{label}が{width}けたの数字ではありません。請求書の直しを求めてください。"
        holder = as_signs(payment.holder_kana)
        if signs := strange(holder, NAME):
            yield f"名義のカナに、銀行で使えない字があります({signs})。請求書の直しを求めてください。"
        if not holder or len(holder) > PAYEE_LENGTH:
            yield f"名義のカナは{PAYEE_LENGTH}字までです。今は{len(holder)}字です。請求書の直しを求めてください。"
        if payment.amount > layout.MOST_YEN:
            yield f"1件の金額が、銀行のファイルの{yen(layout.MOST_YEN)}までをこえています。"

    def name_faults(self, payment: Payment) -> Iterator[Fault]:
        url = reverse("grants:transfer_bank", args=[payment.bank_code, payment.branch_code])
        for name, code in (
            (payment.bank_name, payment.bank_code),
            (payment.branch_name, payment.bank_code + payment.branch_code),
        ):
            kana = self.names.get(code, "")
            if not kana:
                yield Fault(f"「{name}」({code})のカナの名前が、まだありません。", url, "カナの名前を入れる")
            elif strange(kana, PLACE) or len(kana) > PLACE_LENGTH:
                yield Fault(f"「{name}」({code})のカナの名前({kana})を、銀行が読めません。", url, "カナの名前を直す")

    def day_faults(self, payment: Payment) -> Iterator[str]:
        if self.transfer_on is None:
            return
        last = payment.grant.scheme.fiscal_year.closes
        if self.transfer_on > last:
            yield f"この年度の支払いは、出納閉鎖の{era_date(last)}までです。"
        if payment.received_at and self.transfer_on < local_day(payment.received_at):
            yield "振込日が、請求を受け取った日より前です。"

    def about_all(self) -> Iterator[str]:
        """What is wrong with the file as a whole."""
        if not self.payments:
            yield "振り込むものに、1つ以上印をつけてください。"
        if self.client is None:
            yield "振込依頼人(市の口座)が、まだ入っていません。先に、振込依頼人の設定を入れてください。"
        if len(self.payments) > layout.MOST_RECORDS:
            yield f"1つのファイルに入るのは、{layout.MOST_RECORDS:,}件までです。"
        if self.total > layout.MOST_YEN_IN_ALL:
            yield f"合計が、銀行のファイルの{yen(layout.MOST_YEN_IN_ALL)}までをこえています。分けて作ってください。"

    def refuse(self) -> None:
        """NotNow unless the file can be made as it is."""
        if self.transfer_on and (problem := day_problem(self.transfer_on, on=self.on)):
            raise NotNow({"transfer_on": problem})
        owners = {payment.pk: payment.applicant for payment in self.payments}
        sentences = [f"{owners[key]}: {each.sentence}" for key, faults in self.faults.items() for each in faults]
        if wrong := [*self.about_all(), *sentences]:
            raise NotNow(wrong)


def day_problem(day: date, *, on: date) -> str:
    """Why the bank cannot pay on that day; empty where it can."""
    if day < on:
        return "過ぎた日には振り込めません。今日か、それより後の日にしてください。"
    if day > on + AHEAD:
        return f"先の日すぎます。{era_date(on + AHEAD)}までの日にしてください。"
    if not banks_pay(day):
        return f"銀行が休みの日です。{era_date(next_bank_day(day))}なら振り込めます。"
    return ""
