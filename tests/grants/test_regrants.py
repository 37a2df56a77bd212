"""再交付: what the association hands on inside its area, by the same verbs and never more than it has."""

from collections.abc import Callable
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as some

from accounts.models import User
from grants.models import Grant, ReGrant
from grants.regrants.sums import Sums
from grants.regrants.tasks import for_leader
from grants.retention import ReGrants
from records.cases import NotNow
from records.mail import Mail
from records.retention.kinds import GONE
from tests.cast import MONDAY, Hall
from tests.grants import build
from tests.grants.handing_on import applied, begun, decided, handed_on, told

pytestmark = pytest.mark.django_db
TOMORROW = MONDAY + timedelta(days=1)
Status = ReGrant.Status


@pytest.fixture
def terms() -> dict[str, Any]:
    return {"regrants": True}


@pytest.fixture
def funded(granted: Grant, nanami: User, hall: Hall) -> Grant:
    """The city has paid the 450,000 yen."""
    build.paid(granted, nanami, hall)
    granted.refresh_from_db()
    return granted


ACTS: dict[str, Callable[[ReGrant, User], None]] = {
    "submit": lambda case, by: case.submit(by=by),
    "ask_correction": lambda case, by: case.ask_correction(by=by, comment="x"),
    "grant": lambda case, by: case.decide(by=by, on=MONDAY, amount=1, decided_on=MONDAY),
    "refuse": lambda case, by: case.refuse(by=by, on=MONDAY, decided_on=MONDAY, note="x"),
    "withdraw": lambda case, by: case.withdraw(by=by, comment="x"),
    "pay": lambda case, by: case.pay(by=by, on=MONDAY, paid=1, paid_on=MONDAY),
    "report": lambda case, by: case.report(by=by, on=MONDAY, reported_on=MONDAY, result="x", spent=1, receipts=1),
    "confirm": lambda case, by: case.confirm(by=by, on=MONDAY, confirmed=1, confirmed_on=MONDAY),
    "collect": lambda case, by: case.collect(by=by, on=MONDAY, returned_on=MONDAY),
}


class TestInAnyOtherState:
    def test_every_verb_is_refused_and_nothing_is_written(self, granted: Grant, nanami: User, hachiro: User):
        """From each of the first states; the later ones follow in the classes of their verbs."""
        draft, sent = begun(granted, nanami), applied(granted, nanami)
        made = decided(granted, nanami, hachiro)
        for case in (draft, sent, made):
            before = len(build.happened(case))
            for verb, act in ACTS.items():
                if not case.can(verb):
                    with pytest.raises(NotNow):
                        act(case, hachiro)
            case.refresh_from_db()
            assert len(build.happened(case)) == before


class TestBegin:
    def test_numbers_the_groups(self, granted: Grant, nanami: User):
        assert [begun(granted, nanami).number, begun(granted, nanami, group="二").number] == [1, 2]
        case = ReGrant.objects.all()[0]
        assert (case.status, case.typed_by) == ("draft", nanami)
        told_of = str(build.happened(case, "regrant.begin")[0].facts)
        assert "北の子ども食堂" in told_of
        assert "0867-00-1111" not in told_of
        assert "北野 十一" not in told_of

    def test_is_refused_before_the_city_has_decided(self, proposed: Grant, nanami: User):
        with pytest.raises(NotNow, match="市の交付が決まってから"):
            begun(proposed, nanami)

    @pytest.mark.parametrize("day", [TOMORROW, date(2025, 3, 31)])
    def test_of_another_day_is_refused(self, granted: Grant, nanami: User, day: date):
        with pytest.raises(ValidationError):
            begun(granted, nanami, applied_on=day)
        assert not ReGrant.objects.exists()

    def test_for_more_than_it_costs_is_refused(self, granted: Grant, nanami: User):
        with pytest.raises(ValidationError, match="事業費まで"):
            begun(granted, nanami, asked=120_001)


class TestWhereTheSchemeDoesNotAllowIt:
    @pytest.fixture
    def terms(self) -> dict[str, Any]:
        return {}

    def test_nothing_is_begun(self, granted: Grant, nanami: User):
        with pytest.raises(NotNow, match="認められていません"):
            begun(granted, nanami)


class TestAskCorrection:
    def test_lets_it_be_written_again(self, granted: Grant, nanami: User, hachiro: User):
        case = applied(granted, nanami)
        case.ask_correction(by=hachiro, comment="見積書がない。")
        assert case.is_open
        case.write(by=nanami, on=MONDAY, applied_on=MONDAY, asked=90_000)
        case.submit(by=nanami)
        assert (case.status, case.asked) == ("applied", 90_000)


