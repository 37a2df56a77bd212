"""The roster and its forms: who reads them, what stands in them, what a mistake costs (nothing that was typed)."""

from collections.abc import Callable
from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from organizations.models import Area
from records.fiscal import FiscalYear
from staff.models import Duty, LiaisonAssignment
from staff.roster import roster
from tests.cast import LONG_AGO, MONDAY, Hall, Land, assign_liaison, person
from tests.portal import PortalClient

Ceiling = DjangoAssertNumQueries
AsUser = Callable[[User], PortalClient]
ROSTER = reverse("staff:liaisons")
ASSIGN = reverse("staff:assign")


def typed(hall: Hall, land: Land, **otherwise: str | int) -> dict[str, str | int]:
    form: dict[str, str | int] = {
        "area": land.north.pk,
        "role": "main",
        "user": hall.liaison.pk,
        "starts_on": "R8.4.1",
        "ends_on": "令和９年３月３１日",
    }
    return {**form, "phone": "0867-00-1234", "note": "", **otherwise}


class TestRoster:
    def test_names_who_is_there_and_where_nobody_is(self, hall: Hall, land: Land) -> None:
        deputy = assign_liaison(hall.stranger, land.south, "deputy")
        main = assign_liaison(hall.liaison, land.north)
        shown = roster(FiscalYear(2025), user=hall.stranger, on=MONDAY)
        lines = [(str(line.area), line.liaison) for group in shown.groups for line in group]
        assert lines == [("北地区", main), ("南地区", None), ("南地区", deputy)]
        assert shown.vacant == [land.south]

    def test_somebody_who_left_leaves_a_vacancy_but_stays_on_the_years_roster(self, hall: Hall, land: Land) -> None:
        gone = assign_liaison(hall.liaison, land.north)
        gone.end(by=hall.drafter, on=date(2025, 4, 30), reason="異動")
        shown = roster(FiscalYear(2025), user=hall.drafter, on=MONDAY)
        assert [line.liaison for line in shown.groups[0]] == [None, gone]
        assert roster(FiscalYear(2026), user=hall.drafter, on=MONDAY).groups[0][0].liaison is None

    @pytest.mark.parametrize(("year", "day"), [(2024, date(2025, 3, 31)), (2025, MONDAY), (2026, date(2026, 4, 1))])
    def test_another_year_is_seen_from_its_nearest_day(self, hall: Hall, year: int, day: date) -> None:
        assert roster(FiscalYear(year), user=hall.drafter, on=MONDAY).day == day


class TestRosterPage:
    def test_every_employee_reads_it_and_only_the_section_writes(self, as_user: AsUser, hall: Hall, land: Land) -> None:
        assign_liaison(hall.liaison, land.north)
        page = as_user(hall.stranger).get(ROSTER)
        assert "税務 五月" in page.text
        assert "欠員" in page.text
        assert ASSIGN not in page.text
        assert ASSIGN in as_user(hall.drafter).get(ROSTER).text

    def test_a_community_is_told_where_its_own_liaison_stands(self, as_user: AsUser, nanami: User) -> None:
        answer = as_user(nanami).get(ROSTER)
        assert answer.status_code == 403
        assert "市の職員のためのページ" in answer.text

    @pytest.mark.parametrize("year", ["2019", "令和元年度", "abc", "99", ""])
    def test_any_year_in_the_address_gives_a_page(self, as_user: AsUser, hall: Hall, year: str) -> None:
        page = as_user(hall.drafter).get(ROSTER, {"year": year})
        this = FiscalYear.of(timezone.localdate())
        assert str(FiscalYear(2019) if year in {"2019", "令和元年度"} else this) in page.text

    def test_costs_the_same_for_three_hundred_districts(
        self, as_user: AsUser, hall: Hall, land: Land, django_assert_max_num_queries: Ceiling
    ) -> None:
        districts = Area.objects.bulk_create(
            Area(kind="district", code=f"D{n}", name=f"第{n}地区", furigana="ちく", parent=land.city)
            for n in range(300)
        )
        clerks = [person(f"例示 {n}", f"clerk{n}") for n in range(10)]
        Duty.objects.bulk_create(Duty(user=c, post=hall.posts["clerk"], starts_on=LONG_AGO) for c in clerks)
        LiaisonAssignment.objects.bulk_create(
            LiaisonAssignment(user=clerks[n % 10], area=area, role_id="main", starts_on=LONG_AGO)
            for n, area in enumerate(districts)
        )
        browser = as_user(hall.drafter)
        with django_assert_max_num_queries(12):
            page = browser.get(ROSTER)
        assert page.text.count("第") == 600  # the district, and its link to end the assignment


