"""月ごと: a grid of the month's meetings; everybody sees the open ones, those inside their own too."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.urls import reverse

from accounts.models import User
from organizations.meetings.month import Month
from organizations.models import Organization, Section
from tests.cast import LONG_AGO
from tests.organizations.meetings import build
from tests.portal import PortalClient

pytestmark = pytest.mark.django_db
AsUser = Callable[[User], PortalClient]
PAGE = reverse("meetings:month")
TODAY = date(2025, 5, 12)


class TestMonth:
    @pytest.mark.parametrize("asked", ["", "2025", "2025-13", "1066-10", "9999-12", "2025-05-01", "五月"])
    def test_what_names_no_month_is_this_one(self, asked: str):
        assert Month.asked(asked, today=TODAY) == Month(date(2025, 5, 1))

    def test_has_whole_weeks_from_monday(self):
        weeks = Month.asked("2024-2", today=TODAY).weeks([], today=date(2024, 2, 29))
        days = [day for week in weeks for day in week if day]
        assert ({len(week) for week in weeks}, len(days), days[0].weekday) == ({7}, 29, "木")
        assert [day.day.day for day in days if day.is_today] == [29]

    def test_turns_over_the_year(self):
        december = Month.asked("2025-12", today=TODAY)
        assert (december.before, december.after) == (date(2025, 11, 1), date(2026, 1, 1))


class TestPage:
    def test_shows_to_everybody_what_is_open_and_to_those_inside_their_own(
        self, as_user: AsUser, north: Organization, nanami: User, kuko: User
    ):
        open_ = build.announced(north, nanami, title="見守りを考える")
        section = Section.add(organization=north, by=nanami, name="防災部会", starts_on=LONG_AGO)
        inner = build.planned(north, nanami, "部会", section=section)
        month = {"month": f"{open_.day:%Y-%m}"}
        seen = {
            name: [meeting.get_absolute_url() in browser.get(PAGE, month).text for meeting in (open_, inner)]
            for name, browser in (("all", PortalClient()), ("own", as_user(nanami)), ("neighbour", as_user(kuko)))
        }
        assert seen == {"all": [True, False], "own": [True, True], "neighbour": [True, False]}
        assert "この月の会議は、ありません。" in as_user(nanami).get(PAGE, {"month": "2024-01"}).text

    def test_costs_the_same_for_many(
        self, north: Organization, nanami: User, django_assert_max_num_queries: Callable[[int], object]
    ):
        for number in range(1, 13):
            build.announced(north, nanami, number=number, starts_at=build.START + timedelta(minutes=number))
        with django_assert_max_num_queries(9):  # type: ignore[attr-defined]
            assert "第12回" in PortalClient().get(PAGE, {"month": f"{build.START:%Y-%m}"}).text