class TestDecide:
    def test_says_who_when_and_how_much(self, granted: Grant, nanami: User, hachiro: User):
        case = decided(granted, nanami, hachiro)
        assert (case.status, case.amount, case.decided_by) == ("decided", 80_000, hachiro)
        assert Sums.of(granted).remaining == 370_000

    def test_by_whoever_typed_it_is_never_true(self, granted: Grant, nanami: User):
        with pytest.raises(ValidationError, match="ほかの役員"), transaction.atomic():
            decided(granted, nanami, nanami)
        assert not ReGrant.objects.filter(status="decided").exists()

    def test_never_above_what_was_asked(self, granted: Grant, nanami: User, hachiro: User):
        with pytest.raises(ValidationError, match="申請額まで"), transaction.atomic():
            decided(granted, nanami, hachiro, 100_001)

    def test_never_above_what_the_city_granted(self, granted: Grant, nanami: User, hachiro: User):
        decided(granted, nanami, hachiro, 400_000, cost=400_000, asked=400_000)
        case = applied(granted, nanami)
        with pytest.raises(NotNow, match="残りは50,000円"):
            case.decide(by=hachiro, on=MONDAY, amount=50_001, decided_on=MONDAY)
        with pytest.raises(IntegrityError, match="交付決定額を超える"), transaction.atomic():
            ReGrant.objects.filter(pk=case.pk).update(
                status="decided", amount=50_001, decided_by=hachiro, decided_on=MONDAY
            )
        case.decide(by=hachiro, on=MONDAY, amount=50_000, decided_on=MONDAY)
        assert Sums.of(granted).remaining == 0

    @pytest.mark.parametrize("day", [TOMORROW, MONDAY - timedelta(days=1)])
    def test_not_foretold_and_not_before_the_application(self, granted: Grant, nanami: User, hachiro: User, day: date):
        case = applied(granted, nanami)
        with pytest.raises(NotNow):
            case.decide(by=hachiro, on=MONDAY, amount=1, decided_on=day)


class TestRefuseAndWithdraw:
    def test_leave_the_money_to_others(self, granted: Grant, nanami: User, hachiro: User):
        refused, given_up = applied(granted, nanami), decided(granted, nanami, hachiro)
        refused.refuse(by=hachiro, on=MONDAY, decided_on=MONDAY, note="計画に合わない。")
        given_up.withdraw(by=nanami, comment="中止した。")
        assert (refused.status, given_up.status) == ("refused", "withdrawn")
        assert Sums.of(granted).remaining == 450_000


class TestPay:
    def test_waits_for_the_citys_money(self, granted: Grant, nanami: User, hachiro: User, hall: Hall):
        case = decided(granted, nanami, hachiro)
        with pytest.raises(NotNow, match="まだ使える額は0円"):
            case.pay(by=nanami, on=MONDAY, paid=80_000, paid_on=MONDAY)
        build.paid(granted, nanami, hall)
        case.pay(by=nanami, on=MONDAY, paid=80_000, paid_on=MONDAY)
        assert (case.status, Sums.of(granted).at_hand) == ("paid", 370_000)

    def test_never_above_the_decision(self, funded: Grant, nanami: User, hachiro: User):
        case = decided(funded, nanami, hachiro)
        with pytest.raises(ValidationError, match="決定額まで"):
            case.pay(by=nanami, on=MONDAY, paid=80_001, paid_on=MONDAY)

    def test_the_database_knows_what_has_come(self, granted: Grant, nanami: User, hachiro: User):
        case = decided(granted, nanami, hachiro)
        with pytest.raises(IntegrityError, match="市から受け取った額"), transaction.atomic():
            ReGrant.objects.filter(pk=case.pk).update(status="paid", paid=1, paid_on=MONDAY)


