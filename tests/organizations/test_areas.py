"""Areas: the tree with its figures, the page of one, and who sees what stands there."""

from collections.abc import Callable
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from organizations.figures.census import Count, by_base_date, census, total
from organizations.models import Area, AreaFigure, Organization
from tests.cast import MONDAY, Hall, Land, assign_liaison
from tests.portal import PortalClient

AsUser = Callable[[User], PortalClient]
APRIL = date(2025, 4, 1)
TREE = reverse("areas:list")


def counted(hall: Hall, on: date = MONDAY) -> dict[str, list[Count | None]]:
    return {str(node.area): [count for _, count in node.counts] for node in census(user=hall.drafter, on=on).nodes}


class TestCensus:
    def test_adds_up_what_was_counted_in_the_parts(self, hall: Hall, land: Land) -> None:
        found = counted(hall)
        assert list(found) == ["見本市", "北地区", "北大字", "中大字", "南地区", "南大字"]
        assert found["北地区"] == [Count(561, APRIL, APRIL), Count(1287, APRIL, APRIL)]
        assert found["見本市"] == [Count(761, APRIL, APRIL), Count(1847, APRIL, APRIL)]

    def test_a_figure_of_its_own_wins(self, hall: Hall, land: Land) -> None:
        AreaFigure.objects.create(area=land.north, indicator=land.households, as_of=APRIL, value=570)
        assert counted(hall)["北地区"][0] == Count(570, APRIL, APRIL)

    def test_takes_the_latest_base_date_that_is_not_in_the_future(self, hall: Hall, land: Land) -> None:
        for day, value in ((date(2024, 10, 1), 1), (date(2025, 5, 1), 310), (date(2025, 6, 1), 2)):
            AreaFigure.objects.create(area=land.north_oaza, indicator=land.households, as_of=day, value=value)
        found = counted(hall)
        assert found["北大字"][0] == Count(310, date(2025, 5, 1), date(2025, 5, 1))
        assert found["北地区"][0] == Count(571, APRIL, date(2025, 5, 1))

    def test_gives_no_sum_with_a_part_missing(self, hall: Hall, land: Land) -> None:
        AreaFigure.objects.filter(area=land.middle_oaza, indicator=land.population).delete()
        assert counted(hall)["北地区"] == [Count(561, APRIL, APRIL), None]

    def test_the_base_date_is_that_of_most_figures(self, hall: Hall, land: Land) -> None:
        AreaFigure.objects.create(area=land.north_oaza, indicator=land.households, as_of=date(2025, 5, 1), value=310)
        assert census(user=hall.drafter, on=MONDAY).base_date == APRIL
        assert census(user=hall.drafter, on=date(2020, 1, 1)).base_date is None

    def test_an_organization_of_several_oaza_stands_once_at_the_district(
        self, hall: Hall, land: Land, north: Organization
    ) -> None:
        standing = {str(n.area): n.organizations for n in census(user=hall.drafter, on=MONDAY).nodes}
        assert {name: found for name, found in standing.items() if found} == {"北地区": [north]}


def test_nothing_added_up_is_nothing() -> None:
    assert total([]) is None
    assert total([None]) is None


def test_figures_by_base_date_are_newest_first(land: Land) -> None:
    AreaFigure.objects.create(
        area=land.north_oaza, indicator=land.households, as_of=date(2024, 4, 1), value=320, source="住民基本台帳"
    )
    days = by_base_date(land.north_oaza, [land.households, land.population])
    assert [(day.on, [value for _, value in day.counted], day.sources) for day in days] == [
        (APRIL, [300, 700], ""),
        (date(2024, 4, 1), [320, None], "住民基本台帳"),
    ]


class TestAreaClean:
    @pytest.mark.parametrize(
        ("kind", "above", "sentence"),
        [("oaza", "city", "大字の上には地区"), ("district", "north_oaza", "地区の上には市")],
    )
    def test_the_area_above_is_of_the_next_kind(self, land: Land, kind: str, above: str, sentence: str) -> None:
        area = Area(kind=kind, code="x", name="試し", furigana="ためし", parent=getattr(land, above))
        with pytest.raises(ValidationError, match=sentence):
            area.full_clean()


class TestPages:
    def test_the_tree_prints_the_base_date(self, as_user: AsUser, hall: Hall, land: Land) -> None:
        page = as_user(hall.stranger).get(TREE)
        assert "基準日 令和7年4月1日" in page.text
        assert "1,287" in page.text

    def test_the_tree_costs_the_same_for_three_hundred_areas(
        self, as_user: AsUser, hall: Hall, land: Land, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        oaza = Area.objects.bulk_create(
            Area(kind="oaza", code=f"O{n}", name=f"大字{n}", furigana="あざ", parent=land.north) for n in range(300)
        )
        AreaFigure.objects.bulk_create(
            AreaFigure(area=area, indicator=indicator, as_of=APRIL, value=10)
            for area in oaza
            for indicator in (land.households, land.population)
        )
        browser = as_user(hall.drafter)
        with django_assert_max_num_queries(11):
            page = browser.get(TREE)
        assert "3,561" in page.text  # 561 households and 300 times 10

    def test_an_area_shows_its_figures_liaisons_and_organizations(
        self, as_user: AsUser, hall: Hall, land: Land, north: Organization
    ) -> None:
        assign_liaison(hall.liaison, land.north)
        page = as_user(hall.drafter).get(land.north.get_absolute_url())
        for fact in ("561世帯", "1,287人", "令和7年4月1日現在", "北の会", "税務 五月", "税務課", "担当職員を決める"):
            assert fact in page.text

    def test_a_neighbour_sees_figures_but_neither_organization_nor_liaison(
        self, as_user: AsUser, hall: Hall, land: Land, north: Organization, nanami: User, kuko: User
    ) -> None:
        assign_liaison(hall.liaison, land.north)
        own, neighbours = (as_user(who).get(land.north.get_absolute_url()).text for who in (nanami, kuko))
        assert "561世帯" in own
        assert "561世帯" in neighbours
        assert "税務 五月" in own
        assert "税務 五月" not in neighbours
        assert "北の会" in own
        assert "北の会" not in neighbours

    def test_who_has_no_post_and_no_role_sees_no_area(self, as_user: AsUser, hall: Hall, land: Land) -> None:
        hall.stranger.duties.all().delete()
        assert as_user(hall.stranger).get(land.north.get_absolute_url()).status_code == 404
