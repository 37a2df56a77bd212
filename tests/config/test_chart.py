"""地域カルテ: open to everybody, says what is counted and nothing about persons, costs the same for many areas."""

from collections.abc import Callable
from datetime import date
from io import BytesIO

import pytest
from django.urls import reverse
from pypdf import PdfReader
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from config.chart import views
from config.chart.chart import Chart
from config.chart.drawing import bars_picture, line_picture, pyramid_picture, step_of
from config.demo.ages import by_age, indicators
from organizations.facilities.buildings import Facility
from organizations.figures.parts import Band
from organizations.figures.pyramids import Pyramid
from organizations.meetings.notes import Note, write_notes
from organizations.models import Area, AreaFigure, Indicator, Organization
from plans.models import FuturePlan
from tests.cast import MONDAY, Hall, Land
from tests.organizations.meetings import build as meetings
from tests.plans.build import future_plan
from tests.portal import PortalClient

pytestmark = pytest.mark.django_db
AsUser = Callable[[User], PortalClient]
NOW, THEN = date(2025, 4, 1), date(2020, 4, 1)


def page(area: Area) -> str:
    return reverse("chart", args=[area.pk])


@pytest.fixture
def counted(land: Land) -> Land:
    """Every oaza by sex and age, now and five years ago."""
    kinds = indicators()
    rows: list[AreaFigure] = []
    for turn, (oaza, people) in enumerate(((land.north_oaza, 700), (land.middle_oaza, 587), (land.south_oaza, 560))):
        for day, more in ((NOW, 0), (THEN, 60)):
            rows += by_age(oaza, people + more, people // 5, day=day, kinds=kinds, turn=turn)
            if more:
                rows.append(AreaFigure(area=oaza, indicator=land.population, as_of=day, value=people + more))
    AreaFigure.objects.bulk_create(rows)
    return land


class TestChart:
    def test_adds_up_the_parts_and_stands_next_to_the_city(self, counted: Land) -> None:
        chart = Chart(counted.north, on=MONDAY)
        assert chart.people.now
        assert chart.people.city_now
        assert (chart.people.now.total, chart.people.city_now.total) == (1287, 1847)
        assert [(figure.label, figure.value) for figure in chart.figures[:2]] == [
            ("人口", "1,287人"),
            ("世帯", "561世帯"),
        ]
        assert chart.figures[0].note == "5年で △120人(△8.5%)"
        assert "市の平均" in chart.figures[2].note

    def test_looks_ahead_where_the_data_allow_it(self, counted: Land) -> None:
        found = Chart(counted.north, on=MONDAY)
        assert found.projection
        assert [step.day.year for step in found.projection.steps] == [2030, 2035, 2040, 2045]
        AreaFigure.objects.filter(area=counted.middle_oaza, as_of=THEN, indicator__code="population_m_0_4").delete()
        without = Chart(counted.north, on=MONDAY)
        assert without.projection is None
        assert "公表されていない" in without.no_projection

    def test_a_part_that_was_not_counted_leaves_no_sum(self, counted: Land) -> None:
        AreaFigure.objects.filter(area=counted.middle_oaza).delete()
        chart = Chart(counted.north, on=MONDAY)
        assert (chart.people.now, chart.pyramid, dict(chart.people.history)) == (None, None, {})
        assert [figure.value for figure in chart.figures[:3]] == ["–", "–", "–"]

    def test_adds_up_what_was_counted_in_other_groups(self, counted: Land) -> None:
        """Two groups of one 大字 are one group: no sum of the database, but the same people."""
        oaza, kinds = counted.middle_oaza, {each.code: each for each in Indicator.objects.all()}
        wide = Indicator.objects.create(code="population_m_80", name="80歳以上の男", unit="人", sex="m", age_from=80)
        rows = AreaFigure.objects.filter(area=oaza, as_of=NOW)
        old = [rows.get(indicator=kinds[f"population_m_{ages}"]) for ages in ("80_84", "85")]
        AreaFigure.objects.create(area=oaza, indicator=wide, as_of=NOW, value=sum(each.value for each in old))
        rows.filter(pk__in=[each.pk for each in old]).delete()
        people = Chart(counted.north, on=MONDAY).people
        assert people.now
        assert (people.now.total, people.now.bands[-1]) == (1287, Band(80, None))
        assert people.city_now
        assert people.city_now.total == 1847

    def test_an_areas_own_figure_goes_before_the_sum_of_its_parts(self, counted: Land) -> None:
        AreaFigure.objects.create(area=counted.north, indicator=counted.population, as_of=NOW, value=1300)
        north, city = (Chart(area, on=MONDAY).people for area in (counted.north, counted.city))
        assert (north.history[NOW], city.history[NOW]) == (1300, 1860)
        assert north.of_city("population", NOW) == 1860

    def test_a_large_city_names_the_first_and_says_how_many_more(self, counted: Land) -> None:
        named = [
            Organization(
                name=f"会{n:02}", furigana=f"かい{n:02}", status="active", recognised_on=NOW, founded_on=NOW,
                office_address="見本市1番地", phone="0867-00-0000",
            )
            for n in range(43)
        ]  # fmt: skip
        for body in Organization.objects.bulk_create(named):
            body.areas.add(counted.north_oaza)
        text = PortalClient().get(page(counted.city)).text
        assert "会39" in text
        assert "会40" not in text
        assert "ほかに3団体" in text

    def test_shows_the_citys_own_indicators_with_their_source(self, land: Land) -> None:
        care = Indicator.objects.create(code="care", name="要介護認定率", unit="%", decimals=1, adds_up=False, order=9)
        for area, value in ((land.north, "18.7"), (land.city, "17.2")):
            AreaFigure.objects.create(area=area, indicator=care, as_of=NOW, value=value, source="介護保険事業報告")
        other = Chart(land.north, on=MONDAY).others[0]
        assert (str(other.value), str(other.city), other.source) == ("18.7", "17.2", "介護保険事業報告")
        assert Chart(land.north_oaza, on=MONDAY).others == []


class TestPage:
    def test_is_everybodys(self, as_user: AsUser, hall: Hall, counted: Land, north: Organization) -> None:
        for browser in (PortalClient(), as_user(hall.drafter)):
            answer = browser.get(page(counted.north))
            assert answer.status_code == 200
            for words in ("北地区の地域カルテ", "1,287人", "人口ピラミッド", "コーホート変化率法", "表で見る"):
                assert words in answer.text
        assert "北地区" in PortalClient().get(reverse("charts")).text

    def test_names_recognised_organizations_only_and_no_person(
        self, counted: Land, north: Organization, nanami: User
    ) -> None:
        assert "北の会" not in PortalClient().get(page(counted.north)).text
        Organization.objects.filter(pk=north.pk).update(status="active", recognised_on=NOW, founded_on=NOW)
        text = PortalClient().get(page(counted.north)).text
        assert "北の会" in text
        assert nanami.name not in text

    def test_cites_the_issues_of_the_plan_in_force(self, counted: Land, north: Organization, nanami: User) -> None:
        future_plan(north, nanami)
        Organization.objects.filter(pk=north.pk).update(status="active", recognised_on=NOW, founded_on=NOW)
        text = PortalClient().get(page(counted.north)).text
        plan = FuturePlan.objects.in_force().get()
        assert plan.issues.all()[0].text in text
        assert plan.measures.all()[0].content in text

    def test_cites_what_workshops_found_and_only_what_was_looked_over(
        self, counted: Land, north: Organization, nanami: User
    ) -> None:
        meeting = meetings.announced(north, nanami)
        meeting.hold(by=nanami, at=meetings.AFTER)
        write_notes(meeting, by=nanami, kind="asset", text="元の小学校が使える ×5", area=counted.north_oaza)
        Note.objects.filter(
            pk=write_notes(meeting, by=nanami, kind="problem", text="ひみつの課題", area=counted.north_oaza)[0].pk
        ).update(state=Note.State.HIDDEN)
        text = PortalClient().get(page(counted.north)).text
        assert "元の小学校が使える" in text
        assert "5票" in text
        assert "ひみつの課題" not in text
        assert "元の小学校が使える" not in PortalClient().get(page(counted.south)).text

    def test_shows_the_facilities_that_there_are(self, land: Land) -> None:
        facts = {"kind": "hall", "area": land.north_oaza, "address": "北1番地", "operation": "direct"}
        Facility.objects.create(name="北公民館", starts_on=THEN, **facts)
        Facility.objects.create(name="旧北公民館", starts_on=THEN, ends_on=NOW, **facts)
        text = PortalClient().get(page(land.north)).text
        assert "北公民館" in text
        assert "旧北公民館" not in text

    def test_an_area_without_figures_says_so(self, land: Land) -> None:
        AreaFigure.objects.all().delete()
        text = PortalClient().get(page(land.north)).text
        assert "男女別・年齢別の人口は、まだ登録されていません。" in text

    def test_the_area_leads_to_its_chart(self, as_user: AsUser, hall: Hall, land: Land) -> None:
        assert page(land.north) in as_user(hall.drafter).get(land.north.get_absolute_url()).text

    def test_costs_the_same_for_many_areas(
        self, counted: Land, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        Area.objects.bulk_create(
            Area(kind="oaza", code=f"X{n}", name=f"大字{n}", furigana="あざ", parent=counted.south) for n in range(50)
        )
        with django_assert_max_num_queries(21):
            PortalClient().get(page(counted.city))

    @pytest.mark.parametrize(("query", "size"), [("", (1191, 842)), ("?paper=a4", (842, 595))])
    def test_is_one_sheet_of_paper(self, counted: Land, query: str, size: tuple[int, int]) -> None:
        answer = PortalClient().get(reverse("chart_paper", args=[counted.north.pk]) + query)
        pages = PdfReader(BytesIO(answer.content)).pages
        assert (len(pages), tuple(round(float(each)) for each in pages[0].mediabox[2:])) == (1, size)
        assert "北地区の地域カルテ" in pages[0].extract_text()

    @pytest.mark.parametrize("query", ["", "?paper=a4"])
    def test_much_to_say_is_in_smaller_letters(self, counted: Land, query: str) -> None:
        address = reverse("chart_paper", args=[counted.north.pk]) + query

        def sheets(letters: tuple[str, ...]) -> int:
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(views, "LETTERS", letters)
                return len(PdfReader(BytesIO(PortalClient().get(address).content)).pages)

        facts = {
            "kind": "hall",
            "area": counted.north_oaza,
            "address": "北1番地",
            "operation": "direct",
            "starts_on": THEN,
        }
        Facility.objects.bulk_create(Facility(name=f"集会所{n}", **facts) for n in range(34))
        assert (sheets(("",)), sheets(views.LETTERS)) == (2, 1)


class TestDrawing:
    def test_the_scale_reaches_the_longest_bar(self) -> None:
        assert [step_of(most, 4) for most in (3, 4, 5, 37, 80, 81, 401)] == [1, 1, 2, 10, 20, 50, 200]

    def test_bars_are_as_long_as_their_numbers(self) -> None:
        pyramid = Pyramid(NOW, {Band(0, 64): 10, Band(65, None): 40}, {Band(0, 64): 20, Band(65, None): None})
        oldest, youngest = pyramid_picture(pyramid, None).bars
        assert (oldest.men_width, oldest.women_width, oldest.hidden) == (184, 0, True)
        assert (youngest.men_width, youngest.women_width, youngest.men_x) == (46, 92, 150)

    def test_labels_keep_their_distance(self) -> None:
        picture = line_picture({date(2005, 4, 1): 200, **{date(2025, month, 1): 100 for month in range(1, 8)}}, None)
        assert [point.year for point in picture.counted if point.year] == ["平17", "令7"]
        assert picture.counted[0].y < picture.counted[-1].y

    def test_nothing_counted_draws_nothing(self) -> None:
        assert bars_picture([]).bars == []