class TestReportAndConfirm:
    def test_what_was_not_spent_comes_back(self, funded: Grant, nanami: User, hachiro: User):
        case = told(funded, nanami, hachiro)
        case.confirm(by=hachiro, on=MONDAY, confirmed=70_000, confirmed_on=MONDAY)
        assert (case.status, case.refund) == ("confirmed", 10_000)
        case.collect(by=nanami, on=MONDAY, returned_on=MONDAY)
        assert case.status == "closed"

    def test_nothing_left_is_settled_at_once(self, funded: Grant, nanami: User, hachiro: User):
        case = told(funded, nanami, hachiro, spent=95_000)
        case.confirm(by=hachiro, on=MONDAY, confirmed=80_000, confirmed_on=MONDAY)
        assert (case.status, case.refund) == ("closed", 0)
        assert [event.verb for event in build.happened(case)][:2] == ["regrant.settle", "regrant.confirm"]

    def test_it_can_be_told_anew_until_then(self, funded: Grant, nanami: User, hachiro: User):
        case = told(funded, nanami, hachiro)
        case.report(by=hachiro, on=MONDAY, reported_on=MONDAY, result="9回", spent=60_000, receipts=11)
        assert (case.status, case.spent, case.reported_by) == ("reported", 60_000, hachiro)

    @pytest.mark.parametrize(("spent", "confirmed"), [(70_000, 70_001), (95_000, 80_001)])
    def test_never_above_what_was_paid_and_spent(
        self, funded: Grant, nanami: User, hachiro: User, spent: int, confirmed: int
    ):
        case = told(funded, nanami, hachiro, spent=spent)
        with pytest.raises(ValidationError, match="少ないほうまで"):
            case.confirm(by=hachiro, on=MONDAY, confirmed=confirmed, confirmed_on=MONDAY)

    def test_not_by_whoever_typed_the_report(self, funded: Grant, nanami: User, hachiro: User):
        case = told(funded, nanami, hachiro)
        with pytest.raises(ValidationError, match="ほかの役員"):
            case.confirm(by=nanami, on=MONDAY, confirmed=70_000, confirmed_on=MONDAY)


class TestTheSums:
    @given(some.lists(some.tuples(*[some.integers(1, 500)] * 4), max_size=6), some.integers(0, 900))
    def test_hold_whatever_groups_do(self, stories: list[tuple[int, int, int, int]], received: int):
        """Each story asks, is decided, spends and stops somewhere; the verbs' own limits leave the sums in order."""
        granted, rows = 1_000, []
        for asked, decided_, spent, stop in stories:
            row: Any = SimpleNamespace(status="applied", asked=asked, amount=None, paid=None, confirmed=None, refund=0)
            rows.append(row)
            sums = Sums.over(rows, granted=granted, received=min(received, granted))
            amount = min(asked, decided_, sums.remaining)
            if stop % 4 and amount:
                row.status, row.amount = "decided", amount
            paid = min(row.amount or 0, sums.at_hand)
            if stop % 4 > 1 and paid:
                row.status, row.paid = "paid", paid
            if stop % 4 > 2 and row.paid:
                row.status, row.confirmed = "confirmed", min(row.paid, spent)
                row.refund = row.paid - row.confirmed
            sums = Sums.over(rows, granted=granted, received=min(received, granted))
            assert 0 <= sums.confirmed <= sums.paid <= min(sums.decided, sums.received)
            assert sums.decided + sums.remaining == granted
            assert sums.paid + sums.at_hand == sums.received
            assert sums.decided <= sums.asked
            assert sums.confirmed + sums.refunds <= sums.paid


def test_people_leave_and_amounts_stay(funded: Grant, nanami: User, hachiro: User):
    case = handed_on(funded, nanami, hachiro)
    blanks = ReGrants().blanks(case)
    assert (blanks["representative"], blanks["phone"]) == (GONE, "")
    assert not {"paid", "amount", "group"} & set(blanks)


class TestWordOfIt:
    """The other officers hear of each step; whoever may take the next one has it on the home page."""

    def test_goes_to_everybody_but_who_did_it(self, funded: Grant, nanami: User, hachiro: User):
        made = handed_on(funded, nanami, hachiro)
        mails = Mail.objects.filter(subject__startswith="北の子ども食堂への再交付").order_by("pk")
        assert [(mail.to_user, mail.subject.partition(": ")[2]) for mail in mails] == [
            (hachiro, "申請を受け付けました。"), (nanami, "再交付を決めました。"), (hachiro, "支払いました。"),
        ]  # fmt: skip
        assert made.get_absolute_url() in mails[0].body

    def test_waits_on_the_home_page_of_who_may(self, funded: Grant, nanami: User, hachiro: User, kuko: User):
        case = applied(funded, nanami)
        rows = {user: [task.title for task in for_leader(user, on=MONDAY)] for user in (nanami, hachiro, kuko)}
        assert rows == {nanami: [], hachiro: ["北の子ども食堂への再交付: 再交付を決める"], kuko: []}
        case.decide(by=hachiro, on=MONDAY, amount=80_000, decided_on=MONDAY)
        assert [task.action for task in for_leader(nanami, on=MONDAY)] == ["支払いを記録する"]
