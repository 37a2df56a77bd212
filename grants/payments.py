"""交付請求書 (form 3.11) and the payment that follows: one row for each part, asked for, then paid."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from grants.bank import BankAccount, a_complete_account, names_only
from grants.belonging import OfGrantQuerySet
from grants.cases import Grant
from grants.closing import NEXT_BUDGET, check_cash
from grants.payment_guard import payments_come_in_their_time, payments_stay_within_the_grant
from grants.sent_papers import SentPaper, signed
from organizations.behalf import refuse_if_contested
from organizations.requests import sent
from records import attachments
from records.cases import NotNow, spoken
from records.era import era_date
from records.events import record
from records.mail import post
from records.papers import keep
from records.telling import made as told_new
from records.telling import overwrite
from records.templatetags.japanese import local_day, yen

MANDATE = "委任状"
PASSBOOK = "通帳の写し"


class PaymentQuerySet(OfGrantQuerySet["Payment"]):
    def asked(self) -> PaymentQuerySet:
        """The city has to pay."""
        return self.filter(status=Payment.Status.REQUESTED)

    def live(self) -> PaymentQuerySet:
        return self.exclude(status=Payment.Status.DROPPED)


class Payment(BankAccount, SentPaper):
    class Status(models.TextChoices):
        DRAFT = "draft", "請求書の下書き"
        REQUESTED = "requested", "支払い待ち"
        RETURNED = "returned", "請求書の直し"
        PAID = "paid", "支払い済み"
        DROPPED = "dropped", "取りやめ"

    MOVES: ClassVar[Any] = {
        "submit": ({Status.DRAFT, Status.RETURNED}, Status.REQUESTED),
        "send_back": ({Status.REQUESTED}, Status.RETURNED),
        "pay": ({Status.REQUESTED}, Status.PAID),
        "drop": ({Status.DRAFT, Status.RETURNED}, Status.DROPPED),
    }
    NOT_NOW: ClassVar[Any] = {
        "submit": "この請求書は、もう市に出してあります。画面を開き直して、今の状態を確かめてください。",
        "pay": "この請求書は、支払いを待っていません。画面を開き直して、今の状態を確かめてください。",
    }
    SAID: ClassVar[Any] = {
        "begin": "請求書を書きはじめた",
        "fill_in": "請求書を書いた",
        "receive": "書類を付けた",
        "submit": "交付を請求した",
        "send_back": "請求書の直しを求めた",
        "pay": "交付金を支払った",
        "drop": "請求を取りやめた",
    }

    grant = models.ForeignKey(Grant, on_delete=models.PROTECT, related_name="payments", verbose_name="交付金")
    number = models.PositiveSmallIntegerField("回", editable=False)
    amount = models.BigIntegerField("請求額(円)", editable=False)
    status = models.CharField("状態", max_length=10, choices=Status.choices, default=Status.DRAFT, editable=False)
    sent_back_for = models.TextField("直すところ", max_length=1000, blank=True, editable=False)
    paid_on = models.DateField("支払った日", null=True, editable=False)
    voucher = models.CharField("支払番号", max_length=40, blank=True, editable=False)
    paid_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="記録した人"
    )
    paid_at = models.DateTimeField("記録した日時", null=True, editable=False)

    objects: ClassVar[models.Manager[Payment]] = PaymentQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "交付金の請求と支払い"
        ordering = ["grant", "number", "pk"]
        indexes = [models.Index(fields=["status", "received_at"], name="payment_by_status")]
        constraints = [
            models.UniqueConstraint(
                fields=["grant"],
                condition=Q(status__in=["draft", "requested", "returned"]),
                name="one_open_request_for_payment_per_grant",
                violation_error_message="この交付金の請求書は、もうあります。その続きを書いてください。",
            ),
            models.UniqueConstraint(
                fields=["grant", "number"], condition=~Q(status="dropped"), name="payments_of_a_grant_are_numbered_once"
            ),
            models.CheckConstraint(name="a_payment_is_of_money", condition=Q(amount__gt=0)),
            models.CheckConstraint(
                name="a_request_for_payment_names_a_complete_account",
                condition=~Q(status__in=["requested", "paid"]) | a_complete_account(),
                violation_error_message="振込先を、全部入れてください。",
            ),
            models.CheckConstraint(
                name="a_sent_request_for_payment_says_who_sent_it_and_for_whom",
                condition=~Q(status__in=["requested", "paid"]) | signed(),
            ),
            models.CheckConstraint(
                name="a_payment_is_paid_exactly_when_somebody_recorded_it",
                condition=Q(status="paid", paid_on__isnull=False, paid_by__isnull=False, paid_at__isnull=False)
                | ~Q(status="paid") & Q(paid_on=None, paid_by=None, paid_at=None),
            ),
            models.CheckConstraint(
                name="nobody_pays_what_they_asked_for_themselves",
                condition=Q(paid_by=None) | ~Q(paid_by=F("submitted_by")),
                violation_error_message="請求書を出した人は、その支払いを記録できません。",
            ),
        ]
        triggers = [payments_stay_within_the_grant(), payments_come_in_their_time()]

    def __str__(self) -> str:
        return f"{self.grant} {self.name_of_part}"

    @property
    def name_of_part(self) -> str:
        return f"第{self.number}回の交付"

    def get_absolute_url(self) -> str:
        return reverse("grants:payment", args=[self.pk])

    @classmethod
    @transaction.atomic
    def begin(cls, grant: Grant, *, by: User) -> Payment:
        """A request for the next part, with the account that the organization named last."""
        grant.lock()
        check_cash(grant.scheme.fiscal_year, on=timezone.localdate())
        amount = grant.next_payment()
        if not amount:
            raise NotNow("今、請求できる額はありません。決定した額を、もう全部請求してあります。")
        own = cls.objects.filter(grant__organization=grant.organization_id)
        last = own.exclude(bank_code="").order_by("-pk").first()
        account = {column: getattr(last, column) for column in cls.COLUMNS} if last else {}
        number = cls.objects.live().filter(grant=grant).count() + 1
        with spoken(cls):
            made = cls._base_manager.create(grant=grant, number=number, amount=amount, **account)
        record(made, "payment.begin", by=by, changes=told_new(made, ["amount"]))
        return made

    @transaction.atomic
    def fill_in(self, *, by: User, **account: str) -> None:
        """The account, as the form has judged it."""
        self._must_be_open()
        changed = overwrite(self, account)
        self.save()
        record(self, "payment.fill_in", by=by, changes=changed)

    @transaction.atomic
    def receive(self, file: UploadedFile[Any], *, purpose: str, by: User) -> None:
        self._must_be_open()
        attachments.receive(self, file, purpose=purpose, by=by)

    def gaps(self, *, on: date) -> list[str]:
        """What keeps the request from being sent: sentences that say how to mend it."""
        found, president = [], self.organization.president(on=on)
        if not self.has_account:
            found.append("振込先の口座を、全部入れてください。")
        if president is None:
            found.append("今の会長が役員名簿にありません。名簿に入れてください。")
        person = president.name if president else ""
        own = names_only(self.holder_name, self.organization.name, person)
        if self.holder_name and not own and MANDATE not in {paper.purpose for paper in self.papers()}:
            found.append(f"口座の名義が、団体とも代表者ともちがいます。「{MANDATE}」を付けてください。")
        return found

    @transaction.atomic
    def submit(self, *, by: User, on: date) -> None:
        """請求: the account and the representative stay as they are on this day; the amount is that of today."""
        self.grant.lock()
        self.lock()
        self.check_move("submit")
        check_cash(self.grant.scheme.fiscal_year, on=timezone.localdate())
        amount = self.grant.next_payment()
        if gaps := self.gaps(on=on):
            raise NotNow(gaps)
        if not amount:
            raise NotNow("今、請求できる額はありません。この請求書は、取りやめてください。")
        values = {**self.register(on=on), "amount": amount, "sent_back_for": ""}
        self.take("submit", by=by, to=values, comment=yen(amount))
        self.sign(by=by, on=on)
        with spoken(Payment):
            self.save()
        keep(self, "request", by=by)
        sent(self)

    @transaction.atomic
    def send_back(self, *, by: User, comment: str) -> None:
        """The city asks for another account, or another paper."""
        self.lock()
        self._stand_outside(None)
        self.take("send_back", by=by, to={"sent_back_for": comment}, comment=comment)
        self.save()
        contacts = self.organization.contacts(on=timezone.localdate())
        post("grants/emails/payment_returned/applicant", to=contacts, about=self, payment=self)

    @transaction.atomic
    def pay(self, *, by: User, paid_on: date, voucher: str, transfer: int | None = None) -> None:
        """What accounting has paid, on its day; what stands in a file for the bank comes with it, ``transfer``."""
        self.grant.lock()
        self.lock()
        self._stand_outside(transfer)
        self.take("pay", by=by, to={"paid_on": paid_on, "voucher": voucher}, comment=yen(self.amount))
        refuse_if_contested(self)
        self._check_day(paid_on)
        if self.grant.paid() + self.amount > self.grant.entitled:
            raise NotNow("請求のあとで、交付の決定が変わりました。請求書の直しを求めてください。")
        self.paid_by, self.paid_at = by, timezone.now()
        with spoken(Payment):
            self.save()
        self.grant.settle_if_even(by=by)
        contacts = self.organization.contacts(on=timezone.localdate())
        post("grants/emails/paid/applicant", to=contacts, about=self, payment=self)

    def _stand_outside(self, but: int | None) -> None:
        """NotNow while a file for the bank names this payment, other than ``but``."""
        line = self.transfer_lines.filter(struck_at=None).exclude(transfer=but).select_related("transfer").first()
        if line and self.status == self.Status.REQUESTED:
            raise NotNow(f"「{line.transfer}」に入っています。そのページで、支払いを記録するか、外してください。")

    def _check_day(self, paid_on: date) -> None:
        first = max(local_day(self.received_at), local_day(self.grant.decided_at))  # type: ignore[arg-type]
        last = self.grant.scheme.fiscal_year.closes
        if paid_on < first:
            raise NotNow({"paid_on": f"請求を受け取った{era_date(first)}か、それより後の日にしてください。"})
        if paid_on > timezone.localdate():
            raise NotNow({"paid_on": "まだ来ていない日です。支払ってから、記録してください。"})
        if paid_on > last:
            raise NotNow({"paid_on": f"この年度の支払いは、出納閉鎖の{era_date(last)}までです。{NEXT_BUDGET}"})

    @transaction.atomic
    def drop(self, *, by: User) -> None:
        """The organization does not ask for it after all."""
        self.take("drop", by=by)
        self.save()
        sent(self)

    def _must_be_open(self) -> None:
        self.lock()
        if not self.is_open:
            raise NotNow(self.NOT_NOW["submit"])
