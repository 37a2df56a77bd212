"""The workbook of a year's plan: out, filled in offline, and back, whole or not at all."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django.urls import reverse

from accounts.models import User
from organizations.models import Organization
from plans.models import YearlyPlan
from plans.workbooks.grids import prepared
from plans.workbooks.judging import look_through
from records.drafts import keep
from records.events import Event
from records.sheets.files import NotASheet
from tests.cast import MONDAY, Hall
from tests.plans import build
from tests.plans.build import YEAR
from tests.plans.test_yearly import page as page_of
from tests.plans.test_yearly import rewrite
from tests.plans.workbook import Edit, filled, put, saved_by_libreoffice
from tests.portal import PortalClient

pytestmark = pytest.mark.django_db
AsUser = Callable[[User], PortalClient]


def page(plan: YearlyPlan, name: str = "yearly_workbook") -> str:
    return reverse(f"plans:{name}", args=[plan.pk])


def look(browser: PortalClient, plan: YearlyPlan, *edits: Edit) -> Any:
    return browser.post(page(plan), {"file": filled(plan, *edits)})


def take(browser: PortalClient, plan: YearlyPlan, shown: Any) -> Any:
    assert shown.context["token"], shown.text
    return browser.post(page(plan), {"token": shown.context["token"]}, follow=True)


def names(plan: YearlyPlan) -> list[str]:
    return [project.name for project in plan.projects.all()]


class TestPrepared:
    def test_says_whose_it_is_and_offers_what_may_be_chosen(self, draft: YearlyPlan):
        book = openpyxl.load_workbook(io.BytesIO(prepared(draft)))
        assert book.sheetnames == ["事業", "収入の部", "支出の部", "選べるもの", "この表について"]
        said = {row[0].value: row[1].value for row in book["この表について"].iter_rows(min_row=4, max_row=12)}
        assert (said["団体"], said["年度"], said["版"]) == ("北の会", "令和7年度", "1")
        assert book["この表について"].protection.sheet
        assert [book["事業"].cell(4, n).value for n in (1, 2, 5)] == ["行の記号", "事業名", "事業費(円)"]
        assert (book["事業"]["E5"].value, book["事業"]["E5"].number_format) == (400_000, "#,##0")
        rules = book["事業"].data_validations.dataValidation
        assert {rule.type for rule in rules} == {"list", "whole"}

    def test_comes_back_as_it_went(self, as_user: AsUser, draft: YearlyPlan, nanami: User):
        browser = as_user(nanami)
        content = browser.get(page(draft, "yearly_workbook_file")).content
        shown = browser.post(page(draft), {"file": SimpleUploadedFile("x.xlsx", content)})
        assert "今の計画と同じです" in shown.text

    def test_comes_back_as_libreoffice_saved_it(self, as_user: AsUser, draft: YearlyPlan, nanami: User):
        """The file was opened, edited and saved there; tests/journeys/test_libreoffice.py starts the program itself."""
        browser, file = as_user(nanami), SimpleUploadedFile("x.xlsx", saved_by_libreoffice(draft))
        shown = browser.post(page(draft), {"file": file})
        assert not shown.context["look"].wrong
        take(browser, draft, shown)
        assert names(draft) == ["見守りと声かけ", "敬老のつどい", "防災訓練"]


class TestDifferences:
    def test_are_shown_row_by_row_and_taken_with_the_word(self, as_user: AsUser, draft: YearlyPlan, nanami: User):
        browser = as_user(nanami)
        second = draft.projects.get(order=2)
        shown = look(
            browser,
            draft,
            put("事業!E5", 420_000),
            put("事業!B7", "防災訓練"),
            put("事業!E7", "１８０，０００"),
            lambda book: book["事業"].delete_rows(6),
        )
        assert "<del>400,000円</del> <ins>420,000円</ins>" in shown.text
        assert "加わります" in shown.text
        assert "なくなります" in shown.text
        assert names(draft) == ["見守り", "敬老のつどい"]
        take(browser, draft, shown)
        assert [(p.name, p.cost) for p in draft.projects.all()] == [("見守り", 420_000), ("防災訓練", 180_000)]
        assert not draft.projects.filter(pk=second.pk).exists()
        event = Event.objects.about(draft).filter(verb="yearlyplan.write").first()
        assert event is not None
        assert "表.xlsx" in event.facts["comment"]

    def test_keep_the_rows_that_stay(self, as_user: AsUser, draft: YearlyPlan, nanami: User):
        browser, before = as_user(nanami), list(draft.projects.values_list("pk", flat=True))
        take(browser, draft, look(browser, draft, put("支出の部!C5", 360_000)))
        assert list(draft.projects.values_list("pk", flat=True)) == before
        assert draft.expense_lines()[0].amount == 360_000

    def test_know_that_only_the_order_changed(self, as_user: AsUser, draft: YearlyPlan, nanami: User):
        def swap(book: Any) -> None:
            sheet = book["事業"]
            rows = [[cell.value for cell in sheet[n]] for n in (6, 5)]
            for line, row in zip((5, 6), rows, strict=True):
                for column, value in enumerate(row, start=1):
                    sheet.cell(line, column).value = value

        browser = as_user(nanami)
        shown = look(browser, draft, swap)
        assert "順番が変わります" in shown.text
        take(browser, draft, shown)
        assert names(draft) == ["敬老のつどい", "見守り"]


class TestSavedMeanwhile:
    def change(self, plan: YearlyPlan, by: User, row: int, **cells: Any) -> None:
        rows = page_of(plan)["projects"]
        rows[row] |= cells
        rewrite(YearlyPlan.objects.get(pk=plan.pk), by, projects=rows)

    def test_other_rows_are_put_together(self, as_user: AsUser, draft: YearlyPlan, nanami: User, hachiro: User):
        browser, file = as_user(nanami), filled(draft, put("事業!B5", "見守りと声かけ"))
        self.change(draft, hachiro, 1, name="敬老会")
        shown = browser.post(page(draft), {"file": file})
        assert "両方を合わせます" in shown.text
        assert hachiro.name in shown.text
        take(browser, draft, shown)
        assert names(draft) == ["見守りと声かけ", "敬老会"]

    def test_the_same_row_is_a_conflict(self, as_user: AsUser, draft: YearlyPlan, nanami: User, hachiro: User):
        file = filled(draft, put("事業!B5", "見守りと声かけ"))
        self.change(draft, hachiro, 0, name="見守り隊")
        shown = as_user(nanami).post(page(draft), {"file": file})
        assert "今は「見守り隊」、表では「見守りと声かけ」" in shown.text
        assert shown.context["token"] == ""

    def test_so_is_a_row_that_one_removed_and_the_other_changed(
        self, as_user: AsUser, draft: YearlyPlan, nanami: User, hachiro: User
    ):
        gone, changed = filled(draft, lambda book: book["事業"].delete_rows(5)), filled(draft, put("事業!B6", "x"))
        self.change(draft, hachiro, 0, name="見守り隊")
        assert "表では消してありますが" in as_user(nanami).post(page(draft), {"file": gone}).text
        rewrite(YearlyPlan.objects.get(pk=draft.pk), hachiro, projects=page_of(draft)["projects"][:1])
        assert "ポータルで消されました" in as_user(nanami).post(page(draft), {"file": changed}).text

    def test_between_the_look_and_the_word_too(self, as_user: AsUser, draft: YearlyPlan, nanami: User, hachiro: User):
        browser = as_user(nanami)
        shown = look(browser, draft, put("事業!B5", "見守りと声かけ"))
        self.change(draft, hachiro, 0, name="見守り隊")
        assert "ポータルでも直された行が1つ" in take(browser, draft, shown).text
        assert names(draft) == ["見守り隊", "敬老のつどい"]


class TestWrongCells:
    CELLS = {
        "事業!E5": ("四十万円", "数字で入れてください"),
        "事業!F5": (-1, "0円以上"),
        "事業!C6": ("ない取組", "将来計画の取組にありません"),
        "事業!D5": ("3月〜4月", "4月から3月まで"),
        "事業!B5": ("あ" * 101, "100文字まで"),
        "事業!I5": (10**7, "までにしてください"),
        "収入の部!C6": ("=1+1", "式が入っています"),
        "収入の部!B5": ("宴会費", "収入の科目にありません"),
        "支出の部!C5": (10**13, "けたが多すぎます"),
    }
    UNREADABLE = {
        "事業!E5": (400_000.5, "小数"),
        "事業!F5": (True, "数字で"),
        "事業!E6": ("=1+1", "式が入っています"),
        "事業!A6": ("=1+1", "式が入っています"),
        "収入の部!C5": (MONDAY, "数字で"),
    }
    KEY = {"事業!A5": ("999999", "取り出した表にありません")}
    MORE = {"事業!F6": (400_001, "より多くできません")}
    TWICE = {"収入の部!B6": ("交付金", "上の行にもあります")}

    @pytest.mark.parametrize("cells", [CELLS, UNREADABLE, KEY, MORE, TWICE])
    def test_are_named_and_nothing_is_taken(
        self, as_user: AsUser, draft: YearlyPlan, nanami: User, cells: dict[str, tuple[Any, str]]
    ):
        shown = look(as_user(nanami), draft, *(put(place, value) for place, (value, _) in cells.items()))
        wrong = {f"{each.sheet}!{each.cell}": each.sentence for each in shown.context["look"].wrong}
        assert sorted(wrong) == sorted(cells)
        assert [place for place, (_, told) in cells.items() if told not in wrong[place]] == []
        assert all(sentence in shown.text for sentence in wrong.values())
        assert shown.context["token"] == ""
        assert names(draft) == ["見守り", "敬老のつどい"]

    def test_a_changed_shape_is_told(self, draft: YearlyPlan):
        shapes: dict[str, Edit] = {
            "見出しの「将来計画の取組」のはずですが、空いています": lambda book: book["事業"].insert_cols(3),
            "見出しの「時期」のはずですが、「事業費(円)」": lambda book: book["事業"].delete_cols(4),
            "見出しの「事業費(円)」のはずですが、「費用」": put("事業!E4", "費用"),
            "見出しの「行の記号」": lambda book: book["事業"].insert_rows(2),
            "表の外に書いてあります": put("事業!N4", "メモ"),
            "結合されています": lambda book: book["事業"].merge_cells("B5:C5"),
            "列がかくれています": lambda book: setattr(book["事業"].column_dimensions["E"], "hidden", True),
            "行がかくれています": lambda book: setattr(book["事業"].row_dimensions[6], "hidden", True),
            "5行目と同じ記号": lambda book: put("事業!A6", book["事業"]["A5"].value)(book),
        }
        for told, edit in shapes.items():
            found = look_through(draft, filled(draft, edit))
            assert told in str(found.wrong[0])
            assert not found.may_go_in


class TestWrongFiles:
    def refused(self, plan: YearlyPlan, file: SimpleUploadedFile) -> str:
        with pytest.raises(NotASheet) as refusal:
            look_through(plan, file)
        return str(refusal.value)

    def test_are_told_at_the_field(self, as_user: AsUser, draft: YearlyPlan, nanami: User):
        shown = as_user(nanami).post(page(draft), {"file": SimpleUploadedFile("表.ods", b"x")})
        assert "保存し直してください" in str(shown.context["form"].errors["file"])
        assert "書き入れた表を選んでください" in as_user(nanami).post(page(draft), {"send": "1"}).text

    def test_sheets_that_are_not_ours(self, draft: YearlyPlan):
        sheets: dict[str, Edit] = {
            "「支出の部」がかくれています": lambda book: setattr(book["支出の部"], "sheet_state", "hidden"),
            "シート「事業」がありません": lambda book: setattr(book["事業"], "title", "じぎょう"),
            "シート「メモ」は読み込めません": lambda book: book.create_sheet("メモ"),
            "この表について」のシートがありません": lambda book: book.remove(book["この表について"]),
            "のシートが書きかえられています": put("この表について!B5", "西の会"),
            "書きかえられています": put("この表について!F4", "x"),
        }
        for told, edit in sheets.items():
            assert told in self.refused(draft, filled(draft, edit))

    def test_another_organizations_years_and_versions(self, sent: YearlyPlan, nanami: User, kuko: User):
        other = build.yearly_draft(Organization.objects.get(name="南の会"), kuko)
        newer, next_year = sent.revise(by=nanami), YearlyPlan.begin(sent.organization, YEAR.next, by=nanami)
        told = {
            "これは「南の会」の表です": other,
            "これは令和8年度の表です": next_year,
            "これは第1版の表です。今は第2版": sent,
        }
        for sentence, plan in told.items():
            assert sentence in self.refused(newer, filled(plan))

    def test_other_kinds_bombs_macros_and_passwords(self, draft: YearlyPlan):
        def with_part(name: str, content: bytes) -> SimpleUploadedFile:
            out = io.BytesIO(prepared(draft))
            with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
                archive.writestr(name, content)
            return SimpleUploadedFile("表.xlsx", out.getvalue())

        for name, told in {
            "表.xls": "xlsx",
            "表.csv": "xlsx",
            "表.xlsm": "マクロ",
            "表.pdf": "表ではありません",
        }.items():
            assert told in self.refused(draft, SimpleUploadedFile(name, b"no workbook"))
        files = {
            "は開けませんでした": SimpleUploadedFile("表.xlsx", b"no workbook"),
            "パスワードを外し": SimpleUploadedFile("表.xlsx", b"\xd0\xcf\x11\xe0 locked"),
            "開くと大きすぎます": with_part("xl/media/a.png", bytes(13_000_000)),
            "大きすぎます": with_part("xl/a.xml", b'<!DOCTYPE x [<!ENTITY a "a">]>'),
            "開けませんでした": with_part("xl/vbaProject.bin", b"x"),
        }
        for told, file in files.items():
            assert told in self.refused(draft, file)


class TestTheDoor:
    def test_is_the_plans_own(self, as_user: AsUser, draft: YearlyPlan, kuko: User, hall: Hall):
        for name in ("yearly_workbook", "yearly_workbook_file"):
            assert {as_user(person).get(page(draft, name)).status_code for person in (kuko, hall.drafter)} == {404}

    def test_is_closed_once_the_plan_was_sent(self, as_user: AsUser, draft: YearlyPlan, nanami: User):
        file = filled(draft, put("事業!B5", "あとから"))
        draft.submit(by=nanami, on=MONDAY)
        assert as_user(nanami).post(page(draft), {"file": file}).status_code == 302
        assert names(draft) == ["見守り", "敬老のつどい"]

    def test_waits_for_what_is_being_typed(self, as_user: AsUser, draft: YearlyPlan, nanami: User):
        browser = as_user(nanami)
        keep(draft.draft_key, QueryDict("emphasis=x"), by=nanami, seen=None)
        assert "まだ保存していない" in browser.get(page(draft), follow=True).text

    def test_an_old_look_is_told(self, as_user: AsUser, draft: YearlyPlan, nanami: User):
        answer = as_user(nanami).post(page(draft), {"token": "x"}, follow=True)
        assert "確かめてから時間がたちました" in answer.text
