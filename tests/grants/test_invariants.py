"""The invariants across forms (domain 3), one class each: what tries to break them, by the verbs and behind them."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from accounts.models import User
from grants.models import CarryOver, Expense, Grant, Payment, Report, ReserveEntry, SettlementLine
from grants.settlement import Policy, settle
from organizations.behalf import for_whom
from organizations.models import Intake, Officer, Organization
from plans.models import BudgetCategory, BudgetLine, Project, YearlyPlan
from records.behalf import acting
from records.cases import NotNow
from records.events import Event
from records.fiscal import FiscalYear
from records.letters import issue
from tests.cast import MONDAY, Hall
from tests.grants import build
from tests.grants.build import APRIL_NEXT
from tests.grants.test_settling import at
from tests.organizations.build import pdf
from tests.plans.build import line, project, yearly_draft

pytestmark = pytest.mark.django_db


def behind(case: Any, **columns: Any) -> None:
    """Past every verb, as psql would."""
    type(case)._base_manager.filter(pk=case.pk).update(**columns)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


@pytest.fixture
def reporting(granted: Grant, nanami: User, hall: Hall, monkeypatch: pytest.MonkeyPatch) -> Report:
    build.paid(granted, nanami, hall)
    at(monkeypatch, APRIL_NEXT)
    return build.report_draft(granted, nanami)


class TestOneAmountNeverExceedsTheOneBefore:
    """1. applied ≦ calculated, decided ≦ applied and ≦ what is left, paid and confirmed ≦ decided; the refund."""

    def test_applied(self, north: Organization, scheme: Any, nanami: User):
        with pytest.raises(NotNow, match="算定額"):
            build.submitted(north, scheme, nanami, 525_000)

    @pytest.mark.parametrize("columns", [{"amount_applied": 524_001}, {"amount_applied": -1}])
    def test_applied_behind_the_verb(self, submitted: Grant, columns: dict[str, int]):
        with pytest.raises(IntegrityError, match="no_more_is_applied_for_than_was_calculated"), transaction.atomic():
            behind(submitted, **columns)

    def test_decided(self, submitted: Grant, hall: Hall):
        build.review(submitted, hall.drafter)
        with pytest.raises(ValidationError, match="申請額まで"):
            build.propose(submitted, hall, amount=451_000)

    @pytest.mark.parametrize(
        "columns", [{"amount_decided": 450_001}, {"amount_current": 5_000_001}, {"amount_current": -1}]
    )
    def test_decided_behind_the_verb(self, granted: Grant, columns: dict[str, int]):
        with pytest.raises(IntegrityError), transaction.atomic():
            behind(granted, **columns)

    def test_paid(self, granted: Grant, nanami: User, hall: Hall):
        payment = build.paid(granted, nanami, hall)
        with pytest.raises(NotNow, match="もう全部請求"):
            build.payment_draft(granted, nanami)
        with pytest.raises(IntegrityError, match="交付決定額を超える"), transaction.atomic():
            behind(payment, amount=450_001)

    def test_confirmed(self, reporting: Report, nanami: User, hall: Hall):
        reporting.submit(by=nanami, on=APRIL_NEXT)
        build.confirmed(reporting, hall)
        with pytest.raises(IntegrityError, match="no_more_is_confirmed_than_was_decided"), transaction.atomic():
            behind(reporting.grant, amount_confirmed=450_001)

    def test_the_refund_is_what_was_paid_beyond_it(self, reporting: Report, nanami: User, hall: Hall):
        reporting.submit(by=nanami, on=APRIL_NEXT)
        build.confirmed(reporting, hall)
        grant = Grant.objects.get(pk=reporting.grant_id)
        assert grant.owed() == max(0, grant.paid() - (grant.amount_confirmed or 0)) == 50_000
        with pytest.raises(NotNow, match="それより多くは命じられません"):
            build.refund_prepared(grant, hall, 50_001)

    @pytest.mark.parametrize("policy", [Policy(), Policy(carries=True), Policy(offsets=True), Policy(reserves=True)])
    def test_the_settlement_adds_up(self, policy: Policy):
        for paid in (0, 400_000, 450_000):
            for spent in (0, 399_999, 450_000, 500_000):
                found = settle(granted=450_000, paid=paid, spent=spent, policy=policy, reserving=10_000)
                kept = found.carried + found.reserved + found.offset
                assert found.paid + found.balance - found.refund - kept == found.confirmed


class TestOnePlanHasOneSum:
    """2. Σ project cost = 支出計 = 収入計; Σ grant share = the grant's income line = the applied amount."""

    @pytest.mark.parametrize(
        ("projects", "lines", "sentence"),
        [
            ({"cost": 450_001, "grant": 450_000}, (450_000, 450_000), "事業費の合計"),
            ({"cost": 450_000, "grant": 449_999}, (450_000, 450_000), "「うち交付金」の合計"),
            ({"cost": 450_000, "grant": 450_000}, (450_001, 450_000), "収入の合計"),
        ],
    )
    def test_a_plan_that_differs_by_a_yen_is_not_sent(
        self, north: Organization, nanami: User, projects: dict[str, Any], lines: tuple[int, int], sentence: str
    ):
        plan = yearly_draft(build.recognised(north, nanami), nanami)
        rows = [project(plan.future_plan.measures.first(), **projects)]
        budget = [line("交付金", lines[0]), line("賃金", lines[1])]
        plan.write(by=nanami, seen=plan.revision, emphasis="", projects=rows, lines=budget)
        with pytest.raises(NotNow, match=sentence):
            plan.submit(by=nanami, on=MONDAY)

    def test_the_application_takes_its_amount_from_the_plan(self, submitted: Grant):
        totals = submitted.yearly_plan.totals()
        assert submitted.amount_applied == totals.grant_share == totals.grant_income

    def test_a_plan_that_was_changed_behind_is_not_applied_with(self, draft: Grant, nanami: User):
        BudgetLine.objects.filter(plan=draft.yearly_plan, category__is_grant=True).update(amount=449_000)
        with pytest.raises(NotNow, match="予算の交付金の額がちがいます"):
            draft.submit(by=nanami, on=MONDAY)

    def test_a_project_takes_no_more_than_it_costs(self, draft: Grant):
        row = Project.objects.get(plan=draft.yearly_plan)
        with pytest.raises(IntegrityError, match="the_grant_pays_no_more"), transaction.atomic():
            behind(row, grant_share=row.cost + 1)


