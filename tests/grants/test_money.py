"""Money to the yen: parts of a payment; and names as banks read them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grants.bank import bank_kana, names_only, unreadable
from grants.instalments import instalments

AMOUNTS = st.integers(1, 10**9)
UNITS = st.sampled_from([1, 10, 100, 1000, 10_000])


class TestInstalments:
    def test_puts_the_remainder_into_the_first(self):
        """Domain 4.2 D."""
        assert instalments(2_345_600, 4, 1000) == [587_600, 586_000, 586_000, 586_000]

    @pytest.mark.parametrize(
        ("amount", "parts", "found"),
        [(0, 4, []), (3_999, 4, [3_999]), (4_000, 4, [1_000] * 4), (500_001, 1, [500_001])],
    )
    def test_pays_what_is_too_small_at_once(self, amount: int, parts: int, found: list[int]):
        assert instalments(amount, parts, 1000) == found

    @given(AMOUNTS, st.integers(1, 12), UNITS)
    def test_loses_no_yen(self, amount: int, parts: int, unit: int):
        found = instalments(amount, parts, unit)
        assert sum(found) == amount
        assert all(part > 0 and part % unit == 0 for part in found[1:])
        assert found[0] == max(found)

    @given(AMOUNTS, st.integers(2, 12), UNITS)
    def test_what_is_left_after_a_part_gives_the_other_parts(self, amount: int, parts: int, unit: int):
        first, *others = instalments(amount, parts, unit)
        assert instalments(amount - first, parts - 1, unit) == others


class TestBankKana:
    @pytest.mark.parametrize(
        ("typed", "read"),
        [
            ("きたのかい かいちょう", "ｷﾀﾉｶｲ ｶｲﾁﾖｳ"),
            ("キタノカイ　カイチョウ", "ｷﾀﾉｶｲ ｶｲﾁﾖｳ"),
            ("ｷﾞﾝｺｳ", "ｷﾞﾝｺｳ"),
            ("パーク(かぶ)", "ﾊﾟ-ｸ(ｶﾌﾞ)"),
            ("ｙｍｃａ 2号", "YMCA 2号"),
        ],
    )
    def test_writes_what_banks_read(self, typed: str, read: str):
        assert bank_kana(typed) == read

    @pytest.mark.parametrize(
        ("typed", "strange"), [("北の会", "北会"), ("きたのかい", ""), ("き・た", "・"), ("A&B", "&")]
    )
    def test_names_what_banks_cannot_read(self, typed: str, strange: str):
        assert unreadable(bank_kana(typed)) == strange

    @given(st.text(max_size=40))
    def test_is_the_same_the_second_time(self, typed: str):
        once = bank_kana(typed)
        if not unreadable(once):
            assert bank_kana(once) == once


class TestWhoseAccount:
    @pytest.mark.parametrize(
        ("holder", "own"),
        [
            ("北の会", True),
            ("北の会　会長　北野　七海", True),
            ("北野 七海", True),
            ("北の会 会計 北野 八郎", False),
            ("南の会", False),
        ],
    )
    def test_is_the_organizations_or_its_representatives(self, holder: str, own: bool):
        assert names_only(holder, "北の会", "北野 七海") is own
