"""Tables of any layout, and what is wrong with them: a sentence each, with row and column."""

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from organizations.models import Area, Indicator
from records.sheets.files import NotASheet
from tests.cast import Land
from tests.organizations.figures.build import APRIL, csv, judge, told, values, xlsx

pytestmark = pytest.mark.django_db
HEAD = "地域名,調査年月日,総人口,男性,女性"
GOOD = "北大字,2025/4/1,100,48,52"


@pytest.fixture(autouse=True)
def place(land: Land) -> Land:
    return land


class TestLayouts:
    def test_ages_in_rows(self) -> None:
        lines = [
            "町丁名,年齢,男,女",
            "北大字,0,1,2",
            ",1,3,0",
            ",2,0,0",
            ",3,1,1",
            ",4,1,1",
            ",5以上,50,60",
            ",総数,56,64",
        ]
        found = values(judge(csv("令和7年4月1日現在,,,", *lines)), "北大字")
        assert (found["population_m_0_4"], found["population_f_0_4"], found["population_f_5"]) == (6, 4, 60)
        assert found["population"] == 120

    def test_one_number_a_row(self) -> None:
        rows = [
            f"{sex},{age},{n}"
            for sex, age, n in (
                ("男", "15歳未満", 10),
                ("男", "15歳以上", 40),
                ("女", "15歳未満", 9),
                ("女", "15歳以上", 41),
            )
        ]
        judged = judge(csv("地区,性別,年齢区分,人数", *(f"北地区,{row}" for row in rows)), day=APRIL)
        assert told(judged) == []
        assert values(judged, "北地区")["population"] == 100
        assert values(judged, "北地区")["population_m_15"] == 40

    def test_the_census_with_its_two_lines_of_headings(self) -> None:
        lines = [
            "KEY_CODE,HYOSYO,CITYNAME,NAME,HTKSYORI,HTKSAKI,GASSAN,T001082001,T001082002,T001082003,T001082021,T001082022,T001082023,T001082041,T001082042,T001082043",
            ",,,,,,,総数、年齢「不詳」含む,総数０～１４歳,総数１５歳以上,男の総数、年齢「不詳」含む,男０～１４歳,男１５歳以上,女の総数、年齢「不詳」含む,女０～１４歳,女１５歳以上",
            "99201,1,見本市,,0,,,1000,100,890,480,50,420,520,50,470",
            "992010010,2,見本市,北大字,0,,,700,70,620,340,35,300,360,35,320",
            "992010020,2,見本市,中大字,1,,,300,X,X,140,X,X,160,X,X",
            "982010010,2,隣の市,隣町,0,,,1,1,0,1,1,0,0,0,0",
        ]
        file = SimpleUploadedFile("tblT001082C99.txt", "\r\n".join(lines).encode("cp932"))
        judged = judge(file, day=date(2020, 10, 1), source="国勢調査 小地域集計")
        assert told(judged) == []
        assert values(judged, "見本市")["population"] == 1000
        assert values(judged, "北大字")["population_f_15"] == 320
        assert "population_m_15" not in values(judged, "中大字")
        assert "ほかの市町村の1の区域は読みません。" in judged.notes

    def test_indicators_of_the_city_in_columns_and_in_rows(self) -> None:
        Indicator.objects.create(code="care", name="要介護認定率", unit="%", decimals=1, adds_up=False)
        Indicator.objects.create(code="moved", name="転入超過", unit="人")
        wide = judge(csv("地区,基準日,要介護認定率,転入超過", "北地区,R7.4.1,18.7%,△12"))
        long = judge(csv("地区,指標,値,基準日", "北地区,要介護認定率,18.7,R7.4.1", "北地区,moved,-12,R7.4.1"))
        for judged in (wide, long):
            assert told(judged) == []
            assert {code: str(value) for code, value in values(judged, "北地区").items()} == {
                "care": "18.7",
                "moved": "-12",
            }

    def test_dates_of_a_workbook_and_codes_as_numbers(self) -> None:
        judged = judge(
            xlsx(["地域コード", "調査年月日", "総人口"], [11.0, date(2025, 4, 1), 700], [12, 45748, "５８８人"])
        )
        assert told(judged) == []
        assert (values(judged, "北大字")["population"], values(judged, "中大字")["population"]) == (700, 588)
        assert judged.days == [APRIL]

    def test_a_tab_separated_file_of_a_spreadsheet_program(self) -> None:
        content = f"{HEAD}\n{GOOD}".replace(",", "\t").encode("utf-16")
        assert values(judge(SimpleUploadedFile("a.txt", content)), "北大字")["population"] == 100

    def test_the_day_may_stand_in_the_name_of_the_file(self) -> None:
        assert judge(csv("地域名,総人口", "北大字,100", name="990001_population_20250401.csv")).days == [APRIL]

    def test_a_dash_is_nobody_if_the_sum_says_so(self) -> None:
        head = "地域名,男性,0-4歳の男性,5歳以上の男性,女性,0-4歳の女性,5歳以上の女性"
        judged = judge(csv(head, "北大字,50,－,50,51,－,50"), day=APRIL)
        assert told(judged) == []
        found = values(judged, "北大字")
        assert found["population_m_0_4"] == 0
        assert "population_f_0_4" not in found

    def test_headings_that_are_not_understood_are_named(self) -> None:
        judged = judge(csv(f"{HEAD},平均年齢,女性の平均年齢", f"{GOOD},47.1,48.2"))
        assert judged.not_read == ["平均年齢", "女性の平均年齢"]
        assert told(judged) == []

    def test_what_stands_below_the_table_is_no_row(self) -> None:
        assert told(judge(csv(HEAD, GOOD, "", "注)外国人をふくむ,,,,", "資料:市民課,,,,"))) == []