class TestAssignPage:
    def test_assigns_and_says_so(self, as_user: AsUser, hall: Hall, land: Land) -> None:
        answer = as_user(hall.drafter).post(ASSIGN, typed(hall, land), follow=True)
        assert "北地区の主担当を税務 五月さんに決めました。" in answer.text
        liaison = LiaisonAssignment.objects.get()
        assert (liaison.starts_on, liaison.ends_on) == (date(2026, 4, 1), date(2027, 3, 31))

    def test_an_overlap_is_told_at_the_role_and_keeps_what_was_typed(
        self, as_user: AsUser, hall: Hall, land: Land
    ) -> None:
        assign_liaison(hall.stranger, land.north)
        page = as_user(hall.drafter).post(ASSIGN, typed(hall, land, note="2年目"))
        form = page.context["form"]
        assert list(form.errors) == ["role"]
        assert "同じ区分の担当職員がその期間にもういます" in form.errors["role"][0]
        assert 'href="#id_role"' in page.text
        assert 'value="2年目"' in page.text
        assert f'<option value="{hall.liaison.pk}" selected>' in page.text
        assert LiaisonAssignment.objects.count() == 1

    @pytest.mark.parametrize(
        ("wrong", "field", "sentence"),
        [
            ({"ends_on": "R8.3.1"}, "ends_on", "はじまりの日より後"),
            ({"starts_on": "R8.2.30"}, "starts_on", "暦にありません"),
            ({"starts_on": "2010-04-01", "ends_on": ""}, "user", "市の職についていません"),
            ({"phone": "内線12"}, "phone", "数字と「-」だけ"),
            ({"user": ""}, "user", "選んでください"),
            ({"note": "長" * 201}, "note", "200文字まで"),
        ],
    )
    def test_a_mistake_is_told_at_its_field(
        self, as_user: AsUser, hall: Hall, land: Land, wrong: dict[str, str], field: str, sentence: str
    ) -> None:
        page = as_user(hall.drafter).post(ASSIGN, typed(hall, land, **wrong))
        errors = page.context["form"].errors
        assert list(errors) == [field]
        assert sentence in errors[field][0]
        assert not LiaisonAssignment.objects.exists()

    def test_offers_districts_and_employees_only(self, as_user: AsUser, hall: Hall, land: Land, nanami: User) -> None:
        page = as_user(hall.drafter).get(f"{ASSIGN}?area={land.south.pk}&role=main")
        assert f'<option value="{land.south.pk}" selected>南地区' in page.text
        assert "税務 五月(税務課 主事)" in page.text
        assert "北大字" not in page.text
        assert nanami.name not in page.text

    def test_is_for_the_section(self, as_user: AsUser, hall: Hall, land: Land, nanami: User) -> None:
        for outsider in (hall.stranger, nanami):
            assert as_user(outsider).post(ASSIGN, typed(hall, land)).status_code == 403
        assert not LiaisonAssignment.objects.exists()


class TestEndPage:
    def test_ends_on_the_day_with_a_reason(self, as_user: AsUser, hall: Hall, land: Land) -> None:
        liaison = assign_liaison(hall.liaison, land.north)
        answer = as_user(hall.drafter).post(end_of(liaison), {"on": "R7.9.30", "reason": "人事異動"}, follow=True)
        assert "税務 五月さんの担当を終えました。" in answer.text
        liaison.refresh_from_db()
        assert liaison.ends_on == date(2025, 9, 30)

    def test_a_day_before_the_beginning_is_told_at_the_date(self, as_user: AsUser, hall: Hall, land: Land) -> None:
        liaison = assign_liaison(hall.liaison, land.north)
        page = as_user(hall.drafter).post(end_of(liaison), {"on": "R1.5.1", "reason": "人事異動"})
        assert "令和2年4月1日" in page.context["form"].errors["on"][0]
        assert "人事異動</textarea>" in page.text

    def test_outsiders(self, as_user: AsUser, hall: Hall, land: Land, nanami: User, kuko: User) -> None:
        liaison = assign_liaison(hall.liaison, land.north)
        seen = {
            who: as_user(who).get(end_of(liaison)).status_code for who in (hall.drafter, hall.stranger, nanami, kuko)
        }
        assert seen == {hall.drafter: 200, hall.stranger: 403, nanami: 403, kuko: 404}


def end_of(liaison: LiaisonAssignment) -> str:
    return reverse("staff:end", args=[liaison.pk])
