"""振込データ: the payments that one file tells the bank to make, kept byte by byte until all of them are recorded."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from hashlib import sha256
from typing import Any, ClassVar

import pgtrigger
from django.conf import settings
from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from grants.payments import Payment, PaymentQuerySet
from grants.transfers.checks import Check
from grants.transfers.layout import file_of
from records.cases import Case, NotNow, spoken
from records.era import era_date
from records.events import record
from records.fiscal import FiscalYear, FiscalYearField
from records.numbers import take_number
from records.templatetags.japanese import yen

SERIES = "振込データ"
OVER = "この振込データは、もう終わっているか、取り消してあります。画面を開き直してください。"
PAID = "もう支払いを記録した分があるので、取り消せません。振り込めなかった分だけを外してください。"


def the_bytes_stay() -> pgtrigger.Trigger:
    """What the bank was told is what was kept; only disposal empties it."""
    return pgtrigger.Trigger(
        name="bytes_stay",
        when=pgtrigger.Before,
        operation=pgtrigger.Update,
        func="""
            IF (NEW.content IS DISTINCT FROM OLD.content AND NEW.content <> '')
                OR (NEW.sha256, NEW.count, NEW.total, NEW.transfer_on)
                    IS DISTINCT FROM (OLD.sha256, OLD.count, OLD.total, OLD.transfer_on) THEN
                RAISE EXCEPTION '作った振込データは変えられません。'
                    USING ERRCODE = '23514', CONSTRAINT = 'the_bytes_of_a_transfer_stay';
            END IF;
            RETURN NEW;
        """,
    )


class TransferQuerySet(models.QuerySet["Transfer"]):
    def visible_to(self, user: User, *, on: date) -> TransferQuerySet:
        """Every organization's account stands in it: as the list of payments."""
        seen = user.pays(on=on) or user.in_section(on=on) or user.reaches_all(on=on)
        return self if seen else self.none()

    def open(self) -> TransferQuerySet:
        """The bank has it, and not all is recorded."""
        return self.filter(status=Transfer.Status.MADE)


