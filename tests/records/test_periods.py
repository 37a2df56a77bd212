"""保存年限 is counted in whole fiscal years after the one of completion."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from records.fiscal import FiscalYear
from records.periods import Period, is_over, last_day, newest_over

years = st.integers(1950, 2200).map(FiscalYear)
periods = st.sampled_from([period for period in Period if period != Period.FOREVER])


@pytest.mark.parametrize(
    ("completed_on", "period", "last"),
    [
        (date(2025, 4, 1), Period.ONE, date(2027, 3, 31)),
        (date(2026, 3, 31), Period.ONE, date(2027, 3, 31)),
        (date(2025, 6, 2), Period.FIVE, date(2031, 3, 31)),
        (date(2019, 4, 1), Period.TEN, date(2030, 3, 31)),
    ],
)
def test_begins_with_the_first_of_april_after_the_completion(completed_on, period, last):
    assert last_day(FiscalYear.of(completed_on), period) == last


@given(day=st.dates(date(1950, 4, 1), date(2200, 3, 31)), period=periods)
def test_is_at_least_so_many_years_and_less_than_one_more(day, period):
    last = last_day(FiscalYear.of(day), period)
    assert last is not None
    assert (last.month, last.day) == (3, 31)
    anniversary = FiscalYear.of(day).number + period
    assert date(anniversary, 4, 1) <= last < date(anniversary + 1, 4, 1)
    assert (last - day) >= timedelta(days=365 * period)


@given(completed=years, period=periods, at=years)
def test_is_over_from_the_first_of_april_after_its_last_day_and_for_good(completed, period, at):
    last = last_day(completed, period)
    assert last is not None
    assert is_over(completed, period, at=at) == (last < at.start)
    newest = newest_over(period, at=at)
    assert newest is not None
    assert is_over(completed, period, at=at) == (completed <= newest)
    if is_over(completed, period, at=at):
        assert is_over(completed, period, at=at.next)


@given(completed=years, shorter=periods, longer=periods, at=years)
def test_a_longer_period_is_never_over_sooner(completed, shorter, longer, at):
    if shorter <= longer and is_over(completed, longer, at=at):
        assert is_over(completed, shorter, at=at)


@given(completed=years, at=years)
def test_what_is_kept_for_ever_is_never_over(completed, at):
    assert last_day(completed, Period.FOREVER) is None
    assert not is_over(completed, Period.FOREVER, at=at)
    assert newest_over(Period.FOREVER, at=at) is None
