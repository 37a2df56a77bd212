"""The pages of 振込データ: accounting makes the file, hands it over, records it; the neighbour finds nothing."""

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse

from accounts.models import User
from grants.models import BankName, Grant, Payment, Transfer, TransferClient
from records.events import Event
from tests.cast import Hall
from tests.grants import build
from tests.grants.zengin_reader import read
from tests.portal import PortalClient

pytestmark = pytest.mark.django_db
AsUser = Callable[[User], PortalClient]
CLIENT = {**build.CLIENT, "code": "12345", "name_kana": "みほんし　かいけいかんりしゃ", "bank_kana": "ミホン"}
NEW = reverse("grants:transfer_new")


def day(name: str, month: int, number: int) -> dict[str, str]:
    return {f"{name}_era": "令和", f"{name}_year": "7", f"{name}_month": str(month), f"{name}_day": str(number)}


@pytest.fixture
def payment(granted: Grant, nanami: User) -> Payment:
    return build.requested(granted, nanami)


def test_leads_from_the_settings_to_the_file_and_to_the_record(
    as_user: AsUser, payment: Payment, hall: Hall, nanami: User, monkeypatch: Any
):
    browser = as_user(hall.chief)
    assert "市の口座が、まだ入っていません" in browser.get(NEW).text
    browser.post(reverse("grants:transfer_client"), CLIENT)
    client = TransferClient.objects.get()
    assert (client.code, client.name_kana) == ("0000012345", "ﾐﾎﾝｼ ｶｲｹｲｶﾝﾘｼﾔ")
    page = browser.get(NEW).text
    assert "「見本銀行」(0123)のカナの名前が、まだありません。" in page
    names = reverse("grants:transfer_bank", args=["0123", "001"])
    assert names in page
    browser.post(names, {"bank_kana": "みほん", "branch_kana": "ほんてん"})
    answer = browser.post(NEW, {"payment": payment.pk, **day("transfer_on", 5, 12)})
    case = Transfer.objects.get()
    assert answer["Location"] == case.get_absolute_url()
    assert "1件、計<b>450,000円</b>" in browser.get(case.get_absolute_url()).text
    content = browser.get(reverse("grants:transfer_file", args=[case.pk])).content
    assert read(content, crlf=True).rows[0].payee == payment.holder_kana
    assert "ﾐﾎﾝ,001,ﾎﾝﾃﾝ" in browser.get(reverse("grants:transfer_sheet", args=[case.pk])).content.decode("utf-8-sig")
    cover = browser.get(reverse("grants:transfer_cover", args=[case.pk])).text
    assert [word for word in ("会計管理者", case.sha256, "0000012345", "450,000円") if word not in cover] == []
    assert Event.objects.about(case).filter(verb="transfer.take_out", actor=hall.chief).count() == 2
    browser.post(reverse("grants:transfer_pay", args=[case.pk]), {"voucher": "支第1号", **day("paid_on", 5, 12)})
    payment.refresh_from_db()
    assert (payment.status, payment.voucher) == ("paid", "支第1号")
    assert "支払い済み" in as_user(nanami).get(payment.grant.get_absolute_url()).text


class TestWrongInput:
    def test_is_told_at_its_field_and_payment_and_nothing_is_lost(self, as_user: AsUser, payment: Payment, hall: Hall):
        build.bank_known(hall.chief)
        BankName.objects.filter(code="0123001").delete()
        browser = as_user(hall.chief)
        page = browser.post(NEW, {"payment": payment.pk, **day("transfer_on", 5, 16)}).text
        assert "「本店」(0123001)のカナの名前が、まだありません。" in page
        assert f'value="{payment.pk}" checked' in page
        page = browser.post(NEW, {"payment": payment.pk, **day("transfer_on", 5, 17)}).text
        assert "銀行が休みの日です" in page
        page = browser.post(NEW, day("transfer_on", 5, 16)).text
        assert "1つ以上印をつけてください" in page
        assert not Transfer.objects.exists()

    def test_of_a_bank_s_name_says_how_to_mend_it(self, as_user: AsUser, payment: Payment, hall: Hall):
        names, browser = reverse("grants:transfer_bank", args=["0123", "001"]), as_user(hall.chief)
        for field, typed, sentence in (
            ("bank_kana", "見本", "銀行で使えない字があります(見本)"),
            ("branch_kana", "が" * 8, "15字までにしてください。今は16字です"),
            ("branch_kana", "", "支店の名前(カナ)を入れてください"),
        ):
            page = browser.post(names, {"bank_kana": "ミホン", "branch_kana": "ホンテン", field: typed}).text
            assert [word for word in (sentence, typed) if word not in page] == []
        assert not BankName.objects.exists()


class TestTakingBack:
    def test_needs_a_reason_and_frees_the_payment(self, as_user: AsUser, payment: Payment, hall: Hall):
        case, browser = build.transfer([payment], hall), as_user(hall.chief)
        assert payment.applicant not in browser.get(NEW).text
        url = reverse("grants:transfer_cancel", args=[case.pk])
        assert "理由を入れてください" in browser.post(url, {"reason": ""}).text
        browser.post(url, {"reason": "振込日をまちがえました。"})
        assert payment.applicant in browser.get(NEW).text
        assert "取消し" in browser.get(reverse("grants:transfers")).text

    def test_of_the_only_one_is_a_cancellation(self, as_user: AsUser, payment: Payment, hall: Hall):
        case = build.transfer([payment], hall)
        url = reverse("grants:transfer_strike", args=[case.pk, case.lines.get().pk])
        assert "残りの1件は外せません" in as_user(hall.chief).post(url, {"reason": "口座相違"}).text


def test_waits_on_the_home_page_until_it_is_recorded(as_user: AsUser, payment: Payment, hall: Hall):
    browser = as_user(hall.chief)
    assert "第1回の交付" in browser.get("/").text
    build.transfer([payment], hall)
    home = browser.get("/").text
    assert "振込データ 令和7年度第1号" in home
    assert "第1回の交付" not in home


def test_is_nothing_to_the_neighbour(as_user: AsUser, payment: Payment, kuko: User, hall: Hall):
    case, browser = build.transfer([payment], hall), as_user(kuko)
    names = ("transfer", "transfer_file", "transfer_sheet", "transfer_cover", "transfer_pay", "transfer_cancel")
    assert {browser.get(reverse(f"grants:{name}", args=[case.pk])).status_code for name in names} == {404}
    assert {browser.get(reverse(f"grants:{name}")).status_code for name in ("transfers", "transfer_new")} == {403}


def test_choosing_costs_the_same_for_many(
    as_user: AsUser, payment: Payment, hall: Hall, django_assert_max_num_queries: Any
):
    browser = as_user(hall.chief)
    browser.get(NEW)
    with django_assert_max_num_queries(13):
        browser.get(NEW)