class Transfer(Case):
    class Status(models.TextChoices):
        MADE = "made", "振込待ち"
        DONE = "done", "振込済み"
        CANCELLED = "cancelled", "取消し"

    MOVES: ClassVar[Any] = {
        "pay": ({Status.MADE}, Status.MADE),
        "strike": ({Status.MADE}, Status.MADE),
        "close": ({Status.MADE}, Status.DONE),
        "cancel": ({Status.MADE}, Status.CANCELLED),
    }
    NOT_NOW: ClassVar[Any] = dict.fromkeys(MOVES, OVER)
    SAID: ClassVar[Any] = {
        "make": "振込データを作った",
        "take_out": "振込データを書き出した",
        "pay": "振込データの支払いを記録した",
        "strike": "振込データから1件を外した",
        "close": "振込データの全部の支払いが終わった",
        "cancel": "振込データを取り消した",
    }

    number = models.PositiveIntegerField("番号", editable=False)
    fiscal_year = FiscalYearField("年度", editable=False)
    transfer_on = models.DateField("振込日", editable=False)
    count = models.PositiveIntegerField("件数", editable=False)
    total = models.BigIntegerField("合計(円)", editable=False)
    content = models.BinaryField("ファイルの中身", editable=False)
    sha256 = models.CharField("ファイルのSHA-256", max_length=64, editable=False)
    status = models.CharField("状態", max_length=10, choices=Status.choices, default=Status.MADE, editable=False)
    reason = models.TextField("取り消した理由", max_length=1000, blank=True, editable=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="作った人"
    )
    made_at = models.DateTimeField("作った日時", default=timezone.now, editable=False)

    objects: ClassVar[models.Manager[Transfer]] = TransferQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "振込データ"
        ordering = ["-fiscal_year", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["fiscal_year", "number"], name="transfers_of_a_year_are_numbered_once"),
            models.CheckConstraint(name="a_transfer_is_of_money", condition=Q(count__gt=0, total__gt=0)),
            models.CheckConstraint(
                name="a_transfer_is_cancelled_exactly_with_a_reason",
                condition=Q(status="cancelled") & ~Q(reason="") | ~Q(status="cancelled") & Q(reason=""),
                violation_error_message="取り消す理由を入れてください。",
            ),
        ]
        triggers = [the_bytes_stay()]

    def __str__(self) -> str:
        return f"振込データ {self.fiscal_year}第{self.number}号"

    def get_absolute_url(self) -> str:
        return reverse("grants:transfer", args=[self.pk])

    @property
    def file_name(self) -> str:
        return f"sogofurikomi_{self.transfer_on:%Y%m%d}_{self.number}.txt"

    @classmethod
    @transaction.atomic
    def make(cls, payments: Sequence[Payment], *, transfer_on: date, by: User, on: date) -> Transfer:
        """All of them or none: NotNow with a sentence for each that cannot go."""
        Check(payments, transfer_on=transfer_on, by=by, on=on).refuse()
        rows = Payment.objects.filter(pk__in=[payment.pk for payment in payments]).order_by("pk")
        list(rows.select_for_update(no_key=True))
        check = Check(list(rows.select_related("grant__scheme")), transfer_on=transfer_on, by=by, on=on)
        check.refuse()  # again, now that nobody else can change them
        client = check.client
        assert client  # Check refuses without  # noqa: S101
        content = file_of(client.payer, check.payees, on=transfer_on, newline=client.ends)
        year = FiscalYear.of(on)
        made = cls.objects.create(
            number=take_number(SERIES, year), fiscal_year=year, transfer_on=transfer_on, count=len(check.payments),
            total=check.total, content=content, sha256=sha256(content).hexdigest(), made_by=by,
        )  # fmt: skip
        with spoken(TransferLine):
            TransferLine.objects.bulk_create(
                TransferLine(transfer=made, payment=payment, position=position, amount=payment.amount)
                for position, payment in enumerate(check.payments, start=1)
            )
        said = f"{era_date(transfer_on)}、{made.count}件、計{yen(made.total)}"
        record(made, "transfer.make", by=by, comment=said, sha256=made.sha256)
        return made

    def live(self) -> models.QuerySet[TransferLine]:
        return self.lines.filter(struck_at=None)

    def unpaid(self) -> models.QuerySet[TransferLine]:
        """What the bank has still to pay, as far as is recorded."""
        return self.live().filter(payment__status=Payment.Status.REQUESTED)

    @transaction.atomic
    def cancel(self, *, by: User, reason: str) -> None:
        """The bank does not get it, or has given it back: its payments wait as before."""
        self.take("cancel", by=by, to={"reason": reason}, comment=reason)
        if self.live().filter(payment__status=Payment.Status.PAID).exists():
            raise NotNow(PAID)
        with spoken(Transfer):
            self.save(update_fields=["status", "reason"])
        self.live().update(struck_at=timezone.now(), struck_for=reason)

    @transaction.atomic
    def strike(self, line: TransferLine, *, by: User, reason: str) -> None:
        """One that the bank could not pay: its request waits as before; what it was told stays in the file."""
        self.take("strike", by=by, comment=f"{line.payment.applicant} {yen(line.amount)}: {reason}")
        if not self.unpaid().filter(pk=line.pk).exists():
            raise NotNow("この1件は、もう支払いを記録したか、外してあります。画面を開き直してください。")
        if self.live().count() == 1:
            raise NotNow("残りの1件は外せません。振込データそのものを取り消してください。")
        self.lines.filter(pk=line.pk).update(struck_at=timezone.now(), struck_for=reason)
        self.close_if_paid(by=by)

    def close_if_paid(self, *, by: User) -> None:
        """At the end of whatever leaves nothing to be paid."""
        if not self.unpaid().exists():
            self.take("close", by=by)
            self.save(update_fields=["status"])


class TransferLine(models.Model):
    """One payment in one file; struck, it may stand in the next one."""

    transfer = models.ForeignKey(Transfer, on_delete=models.PROTECT, related_name="lines", verbose_name="振込データ")
    payment = models.ForeignKey(
        Payment, on_delete=models.PROTECT, related_name="transfer_lines", verbose_name="請求と支払い"
    )
    position = models.PositiveIntegerField("順番")
    amount = models.BigIntegerField("金額(円)")
    struck_at = models.DateTimeField("外した日時", null=True, editable=False)
    struck_for = models.TextField("外した理由", max_length=1000, blank=True, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "振込データの行"
        ordering = ["transfer", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["payment"],
                condition=Q(struck_at=None),
                name="a_payment_stands_in_one_live_transfer",
                violation_error_message="ほかの振込データに入っている請求があります。画面を開き直してください。",
            ),
            models.UniqueConstraint(fields=["transfer", "position"], name="lines_of_a_transfer_are_numbered_once"),
            models.CheckConstraint(
                name="a_line_is_struck_exactly_with_a_reason",
                condition=Q(struck_at=None, struck_for="") | Q(struck_at__isnull=False) & ~Q(struck_for=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.transfer} {self.position}"


def outside_files(payments: PaymentQuerySet) -> PaymentQuerySet:
    """Those that stand in no live file."""
    return payments.exclude(Exists(TransferLine.objects.filter(payment=OuterRef("pk"), struck_at=None)))
