"""Eras and fiscal years: printing and reading, over every boundary from 明治 to 令和."""

import pickle
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from records.era import ERAS, NotADate, era_date, make_date, parse_date
from records.fiscal import FiscalYear

BOUNDARIES = [
    (date(1873, 1, 1), "明治6年1月1日"),
    (date(1912, 7, 29), "明治45年7月29日"),
    (date(1912, 7, 30), "大正元年7月30日"),
    (date(1926, 12, 24), "大正15年12月24日"),
    (date(1926, 12, 25), "昭和元年12月25日"),
    (date(1989, 1, 7), "昭和64年1月7日"),
    (date(1989, 1, 8), "平成元年1月8日"),
    (date(2019, 4, 30), "平成31年4月30日"),
    (date(2019, 5, 1), "令和元年5月1日"),
    (date(2025, 4, 1), "令和7年4月1日"),
]


class TestEraDate:
    @pytest.mark.parametrize(("day", "printed"), BOUNDARIES)
    def test_prints_as_an_office_writes(self, day: date, printed: str) -> None:
        assert era_date(day) == printed

    def test_knows_no_day_before_the_new_calendar(self) -> None:
        with pytest.raises(ValueError, match="1873年"):
            era_date(date(1872, 12, 31))


class TestParseDate:
    @pytest.mark.parametrize(
        "typed",
        [
            "令和7年4月1日",
            "R7.4.1",
            "r7/4/1",
            "２０２５年４月１日",
            "2025-04-01",
            " 令和７年 ４月 １日 ",
            "西暦2025年4月1日",
        ],
    )
    def test_reads_what_people_type(self, typed: str) -> None:
        assert parse_date(typed) == date(2025, 4, 1)

    @given(st.dates(min_value=date(1873, 1, 1), max_value=date(2200, 12, 31)))
    def test_reads_back_what_was_printed(self, day: date) -> None:
        assert parse_date(era_date(day)) == day

    @pytest.mark.parametrize(
        ("typed", "sentence"),
        [
            ("きのう", "令和7年4月1日」のように"),
            ("7年4月1日", "元号を選んで"),
            ("令和7年2月30日", "暦にありません"),
            ("昭和64年1月8日", "平成元年1月8日です"),
            ("平成31年5月1日", "令和元年5月1日です"),
            ("令和0年4月1日", "元号を確かめて"),
            ("", "のように入れて"),
        ],
    )
    def test_says_how_to_mend_what_it_cannot_read(self, typed: str, sentence: str) -> None:
        with pytest.raises(NotADate, match=sentence):
            parse_date(typed)

    @given(st.text(max_size=30))
    def test_never_fails_in_any_other_way(self, typed: str) -> None:
        try:
            parse_date(typed)
        except NotADate as refusal:
            sentence = str(refusal)
        else:
            sentence = "読めました。"
        assert sentence.endswith(("入れてください。", "確かめてください。", "令和7年4月1日", "読めました。"))

    @given(st.sampled_from(ERAS), st.integers(1, 64), st.integers(1, 12), st.integers(1, 31))
    def test_takes_an_era_only_for_its_own_days(self, era: object, year: int, month: int, day: int) -> None:
        name = era.name  # type: ignore[attr-defined]
        try:
            found = make_date(name, str(year), str(month), str(day))
        except NotADate:
            return
        assert era_date(found).startswith(name)


class TestFiscalYear:
    @pytest.mark.parametrize(
        ("day", "printed"),
        [
            (date(2025, 3, 31), "令和6年度"),
            (date(2025, 4, 1), "令和7年度"),
            (date(2019, 4, 1), "令和元年度"),
            (date(2019, 3, 31), "平成30年度"),
            (date(1989, 4, 1), "平成元年度"),
            (date(1989, 3, 31), "昭和63年度"),
        ],
    )
    def test_of_a_day_is_named_by_its_first_april(self, day: date, printed: str) -> None:
        assert str(FiscalYear.of(day)) == printed

    @given(st.dates(min_value=date(1874, 4, 1), max_value=date(2200, 12, 31)))
    def test_every_day_is_in_one_year_only(self, day: date) -> None:
        year = FiscalYear.of(day)
        assert day in year
        assert day not in year.next
        assert day not in year.previous
        assert year.end + timedelta(days=1) == year.next.start

    @given(st.integers(1990, 2200))
    def test_reads_back_what_was_printed(self, number: int) -> None:
        year = FiscalYear(number)
        assert FiscalYear.parse(str(year)) == year

    @pytest.mark.parametrize("typed", ["令和７年度", "R7", "2025", "2025年度", "令和7年"])
    def test_reads_what_people_type(self, typed: str) -> None:
        assert FiscalYear.parse(typed) == FiscalYear(2025)

    @pytest.mark.parametrize("typed", ["", "7", "来年", "令和"])
    def test_says_how_to_mend_what_it_cannot_read(self, typed: str) -> None:
        with pytest.raises(ValueError, match="令和7年度"):
            FiscalYear.parse(typed)

    def test_does_not_change(self) -> None:
        with pytest.raises(AttributeError):
            FiscalYear(2025).number = 2026

    def test_survives_pickling(self) -> None:
        assert pickle.loads(pickle.dumps(FiscalYear(2025))) == FiscalYear(2025)
