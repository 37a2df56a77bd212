"""振込依頼人: how the city's bank knows the city; and the names of banks and branches in the banks' own signs."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models, transaction
from django.db.models import Q

from accounts.models import User
from grants.transfers.layout import PAYER_LENGTH, PLACE_LENGTH, Account, Payer
from records.cases import spoken
from records.events import record
from records.telling import made as told_new
from records.telling import overwrite

SIGNS = r"^[0-9A-Zｱ-ﾟ ()./,¥｢｣-]+$"
PLACE_SIGNS = r"^[0-9A-Zｱ-ﾟ-]+$"


class TransferClient(models.Model):
    """One row, which the city's accounting writes; kept in every file as it was."""

    class Kind(models.TextChoices):
        ORDINARY = "1", "普通"
        CURRENT = "2", "当座"
        OTHER = "9", "その他"

    class Newline(models.TextChoices):
        CRLF = "crlf", "あり(CRLF)"
        NONE = "none", "なし"

    SAID: ClassVar = {"write": "振込依頼人の設定を書いた"}

    code = models.CharField("振込依頼人コード", max_length=10)
    name_kana = models.CharField("振込依頼人名(カナ)", max_length=PAYER_LENGTH)
    bank_code = models.CharField("銀行の番号", max_length=4)
    bank_kana = models.CharField("銀行の名前(カナ)", max_length=PLACE_LENGTH)
    branch_code = models.CharField("支店の番号", max_length=3)
    branch_kana = models.CharField("支店の名前(カナ)", max_length=PLACE_LENGTH)
    account_kind = models.CharField("預金の種類", max_length=1, choices=Kind.choices, default=Kind.ORDINARY)
    account_number = models.CharField("口座番号", max_length=7)
    newline = models.CharField("行の終わりの改行", max_length=4, choices=Newline.choices, default=Newline.CRLF)

    class Meta:
        verbose_name = verbose_name_plural = "振込依頼人"
        constraints = [
            models.CheckConstraint(name="the_city_is_one_transfer_client", condition=Q(pk=1)),
            models.CheckConstraint(
                name="a_transfer_client_is_known_to_its_bank",
                condition=Q(code__regex=r"^\d{10}$", bank_code__regex=r"^\d{4}$", branch_code__regex=r"^\d{3}$")
                & Q(account_number__regex=r"^\d{7}$", name_kana__regex=SIGNS)
                & Q(bank_kana__regex=PLACE_SIGNS, branch_kana__regex=PLACE_SIGNS),
                violation_error_message="振込依頼人の番号と名前を、銀行が読める字で入れてください。",
            ),
        ]

    def __str__(self) -> str:
        return f"振込依頼人 {self.code}"

    @classmethod
    def current(cls) -> TransferClient | None:
        return cls.objects.filter(pk=1).first()

    @classmethod
    @transaction.atomic
    def write(cls, *, by: User, **values: Any) -> None:
        standing = cls.objects.select_for_update().filter(pk=1).first()
        row = standing or cls(pk=1)
        changed = overwrite(row, values)
        with spoken(cls):
            row.save(force_insert=standing is None)
        record(row, "transferclient.write", by=by, changes=changed)

    @property
    def ends(self) -> bytes:
        """What ends each record of the file."""
        return b"\r\n" if self.newline == self.Newline.CRLF else b""

    @property
    def payer(self) -> Payer:
        account = Account(
            self.bank_code, self.bank_kana, self.branch_code, self.branch_kana, self.account_kind, self.account_number
        )
        return Payer(self.code, self.name_kana, account)


class BankName(models.Model):
    """How a bank (four digits) or one of its branches (seven) is called in a file; typed once, from the passbook."""

    SAID: ClassVar = {"write": "金融機関と支店のカナの名前を書いた"}

    code = models.CharField("番号", max_length=7, unique=True)
    kana = models.CharField("カナの名前", max_length=PLACE_LENGTH)

    class Meta:
        verbose_name = verbose_name_plural = "金融機関と支店のカナの名前"
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                name="a_bank_s_name_is_in_signs_that_banks_read",
                condition=Q(code__regex=r"^(\d{4}|\d{7})$", kana__regex=PLACE_SIGNS),
                violation_error_message="カナの名前を、銀行が読める字で入れてください。",
            )
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.kana}"

    @classmethod
    @transaction.atomic
    def write(cls, code: str, kana: str, *, by: User) -> None:
        """Says nothing where nothing changes."""
        row = cls.objects.select_for_update().filter(code=code).first()
        if row is None:
            with spoken(cls):
                row = cls.objects.create(code=code, kana=kana)
            record(row, "bankname.write", by=by, changes=told_new(row))
        elif changed := overwrite(row, {"kana": kana}):
            with spoken(cls):
                row.save()
            record(row, "bankname.write", by=by, changes=changed)