class TestReceiptsProveTheSettlement:
    """3. Σ receipts of a category = its settlement line; every receipt lies within the covered period."""

    def test_a_line_without_its_receipts(self, reporting: Report, nanami: User):
        SettlementLine.objects.filter(report=reporting, category__kind="expense").update(actual=400_001)
        with pytest.raises(NotNow, match="差は1円"):
            reporting.submit(by=nanami, on=APRIL_NEXT)

    @pytest.mark.parametrize("day", [date(2025, 3, 31), date(2026, 4, 1)])
    def test_a_receipt_outside_the_year(self, reporting: Report, nanami: User, day: date):
        Expense.objects.filter(report=reporting).update(paid_on=day)
        with pytest.raises(NotNow, match="間にありません"):
            reporting.submit(by=nanami, on=APRIL_NEXT)

    def test_the_same_receipt_twice(self, reporting: Report, nanami: User):
        first = reporting.expenses.get()
        Expense.objects.filter(pk=first.pk).update(amount=200_000, grant_share=200_000)
        again = build.receipt(reporting, nanami, 200_000, payee=first.payee)
        assert again.paid_on == first.paid_on
        with pytest.raises(NotNow, match="日付・支払先・金額が同じ"):
            reporting.submit(by=nanami, on=APRIL_NEXT)

    def test_the_grant_pays_no_more_than_a_receipt(self, reporting: Report):
        with pytest.raises(IntegrityError, match="the_grant_pays_no_more_than_an_expense"), transaction.atomic():
            behind(reporting.expenses.get(), grant_share=400_001)


@pytest.fixture
def carried(north: Organization, nanami: User, hall: Hall, monkeypatch: pytest.MonkeyPatch) -> CarryOver:
    """50,000 yen of 令和7年度 go over into 令和8年度."""
    grant = build.granted(north, build.scheme(hall.drafter, surplus="carry"), nanami, hall)
    build.paid(grant, nanami, hall)
    at(monkeypatch, APRIL_NEXT)
    build.confirmed(build.reported(grant, nanami), hall)
    return CarryOver.objects.get()


