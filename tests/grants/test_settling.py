"""額の確定, 返還命令 and 精算: the verbs by which a grant comes to its end, to the yen."""

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import User
from grants.aftertasks import overpaid
from grants.audit.way import summary, way_of_the_money
from grants.collecting import collect
from grants.models import CarryOver, Grant, Refund, RefundReceipt, Report
from grants.settlement import Policy, settle
from organizations.models import Organization
from records.approvals import Proposal
from records.cases import NotNow
from records.letters import Letter
from tests.cast import Hall
from tests.grants import build
from tests.grants.build import APRIL_NEXT

LATER = APRIL_NEXT + timedelta(days=3)


class TestSettle:
    """Domain 4.2 F."""

    @pytest.mark.parametrize(
        ("spent", "policy", "confirmed", "refund", "carried", "offset"),
        [
            (1_873_400, Policy(), 1_873_400, 126_600, 0, 0),
            (1_873_400, Policy(unit=1000), 1_873_000, 127_000, 0, 0),
            (1_873_400, Policy(carries=True), 1_873_400, 0, 126_600, 0),
            (1_873_400, Policy(carries=True, cap_percent=5), 1_873_400, 26_600, 100_000, 0),
            (1_873_400, Policy(offsets=True), 1_873_400, 0, 0, 126_600),
            (1_873_400, Policy(unit=1000, offsets=True), 1_873_000, 0, 0, 127_000),
            (2_150_000, Policy(), 2_000_000, 0, 0, 0),
        ],
    )
    def test_gives_the_examples_to_the_yen(
        self, spent: int, policy: Policy, confirmed: int, refund: int, carried: int, offset: int
    ):
        found = settle(granted=2_000_000, paid=2_000_000, spent=spent, policy=policy)
        amounts = (found.confirmed, found.refund, found.carried, found.offset, found.balance)
        assert amounts == (confirmed, refund, carried, offset, 0)

    @pytest.mark.parametrize(
        ("policy", "wanted", "reserved", "carried", "refund"),
        [
            (Policy(reserves=True), 100_000, 100_000, 0, 26_600),
            (Policy(reserves=True, reserve_percent=3), 100_000, 60_000, 0, 66_600),
            (Policy(reserves=True, carries=True), 100_000, 100_000, 26_600, 0),
            (Policy(reserves=True), 200_000, 126_600, 0, 0),
            (Policy(), 100_000, 0, 0, 126_600),
        ],
    )
    def test_puts_into_a_reserve_what_is_wanted_and_allowed(
        self, policy: Policy, wanted: int, reserved: int, carried: int, refund: int
    ):
        found = settle(granted=2_000_000, paid=2_000_000, spent=1_873_400, policy=policy, reserving=wanted)
        assert (found.reserved, found.carried, found.refund) == (reserved, carried, refund)

    @given(
        granted=st.integers(1, 10**9),
        paid_share=st.integers(0, 100),
        spent=st.integers(0, 2 * 10**9),
        unit=st.sampled_from([1, 10, 100, 1000, 10_000]),
        surplus=st.sampled_from(["return", "carry", "offset"]),
        caps=st.tuples(st.none() | st.integers(1, 100), st.none() | st.integers(1, 100)),
        reserving=st.none() | st.integers(0, 10**9),
    )
    def test_loses_no_yen(
        self, granted: int, paid_share: int, spent: int, unit: int, surplus: str, caps: Any, reserving: int | None
    ):
        paid = granted * paid_share // 100
        policy = Policy(unit, surplus == "carry", caps[0], surplus == "offset", reserving is not None, caps[1])
        found = settle(granted=granted, paid=paid, spent=spent, policy=policy, reserving=reserving or 0)
        kept = found.carried + found.reserved + found.offset
        assert paid + found.balance - found.refund - kept == found.confirmed
        assert 0 <= found.confirmed <= min(granted, spent)
        assert min(found.refund, found.carried, found.reserved, found.offset, found.balance, found.unused) >= 0
        assert found.balance == 0 or found.refund == kept == 0
        assert found.reserved <= (reserving or 0)
        assert not (surplus == "offset" and found.refund)


@pytest.fixture
def april(monkeypatch: pytest.MonkeyPatch) -> None:
    """The year is over."""
    at(monkeypatch, APRIL_NEXT)


