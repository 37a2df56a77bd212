"""会計年度と出納整理期間: what of a year may still be done, and that no date is set back or foretold."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import User
from grants.closing import accounting_of, check_cash, check_commitment, is_late
from grants.collecting import collect
from grants.models import Grant, Payment, Refund, RefundReceipt, Report
from records.cases import NotNow
from records.fiscal import FiscalYear
from records.letters import Letter
from staff.routes import route_for
from tests.cast import MONDAY, Hall
from tests.grants import build, later
from tests.grants.build import APRIL_NEXT
from tests.grants.test_settling import at
from tests.portal import PortalClient

AsUser = Callable[[User], PortalClient]
YEAR = FiscalYear(2025)
NEW_YEAR, CLOSING, JUNE = date(2026, 4, 1), date(2026, 5, 31), date(2026, 6, 1)


class TestTheYear:
    @pytest.mark.parametrize("day", [date(2025, 4, 1), date(2026, 3, 31)])
    def test_binds_its_money_within_itself(self, day: date):
        check_commitment(YEAR, on=day)
        check_cash(YEAR, on=day)

    @pytest.mark.parametrize(
        ("day", "sentence"), [(date(2025, 3, 31), "令和7年4月1日から"), (NEW_YEAR, "さかのぼって")]
    )
    def test_binds_nothing_outside(self, day: date, sentence: str):
        with pytest.raises(NotNow, match=sentence):
            check_commitment(YEAR, on=day)

    def test_moves_its_money_until_its_books_close(self):
        check_cash(YEAR, on=CLOSING)
        with pytest.raises(NotNow, match="過年度支出"):
            check_cash(YEAR, on=JUNE)

    def test_takes_back_what_comes_in_time(self):
        assert (is_late(YEAR, CLOSING), accounting_of(YEAR, CLOSING)) == (False, "令和7年度の歳出への戻入")
        assert (is_late(YEAR, JUNE), accounting_of(YEAR, JUNE)) == (True, "令和8年度の歳入")


@pytest.mark.django_db
class TestDecision:
    def test_comes_before_the_year_is_over(self, proposed: Grant, hall: Hall, monkeypatch: pytest.MonkeyPatch):
        build.approve(proposed, hall.chief, hall.manager)
        at(monkeypatch, NEW_YEAR)
        with pytest.raises(NotNow, match="令和8年3月31日まで"):
            build.approve(proposed, hall.director)
        proposed.refresh_from_db()
        assert (proposed.status, Letter.objects.about(proposed).count()) == ("proposed", 0)

    def test_is_not_even_proposed_later(self, submitted: Grant, hall: Hall, monkeypatch: pytest.MonkeyPatch):
        build.review(submitted, hall.drafter)
        at(monkeypatch, NEW_YEAR)
        with pytest.raises(NotNow, match="さかのぼって"):
            build.propose(submitted, hall, amount=450_000)
        build.propose(submitted, hall, outcome=Grant.Outcome.REFUSE)
        assert submitted.status == "proposed"

    @pytest.mark.parametrize("day", [date(2025, 3, 31), NEW_YEAR])
    def test_the_database_knows_the_year(self, proposed: Grant, hall: Hall, day: date):
        moment = timezone.now().replace(year=day.year, month=day.month, day=day.day)
        facts = {"amount_decided": 1000, "amount_current": 1000, "decided_by": hall.director, "status": "granted"}
        with pytest.raises(IntegrityError), transaction.atomic():
            Grant.objects.filter(pk=proposed.pk).update(**facts, decided_at=moment)

    def test_grants_no_more_after_the_year(
        self, granted: Grant, nanami: User, hall: Hall, monkeypatch: pytest.MonkeyPatch
    ):
        change = later.submitted(granted, nanami, grant_share=500_000)
        later.propose(change, hall, outcome="approve", amount=500_000, grounds="一")
        later.approve(change, hall.chief, hall.manager)
        at(monkeypatch, NEW_YEAR)
        with pytest.raises(NotNow, match="さかのぼって"):
            later.approve(change, hall.director)


@pytest.mark.django_db
class TestPayment:
    def test_is_recorded_until_the_books_close(
        self, granted: Grant, nanami: User, hall: Hall, monkeypatch: pytest.MonkeyPatch
    ):
        payment = build.requested(granted, nanami)
        at(monkeypatch, JUNE)
        with pytest.raises(NotNow, match=r"出納閉鎖の令和8年5月31日まで.*過年度支出"), transaction.atomic():
            payment.pay(by=hall.chief, paid_on=JUNE, voucher="")
        payment.refresh_from_db()
        payment.pay(by=hall.chief, paid_on=CLOSING, voucher="")
        assert payment.status == Payment.Status.PAID

    def test_is_not_asked_for_any_more(self, granted: Grant, nanami: User, monkeypatch: pytest.MonkeyPatch):
        at(monkeypatch, JUNE)
        with pytest.raises(NotNow, match="5月31日に閉鎖"):
            build.payment_draft(granted, nanami)

    def test_is_not_sent_any_more(self, granted: Grant, nanami: User, monkeypatch: pytest.MonkeyPatch):
        draft = build.payment_draft(granted, nanami)
        at(monkeypatch, JUNE)
        with pytest.raises(NotNow, match="5月31日に閉鎖"):
            draft.submit(by=nanami, on=JUNE)

    @pytest.mark.parametrize("day", [MONDAY - timedelta(days=1), MONDAY + timedelta(days=1), JUNE])
    def test_the_database_keeps_its_day(self, granted: Grant, nanami: User, hall: Hall, day: date):
        payment = build.paid(granted, nanami, hall)
        with pytest.raises(IntegrityError, match="日"), transaction.atomic():
            Payment.objects.filter(pk=payment.pk).update(paid_on=day)


@pytest.fixture
def reported(granted: Grant, nanami: User, hall: Hall, monkeypatch: pytest.MonkeyPatch) -> Report:
    build.paid(granted, nanami, hall)
    at(monkeypatch, APRIL_NEXT)
    return build.reported(granted, nanami)


@pytest.mark.django_db
class TestConfirmation:
    def test_may_come_late_where_no_money_is_to_be_paid(
        self, reported: Report, hall: Hall, monkeypatch: pytest.MonkeyPatch
    ):
        at(monkeypatch, JUNE)
        build.confirmed(reported, hall)
        assert reported.grant.amount_confirmed == 400_000

    def test_is_refused_where_money_would_be_paid(
        self, granted: Grant, nanami: User, hall: Hall, monkeypatch: pytest.MonkeyPatch
    ):
        at(monkeypatch, APRIL_NEXT)
        report = build.report_draft(granted, nanami)
        report.lines.filter(category__is_grant=True).update(actual=0)
        report.submit(by=nanami, on=APRIL_NEXT)
        at(monkeypatch, JUNE)
        with pytest.raises(NotNow, match=r"400,000円を追加で支払う.*補正を求めて"):
            build.confirm_proposed(report, hall)


@pytest.mark.django_db
class TestRefund:
    def test_says_in_its_letter_whose_income_it_is(self, reported: Report, hall: Hall, monkeypatch: pytest.MonkeyPatch):
        build.confirmed(reported, hall)
        refund = build.refund_ordered(reported.grant, hall)
        assert "令和7年度の歳出への戻入" in Letter.objects.about(refund).get().html

    def test_is_another_year_s_income_after_the_books_are_closed(
        self, as_user: AsUser, reported: Report, hall: Hall, monkeypatch: pytest.MonkeyPatch
    ):
        build.confirmed(reported, hall)
        at(monkeypatch, date(2026, 5, 25))
        refund = build.refund_prepared(reported.grant, hall, due_on=date(2026, 6, 15))
        rule, route = route_for("grants.refund", amount=50_000, on=MONDAY)
        refund.propose(by=hall.drafter, rule_name=rule.name, route=route)
        build.approve(refund, hall.chief, hall.manager, hall.director)
        assert "令和8年度の歳入" in Letter.objects.about(refund).get().html
        at(monkeypatch, JUNE)
        collect(refund, by=hall.drafter, received_on=CLOSING, amount=20_000, voucher="")
        collect(refund, by=hall.drafter, received_on=JUNE, amount=30_000, voucher="")
        told = [receipt.accounting for receipt in refund.receipts.all()]
        assert told == ["令和7年度の歳出への戻入", "令和8年度の歳入"]
        assert "30,000円(令和8年度の歳入)" in build.happened(refund, "refund.collect")[0].facts["comment"]
        page = as_user(hall.manager).get(refund.get_absolute_url()).text
        assert [word for word in told if word not in page] == []
        year = as_user(hall.manager).get("/grants/budgets/?year=2025").text
        assert "閉鎖の後 30,000円" in year

    def test_the_database_knows_no_money_of_tomorrow(
        self, reported: Report, hall: Hall, monkeypatch: pytest.MonkeyPatch
    ):
        build.confirmed(reported, hall)
        refund = build.refund_ordered(reported.grant, hall)
        line = {"refund": refund, "amount": 1, "voucher": "", "recorded_by": hall.drafter}
        for day in (APRIL_NEXT - timedelta(days=1), date(2999, 1, 1)):
            with pytest.raises(IntegrityError, match="日を超える"), transaction.atomic():
                RefundReceipt.objects.create(**line, received_on=day)
        assert Refund.objects.get().balance == 50_000


@pytest.mark.django_db
class TestReport:
    @pytest.mark.parametrize(
        ("head", "sentence"),
        [
            ({"starts_on": date(2025, 3, 31)}, "令和7年4月1日から令和8年3月31日まで"),
            ({"ends_on": NEW_YEAR}, "令和7年4月1日から令和8年3月31日まで"),
            ({"approved_on": date(2025, 3, 1)}, "はじめた日より前"),
            ({"approved_on": APRIL_NEXT + timedelta(days=1)}, "報告する日より後"),
        ],
    )
    def test_keeps_its_days_within_its_year(
        self,
        granted: Grant,
        nanami: User,
        hall: Hall,
        monkeypatch: pytest.MonkeyPatch,
        head: dict[str, date],
        sentence: str,
    ):
        build.paid(granted, nanami, hall)
        at(monkeypatch, APRIL_NEXT)
        report = build.report_draft(granted, nanami)
        Report.objects.filter(pk=report.pk).update(**head)
        with pytest.raises(ValidationError, match=sentence):
            report.submit(by=nanami, on=APRIL_NEXT)

    def test_knows_no_receipt_of_tomorrow(self, granted: Grant, nanami: User, hall: Hall):
        build.paid(granted, nanami, hall)
        report = build.report_draft(granted, nanami)
        assert [gap.sentence for gap in report.gaps(on=MONDAY) if "まだ来ていません" in gap.sentence]


@pytest.mark.django_db
class TestChange:
    def test_was_resolved_before_it_is_sent(self, granted: Grant, nanami: User):
        change = later.draft(granted, nanami)
        type(change).objects.filter(pk=change.pk).update(resolved_on=MONDAY + timedelta(days=1))
        with pytest.raises(NotNow, match="まだ来ていません"):
            change.submit(by=nanami, on=MONDAY)
