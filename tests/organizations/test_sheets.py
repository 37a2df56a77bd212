"""The register's sheets: what they take, what they refuse and where, and that one wrong row keeps all of them out."""

from datetime import date
from typing import Any

import pytest
import tablib
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from organizations.models import Area, AreaFigure, Officer, Organization
from organizations.sheets import AREA_HINT, AreaSheet, FigureSheet, OfficerSheet, OrganizationSheet
from records.events import Event
from records.sheets.files import BrokenCell
from records.sheets.register import Outcome, RegisterSheet
from tests.cast import LONG_AGO, Hall, Land

AREA = ["コード", "種類", "名前", "ふりがな", "上の区域のコード", "並び順"]
FIGURE = ["区域のコード", "指標のコード", "基準日", "値", "出典"]
OFFICER = ["団体の名前", "役職", "氏名", "ふりがな", "任期のはじまり", "任期のおわり", "アカウントのメールアドレス"]


def taken(sheet: type[RegisterSheet], by: User, headers: list[str], *rows: list[Any], dry_run: bool = False) -> Outcome:
    table = tablib.Dataset(*rows, headers=headers, title=sheet.title)
    return sheet().take_in(table, by=by, source="表.xlsx", dry_run=dry_run)


def told(outcome: Outcome) -> list[str]:
    return [str(problem) for problem in outcome.problems]


class TestAreas:
    def test_new_ones_come_in_whatever_their_order(self, hall: Hall, land: Land) -> None:
        outcome = taken(
            AreaSheet,
            hall.drafter,
            AREA,
            ["31", "大字", "東大字", "ヒガシオオアザ", "3", "31"],
            ["3", "地区", "東地区", "ひがしちく", "0", ""],
        )
        assert told(outcome) == []
        assert (outcome.added, outcome.changed, outcome.same) == (2, 0, 0)
        oaza = Area.objects.get(code="31")
        assert (oaza.furigana, oaza.parent, oaza.order) == ("ひがしおおあざ", Area.objects.get(code="3"), 31)

    def test_a_code_that_is_there_is_updated_and_told(self, hall: Hall, land: Land) -> None:
        outcome = taken(
            AreaSheet,
            hall.drafter,
            AREA,
            ["11", "大字", "新北大字", "きたおおあざ", "1", "0"],
            [12.0, "oaza", "中大字", "なかおおあざ", 1, 0],
        )
        assert (outcome.added, outcome.changed, outcome.same) == (0, 1, 1)
        assert Area.objects.count() == 6
        event = Event.objects.about(Area.objects.get(code="11")).get()
        assert (event.verb, event.actor) == ("register.change", hall.drafter)
        assert event.facts["changes"] == [{"label": "名前", "before": "北大字", "after": "新北大字"}]
        assert event.facts["comment"] == "表.xlsxの2行目"
        assert not Event.objects.about(land.middle_oaza).exists()
        summary = Event.objects.get(verb="sheet.import")
        assert (summary.facts["added"], summary.facts["changed"], summary.facts["file"]) == (0, 1, "表.xlsx")

    def test_every_problem_is_named_by_sheet_row_and_column_and_nothing_is_written(
        self, hall: Hall, land: Land
    ) -> None:
        before = list(Area.objects.values())
        outcome = taken(
            AreaSheet,
            hall.drafter,
            AREA,
            ["3", "地区", "東地区", "ひがしちく", "0", ""],
            ["", "", "", "", "", ""],
            ["4", "町", "西地区", "nishi", "9", "五"],
            ["5", "地区", "", "なまえなし", "0", ""],
            ["51", "大字", "飛び大字", "とび", "0", ""],
            ["3", "地区", "東地区", "ひがしちく", "0", ""],
        )
        assert told(outcome) == [
            "シート「区域」の4行目「種類」:「町」ではなく、市・地区・大字のどれかにしてください。",
            "シート「区域」の4行目「ふりがな」:ひらがなで入れてください。例 あおき かずこ",
            f"シート「区域」の4行目「上の区域のコード」:「9」という区域は登録されていません。{AREA_HINT}",
            "シート「区域」の4行目「並び順」:数字で入れてください。例 1,839,000",
            "シート「区域」の5行目「名前」:名前を入れてください。",
            "シート「区域」の6行目「上の区域のコード」:大字の上には地区を選んでください。「見本市」は市です。",
            "シート「区域」の7行目「コード」:2行目と同じものです。どちらかの行を消してください。",
        ]
        assert list(Area.objects.values()) == before
        assert not Event.objects.exists()

    def test_a_constraint_speaks_at_the_column_that_mends_it(self, hall: Hall, land: Land) -> None:
        outcome = taken(AreaSheet, hall.drafter, AREA, ["3", "地区", "東地区", "ひがしちく", "", ""])
        assert told(outcome) == ["シート「区域」の2行目「上の区域のコード」:地区と大字には、上の区域を選んでください。"]

    def test_a_look_writes_nothing(self, hall: Hall, land: Land) -> None:
        outcome = taken(AreaSheet, hall.drafter, AREA, ["3", "地区", "東地区", "ひがしちく", "0", ""], dry_run=True)
        assert (outcome.added, outcome.problems) == (1, [])
        assert not Area.objects.filter(code="3").exists()
        assert not Event.objects.exists()

    def test_a_failed_formula_is_told(self, hall: Hall, land: Land) -> None:
        outcome = taken(AreaSheet, hall.drafter, AREA, ["3", "地区", BrokenCell("#REF!"), "ひがしちく", "0", ""])
        assert told(outcome) == ["シート「区域」の2行目「名前」:式がこわれています(#REF!)。値を入れ直してください。"]

    def test_columns_that_may_be_missing_leave_what_is_there(self, hall: Hall, land: Land) -> None:
        Area.objects.filter(code="11").update(order=7)
        outcome = taken(
            AreaSheet, hall.drafter, ["コード", "種類", "名前", "ふりがな"], ["11", "大字", "新北大字", "きたおおあざ"]
        )
        assert told(outcome) == []
        area = Area.objects.get(code="11")
        assert (area.name, area.order, area.parent) == ("新北大字", 7, land.north)


