"""The pages that read a sheet in and write one out: a look first, all or nothing, and on record."""

import io
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.models import User
from organizations.models import Area, Organization
from records.events import Event
from tests.cast import Hall, Land
from tests.portal import Inspector, PortalClient

IMPORT = reverse("admin:organizations_area_import")
EXPORT = reverse("admin:organizations_area_export")
LIST = reverse("admin:organizations_area_changelist")
HEAD = "コード,種類,名前,ふりがな,上の区域のコード,並び順\r\n"
NEW = HEAD + "3,地区,東地区,ひがしちく,0,3\r\n1,地区,北地区,きたちく,0,0\r\n11,大字,新北大字,きたおおあざ,1,0\r\n"


def send(browser: PortalClient, text: str, encoding: str = "utf-8", name: str = "areas.csv") -> Any:
    return browser.post(IMPORT, {"file": SimpleUploadedFile(name, text.encode(encoding))})


class TestImport:
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
    def test_shows_what_would_change_and_then_does_it(
        self, settings_page: PortalClient, land: Land, encoding: str
    ) -> None:
        look = send(settings_page, NEW, encoding)
        assert "新しいもの <strong>1件</strong>、変わるもの <strong>1件</strong>、同じもの 1件。" in look.text
        assert "<del>北大字</del> <ins>新北大字</ins>" in look.text
        assert not Area.objects.filter(code="3").exists()
        done = settings_page.post(IMPORT, {"token": look.context["token"]}, follow=True)
        assert "1件を加え、1件を直しました。1件は元と同じでした。" in done.text
        assert Area.objects.get(code="3").name == "東地区"
        assert Area.objects.get(code="11").name == "新北大字"

    def test_a_workbook_goes_the_same_way(self, settings_page: PortalClient, land: Land) -> None:
        book, out = openpyxl.Workbook(), io.BytesIO()
        for row in (HEAD.strip().split(","), [3, "地区", "東地区", "ひがしちく", 0, None]):
            book.active.append(row)
        book.save(out)
        look = settings_page.post(IMPORT, {"file": SimpleUploadedFile("区域.xlsx", out.getvalue())})
        settings_page.post(IMPORT, {"token": look.context["token"]})
        assert Area.objects.get(code="3").parent == land.city

    def test_one_wrong_row_keeps_all_of_them_out(self, settings_page: PortalClient, land: Land) -> None:
        look = send(settings_page, NEW + "4,町,西地区,にしちく,0,\r\n")
        assert "1か所を直してください。まだ1件も読み込んでいません。" in look.text
        assert "<td>5行目</td><td>種類</td>" in look.text
        assert look.context["token"] == ""
        assert Area.objects.count() == 6
        assert not Event.objects.exists()

    def test_the_second_step_judges_the_file_once_more(self, settings_page: PortalClient, land: Land) -> None:
        look = send(settings_page, HEAD + "22,大字,新大字,しんおおあざ,2,\r\n")
        land.south_oaza.figures.all().delete()
        land.south_oaza.delete()
        land.south.delete()  # somebody else, meanwhile
        answer = settings_page.post(IMPORT, {"token": look.context["token"]})
        assert "「2」という区域は登録されていません" in answer.text
        assert not Area.objects.filter(code="22").exists()

    def test_a_double_click_writes_once(self, settings_page: PortalClient, land: Land) -> None:
        token = send(settings_page, NEW).context["token"]
        settings_page.post(IMPORT, {"token": token})
        again = settings_page.post(IMPORT, {"token": token})
        assert "もう一度ファイルを選んでください" in again.text
        assert Event.objects.filter(verb="sheet.import").count() == 1

    def test_a_token_is_its_owners(
        self, settings_page: PortalClient, as_user: Callable[[User], PortalClient], hall: Hall, land: Land
    ) -> None:
        token = send(settings_page, NEW).context["token"]
        hall.posts["chief"].runs_settings = True
        hall.posts["chief"].save()
        assert "もう一度ファイルを選んでください" in as_user(hall.chief).post(IMPORT, {"token": token}).text
        assert not Area.objects.filter(code="3").exists()

    @pytest.mark.parametrize(
        ("name", "content", "sentence"),
        [
            ("表.pdf", b"%PDF-", "読み込めない種類のファイル"),
            ("表.csv", b"", "ファイルの中身がありません"),
            ("表.xlsx", b"PK\x03\x04", "開けませんでした"),
        ],
    )
    def test_a_wrong_file_is_told_at_the_field(
        self, settings_page: PortalClient, hall: Hall, name: str, content: bytes, sentence: str
    ) -> None:
        answer = settings_page.post(IMPORT, {"file": SimpleUploadedFile(name, content)})
        assert sentence in answer.context["form"].errors["file"][0]

    def test_no_file_is_told(self, settings_page: PortalClient, hall: Hall) -> None:
        assert "ファイルを選んでください。" in settings_page.post(IMPORT, {"file": ""}).text

    def test_outsiders_stay_out(
        self, as_user: Callable[[User], PortalClient], hall: Hall, land: Land, nanami: User
    ) -> None:
        for outsider in (hall.mayor, nanami):
            assert as_user(outsider).post(IMPORT, {"token": "x"}, follow=True).status_code == 403


