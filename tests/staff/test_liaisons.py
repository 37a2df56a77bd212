"""地域担当職員: assigning, ending, and who sees whom."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from accounts.models import User
from organizations.models import Organization
from records.cases import NotNow
from records.events import Event
from records.fiscal import FiscalYear
from staff.models import LiaisonAssignment
from tests.cast import LONG_AGO, MONDAY, Hall, Land, assign_liaison

YEAR_END = date(2026, 3, 31)


def assign(hall: Hall, land: Land, **otherwise: Any) -> LiaisonAssignment:
    facts: dict[str, Any] = {
        "user": hall.liaison,
        "area": land.north,
        "role": "main",
        "starts_on": MONDAY,
        "ends_on": YEAR_END,
    }
    return LiaisonAssignment.assign(by=hall.drafter, **(facts | otherwise))


class TestAssign:
    def test_appoints_and_writes_who_did_it(self, hall: Hall, land: Land) -> None:
        liaison = assign(hall, land, phone="0867-00-2222", note="2年目")
        liaison.refresh_from_db()
        assert (liaison.user, liaison.area, liaison.role_id) == (hall.liaison, land.north, "main")
        assert (liaison.phone, liaison.note) == ("0867-00-2222", "2年目")
        event = Event.objects.about(liaison).get()
        assert (event.verb, event.actor, event.as_post) == ("liaisonassignment.assign", hall.drafter, "協働推進係員")
        assert event.facts["user"]["name"] == "税務 五月"
        assert event.facts["ends_on"] == "2026-03-31"
        assert event.said == "地域担当職員に決めた"

    def test_a_deputy_stands_beside_the_main_one(self, hall: Hall, land: Land) -> None:
        assign(hall, land)
        assign(hall, land, user=hall.stranger, role="deputy")
        assert LiaisonAssignment.objects.held(on=MONDAY).count() == 2

    def test_the_next_one_begins_where_the_last_one_ended(self, hall: Hall, land: Land) -> None:
        assign(hall, land)
        assert assign(hall, land, user=hall.stranger, starts_on=YEAR_END + timedelta(days=1), ends_on=None).pk

    @pytest.mark.parametrize("starts_on", [YEAR_END, MONDAY - timedelta(days=30)])
    def test_refuses_two_of_one_role_at_once(self, hall: Hall, land: Land, starts_on: date) -> None:
        first = assign(hall, land)
        with pytest.raises(ValidationError, match="同じ区分の担当職員") as refusal:
            assign(hall, land, user=hall.stranger, starts_on=starts_on, ends_on=None)
        assert refusal.value.code == "one_liaison_per_area_and_role_at_a_time"
        assert list(LiaisonAssignment.objects.all()) == [first]
        assert Event.objects.count() == 1

    def test_refuses_the_same_person_twice_in_one_area(self, hall: Hall, land: Land) -> None:
        assign(hall, land)
        with pytest.raises(ValidationError, match="もうこの地区の担当"):
            assign(hall, land, role="deputy")

    def test_refuses_an_end_before_the_beginning(self, hall: Hall, land: Land) -> None:
        with pytest.raises(ValidationError, match="はじまりの日より後"):
            assign(hall, land, ends_on=MONDAY - timedelta(days=1))

    def test_refuses_an_area_that_is_no_district(self, hall: Hall, land: Land) -> None:
        with pytest.raises(NotNow, match="地区に置きます。「北大字」は大字です"):
            assign(hall, land, area=land.north_oaza)

    def test_refuses_somebody_who_does_not_work_for_the_city(self, hall: Hall, land: Land, nanami: User) -> None:
        with pytest.raises(NotNow, match="市の職についていません"):
            assign(hall, land, user=nanami)
        assert not Event.objects.exists()


class TestEnd:
    def test_shortens_the_term_and_says_why(self, hall: Hall, land: Land) -> None:
        liaison = assign(hall, land)
        liaison.end(by=hall.drafter, on=date(2025, 9, 30), reason="人事異動")
        liaison.refresh_from_db()
        assert liaison.ends_on == date(2025, 9, 30)
        event = Event.objects.about(liaison).first()
        assert event is not None
        assert (event.verb, event.actor) == ("liaisonassignment.end", hall.drafter)
        assert (event.facts["on"], event.facts["comment"]) == ("2025-09-30", "人事異動")
        (change,) = event.changes
        assert (change.label, change.before, change.after) == ("おわり", "令和8年3月31日", "令和7年9月30日")

    def test_gives_an_open_term_an_end(self, hall: Hall, land: Land) -> None:
        liaison = assign(hall, land, ends_on=None)
        liaison.end(by=hall.drafter, on=YEAR_END, reason="年度末")
        assert liaison.ends_on == YEAR_END

    def test_makes_room_for_the_next(self, hall: Hall, land: Land) -> None:
        assign(hall, land).end(by=hall.drafter, on=MONDAY, reason="病気")
        assert assign(hall, land, user=hall.stranger, starts_on=MONDAY + timedelta(days=1)).pk

    @pytest.mark.parametrize(
        ("on", "sentence"), [(MONDAY - timedelta(days=1), "令和7年5月12日"), (YEAR_END, "もう令和8年3月31日で終わる")]
    )
    def test_is_refused_outside_the_term(self, hall: Hall, land: Land, on: date, sentence: str) -> None:
        liaison = assign(hall, land)
        with pytest.raises(NotNow, match=sentence):
            liaison.end(by=hall.drafter, on=on, reason="異動")
        liaison.refresh_from_db()
        assert liaison.ends_on == YEAR_END
        assert Event.objects.about(liaison).count() == 1

    def test_sees_what_another_did_meanwhile(self, hall: Hall, land: Land) -> None:
        stale = assign(hall, land)
        LiaisonAssignment.objects.get().end(by=hall.drafter, on=MONDAY, reason="異動")
        with pytest.raises(NotNow, match="もう令和7年5月12日で終わる"):
            stale.end(by=hall.drafter, on=date(2025, 9, 30), reason="異動")


class TestWhoSeesWhom:
    def test_employees_see_all_and_communities_their_own(
        self, hall: Hall, land: Land, nanami: User, kuko: User
    ) -> None:
        north = assign(hall, land)
        south = assign(hall, land, area=land.south)
        visible = LiaisonAssignment.objects.visible_to
        assert set(visible(hall.stranger, on=MONDAY)) == {north, south}
        assert list(visible(nanami, on=MONDAY)) == [north]  # once, though two of its oaza are the organization's
        assert list(visible(kuko, on=MONDAY)) == [south]

    def test_nobody_sees_any_without_a_duty_or_a_role(self, hall: Hall, land: Land, nanami: User) -> None:
        assign(hall, land)
        nanami.roles.update(ends_on=MONDAY - timedelta(days=1))
        assert not LiaisonAssignment.objects.visible_to(nanami, on=MONDAY).exists()

    def test_the_district_of_an_oaza_has_its_liaison(self, hall: Hall, land: Land, north: Organization) -> None:
        liaison = assign(hall, land)
        assert list(LiaisonAssignment.objects.for_areas([land.middle_oaza])) == [liaison]
        assert list(LiaisonAssignment.objects.for_areas([land.north])) == [liaison]
        assert list(LiaisonAssignment.objects.for_areas(north.areas.all())) == [liaison]
        assert not LiaisonAssignment.objects.for_areas([land.south]).exists()


class TestInYear:
    @pytest.mark.parametrize(
        ("starts_on", "ends_on", "years"),
        [
            (date(2024, 4, 1), date(2025, 3, 31), [2024]),
            (date(2025, 3, 31), date(2025, 4, 1), [2024, 2025]),
            (date(2025, 4, 1), None, [2025, 2026]),
        ],
    )
    def test_touches_the_years_of_its_term(
        self, hall: Hall, land: Land, starts_on: date, ends_on: date | None, years: list[int]
    ) -> None:
        assign(hall, land, starts_on=starts_on, ends_on=ends_on)
        found = [n for n in (2023, 2024, 2025, 2026) if LiaisonAssignment.objects.in_year(FiscalYear(n)).exists()]
        assert found == years


def test_the_post_beside_the_name_is_that_of_the_day(hall: Hall, land: Land) -> None:
    assign_liaison(hall.liaison, land.north)
    today = LiaisonAssignment.objects.with_posts(on=MONDAY).get()
    before = LiaisonAssignment.objects.with_posts(on=LONG_AGO - timedelta(days=1)).get()
    assert today.post is not None
    assert (today.post.department.full_name, today.post.title) == ("税務課", "主事")
    assert before.post is None
