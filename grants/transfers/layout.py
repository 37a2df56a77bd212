"""全銀 総合振込: records of 120 bytes in JIS X 0201, digits padded with zeros, names with spaces. Knows no row."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from grants.bank import bank_kana

RECORD = 120
MOST_RECORDS = 999_999  # six digits
MOST_YEN = 10**10 - 1  # of one payment: ten digits
MOST_YEN_IN_ALL = 10**12 - 1  # of a file: twelve
PLACE_LENGTH, PAYER_LENGTH, PAYEE_LENGTH = 15, 40, 30
NAME = re.compile(r"[0-9A-Zｱ-ﾟ ()\-./,¥｢｣]+")  # who pays and who is paid
PLACE = re.compile(r"[0-9A-Zｱ-ﾟ-]+")  # a bank or a branch
SOUNDS_THE_SAME = str.maketrans("ｦ", "ｵ")  # banks' registers know no ｦ


class Unwritable(ValueError):
    """A value that the file has no room or no sign for; whoever makes files asks before."""


class Column(NamedTuple):
    name: str
    width: int
    is_number: bool = False


def number(name: str, width: int) -> Column:
    return Column(name, width, is_number=True)


HEADER = (
    number("データ区分", 1), number("種別コード", 2), number("コード区分", 1), number("振込依頼人コード", 10),
    Column("振込依頼人名", PAYER_LENGTH), number("取組日", 4), number("仕向銀行番号", 4),
    Column("仕向銀行名", PLACE_LENGTH), number("仕向支店番号", 3), Column("仕向支店名", PLACE_LENGTH),
    number("預金種目", 1), number("口座番号", 7), Column("ダミー", 17),
)  # fmt: skip
DATA = (
    number("データ区分", 1), number("被仕向銀行番号", 4), Column("被仕向銀行名", PLACE_LENGTH),
    number("被仕向支店番号", 3), Column("被仕向支店名", PLACE_LENGTH), number("手形交換所番号", 4),
    number("預金種目", 1), number("口座番号", 7), Column("受取人名", PAYEE_LENGTH), number("振込金額", 10),
    number("新規コード", 1), number("顧客コード1", 10), number("顧客コード2", 10), number("振込指定区分", 1),
    Column("識別表示", 1), Column("ダミー", 7),
)  # fmt: skip
TRAILER = (number("データ区分", 1), number("合計件数", 6), number("合計金額", 12), Column("ダミー", 101))
END = (number("データ区分", 1), Column("ダミー", 119))


@dataclass(frozen=True)
class Account:
    """Where money lies: codes as digits, names in the banks' own signs."""

    bank_code: str
    bank_kana: str
    branch_code: str
    branch_kana: str
    kind: str
    number: str


@dataclass(frozen=True)
class Payer:
    code: str  # 振込依頼人コード, as the bank has given it
    name: str
    account: Account


@dataclass(frozen=True)
class Payee:
    name: str
    account: Account
    amount: int
    reference: int = 0  # of the payer's own: it comes back with what could not be paid


def as_signs(text: str) -> str:
    """A name in the signs of the file: narrow, no small kana, the long vowel as a hyphen."""
    return bank_kana(text).translate(SOUNDS_THE_SAME)


def as_place(text: str) -> str:
    """A bank's or a branch's name: no spaces within."""
    return as_signs(text).replace(" ", "")


def strange(text: str, allowed: re.Pattern[str]) -> str:
    """The signs that the file does not know."""
    return "".join(dict.fromkeys(sign for sign in text if not allowed.fullmatch(sign)))


def file_of(payer: Payer, payees: Sequence[Payee], *, on: date, newline: bytes) -> bytes:
    """The whole file; ``on`` is the day on which the bank pays."""
    total = sum(payee.amount for payee in payees)
    records = [
        header(payer, on),
        *map(data, payees),
        record(TRAILER, {"データ区分": 8, "合計件数": len(payees), "合計金額": total}),
        record(END, {"データ区分": 9}),
    ]
    return b"".join(each + newline for each in records)


def header(payer: Payer, on: date) -> bytes:
    account = payer.account
    return record(HEADER, {
        "データ区分": 1, "種別コード": 21, "コード区分": 0, "振込依頼人コード": payer.code, "振込依頼人名": payer.name,
        "取組日": f"{on:%m%d}", "仕向銀行番号": account.bank_code, "仕向銀行名": account.bank_kana,
        "仕向支店番号": account.branch_code, "仕向支店名": account.branch_kana, "預金種目": account.kind,
        "口座番号": account.number,
    })  # fmt: skip


def data(payee: Payee) -> bytes:
    account = payee.account
    return record(DATA, {
        "データ区分": 2, "被仕向銀行番号": account.bank_code, "被仕向銀行名": account.bank_kana,
        "被仕向支店番号": account.branch_code, "被仕向支店名": account.branch_kana, "預金種目": account.kind,
        "口座番号": account.number, "受取人名": payee.name, "振込金額": payee.amount, "顧客コード1": payee.reference,
        "振込指定区分": 7,
    })  # fmt: skip


def record(columns: Sequence[Column], values: Mapping[str, str | int]) -> bytes:
    """One record; what nobody names is nothing: zeros or spaces."""
    return b"".join(field(column, str(values.get(column.name, ""))) for column in columns)


def field(column: Column, text: str) -> bytes:
    if column.is_number:
        if text and not (text.isascii() and text.isdecimal()):
            raise Unwritable(f"{column.name}: {text}")
        written = text.zfill(column.width).encode("ascii")
    else:
        written = in_bytes(text).ljust(column.width)
    if len(written) != column.width:
        raise Unwritable(f"{column.name}: {text}")
    return written


def in_bytes(text: str) -> bytes:
    """JIS X 0201, one byte for each sign; its yen stands where ASCII has the backslash."""
    if text and not NAME.fullmatch(text):
        raise Unwritable(text)
    return text.replace("¥", "\\").encode("cp932")


def payments_in(content: bytes) -> Iterator[dict[str, str]]:
    """The data records of a file of ours, by the columns' names: what the twin and the page show of it."""
    for line in records_of(content):
        if line.startswith(b"2"):
            yield dict(cut(DATA, line))


def header_of(content: bytes) -> dict[str, str]:
    """Who pays, as the file says it."""
    return dict(cut(HEADER, content[:RECORD]))


def records_of(content: bytes) -> Iterable[bytes]:
    step = RECORD + (2 if content[RECORD : RECORD + 2] == b"\r\n" else 0)
    return (content[at : at + RECORD] for at in range(0, len(content), step))


def cut(columns: Sequence[Column], line: bytes) -> Iterator[tuple[str, str]]:
    at = 0
    for column in columns:
        yield column.name, line[at : at + column.width].decode("cp932").rstrip(" ").replace("\\", "¥")
        at += column.width