class TestExport:
    def test_writes_a_workbook_and_says_who_took_it(
        self, settings_page: PortalClient, hanako: User, land: Land
    ) -> None:
        answer = settings_page.post(EXPORT, {"way": "xlsx"})
        sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
        assert sheet.title == "区域"
        assert [cell.value for cell in sheet[3]] == ["1", "地区", "北地区", "きたちく", "0", 0]
        assert "filename*=UTF-8''%E5%8C%BA%E5%9F%9F_" in answer["Content-Disposition"]
        event = Event.objects.about(hanako).get()
        assert (event.verb, event.facts["rows"]) == ("sheet.export", 6)

    @pytest.mark.parametrize(("way", "encoding"), [("utf-8", "utf-8"), ("utf-8-sig", "utf-8-sig"), ("cp932", "cp932")])
    def test_writes_csv_that_comes_in_again(
        self, settings_page: PortalClient, land: Land, way: str, encoding: str
    ) -> None:
        Area.objects.filter(code="11").update(name="=北大字")
        text = settings_page.post(EXPORT, {"way": way}).content.decode(encoding)
        assert "11,大字,'=北大字,きたおおあざ,1,0\r\n" in text
        look = send(settings_page, text, encoding)
        assert "同じもの 6件" in look.text

    def test_writes_what_the_list_shows(self, settings_page: PortalClient, land: Land) -> None:
        address = f"{EXPORT}?kind__exact=district"
        assert address in settings_page.get(f"{LIST}?kind__exact=district").text
        assert "2件を書き出します。" in settings_page.get(address).text
        text = settings_page.post(address, {"way": "utf-8"}).content.decode()
        assert [line.split(",")[0] for line in text.splitlines()] == ["コード", "1", "2"]

    def test_a_letter_that_does_not_fit_is_told_and_nothing_is_on_record(
        self, settings_page: PortalClient, land: Land
    ) -> None:
        Area.objects.filter(code="11").update(name="𠮷野")
        answer = settings_page.post(EXPORT, {"way": "cp932"})
        assert "「𠮷」は、Shift_JISでは書けません" in answer.context["form"].errors["way"][0]
        assert not Event.objects.exists()

    def test_an_unknown_way_is_told(self, settings_page: PortalClient, land: Land) -> None:
        assert "一覧の中から選んでください。" in settings_page.post(EXPORT, {"way": "pdf"}).text


@pytest.mark.parametrize("model", ["area", "areafigure", "organization", "officer"])
def test_every_sheet_is_reached_from_its_list_and_fits_the_policy(
    settings_page: PortalClient, north: Organization, model: str
) -> None:
    shown = settings_page.get(reverse(f"admin:organizations_{model}_changelist")).text
    assert reverse("admin:index") in shown
    for which in ("import", "export"):
        address = reverse(f"admin:organizations_{model}_{which}")
        assert f'href="{address}' in shown
        faults = Inspector(settings_page.get(address).text).faults
        assert not [fault for fault in faults if "inline" in fault or "names the field" in fault]