def at(monkeypatch: pytest.MonkeyPatch, day: date) -> None:
    noon = datetime.combine(day, time(12), tzinfo=timezone.get_default_timezone())
    monkeypatch.setattr(timezone, "now", lambda: noon)


@pytest.fixture
def reported(granted: Grant, nanami: User, hall: Hall, monkeypatch: pytest.MonkeyPatch) -> Report:
    """450,000 yen were granted and paid, 400,000 spent."""
    build.paid(granted, nanami, hall)
    at(monkeypatch, APRIL_NEXT)
    return build.reported(granted, nanami)


@pytest.fixture
def confirmed(reported: Report, hall: Hall) -> Report:
    return build.confirmed(reported, hall)


@pytest.fixture
def ordered(confirmed: Report, hall: Hall) -> Refund:
    return build.refund_ordered(confirmed.grant, hall)


@pytest.mark.django_db
class TestPropose:
    def test_puts_the_confirmation_on_its_way(self, reported: Report, hall: Hall):
        build.confirm_proposed(reported, hall)
        proposal = Proposal.objects.about(reported).get()
        assert proposal.subject.endswith("の額の確定について(400,000円)")
        assert (reported.status, reported.grant.status) == ("proposed", "granted")

    def test_waits_for_every_criterion(self, reported: Report, hall: Hall):
        with pytest.raises(NotNow, match="1、2、3、4、5番を、まだ"):
            reported.propose(by=hall.drafter, disallowed=0, grounds="x", rule_name="", route=[])
        reported.refresh_from_db()
        assert reported.status == Report.Status.SUBMITTED

    def test_disallows_no_more_than_was_spent(self, reported: Report, hall: Hall):
        with pytest.raises(ValidationError, match="充てた額より多く"):
            build.confirm_proposed(reported, hall, disallowed=400_001)

    def test_sent_back_it_can_be_proposed_again(self, reported: Report, hall: Hall):
        build.confirm_proposed(reported, hall)
        proposal = Proposal.objects.about(reported).get()
        proposal.send_back(by=hall.chief, step=build.open_step(proposal).pk, comment="確かめてください。")
        reported.refresh_from_db()
        assert reported.status == Report.Status.SUBMITTED


@pytest.mark.django_db
class TestConfirm:
    def test_decides_the_amount_with_its_letter(self, confirmed: Report, hall: Hall):
        grant = confirmed.grant
        assert (grant.status, grant.amount_confirmed, grant.owed()) == ("confirmed", 400_000, 50_000)
        assert (grant.confirmed_by, confirmed.decided_by) == (hall.director, hall.director)
        letter = Letter.objects.about(confirmed).get()
        words = ["金450,000円", "金400,000円", "差引(返還額)", "金50,000円", "令和7年5月12日", "市協第1号"]
        assert [word for word in words if word not in letter.html] == []
        assert "追加交付額" not in letter.html

    def test_leaves_out_what_the_city_does_not_accept(self, reported: Report, hall: Hall):
        build.confirmed(reported, hall, disallowed=30_000)
        assert (reported.grant.amount_confirmed, reported.grant.owed()) == (370_000, 80_000)

    def test_settles_at_once_where_nothing_is_left(
        self, granted: Grant, nanami: User, hall: Hall, monkeypatch: pytest.MonkeyPatch
    ):
        build.paid(granted, nanami, hall)
        at(monkeypatch, APRIL_NEXT)
        build.confirmed(build.reported(granted, nanami, 450_000), hall)
        granted.refresh_from_db()
        assert (granted.status, granted.owed()) == (Grant.Status.SETTLED, 0)

    def test_pays_the_rest_where_less_was_paid(
        self, north: Organization, nanami: User, hall: Hall, monkeypatch: pytest.MonkeyPatch
    ):
        grant = build.granted(north, build.scheme(hall.drafter, instalments=2), nanami, hall)
        build.paid(grant, nanami, hall)
        at(monkeypatch, APRIL_NEXT)
        report = build.report_draft(grant, nanami, 225_000)
        report.submit(by=nanami, on=APRIL_NEXT)
        build.confirmed(report, hall)
        grant.refresh_from_db()
        assert (grant.status, grant.amount_confirmed, grant.next_payment()) == ("settled", 225_000, 0)

    def test_carries_over_with_a_line_in_the_ledger(
        self, north: Organization, nanami: User, hall: Hall, monkeypatch: pytest.MonkeyPatch
    ):
        grant = build.granted(north, build.scheme(hall.drafter, surplus="carry", carry_cap=10), nanami, hall)
        build.paid(grant, nanami, hall)
        at(monkeypatch, APRIL_NEXT)
        build.confirmed(build.reported(grant, nanami), hall)
        grant.refresh_from_db()
        line = CarryOver.objects.get()
        assert (line.amount, str(line.fiscal_year), grant.owed()) == (45_000, "令和8年度", 5_000)

    def test_is_all_or_nothing(self, reported: Report, hall: Hall, monkeypatch: pytest.MonkeyPatch):
        build.confirm_proposed(reported, hall)

        def broken(*_: Any, **__: Any) -> None:
            raise NotNow("通知書を出せません。")

        monkeypatch.setattr("grants.confirming.issue", broken)
        with pytest.raises(NotNow), transaction.atomic():
            reported.confirm(by=hall.director)
        reported.refresh_from_db()
        grant = Grant.objects.get(pk=reported.grant_id)
        assert (reported.status, grant.status, grant.amount_confirmed) == ("proposed", "granted", None)

    def test_is_refused_without_a_proposal(self, reported: Report, hall: Hall):
        with pytest.raises(NotNow):
            reported.confirm(by=hall.director)

    def test_never_comes_to_more_than_was_decided(self, confirmed: Report):
        with pytest.raises(IntegrityError), transaction.atomic():
            Grant.objects.filter(pk=confirmed.grant_id).update(amount_confirmed=450_001)
        with pytest.raises(IntegrityError), transaction.atomic():
            Grant.objects.filter(pk=confirmed.grant_id).update(amount_confirmed=None)