class TestWhatWasCarriedOverIsWhatTheYearBeginsWith:
    """4. last year's 次年度繰越 = this year's 前年度繰越金; a ledger's balance = last balance + in - out."""

    def plan(self, body: Organization, by: User) -> YearlyPlan:
        return YearlyPlan.begin(body, FiscalYear(2026), by=by)

    def write(self, plan: YearlyPlan, by: User, brought: int) -> YearlyPlan:
        rows = [project(plan.future_plan.measures.first(), cost=450_000 + brought, grant=450_000)]
        lines = [line("交付金", 450_000), line("前年度繰越金", brought), line("賃金", 450_000 + brought)]
        plan.write(by=by, seen=plan.revision, emphasis="", projects=rows, lines=lines)
        return plan

    def test_the_budget_begins_with_it(self, carried: CarryOver, north: Organization, nanami: User):
        lines = self.plan(north, nanami).lines
        assert lines.get(category__is_brought=True).amount == carried.amount == 50_000

    @pytest.mark.parametrize("brought", [0, 49_999, 50_001])
    def test_a_plan_that_says_otherwise_is_not_sent(
        self, carried: CarryOver, north: Organization, nanami: User, brought: int
    ):
        plan = self.write(self.plan(north, nanami), nanami, brought)
        with pytest.raises(NotNow, match=r"「前年度繰越金」.*50,000円.*ちがいます"):
            plan.submit(by=nanami, on=APRIL_NEXT)

    def test_the_same_yen_are_sent(self, carried: CarryOver, north: Organization, nanami: User):
        plan = self.write(self.plan(north, nanami), nanami, 50_000)
        plan.submit(by=nanami, on=APRIL_NEXT)
        assert plan.status == "submitted"

    def test_without_a_ledger_nothing_is_asked(self, north: Organization, nanami: User):
        plan = self.write(yearly_draft(build.recognised(north, nanami), nanami), nanami, 12_345)
        plan.submit(by=nanami, on=MONDAY)
        assert plan.status == "submitted"

    def test_the_ledger_stays_as_it_was_written(self, carried: CarryOver):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("UPDATE grants_carryover SET amount = 1")
        with pytest.raises(TypeError):
            CarryOver.objects.all().delete()

    def test_one_item_of_the_budget_is_what_was_carried_over(self, north: Organization):
        fees = BudgetCategory.objects.get(name="会費")
        with pytest.raises(IntegrityError, match="one_budget_category_is_what"), transaction.atomic():
            behind(fees, is_brought=True)

    def test_a_reserve_without_a_line_before_begins_at_nothing(self, north: Organization, nanami: User):
        from grants.reserves.booking import plan

        years: dict[str, Any] = {"from_year": FiscalYear(2025), "to_year": FiscalYear(2025), "adopted_on": None}
        roof = plan(north, by=nanami, purpose="屋根", target=1000, **years)
        usual = {"kind": "out", "booked_on": MONDAY, "project": "一", "reason": "一", "recorded_by": nanami}
        for amount, balance in ((1, -1), (1, 0), (1, 1)):
            with pytest.raises(IntegrityError, match="残高"), transaction.atomic():
                ReserveEntry.objects.create(reserve=roof, amount=amount, balance=balance, **usual)


class TestOneDayFollowsTheOther:
    """5. application ≦ decision ≦ first payment; no letter is dated before the paper came in."""

    def test_a_decision_before_the_application(self, granted: Grant):
        with pytest.raises(IntegrityError, match="a_grant_is_decided_after_it_was_applied_for"), transaction.atomic():
            behind(granted, decided_at=timezone.now() - timedelta(seconds=1))

    def test_an_application_received_after_it_was_sent(self, granted: Grant):
        with pytest.raises(IntegrityError, match="a_grant_is_received"), transaction.atomic():
            behind(granted, received_at=timezone.now() + timedelta(seconds=1))

    def test_a_payment_before_the_decision(self, granted: Grant, nanami: User, hall: Hall):
        payment = build.requested(granted, nanami)
        with pytest.raises(NotNow, match="それより後の日"), transaction.atomic():
            payment.pay(by=hall.chief, paid_on=MONDAY - timedelta(days=1), voucher="")
        payment.refresh_from_db()
        payment.pay(by=hall.chief, paid_on=MONDAY, voucher="")
        with pytest.raises(IntegrityError, match="決定と請求より前"), transaction.atomic():
            behind(payment, paid_on=MONDAY - timedelta(days=1))

    def test_a_letter_before_the_receipt(self, submitted: Grant, hall: Hall):
        build.review(submitted, hall.drafter)
        build.propose(submitted, hall, outcome=Grant.Outcome.REFUSE)
        yesterday = MONDAY - timedelta(days=1)
        with pytest.raises(NotNow, match="受け付けた令和7年5月12日か、それより後"):
            issue(submitted.letter(on=yesterday), by=hall.director, on=yesterday)

    def test_every_moment_is_the_portal_s_own(self, granted: Grant):
        now = timezone.now()
        assert (granted.submitted_at, granted.received_at, granted.decided_at) == (now, now, now)


