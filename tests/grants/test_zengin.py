"""The banks' file by itself: whatever goes in, a strict reader gets the same out; what has no place is refused."""

from datetime import date
from typing import Any

import jpholiday
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grants.transfers.days import banks_pay, next_bank_day
from grants.transfers.layout import (
    Account,
    Payee,
    Payer,
    Unwritable,
    as_place,
    as_signs,
    file_of,
    payments_in,
)
from tests.grants.zengin_reader import Refused, Row, read

KANA = "ｱｲｳｴｵｶｷｸｹｺﾊﾟﾊﾞﾝﾀﾞﾅﾆ"
PLACES = st.text(KANA + "0123456789AZ-", min_size=1, max_size=15)
NAMES = st.text(KANA + "0123456789AZ ()-./,¥｢｣", min_size=1, max_size=30).filter(lambda text: text == text.strip())


def numbers(width: int) -> st.SearchStrategy[str]:
    return st.text("0123456789", min_size=width, max_size=width)


ACCOUNTS = st.builds(Account, numbers(4), PLACES, numbers(3), PLACES, st.sampled_from("12"), numbers(7))
PAYEES = st.builds(Payee, NAMES, ACCOUNTS, st.integers(1, 10**10 - 1), st.integers(0, 10**10 - 1))
PAYERS = st.builds(Payer, numbers(10), NAMES, ACCOUNTS)
HERE = Account("0123", "ﾐﾎﾝ", "001", "ﾎﾝﾃﾝ", "1", "0012345")
CITY = Payer("0000012345", "ﾐﾎﾝｼ", HERE)


@given(PAYERS, st.lists(PAYEES, min_size=1, max_size=20), st.dates(), st.booleans())
def test_a_bank_reads_what_the_portal_wrote(payer: Payer, payees: list[Payee], day: date, crlf: bool):
    content = file_of(payer, payees, on=day, newline=b"\r\n" if crlf else b"")
    found = read(content, crlf=crlf)
    assert (found.client, found.client_name, found.day) == (payer.code, payer.name, f"{day:%m%d}")
    assert found.account == told(payer.account)
    assert found.rows == [Row(*told(p.account), p.name, p.amount, p.reference) for p in payees]
    assert [int(each["振込金額"]) for each in payments_in(content)] == [p.amount for p in payees]


def told(account: Account) -> tuple[str, str, str, str, str, str]:
    return (
        account.bank_code, account.bank_kana, account.branch_code, account.branch_kana, account.kind, account.number,
    )  # fmt: skip


def test_stands_byte_for_byte():
    """One payment, counted out by hand."""
    content = file_of(CITY, [Payee("ｷﾀﾉｶｲ", HERE, 450_000, 7)], on=date(2025, 5, 20), newline=b"")
    header = "12100000012345" + "ﾐﾎﾝｼ".ljust(40) + "05200123" + "ﾐﾎﾝ".ljust(15)
    header += "001" + "ﾎﾝﾃﾝ".ljust(15) + "10012345" + " " * 17
    data = "20123" + "ﾐﾎﾝ".ljust(15) + "001" + "ﾎﾝﾃﾝ".ljust(15) + "000010012345" + "ｷﾀﾉｶｲ".ljust(30)
    data += "00004500000000000000700000000007" + " " * 8
    trailer, end = "8000001000000450000" + " " * 101, "9" + " " * 119
    assert [len(line) for line in (header, data, trailer, end)] == [120] * 4
    assert content == (header + data + trailer + end).encode("cp932")


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("きたのかい　かいちょう", "ｷﾀﾉｶｲ ｶｲﾁﾖｳ"),
        ("ＪＡみほん", "JAﾐﾎﾝ"),
        ("キューピー", "ｷﾕ-ﾋﾟ-"),
        ("ｷｭｰﾋﾟｰ", "ｷﾕ-ﾋﾟ-"),
        ("ヲカダ「ガ」", "ｵｶﾀﾞ｢ｶﾞ｣"),
        ("ヴァイオリンの会", "ｳﾞｱｲｵﾘﾝﾉ会"),
    ],
)
def test_a_name_is_written_as_banks_write_it(typed: str, written: str):
    assert as_signs(typed) == written


def test_a_branch_has_no_space_within():
    assert as_place("きた　の しゅっちょうじょ") == "ｷﾀﾉｼﾕﾂﾁﾖｳｼﾞﾖ"


@pytest.mark.parametrize(
    "change",
    [
        {"name": "北の会"}, {"name": "ｷｬ"}, {"name": "ｰ"}, {"name": "ｱ" * 31}, {"amount": 10**10}, {"amount": -1},
        {"reference": 10**10}, {"account": Account("123456", "ﾐﾎﾝ", "001", "ﾎﾝﾃﾝ", "1", "0012345")},
        {"account": Account("0123", "ﾐﾎﾝ", "001", "ﾎﾝﾃﾝ", "1", "１２３４５６７")},
    ],
)  # fmt: skip
def test_what_the_file_cannot_hold_never_gets_in(change: dict[str, Any]):
    values: dict[str, Any] = {"name": "ｷﾀﾉｶｲ", "account": HERE, "amount": 1, **change}
    with pytest.raises(Unwritable):
        file_of(CITY, [Payee(**values)], on=date(2025, 5, 20), newline=b"")


class TestTheReader:
    """It would notice."""

    @pytest.mark.parametrize(("at", "byte"), [(0, b"2"), (130, b"x"), (250, b"9"), (122 * 2 + 10, b"9"), (-1, b" ")])
    def test_sends_back_a_file_with_one_wrong_byte(self, at: int, byte: bytes):
        content = bytearray(file_of(CITY, [Payee("ｷﾀﾉｶｲ", HERE, 450_000)], on=date(2025, 5, 20), newline=b"\r\n"))
        content[at] = byte[0]
        with pytest.raises(Refused):
            read(bytes(content), crlf=True)


class TestBankDays:
    def test_follow_the_calendar_of_the_banks(self):
        closed = [(2025, 5, 3), (2025, 5, 6), (2025, 12, 31), (2026, 1, 2), (2025, 5, 11)]
        assert [banks_pay(date(*day)) for day in closed] == [False] * 5
        assert [banks_pay(date(*day)) for day in [(2025, 5, 7), (2025, 12, 30), (2026, 1, 5)]] == [True] * 3
        assert next_bank_day(date(2025, 12, 30)) == date(2026, 1, 5)

    @given(st.dates(date(2020, 1, 1), date(2035, 12, 31)))
    def test_the_next_one_is_open_and_none_was_skipped(self, day: date):
        found = next_bank_day(day)
        between = [date.fromordinal(n) for n in range(day.toordinal() + 1, found.toordinal())]
        assert banks_pay(found)
        assert not any(banks_pay(each) for each in between)
        assert not jpholiday.is_holiday(found)