@pytest.mark.django_db
class TestOrder:
    def test_makes_a_claim_with_its_letter(self, ordered: Refund, hall: Hall):
        assert (ordered.status, ordered.balance, ordered.decided_by) == ("ordered", 50_000, hall.director)
        letter = Letter.objects.about(ordered).get()
        words = ["返還命令書", "金50,000円", "令和8年4月30日", "交付規則第16条", "審査請求"]
        assert [word for word in words if word not in letter.html] == []

    def test_orders_no_more_than_is_owed(self, confirmed: Report, hall: Hall):
        with pytest.raises(NotNow, match="返してもらう額は50,000円です"):
            build.refund_prepared(confirmed.grant, hall, 50_001)
        assert not Refund.objects.exists()

    def test_orders_nothing_where_nothing_is_owed(self, granted: Grant, hall: Hall):
        with pytest.raises(NotNow, match="返してもらうお金はありません"):
            build.refund_prepared(granted, hall, 1)

    def test_is_open_once(self, ordered: Refund, hall: Hall):
        with pytest.raises(ValidationError, match="もうあります"):
            build.refund_prepared(ordered.grant, hall, 1)

    def test_does_not_come_after_its_own_due_date(self, confirmed: Report, hall: Hall, monkeypatch: pytest.MonkeyPatch):
        refund = build.refund_proposed(confirmed.grant, hall)
        at(monkeypatch, refund.due_on)
        with pytest.raises(NotNow, match="返還の期限が過ぎています"), transaction.atomic():
            refund.order(by=hall.director)
        refund.refresh_from_db()
        assert (refund.status, Letter.objects.about(refund).count()) == ("proposed", 0)

    def test_may_be_dropped_before_it_is_on_its_way(self, confirmed: Report, hall: Hall):
        refund = build.refund_prepared(confirmed.grant, hall)
        refund.drop(by=hall.drafter)
        assert build.refund_prepared(confirmed.grant, hall).status == Refund.Status.PREPARED
        with pytest.raises(NotNow):
            refund.propose(by=hall.drafter, rule_name="", route=[])