class TestAPaperKeepsWhatTheRegisterSaidThatDay:
    """6. representative, address and bank account are copied at submission, not joined later."""

    def test_a_grant(self, granted: Grant, north: Organization):
        Organization.objects.filter(pk=north.pk).update(name="新しい会", office_address="別の町1")
        Officer.objects.filter(organization=north).update(name="別の 人")
        granted.refresh_from_db()
        told = (granted.applicant, granted.representative, granted.office_address)
        assert told == ("北の会", "会長 北野 七海", north.office_address)

    def test_a_request_for_payment(self, granted: Grant, nanami: User, hall: Hall, north: Organization):
        payment = build.paid(granted, nanami, hall)
        Organization.objects.filter(pk=north.pk).update(name="新しい会")
        later_on = build.ACCOUNT | {"account_number": "7654321"}
        assert payment.account_number != later_on["account_number"]
        payment.refresh_from_db()
        assert (payment.applicant, payment.account_number) == ("北の会", "0012345")
        with pytest.raises(NotNow, match="もう市に出して"):
            payment.fill_in(by=nanami, **later_on)

    @pytest.mark.parametrize("column", ["applicant", "representative"])
    def test_no_paper_is_sent_without_them(self, granted: Grant, nanami: User, column: str):
        with pytest.raises(IntegrityError, match="says_who_sent_it"), transaction.atomic():
            behind(granted, **{column: ""})
        payment = build.requested(granted, nanami)
        with pytest.raises(IntegrityError, match="says_who_sent_it"), transaction.atomic():
            behind(payment, **{column: ""})

    def test_no_payment_goes_to_half_an_account(self, granted: Grant, nanami: User):
        payment = build.requested(granted, nanami)
        with pytest.raises(IntegrityError, match="names_a_complete_account"), transaction.atomic():
            Payment.objects.filter(pk=payment.pk).update(branch_code="")


class TestWhoTypedForWhomIsOnRecord:
    """7. a signed paper is typed in by staff with its scan; who typed, and for whom, stands in the trail."""

    @pytest.fixture
    def typed_in(self, draft: Grant, hall: Hall) -> Grant:
        facts: Any = {"matter": "grant", "channel": "counter", "received_on": MONDAY - timedelta(days=3), "scan": pdf()}
        Intake.begin(draft.organization, by=hall.chief, **facts)
        with acting(lambda case: for_whom(hall.chief, case, on=MONDAY)):  # as a page of the portal does
            draft.submit(by=hall.chief, on=MONDAY)
        return draft

    def test_the_trail_names_both(self, typed_in: Grant, hall: Hall):
        event = Event.objects.about(typed_in).filter(verb="grant.submit").get()
        assert (event.actor, "北の会" in event.on_behalf) == (hall.chief, True)

    def test_the_paper_came_on_its_own_day_and_never_later(self, typed_in: Grant):
        assert timezone.localdate(typed_in.received_at) == MONDAY - timedelta(days=3)
        assert typed_in.submitted_at == timezone.now()

    def test_who_typed_it_does_not_decide_it(self, typed_in: Grant, hall: Hall):
        assert typed_in.tied(hall.chief, on=MONDAY)
        build.proposed(typed_in, hall)
        with pytest.raises(IntegrityError, match="nobody_decides_their_own_grant"), transaction.atomic():
            behind(typed_in, status="refused", decided_by=hall.chief, decided_at=timezone.now(), grounds="一")

    def test_nobody_writes_for_another_without_a_paper(self, draft: Grant, hall: Hall):
        assert not hall.chief.acts_for(draft.organization, on=MONDAY)

    def test_the_record_cannot_be_rewritten(self, typed_in: Grant):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("UPDATE records_event SET on_behalf = ''")