class TestHeadings:
    def test_each_wrong_one_is_told_before_any_row_is_read(self, hall: Hall, land: Land) -> None:
        outcome = taken(
            AreaSheet, hall.drafter, ["コード", "コード", "なまえ", "", "ふりがな"], ["3", "3", "東", "あ", "ひがし"]
        )
        assert told(outcome) == [
            "シート「区域」の1行目「コード」:同じ見出しが2つあります。どちらかの列を消してください。",
            "シート「区域」の1行目「なまえ」:この見出しは使えません。使えるのは、コード・種類・名前・ふりがな・上の区域のコード・並び順です。",
            "シート「区域」の1行目:4列目に見出しがありません。1行目に見出しを入れてください。",
            "シート「区域」の1行目「種類」:この列がありません。1行目に見出しを入れてください。",
            "シート「区域」の1行目「名前」:この列がありません。1行目に見出しを入れてください。",
        ]

    def test_a_table_without_rows_is_told(self, hall: Hall) -> None:
        assert told(taken(AreaSheet, hall.drafter, AREA, ["", "", "", "", "", ""])) == [
            "シート「区域」:2行目から下に、読み込む行がありません。"
        ]


class TestFigures:
    def test_era_dates_and_wide_digits_are_read(self, hall: Hall, land: Land) -> None:
        outcome = taken(
            FigureSheet,
            hall.drafter,
            FIGURE,
            ["１１", "households", "令和７年１０月１日", "１，２３４世帯", "住民基本台帳"],
            ["11", "population", date(2025, 10, 1), 2345, ""],
            ["11", "households", "R7.4.1", "310", ""],
        )
        assert told(outcome) == []
        assert (outcome.added, outcome.changed) == (2, 1)
        values = (
            land.north_oaza.figures.filter(as_of=date(2025, 10, 1)).order_by("value").values_list("value", flat=True)
        )
        assert list(values) == [1234, 2345]
        assert AreaFigure.objects.get(area=land.north_oaza, indicator=land.households, as_of="2025-04-01").value == 310

    @pytest.mark.parametrize(
        ("row", "column", "sentence"),
        [
            (["11", "homes", "R7.4.1", "1", ""], "指標のコード", "「homes」という指標は登録されていません"),
            (["11", "households", "R7.2.30", "1", ""], "基準日", "暦にありません"),
            (["11", "households", "R7.4.1", "-1", ""], "値", "0"),
            (["11", "households", "R7.4.1", "12.5", ""], "値", "小数のない数で"),
            (["", "households", "R7.4.1", "1", ""], "区域のコード", "入れてください"),
            (["11", "households", "R7.4.1", "1", "長" * 101], "出典", "100文字まで"),
        ],
    )
    def test_what_cannot_be_is_told(self, hall: Hall, land: Land, row: list[Any], column: str, sentence: str) -> None:
        (problem,) = taken(FigureSheet, hall.drafter, FIGURE, row).problems
        assert (problem.row, problem.column) == (2, column)
        assert sentence in problem.sentence

    def test_a_thousand_rows_cost_few_queries_each(
        self, hall: Hall, land: Land, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        rows = [["11", "households", date(2000 + n // 28, 1, n % 28 + 1), n, ""] for n in range(300)]
        with django_assert_max_num_queries(300 * 8 + 20):
            outcome = taken(FigureSheet, hall.drafter, FIGURE, *rows, dry_run=True)
        assert outcome.added == 300


class TestOrganizations:
    HEADERS = ["団体の名前", "ふりがな", "法人格", "電話", "活動の区域のコード", "段階", "設立した日"]

    def test_the_register_changes_and_the_status_does_not(self, hall: Hall, land: Land, north: Organization) -> None:
        outcome = taken(
            OrganizationSheet,
            hall.drafter,
            self.HEADERS,
            ["北の会", "きたのかい", "NPO法人", "0867(00)9999", "11、12,1", "機運づくり", ""],
            ["東の会", "ヒガシノカイ", "任意団体", "", "", "", ""],
        )
        assert told(outcome) == []
        north.refresh_from_db()
        assert (north.legal_form, north.phone, north.status) == ("npo", "0867-00-9999", "awareness")
        assert {area.code for area in north.areas.all()} == {"1", "11", "12"}
        assert Organization.objects.get(name="東の会").status == "awareness"
        changes = {c["label"]: c["after"] for c in Event.objects.about(north).get().facts["changes"]}
        assert changes == {"法人格": "NPO法人", "電話": "変更あり", "活動の区域のコード": "1、11、12"}

    def test_what_a_case_decides_is_not_taken(self, hall: Hall, land: Land, north: Organization) -> None:
        outcome = taken(
            OrganizationSheet,
            hall.drafter,
            self.HEADERS,
            ["北の会", "きたのかい", "任意団体", "", "11 99", "認可・活動中", "R7.4.1"],
        )
        assert told(outcome) == [
            f"シート「団体」の2行目「活動の区域のコード」:「99」という区域は登録されていません。{AREA_HINT}",
            "シート「団体」の2行目「段階」:この列は、表では変えられません。元の値に戻すか、空けてください。",
            "シート「団体」の2行目「設立した日」:この列は、表では変えられません。元の値に戻すか、空けてください。",
        ]


class TestOfficers:
    def test_come_in_with_their_account(self, hall: Hall, north: Organization, nanami: User, hachiro: User) -> None:
        outcome = taken(
            OfficerSheet,
            hall.drafter,
            OFFICER,
            ["北の会", "監事", "葛󠄀城 一", "かつらぎ はじめ", "R7.4.1", "R9.3.31", ""],
            ["北の会", "会計", "北野 八郎", "きたの はちろう", "R2.4.1", "R7.3.31", "HACHIRO@example.jp"],
        )
        assert told(outcome) == []
        auditor = Officer.objects.get(kind="auditor")
        assert (auditor.name, auditor.ends_on, auditor.user) == ("葛󠄀城 一", date(2027, 3, 31), None)
        treasurer = Officer.objects.get(kind="treasurer")
        assert (treasurer.starts_on, treasurer.ends_on, treasurer.user) == (LONG_AGO, date(2025, 3, 31), hachiro)

    def test_a_second_president_is_told_at_the_role(self, hall: Hall, north: Organization, nanami: User) -> None:
        outcome = taken(
            OfficerSheet,
            hall.drafter,
            OFFICER,
            ["北の会", "会長", "新任 一", "しんにん はじめ", "R7.4.1", "", "no@example.jp"],
        )
        assert [p.column for p in outcome.problems] == ["アカウントのメールアドレス", "役職"]
        outcome = taken(
            OfficerSheet, hall.drafter, OFFICER, ["北の会", "会長", "新任 一", "しんにん はじめ", "R7.4.1", "", ""]
        )
        assert [(p.row, p.column) for p in outcome.problems] == [(2, "役職")]
        assert "もう会長がいます" in outcome.problems[0].sentence
        assert Officer.objects.count() == 1


class TestRoundTrip:
    @pytest.mark.parametrize("sheet", [AreaSheet, FigureSheet, OrganizationSheet, OfficerSheet])
    def test_what_was_written_comes_in_again_as_the_same(
        self, hall: Hall, land: Land, nanami: User, hachiro: User, sheet: type[RegisterSheet]
    ) -> None:
        Organization.objects.update(predecessor="=HYPERLINK(1)")
        table = sheet().put_out(sheet().get_queryset(), by=hall.drafter, form="Excel")
        assert len(table) == sheet._meta.model.objects.count() > 1 or sheet is OrganizationSheet
        outcome = taken(sheet, hall.drafter, list(table.headers), *(list(row) for row in table))
        assert told(outcome) == []
        assert outcome.same == len(table)
        event = Event.objects.get(verb="sheet.export")
        assert (event.actor, event.facts["rows"]) == (hall.drafter, len(table))
