"""開庁日: weekends, holidays by law, and the days that the city itself closes."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from records.models import ClosedDay
from records.workdays import Workdays, workdays

USUAL = Workdays(
    {(12, 29): "年末年始", (12, 30): "年末年始", (12, 31): "年末年始", (1, 2): "年末年始", (1, 3): "年末年始"}
)
days = st.dates(date(1880, 1, 1), date(2150, 12, 31))


class TestClosedFor:
    @pytest.mark.parametrize(
        ("day", "why"),
        [
            (date(2025, 5, 12), ""),
            (date(2025, 5, 31), "土曜日"),
            (date(2025, 6, 1), "日曜日"),
            (date(2025, 5, 5), "こどもの日"),
            (date(2025, 12, 29), "年末年始"),
            (date(2026, 1, 1), "元日"),
            (date(2026, 9, 22), "国民の休日"),
            (date(2019, 5, 1), "天皇の即位の日"),
            (date(1989, 2, 24), "昭和天皇の大喪の礼"),
            (date(2060, 1, 1), "元日"),
        ],
    )
    def test_says_why(self, day: date, why: str):
        assert USUAL.closed_for(day) == why


class TestNextWorkday:
    @pytest.mark.parametrize(
        ("day", "follows"),
        [
            (date(2025, 5, 12), date(2025, 5, 12)),
            (date(2025, 5, 31), date(2025, 6, 2)),
            (date(2025, 5, 3), date(2025, 5, 7)),  # four holidays in a row
            (date(2025, 12, 27), date(2026, 1, 5)),  # a weekend, one working day less, and the turn of the year
            (date(2019, 4, 27), date(2019, 5, 7)),  # the ten days of 令和元年
        ],
    )
    def test_of_a_day(self, day: date, follows: date):
        assert Workdays({**USUAL.every_year, (12, 28): "休み"}).next_workday(day) == follows

    @given(days)
    def test_is_open_and_leaves_out_only_closed_days(self, day: date):
        found = USUAL.next_workday(day)
        assert found >= day
        assert USUAL.is_workday(found)
        assert not any(USUAL.is_workday(day + timedelta(n)) for n in range((found - day).days))

    @given(days, days)
    def test_keeps_the_order_of_days(self, one: date, other: date):
        first, last = sorted((one, other))
        assert USUAL.next_workday(first) <= USUAL.next_workday(last)

    @given(days)
    def test_a_deadline_is_over_when_its_last_workday_is(self, deadline: date):
        """So a query can ask for it."""
        today = deadline + timedelta(1)
        assert (USUAL.next_workday(deadline) >= today) == (deadline > USUAL.workday_before(today))

    @pytest.mark.parametrize(("day", "follows"), [(date.min, date(1, 1, 4)), (date.max, date.max)])
    def test_of_the_ends_of_the_calendar(self, day: date, follows: date):
        assert USUAL.next_workday(day) == follows

    def test_names_the_day_itself_where_the_hall_never_opens(self):
        never = Workdays({(month, day): "x" for month in range(1, 13) for day in range(1, 32)})
        assert never.next_workday(date(2025, 5, 12)) == date(2025, 5, 12)


class TestAddWorkdays:
    def test_counts_from_the_day_after(self):
        assert USUAL.add_workdays(date(2025, 5, 2), 1) == date(2025, 5, 7)

    @given(days, st.integers(0, 12))
    def test_so_many_lie_between(self, day: date, number: int):
        found = USUAL.add_workdays(day, number)
        between = [day + timedelta(n) for n in range(1, (found - day).days + 1)]
        assert sum(USUAL.is_workday(each) for each in between) == number


class TestEnding:
    def test_tells_why_it_was_moved(self):
        ending = USUAL.after(date(2025, 5, 17), 14)
        assert (ending.written, ending.day) == (date(2025, 5, 31), date(2025, 6, 2))
        assert ending.hint == "5月31日(土)のため、次の開庁日"
        assert USUAL.ending(date(2025, 5, 5)).hint == "5月5日(月)はこどもの日のため、次の開庁日"

    def test_says_nothing_of_a_day_that_stays(self):
        ending = USUAL.ending(date(2025, 5, 12))
        assert (ending.is_moved, ending.hint) == (False, "")


@pytest.mark.django_db
class TestClosedDays:
    def test_begin_with_the_turn_of_the_year(self):
        assert workdays() == USUAL

    def test_are_the_city_s_to_edit(self):
        ClosedDay.objects.create(month=2, day=29, year=2024, name="開庁記念日")
        ClosedDay.objects.filter(month=12, day=29).delete()
        calendar = workdays()
        assert calendar.closed_for(date(2024, 2, 29)) == "開庁記念日"
        assert calendar.is_workday(date(2028, 2, 29))
        assert calendar.is_workday(date(2025, 12, 29))

    @pytest.mark.parametrize("row", [{"month": 2, "day": 30}, {"month": 2, "day": 29, "year": 2025}])
    def test_are_days_of_the_calendar(self, row: dict[str, int]):
        with pytest.raises(ValidationError, match="暦にない日"):
            ClosedDay(name="休み", **row).full_clean()

    @pytest.mark.parametrize("row", [{"month": 13, "day": 1}, {"month": 12, "day": 29}])
    def test_the_database_knows_too(self, row: dict[str, int]):
        with pytest.raises(IntegrityError), transaction.atomic():
            ClosedDay.objects.create(name="休み", **row)
