"""Three cities publish the same thing in three ways; each is read to the last person."""

from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from organizations.figures.judged import Wishes
from organizations.figures.judging import Judge
from organizations.figures.taking import take
from organizations.models import AreaFigure, FigureFile, Indicator
from records.cases import NotNow
from records.events import Event
from tests.cast import Hall, Land
from tests.organizations.figures import build
from tests.organizations.figures.build import APRIL, judge, told, values

pytestmark = pytest.mark.django_db
MEN = "population_m"


class TestThreeCities:
    def test_the_standard_data_set_in_utf8_with_its_mark(self) -> None:
        build.city("新見市", "33210", *build.NIIMI.split())
        judged = judge(build.published("niimi_r7_10.csv"))
        assert (told(judged), judged.not_read) == ([], [])
        assert judged.days == [date(2025, 10, 1)]
        kumano = values(judged, "熊野")
        assert (kumano["population"], kumano["households"]) == (384, 175)
        assert kumano["population"] == kumano[MEN] + kumano["population_f"]
        bands = [value for code, value in kumano.items() if code.startswith("population_m_")]
        assert (len(bands), sum(bands)) == (18, kumano[MEN])
        assert "population_f_85" in kumano

    def test_shift_jis_with_lines_above_era_dates_wide_digits_and_hidden_cells(self) -> None:
        city = build.city("多摩市", "13224", *build.TAMA.split())
        judged = judge(build.published("tama_r7_4.csv"))
        assert told(judged) == []
        assert judged.days == [APRIL]
        first = values(judged, "第一小学区")
        assert (first["population"], first["households"], first["population_m_10_14"]) == (14820, 7010, 326)
        assert values(judged, "聖ケ丘中学区")["population"] == 13150  # written 聖ヶ丘
        assert values(judged, city.name)["population"] == 59050
        assert "population_f_95" not in values(judged, "東寺方小学区")
        assert judged.notes == ["東寺方小学区(令和7年4月1日): 公表されていない年齢が2あります。空のままにします。"]

    def test_a_workbook_with_men_and_women_in_rows_and_single_years(self) -> None:
        build.city("八王子市", "13201", *build.HACHIOJI.split())
        judged = judge(build.published("hachioji_r7_4.xlsx"))
        assert (told(judged), judged.days) == ([], [APRIL])
        found = values(judged, "長房中学校区")
        assert (found["population"], found["households"]) == (15240, 7480)
        men = {code: value for code, value in found.items() if code.startswith("population_m_")}
        assert (len(men), sum(men.values())) == (21, found[MEN])
        assert {"population_m_0_4", "population_m_95_99", "population_m_100"} <= men.keys()


class TestTake:
    @pytest.fixture
    def table(self, land: Land) -> list[str]:
        return [
            "地域名,調査年月日,総人口,男性,女性,65歳未満の男性,65歳以上の男性,65歳未満の女性,65歳以上の女性,世帯数",
            '北大字,R7.10.1,"1,000",480,520,300,180,310,210,310',
            "中大字,令和7年10月1日,587,300,287,200,100,187,100,261",
        ]

    def test_takes_everything_with_its_source_and_on_record(self, hall: Hall, table: list[str]) -> None:
        file = take(judge(build.csv(*table)), by=hall.drafter)
        assert (file.added, file.changed, file.same, file.areas) == (16, 0, 0, 2)
        assert build.kept("中大字", "population_f_65") == 100
        assert set(AreaFigure.objects.filter(file=file).values_list("source", flat=True)) == {"住民基本台帳"}
        event = Event.objects.about(file).get()
        assert (event.said, event.actor) == ("数値のファイルを読み込んだ", hall.drafter)
        assert not Indicator.objects.get(code="population_m_65").is_listed
        assert Indicator.objects.get(code="population_m_65").name == "65歳以上の男"

    def test_a_second_time_there_is_nothing_to_take(self, hall: Hall, table: list[str]) -> None:
        take(judge(build.csv(*table)), by=hall.drafter)
        again = judge(build.csv(*table))
        assert (again.added, len(again.changes), again.same) == (0, 0, 16)
        with pytest.raises(NotNow, match="もう入っています"):
            take(again, by=hall.drafter)

    def test_tells_what_changes_and_keeps_the_old_value_in_the_event(self, hall: Hall, table: list[str]) -> None:
        take(judge(build.csv(*table)), by=hall.drafter)
        judged = judge(build.csv(table[0], table[2].replace(",261", ",262")))
        assert [
            (new.area.name, new.indicator.name, new.kept and new.kept.value, new.value) for new in judged.changes
        ] == [("中大字", "世帯数", 261, 262)]
        file = take(judged, by=hall.drafter)
        assert build.kept("北大字", "population_m") == 480  # not in the second file: it stays
        change = Event.objects.about(file).get().changes[0]
        assert (change.label, change.before, change.after) == ("中大字 世帯数(令和7年10月1日)", "261", "262")

    def test_takes_nothing_while_anything_is_wrong(self, hall: Hall, table: list[str]) -> None:
        judged = judge(build.csv(*table, "東大字,R7.10.1,1,1,0,1,0,0,0,1"))
        with pytest.raises(NotNow, match="東大字"):
            take(judged, by=hall.drafter)
        assert not FigureFile.objects.exists()

    def test_fills_the_age_groups_that_the_city_lists(self, hall: Hall, table: list[str]) -> None:
        Indicator.objects.create(code="aged65", name="65歳以上の人口", unit="人", age_from=65, order=3)
        take(judge(build.csv(*table)), by=hall.drafter)
        assert build.kept("北大字", "aged65") == 390


def test_one_judgement_costs_the_same_for_many_rows(
    land: Land, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    rows = [f"北大字,{2000 + n}/4/1,100,50,50" for n in range(20)] + [
        f"中大字,{2000 + n}/4/1,100,50,50" for n in range(20)
    ]
    judge_ = Judge(build.csv("地域名,調査年月日,総人口,男性,女性", *rows), Wishes(source="x"), on=build.ON)
    with django_assert_max_num_queries(1):
        assert judge_.judge().added == 120
