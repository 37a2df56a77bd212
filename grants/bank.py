"""The account into which a grant is paid: what a bank needs to know, in the signs that banks can read."""

from __future__ import annotations

import re
import unicodedata
from typing import ClassVar

from django.db import models
from django.db.models import Q

LARGE = str.maketrans("ァィゥェォッャュョヮヵヶ", "アイウエオツヤユヨワカケ")
HIRAGANA = {code: code + 0x60 for code in range(ord("ぁ"), ord("ゖ") + 1)}
NARROW = {unicodedata.normalize("NFKC", chr(code)): chr(code) for code in range(0xFF66, 0xFFA0)}
DASHES = re.compile("[‐-―−ーｰ－]")
READABLE = re.compile(r"[0-9A-Zｦ-ﾟ ()\-./,¥｢｣]*")
HOLDER_LENGTH = 30  # signs of the holder's name in a bank's file; a voiced kana counts as two


def bank_kana(text: str) -> str:
    """ｷﾀﾉｶｲ ｶｲﾁﾖｳ as a bank's file has it: narrow, capital, no small kana. What banks cannot read stays as it is."""
    wide = unicodedata.normalize("NFKC", DASHES.sub("-", text)).translate(HIRAGANA).upper().translate(LARGE)
    wide = re.sub(r"\s+", " ", DASHES.sub("-", wide).replace("「", "｢").replace("」", "｣").replace("\\", "¥"))
    parts = unicodedata.normalize("NFD", wide).strip()
    return "".join(NARROW.get(sign, sign) for sign in parts)


def unreadable(kana: str) -> str:
    """The signs of a name that a bank cannot read, as people know them."""
    rest = "".join(sign for sign in kana if not READABLE.fullmatch(sign))
    return unicodedata.normalize("NFC", "".join(dict.fromkeys(rest)))


def names_only(holder: str, organization: str, representative: str) -> bool:
    """Whether the account is the organization's own, or its representative's: then nobody else receives its money."""
    rest = plain(holder).replace(plain(organization), "")
    return not rest or (bool(representative) and rest.endswith(plain(representative)))


def plain(name: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", name))


class BankAccount(models.Model):
    """The columns of a paper that names an account; blank while it is written."""

    class Kind(models.TextChoices):
        ORDINARY = "1", "普通"
        CURRENT = "2", "当座"
        SAVINGS = "4", "貯蓄"

    COLUMNS: ClassVar = (
        "bank_name", "bank_code", "branch_name", "branch_code",
        "account_kind", "account_number", "holder_name", "holder_kana",
    )  # fmt: skip
    bank_name = models.CharField("金融機関の名前", max_length=40, blank=True)
    bank_code = models.CharField("金融機関の番号", max_length=4, blank=True)
    branch_name = models.CharField("支店の名前", max_length=40, blank=True)
    branch_code = models.CharField("支店の番号", max_length=3, blank=True)
    account_kind = models.CharField("預金の種類", max_length=1, choices=Kind.choices, default=Kind.ORDINARY)
    account_number = models.CharField("口座番号", max_length=7, blank=True)
    holder_name = models.CharField("口座の名義", max_length=100, blank=True)
    holder_kana = models.CharField("名義のカナ", max_length=HOLDER_LENGTH, blank=True)

    class Meta:
        abstract = True

    @property
    def has_account(self) -> bool:
        return all(getattr(self, column) for column in self.COLUMNS)

    @property
    def account_told(self) -> str:
        """見本銀行(0123) 本店(001) 普通 0012345."""
        bank, branch = f"{self.bank_name}({self.bank_code})", f"{self.branch_name}({self.branch_code})"
        return f"{bank} {branch} {self.get_account_kind_display()} {self.account_number}"


def a_complete_account() -> Q:
    """For a constraint: what the portal sends to a bank is what a bank can read."""
    return (
        Q(bank_code__regex=r"^\d{4}$", branch_code__regex=r"^\d{3}$", account_number__regex=r"^\d{7}$")
        & Q(holder_kana__regex=r"^[0-9A-Zｦ-ﾟ ()./,¥｢｣-]+$")
        & ~Q(bank_name="")
        & ~Q(branch_name="")
        & ~Q(holder_name="")
    )