class TestBadInput:
    @pytest.mark.parametrize(
        ("rows", "sentence"),
        [
            (["東大字,2025/4/1,1,1,0"], "2行目:「東大字」という区域は、登録されていません。"),
            (["北大字,2025/4/1,101,48,52"], "総人口101人が、男性48人と女性52人の合計と合いません(差 1人)。"),
            (["北大字,2025/4/1,百,48,52"], "2行目「総人口」:「百」は、数として読めません。"),
            (["北大字,2025/13/1,100,48,52"], "2行目「調査年月日」:「2025/13/1」: その日は暦にありません。"),
            (["北大字,きのう,100,48,52"], "2行目「調査年月日」:「きのう」: 日付として読めません。"),
            (["北大字,,100,48,52"], "2行目:基準日がありません(1行)。基準日を入れてください。"),
            (["北大字,2030/4/1,100,48,52"], "2行目:令和12年4月1日は、まだ来ていない日です。"),
            ([GOOD, "北大字,2025/4/1,90,48,52"], "3行目「総人口」:北大字(令和7年4月1日)は、2行目の"),
            (["北大字,2025/4/1,12.5,,"], "2行目:北大字の人口: 小数のない数で入れてください。"),
            (["北大字,2025/4/1,-5,,"], "2行目「総人口」:北大字(令和7年4月1日)の値が0より小さいです(△5)。"),
        ],
    )  # fmt: skip
    def test_is_told_with_its_place(self, rows: list[str], sentence: str) -> None:
        assert any(sentence in each for each in told(judge(csv(HEAD, *rows)))), told(judge(csv(HEAD, *rows)))

    def test_a_pyramid_that_does_not_add_up(self) -> None:
        head = "地域名,総人口,男性,0-14歳の男性,15歳以上の男性,女性,0-14歳の女性,15歳以上の女性"
        judged = judge(csv(head, "北大字,100,48,8,41,52,8,44"), day=APRIL)
        place = "シート「人口.csv」の2行目「男性」:北大字(令和7年4月1日)の"
        assert told(judged) == [f"{place}男性48人が、年齢ごとの合計49人と合いません(差 △1人)。"]

    def test_everything_that_is_wrong_is_told_at_once(self) -> None:
        assert (
            len(told(judge(csv(HEAD, "東大字,2025/4/1,1,1,0", "北大字,2025/4/1,x1,1,0", "南大字,2025/4/1,5,1,0")))) == 3
        )

    def test_unknown_areas_are_left_out_only_if_somebody_says_so(self) -> None:
        judged = judge(csv(HEAD, GOOD, "東大字,2025/4/1,1,1,0"), skips_unknown=True)
        assert (told(judged), judged.areas) == ([], 1)
        assert any("「東大字」" in note for note in judged.notes)

    def test_two_areas_of_one_name_are_asked_about(self, place: Land) -> None:
        Area.objects.create(kind="district", code="9", name="北大字", furigana="きた", parent=place.city)
        assert "2つあります" in told(judge(csv(HEAD, GOOD)))[0]
        judged = judge(csv(HEAD, GOOD), kind="oaza")
        assert (told(judged), judged.figures[0].area) == ([], place.north_oaza)

    def test_a_jump_is_asked_about(self) -> None:
        judged = judge(csv("地域名,調査年月日,総人口", "北大字,2026/4/1,70"))
        assert judged.notes == ["北大字の人口が、令和7年4月1日の700人から70人になります。区域と列を確かめてください。"]

    @pytest.mark.parametrize(
        "lines", [["ようこそ", "見出しがない"], ["総人口,男性", "1,1"], ["地域名,備考", "北大字,あ"]]
    )
    def test_a_table_without_headings_says_what_it_needs(self, lines: list[str]) -> None:
        assert "見出しがある行が、見つかりません" in told(judge(csv(*lines)))[0]

    @pytest.mark.parametrize(
        ("name", "content"),
        [
            ("a.pdf", b"%PDF"),
            ("a.xls", b"\xd0\xcf"),
            ("a.xlsx", b"PK no workbook"),
            ("a.csv", b'"a'),
            ("a.csv", b""),
            ("a.csv", b"\xff\x81\x00"),
        ],
    )
    def test_a_file_that_is_no_table_is_a_sentence(self, name: str, content: Any) -> None:
        with pytest.raises(NotASheet):
            judge(SimpleUploadedFile(name, content))
