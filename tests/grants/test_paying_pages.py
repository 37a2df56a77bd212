"""The pages of 請求 and 支払い: the leader asks, accounting pays; the neighbour finds nothing."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.models import User
from grants.models import Grant, Payment
from organizations.models import Organization
from records.attachments import Attachment
from records.events import Event
from staff.models import Department, Duty, Post
from tests.cast import LONG_AGO, Hall, person
from tests.grants import build
from tests.portal import PortalClient

pytestmark = pytest.mark.django_db
AsUser = Callable[[User], PortalClient]
OWN = {"holder_name": "北の会", "holder_kana": "きたのかい　かいちょう"}
TYPED = {**build.ACCOUNT, **OWN, "account_number": "１２３４５"}

WRONG = (
    ("bank_code", "123", "4けたの数字で入れてください"),
    ("account_number", "12345678", "7けたの数字で"),
    ("account_number", "一二三", "数字だけで"),
    ("holder_kana", "北の会", "銀行で使えない字があります(北会)"),
    ("holder_kana", "が" * 16, "30字までにしてください。今は32字です"),
)


@pytest.fixture
def cashier(db: None) -> User:
    office = Department.objects.create(name="会計課", starts_on=LONG_AGO)
    post = Post.objects.create(department=office, name="出納員", title="主任", reach=Post.Reach.ALL, pays=True)
    user = person("出納 九", "cashier")
    Duty.objects.create(user=user, post=post, starts_on=LONG_AGO)
    return user


class TestAsking:
    def test_leads_from_the_grant_to_the_city(self, as_user: AsUser, granted: Grant, nanami: User):
        browser = as_user(nanami)
        assert "450,000円を請求できます" in browser.get(granted.get_absolute_url()).text
        begun = browser.post(reverse("grants:payment_begin", args=[granted.pk]))
        page = browser.get(begun["Location"]).text
        assert "北の会 会長 北野 七海" in page
        answer = browser.post(begun["Location"], TYPED)
        payment = Payment.objects.get()
        assert answer["Location"] == payment.get_absolute_url()
        assert (payment.account_number, payment.holder_kana) == ("0012345", "ｷﾀﾉｶｲ ｶｲﾁﾖｳ")
        assert "市に請求する" in browser.get(payment.get_absolute_url()).text
        browser.post(reverse("grants:payment_send", args=[payment.pk]))
        payment.refresh_from_db()
        assert payment.status == Payment.Status.REQUESTED

    def test_says_at_the_field_how_to_mend_it(self, as_user: AsUser, granted: Grant, nanami: User):
        payment, browser = Payment.begin(granted, by=nanami), as_user(nanami)
        for field, typed, sentence in WRONG:
            page = browser.post(reverse("grants:payment_edit", args=[payment.pk]), {**TYPED, field: typed}).text
            assert [word for word in (sentence, typed, "見本銀行") if word not in page] == []

    def test_keeps_a_good_paper_when_something_else_is_wrong(
        self, as_user: AsUser, granted: Grant, nanami: User, pdf: SimpleUploadedFile
    ):
        payment = Payment.begin(granted, by=nanami)
        data: Any = {**TYPED, "bank_code": "x", "mandate": pdf}
        assert "議事録.pdf" in as_user(nanami).post(reverse("grants:payment_edit", args=[payment.pk]), data).text
        assert Attachment.objects.about(payment).get().purpose == "委任状"

    def test_is_asked_of_the_president_where_only_the_president_sends(
        self, as_user: AsUser, granted: Grant, nanami: User, hachiro: User, north: Organization
    ):
        north.choose_submitters(by=nanami, submits_by="president")
        payment = build.payment_draft(granted, hachiro)
        browser = as_user(hachiro)
        assert "提出を頼む" in browser.get(payment.get_absolute_url()).text
        assert browser.post(reverse("grants:payment_send", args=[payment.pk])).status_code == 403
        browser.post(reverse("grants:payment_send", args=[payment.pk]), {"ask": "1"})
        assert "を請求する" in as_user(nanami).get("/").text

    def test_is_a_task_until_it_is_done(self, as_user: AsUser, granted: Grant, nanami: User):
        browser = as_user(nanami)
        assert "を請求する" in browser.get("/").text
        build.requested(granted, nanami)
        assert "を請求する" not in browser.get("/").text


class TestPaying:
    def test_is_a_task_of_accounting_with_one_button(
        self, as_user: AsUser, granted: Grant, nanami: User, cashier: User, hall: Hall
    ):
        payment, browser = build.requested(granted, nanami), as_user(cashier)
        assert "第1回の交付" in browser.get("/").text
        page = browser.get(payment.get_absolute_url()).text
        assert "450,000円の支払いを記録する" in page
        day = {
            "paid_on_era": "令和",
            "paid_on_year": "7",
            "paid_on_month": "5",
            "paid_on_day": "12",
            "voucher": "支第1号",
        }
        browser.post(reverse("grants:payment_pay", args=[payment.pk]), day)
        payment.refresh_from_db()
        assert (payment.status, payment.paid_by) == ("paid", cashier)
        assert "支払い済み" in as_user(nanami).get(granted.get_absolute_url()).text

    def test_says_at_the_field_why_not(self, as_user: AsUser, granted: Grant, nanami: User, cashier: User):
        payment = build.requested(granted, nanami)
        day = {"paid_on_era": "令和", "paid_on_year": "7", "paid_on_month": "5", "paid_on_day": "1", "voucher": ""}
        page = as_user(cashier).post(reverse("grants:payment_pay", args=[payment.pk]), day).text
        assert "それより後の日にしてください" in page

    def test_lists_what_is_to_be_paid_as_a_spreadsheet(
        self, as_user: AsUser, granted: Grant, nanami: User, cashier: User
    ):
        build.requested(granted, nanami)
        browser = as_user(cashier)
        assert "1件、計<b>450,000円</b>" in browser.get(reverse("grants:payments")).text
        sheet = browser.get(reverse("grants:payments_sheet"), {"way": "utf-8-sig"})
        assert "0012345" in sheet.content.decode("utf-8-sig")
        assert Event.objects.filter(verb="sheet.export", actor=cashier).exists()

    def test_costs_the_same_for_many(
        self, as_user: AsUser, granted: Grant, nanami: User, cashier: User, django_assert_max_num_queries: Any
    ):
        build.requested(granted, nanami)
        browser = as_user(cashier)
        browser.get(reverse("grants:payments"))
        with django_assert_max_num_queries(9):
            browser.get(reverse("grants:payments"))


def test_is_nothing_to_the_neighbour(as_user: AsUser, granted: Grant, nanami: User, kuko: User, hall: Hall):
    payment, browser = build.requested(granted, nanami), as_user(kuko)
    names = ("payment", "payment_edit", "payment_send", "payment_drop", "payment_pay")
    found = {browser.get(reverse(f"grants:{name}", args=[payment.pk])).status_code for name in names}
    assert found == {404}
    assert browser.get(reverse("grants:payments")).status_code == 403


def test_a_draft_is_its_organizations_secret(as_user: AsUser, granted: Grant, nanami: User, hall: Hall):
    payment = build.payment_draft(granted, nanami)
    assert as_user(hall.drafter).get(payment.get_absolute_url()).status_code == 404


def test_the_auditor_follows_it_to_the_account(as_user: AsUser, granted: Grant, nanami: User, hall: Hall):
    build.paid(granted, nanami, hall)
    page = as_user(hall.drafter).get(reverse("audit:grant", args=[granted.pk])).text
    assert "支払った額の計は、交付決定額まで" in page
    assert "見本銀行(0123)" in page
