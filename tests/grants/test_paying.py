"""請求 and 支払い: the verbs of one part of a grant."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import User
from grants.models import Grant, Payment, Scheme
from grants.payments import MANDATE
from organizations.models import Organization
from records.cases import NotNow
from records.mail import Mail
from tests.cast import MONDAY, Hall
from tests.grants import build

pytestmark = pytest.mark.django_db
TUESDAY = MONDAY + timedelta(days=1)


@pytest.fixture
def in_four(north: Organization, hall: Hall, nanami: User) -> Grant:
    """450,000 yen in four parts of whole ten thousands: 120,000 and three times 110,000."""
    money = build.scheme(hall.drafter, instalments=4, instalment_unit=10_000)
    return build.granted(north, money, nanami, hall)


@pytest.fixture
def draft(granted: Grant, nanami: User) -> Payment:
    return build.payment_draft(granted, nanami)


@pytest.fixture
def requested(granted: Grant, nanami: User) -> Payment:
    return build.requested(granted, nanami)


@pytest.fixture
def paid(granted: Grant, nanami: User, hall: Hall) -> Payment:
    return build.paid(granted, nanami, hall)


class TestBegin:
    def test_asks_for_all_of_it_where_the_scheme_pays_at_once(self, granted: Grant, nanami: User):
        made = Payment.begin(granted, by=nanami)
        assert (made.amount, made.number, made.status) == (450_000, 1, "draft")

    def test_asks_part_by_part(self, in_four: Grant, nanami: User, hall: Hall):
        assert in_four.plan_of_payments() == [120_000, 110_000, 110_000, 110_000]
        amounts = [build.paid(in_four, nanami, hall).amount for _ in range(4)]
        assert (amounts, in_four.paid(), in_four.next_payment()) == ([120_000, 110_000, 110_000, 110_000], 450_000, 0)

    def test_knows_the_account_that_was_named_last(self, in_four: Grant, nanami: User, hall: Hall):
        build.paid(in_four, nanami, hall)
        again = Payment.begin(in_four, by=nanami)
        assert again.account_told == "見本銀行(0123) 本店(001) 普通 0012345"

    @pytest.mark.parametrize("fixture", ["draft", "requested", "paid"])
    def test_is_refused_while_one_is_open_or_all_is_asked_for(
        self, fixture: str, granted: Grant, nanami: User, request: pytest.FixtureRequest
    ):
        request.getfixturevalue(fixture)
        with pytest.raises(ValidationError, match=r"もうあります|もう全部請求"):
            Payment.begin(granted, by=nanami)
        assert granted.payments.count() == 1

    def test_is_refused_before_the_decision(self, proposed: Grant, nanami: User):
        with pytest.raises(NotNow):
            Payment.begin(proposed, by=nanami)


class TestSubmit:
    def test_keeps_who_asked_and_where_the_money_goes(self, requested: Payment, nanami: User):
        assert (requested.status, requested.representative) == ("requested", "会長 北野 七海")
        assert requested.receipt_number
        assert requested.submitted_by == nanami
        assert build.happened(requested)[0].verb == "payment.submit"

    def test_wants_a_complete_account(self, granted: Grant, nanami: User):
        made = Payment.begin(granted, by=nanami)
        with pytest.raises(NotNow, match="口座を、全部"):
            made.submit(by=nanami, on=MONDAY)
        made.refresh_from_db()
        assert (made.status, made.receipt_number) == ("draft", None)

    def test_wants_a_mandate_for_another_holder(self, granted: Grant, nanami: User, pdf: SimpleUploadedFile):
        made = build.payment_draft(granted, nanami, holder_name="北の会 会計 北野 八郎")
        with pytest.raises(NotNow, match="「委任状」を付けて"):
            made.submit(by=nanami, on=MONDAY)
        made.receive(pdf, purpose=MANDATE, by=nanami)
        made.submit(by=nanami, on=MONDAY)
        assert made.status == Payment.Status.REQUESTED

    @pytest.mark.parametrize("fixture", ["requested", "paid"])
    def test_is_refused_in_any_other_state(self, fixture: str, nanami: User, request: pytest.FixtureRequest):
        payment: Payment = request.getfixturevalue(fixture)
        with pytest.raises(NotNow, match="もう市に出して"):
            payment.submit(by=nanami, on=MONDAY)


class TestSendBack:
    def test_opens_it_with_what_is_to_be_mended(self, requested: Payment, hall: Hall, nanami: User):
        requested.send_back(by=hall.drafter, comment="口座番号が通帳とちがいます。")
        assert (requested.status, requested.is_open) == ("returned", True)
        assert "口座番号が通帳とちがいます。" in Mail.objects.latest("pk").body
        number = requested.receipt_number
        requested.submit(by=nanami, on=MONDAY)
        assert (requested.receipt_number, requested.sent_back_for) == (number, "")

    def test_is_refused_once_it_is_paid(self, paid: Payment, hall: Hall):
        with pytest.raises(NotNow):
            paid.send_back(by=hall.drafter, comment="x")


class TestPay:
    def test_records_the_day_and_tells_the_organization(self, paid: Payment, granted: Grant, hall: Hall):
        assert (paid.paid_on, paid.voucher, paid.paid_by) == (MONDAY, "支第12号", hall.chief)
        assert granted.paid() == 450_000
        assert "450,000円を支払いました" in Mail.objects.latest("pk").subject

    def test_is_neither_backdated_nor_foretold(self, requested: Payment, hall: Hall):
        with pytest.raises(NotNow, match="請求を受け取った令和7年5月12日か、それより後"):
            requested.pay(by=hall.chief, paid_on=MONDAY - timedelta(days=1), voucher="")
        with pytest.raises(NotNow, match="まだ来ていない日"):
            requested.pay(by=hall.chief, paid_on=TUESDAY, voucher="")
        requested.refresh_from_db()
        assert requested.status == Payment.Status.REQUESTED

    def test_is_refused_when_the_books_are_closed(self, requested: Payment, hall: Hall, monkeypatch: Any):
        late = timezone.now() + timedelta(days=400)
        monkeypatch.setattr(timezone, "now", lambda: late)
        with pytest.raises(NotNow, match="出納閉鎖の令和8年5月31日まで"):
            requested.pay(by=hall.chief, paid_on=date(2026, 6, 1), voucher="")

    def test_is_not_done_by_who_asked(self, requested: Payment, nanami: User):
        with pytest.raises(ValidationError, match="請求書を出した人"):
            requested.pay(by=nanami, paid_on=MONDAY, voucher="")

    def test_is_all_or_nothing(self, requested: Payment, hall: Hall, monkeypatch: Any):
        def broken(*_: Any, **__: Any) -> None:
            raise RuntimeError

        monkeypatch.setattr("grants.payments.post", broken)
        with pytest.raises(RuntimeError):
            requested.pay(by=hall.chief, paid_on=MONDAY, voucher="")
        requested.refresh_from_db()
        assert (requested.status, build.happened(requested, "payment.pay")) == ("requested", [])

    @pytest.mark.parametrize("fixture", ["draft", "paid"])
    def test_is_refused_in_any_other_state(self, fixture: str, hall: Hall, request: pytest.FixtureRequest):
        payment: Payment = request.getfixturevalue(fixture)
        with pytest.raises(NotNow):
            payment.pay(by=hall.chief, paid_on=MONDAY, voucher="")


class TestDrop:
    def test_makes_room_for_another_one(self, draft: Payment, granted: Grant, nanami: User):
        draft.drop(by=nanami)
        assert build.payment_draft(granted, nanami).number == 1

    def test_is_refused_once_it_was_sent(self, requested: Payment, nanami: User):
        with pytest.raises(NotNow):
            requested.drop(by=nanami)


class TestTheDatabaseItself:
    """Whoever writes, past all verbs."""

    def test_refuses_what_is_never_true(self, requested: Payment):
        never: list[dict[str, Any]] = [
            {"amount": 450_001},
            {"account_number": "12345"},
            {"holder_kana": "きたのかい"},
            {"status": "paid"},
            {"paid_on": MONDAY},
            {"representative": ""},
        ]
        for columns in never:
            with pytest.raises(IntegrityError), transaction.atomic():
                Payment.objects.filter(pk=requested.pk).update(**columns)
        assert Payment.objects.get() == requested

    def test_refuses_more_than_was_decided_and_a_day_before_the_request(self, paid: Payment):
        with pytest.raises(IntegrityError, match="より前の日付"), transaction.atomic():
            Payment.objects.filter(pk=paid.pk).update(paid_on=MONDAY - timedelta(days=1))
        paid.pk, paid.number, paid._state.adding = None, 2, True
        with pytest.raises(IntegrityError, match="交付決定額を超える"), transaction.atomic():
            paid.save()

    def test_refuses_thirteen_parts(self, scheme: Scheme):
        with pytest.raises(IntegrityError), transaction.atomic():
            Scheme.objects.filter(pk=scheme.pk).update(instalments=13)
