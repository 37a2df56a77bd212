"""Receipts in heaps: a sheet taken whole or not at all, and many photos at once."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.models import User
from grants.heaps.photos import waiting_photos
from grants.heaps.sheet import HEADINGS
from grants.heaps.workbook import check_identity, facts
from grants.models import Grant, Report
from records.events import Event
from records.sheets.files import XLSX, NotASheet
from records.workbooks.identity import Identity
from tests.cast import Hall
from tests.grants import build
from tests.grants.test_reporting_pages import day
from tests.portal import PortalClient

AsUser = Callable[[User], PortalClient]
ROW = {
    "証拠番号": "", "支払日": "令和7年6月3日", "事業": "1", "科目": "消耗品費", "支払先": "見本商店", "内容": "軍手",
    "金額(円)": "1,200", "うち交付金(円)": "1,000", "支払方法": "現金", "別の支払い": "", "写真のファイル名": "",
}  # fmt: skip


@pytest.fixture
def report(granted: Grant, nanami: User, hall: Hall) -> Report:
    build.paid(granted, nanami, hall)
    granted.refresh_from_db()
    return build.report_draft(granted, nanami)


def page(report: Report, name: str, *args: Any) -> str:
    return reverse(f"grants:{name}", args=[report.pk, *args])


def workbook(*rows: dict[str, Any], headings: list[str] | None = None) -> SimpleUploadedFile:
    book = openpyxl.Workbook()
    titles = headings or list(HEADINGS.values())
    book.active.append(titles)
    for row in rows:
        book.active.append([row.get(title, "") for title in titles])
    out = io.BytesIO()
    book.save(out)
    return SimpleUploadedFile("領収書.xlsx", out.getvalue(), XLSX)


def look(browser: PortalClient, report: Report, *rows: dict[str, Any]) -> Any:
    return browser.post(page(report, "report_receipts_import"), {"file": workbook(*rows)})


class TestSheet:
    def test_goes_in_after_a_look(self, as_user: AsUser, report: Report, nanami: User):
        browser, before = as_user(nanami), report.expenses.count()
        shown = look(browser, report, ROW, {**ROW, "内容": "ごみ袋", "金額(円)": 500, "うち交付金(円)": 500})
        assert "新しい領収書2枚" in shown.text
        assert report.expenses.count() == before
        browser.post(page(report, "report_receipts_import"), {"token": shown.context["token"]})
        last = report.expenses.order_by("-number")[0]
        assert (report.expenses.count(), last.content, last.amount) == (before + 2, "ごみ袋", 500)
        assert Event.objects.about(report).filter(verb="report.note", actor=nanami).count() >= 2

    def test_what_comes_out_goes_in_again_as_it_is(self, as_user: AsUser, report: Report, nanami: User):
        browser = as_user(nanami)
        content = browser.get(page(report, "report_receipts_sheet")).content
        file = SimpleUploadedFile("x.xlsx", content, XLSX)
        shown = browser.post(page(report, "report_receipts_import"), {"file": file})
        assert "今の領収書と同じです" in shown.text

    def test_shows_what_differs_cell_by_cell(self, as_user: AsUser, report: Report, nanami: User):
        browser, expense = as_user(nanami), report.expenses.all()[0]
        row = {
            **ROW, "証拠番号": expense.number, "支払日": expense.paid_on, "科目": expense.category.name,
            "支払先": "別の商店", "内容": expense.content, "金額(円)": expense.amount,
            "うち交付金(円)": expense.grant_share, "支払方法": expense.get_method_display(),
        }  # fmt: skip
        shown = look(browser, report, row)
        assert f"支払先:{expense.payee}→別の商店" in shown.text
        browser.post(page(report, "report_receipts_import"), {"token": shown.context["token"]})
        expense.refresh_from_db()
        assert expense.payee == "別の商店"

    @pytest.mark.parametrize(
        ("wrong", "told"),
        [
            ({"支払日": "令和9年6月3日"}, "までの日"),
            ({"支払日": "きのう"}, "支払日"),
            ({"事業": "ない事業"}, "事業の番号か名前"),
            ({"科目": "宴会費"}, "支出の科目"),
            ({"金額(円)": "千円"}, "金額"),
            ({"金額(円)": -5}, "金額"),
            ({"うち交付金(円)": 9_999}, "より多くできません"),
            ({"支払方法": "つけ"}, "現金・振込"),
            ({"証拠番号": "99"}, "証拠番号は、まだありません"),
            ({"写真のファイル名": "ない.jpg"}, "写真がありません"),
            ({"支払先": ""}, "支払先"),
        ],
    )
    def test_names_each_wrong_cell_and_takes_nothing(
        self, as_user: AsUser, report: Report, nanami: User, wrong: dict[str, Any], told: str
    ):
        before = report.expenses.count()
        shown = look(as_user(nanami), report, ROW, {**ROW, **wrong})
        assert "3行目" in shown.text
        assert told in shown.text
        assert shown.context["token"] == ""
        assert report.expenses.count() == before

    def test_is_taken_whole_or_not_at_all(self, as_user: AsUser, report: Report, nanami: User):
        """What was right when it was looked through is judged again when it goes in."""
        browser = as_user(nanami)
        shown = look(browser, report, ROW, {**ROW, "事業": "1", "内容": "ごみ袋"})
        before = report.expenses.count()
        report.expenses.model.objects.filter(report=report).update(project=report.projects.all()[0])
        report.projects.filter(order=1).update(order=77, name="別の名前")
        answer = browser.post(page(report, "report_receipts_import"), {"token": shown.context["token"]})
        assert "事業の番号か名前" in answer.text
        assert report.expenses.count() == before

    def test_wrong_headings_and_files_are_told(self, as_user: AsUser, report: Report, nanami: User):
        browser, address = as_user(nanami), page(report, "report_receipts_import")
        shown = browser.post(address, {"file": workbook(ROW, headings=["支払日", "なぞの列"])})
        assert "この見出しは使えません" in shown.text
        assert "この列がありません" in shown.text
        assert "読み込めない種類" in browser.post(address, {"file": SimpleUploadedFile("x.txt", b"x")}).text
        assert "書き入れた表を選んでください" in browser.post(address, {"send": "1"}).text

    def test_an_old_look_is_told(self, as_user: AsUser, report: Report, nanami: User):
        answer = as_user(nanami).post(page(report, "report_receipts_import"), {"token": "x"}, follow=True)
        assert "確かめてから時間がたちました" in answer.text


class TestWorkbook:
    """The prepared one: it says whose it is, offers what may be chosen, and is held against the receipts row by row."""

    def taken_out(self, browser: PortalClient, report: Report) -> Any:
        content = browser.get(page(report, "report_receipts_sheet")).content
        return openpyxl.load_workbook(io.BytesIO(content))

    def look(self, browser: PortalClient, report: Report, book: Any) -> Any:
        out = io.BytesIO()
        book.save(out)
        file = SimpleUploadedFile("領収書.xlsx", out.getvalue(), XLSX)
        return browser.post(page(report, "report_receipts_import"), {"file": file})

    def test_is_filled_in_with_drop_downs_and_taken_whole(self, as_user: AsUser, report: Report, nanami: User):
        browser = as_user(nanami)
        book = self.taken_out(browser, report)
        sheet = book["領収書"]
        assert sum(rule.type == "list" for rule in sheet.data_validations.dataValidation) == 4
        rows = list(report.expense_rows())
        sheet["E5"] = "別の商店"
        new = ["", "令和7年6月3日", report.projects.all()[0].name, "消耗品費", "見本商店", "軍手", 1200, 1000, "現金"]
        for number, value in enumerate(new, start=1):
            sheet.cell(5 + len(rows), number).value = value or None
        shown = self.look(browser, report, book)
        assert "新しい領収書1枚、変わるもの1枚" in shown.text
        assert f"支払先:{rows[0].payee}→別の商店" in shown.text
        browser.post(page(report, "report_receipts_import"), {"token": shown.context["token"]})
        rows[0].refresh_from_db()
        assert (rows[0].payee, report.expenses.count()) == ("別の商店", len(rows) + 1)

    def test_a_row_that_was_taken_out_is_struck_after_a_look(self, as_user: AsUser, report: Report, nanami: User):
        browser, before = as_user(nanami), report.expenses.count()
        book = self.taken_out(browser, report)
        book["領収書"].delete_rows(5)
        shown = self.look(browser, report, book)
        assert "消すもの1枚" in shown.text
        browser.post(page(report, "report_receipts_import"), {"token": shown.context["token"]})
        assert report.expenses.count() == before - 1

    def test_what_was_mended_on_both_sides_is_a_conflict(self, as_user: AsUser, report: Report, nanami: User):
        browser = as_user(nanami)
        book = self.taken_out(browser, report)
        report.expenses.filter(pk=report.expense_rows()[0].pk).update(payee="ポータルの商店")
        book["領収書"]["E5"] = "表の商店"
        shown = self.look(browser, report, book)
        assert "ポータルでも直されました" in shown.text
        assert shown.context["token"] == ""

    def test_names_the_wrong_cell(self, as_user: AsUser, report: Report, nanami: User):
        browser = as_user(nanami)
        book = self.taken_out(browser, report)
        book["領収書"]["C5"], book["領収書"]["G5"] = "ない事業", "=1+1"
        shown = self.look(browser, report, book)
        assert "領収書!C5" in shown.text
        assert "領収書!G5 式が入っています" in shown.text

    @pytest.mark.parametrize(
        ("fact", "told"),
        [
            ("団体の番号", "これは「北の会」の表です"),
            ("年度", "これは令和6年度の表です"),
            ("表の種類", "これは「予算」の表です"),
        ],
    )
    def test_another_bodys_or_last_years_is_refused(self, report: Report, nanami: User, fact: str, told: str):
        other = {"団体の番号": "0", "年度": "令和6年度", "表の種類": "予算"}[fact]
        said = facts(report) | {"実績報告の番号": "0", fact: other}
        with pytest.raises(NotASheet, match=told):
            check_identity(report, Identity(said))


class TestPhotos:
    def test_wait_until_they_are_told(self, as_user: AsUser, report: Report, nanami: User):
        browser = as_user(nanami)
        files = [build.photo("a.png", 10), build.photo("b.png", 20), build.photo("c.png", 10)]
        browser.post(page(report, "report_receipts_photos"), {"photos": files})
        waiting = waiting_photos(report)
        assert [photo.filename for photo in waiting] == ["a.png", "b.png"]
        assert "これから入れる写真 2枚" in browser.get(page(report, "report_receipts")).text
        new = f"{page(report, 'report_receipt_new')}?photo={waiting[0].pk}"
        assert "a.png" in browser.get(new).text
        typed = {
            **day("paid_on", date(2025, 6, 3)), "payee": "見本商店", "content": "軍手", "amount": "1200",
            "grant_share": "1000", "project": report.projects.all()[0].pk, "method": "cash",
            "category": report.lines.get(category__name="賃金").category_id,
        }  # fmt: skip
        browser.post(new, typed)
        expense = report.expenses.order_by("-number")[0]
        assert expense.photo is not None
        assert expense.photo.filename == "a.png"
        assert [photo.filename for photo in waiting_photos(report)] == ["b.png"]

    def test_a_sheet_finds_them_by_their_names(self, as_user: AsUser, report: Report, nanami: User):
        browser = as_user(nanami)
        browser.post(page(report, "report_receipts_photos"), {"photos": [build.photo("レシート1.png", 30)]})
        shown = look(browser, report, {**ROW, "写真のファイル名": "レシート1.png"})
        browser.post(page(report, "report_receipts_import"), {"token": shown.context["token"]})
        expense = report.expenses.order_by("-number")[0]
        assert expense.photo is not None
        assert not waiting_photos(report)

    def test_what_is_no_photo_is_told_by_its_name(self, as_user: AsUser, report: Report, nanami: User):
        browser, address = as_user(nanami), page(report, "report_receipts_photos")
        broken = [SimpleUploadedFile("こわれた.png", b"not a picture"), SimpleUploadedFile("表.xls", b"x")]
        text = browser.post(address, {"photos": broken}).text
        assert "こわれた.png" in text
        assert "表.xls" in text
        assert "写真を1枚以上選んでください" in browser.post(address, {"send": "1"}).text
        assert not waiting_photos(report)

    def test_can_be_put_away(self, as_user: AsUser, report: Report, nanami: User):
        browser = as_user(nanami)
        browser.post(page(report, "report_receipts_photos"), {"photos": [build.photo("a.png", 40)]})
        (photo,) = waiting_photos(report)
        browser.post(page(report, "report_photo_drop", photo.pk))
        assert not waiting_photos(report)
        assert browser.post(page(report, "report_photo_drop", photo.pk)).status_code == 404


def test_is_nothing_to_the_neighbour(as_user: AsUser, report: Report, kuko: User, hall: Hall):
    names = ("report_receipts_sheet", "report_receipts_import", "report_receipts_photos")
    for person in (kuko, hall.drafter):
        assert {as_user(person).get(page(report, name)).status_code for name in names} == {404}


def test_what_was_sent_takes_no_more(as_user: AsUser, granted: Grant, nanami: User, hall: Hall):
    build.paid(granted, nanami, hall)
    granted.refresh_from_db()
    report = build.reported(granted, nanami)
    for name in ("report_receipts_import", "report_receipts_photos"):
        assert as_user(nanami).get(page(report, name)).status_code == 302


def test_the_grants_page_leads_to_its_report(as_user: AsUser, report: Report, nanami: User):
    text = as_user(nanami).get(report.grant.get_absolute_url()).text
    assert "実績報告" in text
    assert f'href="{report.get_absolute_url()}"' in text