@pytest.mark.django_db
class TestCollect:
    def test_takes_it_part_by_part_and_closes_the_grant(
        self, ordered: Refund, hall: Hall, monkeypatch: pytest.MonkeyPatch
    ):
        at(monkeypatch, LATER)
        collect(ordered, by=hall.drafter, received_on=LATER, amount=20_000, voucher="収第1号")
        assert (ordered.status, ordered.balance) == ("ordered", 30_000)
        collect(ordered, by=hall.drafter, received_on=LATER, amount=30_000, voucher="収第2号")
        grant = Grant.objects.get(pk=ordered.grant_id)
        assert (ordered.status, ordered.balance, grant.status, grant.owed()) == ("closed", 0, "settled", 0)
        checks = summary(way_of_the_money(grant))
        assert checks["failed"] == []
        assert checks["checks"] > 12

    def test_takes_no_more_than_was_ordered(self, ordered: Refund, hall: Hall):
        with pytest.raises(NotNow, match="残りは50,000円です"):
            collect(ordered, by=hall.drafter, received_on=APRIL_NEXT, amount=50_001, voucher="")
        assert not RefundReceipt.objects.exists()

    def test_is_neither_backdated_nor_foretold(self, ordered: Refund, hall: Hall):
        for day in (APRIL_NEXT - timedelta(days=1), LATER):
            with pytest.raises(NotNow, match="返還を命じた令和8年4月6日から今日まで"):
                collect(ordered, by=hall.drafter, received_on=day, amount=1, voucher="")

    def test_is_overdue_by_its_date(self, ordered: Refund):
        assert not Refund.objects.overdue(on=date(2026, 4, 30)).exists()
        assert Refund.objects.overdue(on=date(2026, 5, 1)).get() == ordered

    def test_is_kept_by_the_database_as_it_came(self, ordered: Refund, hall: Hall):
        collect(ordered, by=hall.drafter, received_on=APRIL_NEXT, amount=1, voucher="")
        line = RefundReceipt.objects.get()
        line.pk, line.amount, line._state.adding = None, 50_000, True
        with pytest.raises(IntegrityError, match="超える入金"), transaction.atomic():
            line.save()
        with pytest.raises(TypeError):
            RefundReceipt.objects.update(amount=2)

    def test_is_refused_before_the_order(self, confirmed: Report, hall: Hall):
        refund = build.refund_prepared(confirmed.grant, hall)
        with pytest.raises(NotNow, match="返還を命じてから"):
            collect(refund, by=hall.drafter, received_on=APRIL_NEXT, amount=1, voucher="")


@pytest.mark.django_db
def test_what_is_paid_after_the_confirmation_settles_the_grant(
    granted: Grant, nanami: User, hall: Hall, monkeypatch: pytest.MonkeyPatch
):
    """精算払: nothing was paid before."""
    at(monkeypatch, APRIL_NEXT)
    report = build.report_draft(granted, nanami)
    report.lines.filter(category__is_grant=True).update(actual=0)
    report.submit(by=nanami, on=APRIL_NEXT)
    build.confirmed(report, hall)
    grant = Grant.objects.get(pk=granted.pk)
    assert (grant.status, grant.next_payment(), grant.owed()) == ("confirmed", 400_000, -400_000)
    payment = build.payment_draft(grant, nanami)
    payment.submit(by=nanami, on=APRIL_NEXT)
    payment.pay(by=hall.drafter, paid_on=APRIL_NEXT, voucher="")
    grant.refresh_from_db()
    assert (grant.status, grant.paid(), grant.owed()) == (Grant.Status.SETTLED, 400_000, 0)


def told() -> list[int]:
    """What the inbox says is to be ordered back: worked out in the database, held against each grant's own sum."""
    found = {grant.pk: grant.owed_now for grant in overpaid(Grant.objects.all())}
    assert found == {grant.pk: grant.owed() for grant in Grant.objects.all() if grant.owed() > 0}
    return list(found.values())


@pytest.mark.django_db
class TestOverpaid:
    def test_is_what_was_paid_and_not_spent(self, confirmed: Report):
        assert (confirmed.grant.amount_confirmed, told()) == (400_000, [50_000])

    def test_is_nothing_before_the_amount_is_confirmed(self, reported: Report):
        assert (reported.grant.paid(), told()) == (450_000, [])

    def test_is_less_what_came_back(self, ordered: Refund, hall: Hall, monkeypatch: pytest.MonkeyPatch):
        at(monkeypatch, LATER)
        left = []
        for amount in (20_000, 30_000):
            collect(ordered, by=hall.drafter, received_on=LATER, amount=amount, voucher=f"収{amount}")
            left.append(told())
        assert left == [[30_000], []]

    def test_is_less_what_is_carried_over(
        self, north: Organization, nanami: User, hall: Hall, monkeypatch: pytest.MonkeyPatch
    ):
        grant = build.granted(north, build.scheme(hall.drafter, surplus="carry", carry_cap=10), nanami, hall)
        build.paid(grant, nanami, hall)
        at(monkeypatch, APRIL_NEXT)
        build.confirmed(build.reported(grant, nanami), hall)
        assert told() == [5_000]
