"""延滞金・加算金: the kernel, to the yen; and how a refund's surcharge is paid off, waived, and closes the claim."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from fractions import Fraction

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import User
from grants.collecting import collect
from grants.dues.charges import charge, waive
from grants.dues.setting import arrange
from grants.dues.surcharge import Terms, late, reckon, since_receipt
from grants.models import Grant, Refund, SurchargeLine
from records.cases import NotNow
from tests.cast import MONDAY, Hall
from tests.grants import build, later
from tests.grants.build import APRIL_NEXT, happened
from tests.grants.test_settling_pages import day
from tests.portal import PortalClient

DUE = date(2026, 4, 30)
TERMS, EXACT = Terms(), Terms(base_unit=1, base_least=0, unit=1, least=0)
AsUser = Callable[[User], PortalClient]
amounts = st.integers(1, 50_000_000)
waits = st.integers(0, 2000)
parts = st.lists(st.tuples(st.integers(-30, 1500), st.integers(1, 5_000_000)), max_size=5)


def of(amount: int, waited: int, *paid: tuple[int, int], terms: Terms = TERMS) -> int:
    """延滞金 when so many days after the due day have gone, and parts came so many days after it."""
    sums = [(DUE + timedelta(days), part) for days, part in paid]
    return reckon(late(amount, DUE), sums, until=DUE + timedelta(waited), terms=terms).amount


class TestReckon:
    @pytest.mark.parametrize(
        ("amount", "waited", "paid", "comes_to"),
        [
            (500_000, 0, [], 0),
            (500_000, 6, [], 0),  # 900 yen: below 1,000 nothing is asked for
            (500_000, 7, [], 1_000),  # 1,050
            (500_000, 365, [], 54_700),  # 54,750
            (500_999, 365, [], 54_700),  # the base is cut to 1,000
            (1_999, 3650, [], 0),  # a base below 2,000 bears nothing
            (2_000, 3650, [], 2_100),  # 2,190
            (500_000, 100, [(50, 300_000)], 10_500),  # 7,500 and 3,000
            (500_000, 100, [(-3, 300_000)], 6_000),
            (500_000, 100, [(50, 500_000)], 7_500),
        ],
    )
    def test_by_hand(self, amount: int, waited: int, paid: list[tuple[int, int]], comes_to: int):
        assert of(amount, waited, *paid) == comes_to

    def test_from_receipt_to_payment_both_days_count(self):
        bearing = since_receipt(450_000, [(date(2025, 6, 1), 450_000)])
        found = reckon(bearing, [(date(2026, 5, 31), 450_000)], until=date(2026, 12, 31), terms=TERMS)
        assert (found.days, found.amount) == (365, 49_200)  # 49,275

    def test_what_comes_back_is_what_came_last(self):
        came = [(date(2025, 6, 1), 300_000), (date(2025, 9, 1), 300_000)]
        assert since_receipt(400_000, came) == [(date(2025, 9, 1), 300_000), (date(2025, 6, 1), 100_000)]
        assert since_receipt(200_000, came) == [(date(2025, 9, 1), 200_000)]

    @given(amounts, waits)
    def test_is_the_plain_formula_where_nothing_came(self, amount: int, waited: int):
        base = amount // 1000 * 1000 if amount >= 2000 else 0
        exact = Fraction(base * 1095 * waited, 365 * 10_000)
        assert of(amount, waited) == (int(exact) // 100 * 100 if exact >= 1000 else 0)

    @given(amounts, waits, parts)
    def test_never_shrinks_with_time(self, amount: int, waited: int, paid: list[tuple[int, int]]):
        assert of(amount, waited, *paid) <= of(amount, waited + 1, *paid)

    @given(amounts, waits, parts, st.integers(1, 5_000_000), st.integers(0, 1500))
    def test_never_grows_with_what_was_paid(
        self, amount: int, waited: int, paid: list[tuple[int, int]], more: int, when: int
    ):
        assert of(amount, waited, *paid, (when, more)) <= of(amount, waited, *paid)

    @given(amounts, waits, parts)
    def test_is_a_sum_over_days(self, amount: int, waited: int, paid: list[tuple[int, int]]):
        sums = [(DUE + timedelta(days), part) for days, part in paid]
        found = reckon(late(amount, DUE), sums, until=DUE + timedelta(waited), terms=EXACT)
        owed = [max(amount - sum(part for days, part in paid if days < n), 0) for n in range(1, waited + 1)]
        assert found.exact == Fraction(sum(owed) * 1095, 365 * 10_000)
        assert found.days == sum(1 for each in owed if each)

    @given(amounts, st.lists(st.tuples(st.dates(date(2025, 4, 1), DUE), amounts), max_size=6))
    def test_traces_no_yen_twice(self, amount: int, came: list[tuple[date, int]]):
        assert sum(part for _, part in since_receipt(amount, came)) == min(amount, sum(n for _, n in came))


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Callable[[date], None]:
    def go(when: date) -> None:
        noon = datetime.combine(when, time(12), tzinfo=timezone.get_default_timezone())
        monkeypatch.setattr(timezone, "now", lambda: noon)

    return go


@pytest.fixture
def ordered(granted: Grant, nanami: User, hall: Hall, at: Callable[[date], None]) -> Refund:
    """50,000 yen are to come back until 30 April."""
    build.paid(granted, nanami, hall)
    at(APRIL_NEXT)
    return build.refund_ordered(build.confirmed(build.reported(granted, nanami), hall).grant, hall)


@pytest.mark.django_db
class TestCharge:
    def test_begins_the_day_after_the_due_day(self, ordered: Refund):
        asked = {waited: charge(ordered, on=DUE + timedelta(waited)).due for waited in (0, 66, 67, 100)}
        assert asked == {0: 0, 66: 0, 67: 1_000, 100: 1_500}

    def test_a_due_day_on_which_the_hall_is_closed_is_moved_first(self, ordered: Refund):
        Refund.objects.update(due_on=date(2026, 5, 2))  # a Saturday before holidays
        found = charge(ordered, on=date(2026, 8, 1))
        assert found.late.spans[0].first == date(2026, 5, 8)

    def test_goes_by_what_the_city_has_set(self, ordered: Refund, hall: Hall):
        arrange(ordered.grant.scheme, by=hall.drafter, rate=1460, amount_unit=1)
        assert charge(ordered, on=DUE + timedelta(100)).due == 2_000
        arrange(ordered.grant.scheme, by=hall.drafter, charges_late=False)
        assert not charge(ordered, on=DUE + timedelta(100)).is_any

    def test_after_a_revocation_it_begins_with_the_receipt(
        self, granted: Grant, nanami: User, hall: Hall, at: Callable[[date], None]
    ):
        build.paid(granted, nanami, hall)
        later.revoked(granted, hall)
        refund = build.refund_ordered(granted, hall, 450_000)
        found = charge(refund, on=MONDAY + timedelta(364))
        assert (found.since_receipt.spans[0].first, found.since_receipt.amount) == (MONDAY, 49_200)
        assert (found.late.days, found.late.amount) == (11, 1_400)


@pytest.mark.django_db
class TestCollect:
    def test_the_last_yen_of_both_closes_the_claim(self, ordered: Refund, hall: Hall, at: Callable[[date], None]):
        when = DUE + timedelta(100)
        at(when)
        collect(ordered, by=hall.chief, received_on=when, amount=50_500, voucher="収第1号")
        ordered.refresh_from_db()
        ordered.grant.refresh_from_db()
        assert (ordered.status, ordered.balance, ordered.grant.status) == ("ordered", 0, "settled")
        assert charge(ordered, on=when + timedelta(500)).due == 1_000
        collect(ordered, by=hall.chief, received_on=when, amount=1_000, voucher="収第2号")
        ordered.refresh_from_db()
        assert ordered.status == "closed"
        assert [line.amount for line in SurchargeLine.objects.all()] == [500, 1_000]
        assert ordered.grant.refunded() == 50_000  # the surcharge is no money of the grant

    def test_takes_no_more_than_both(self, ordered: Refund, hall: Hall, at: Callable[[date], None]):
        when = DUE + timedelta(100)
        at(when)
        with pytest.raises(ValidationError, match=r"残りは50,000円と延滞金・加算金1,500円です"):
            collect(ordered, by=hall.chief, received_on=when, amount=51_501, voucher="")
        assert ordered.receipts.count() == 0

    def test_what_came_in_time_costs_nothing_though_it_is_recorded_later(
        self, ordered: Refund, hall: Hall, at: Callable[[date], None]
    ):
        at(DUE + timedelta(100))
        collect(ordered, by=hall.chief, received_on=DUE, amount=50_000, voucher="")
        ordered.refresh_from_db()
        assert ordered.status == "closed"


@pytest.mark.django_db
class TestWaive:
    def test_lets_the_claim_be_closed(self, ordered: Refund, hall: Hall, at: Callable[[date], None]):
        at(DUE + timedelta(100))
        collect(ordered, by=hall.chief, received_on=DUE + timedelta(100), amount=50_000, voucher="")
        waive(ordered, by=hall.drafter, amount=1_500, reason="災害で事務所が使えなかったため。")
        ordered.refresh_from_db()
        assert ordered.status == "closed"
        assert happened(ordered, "refund.waive")[0].actor == hall.drafter

    def test_waives_no_more_than_is_asked_for(self, ordered: Refund, hall: Hall, at: Callable[[date], None]):
        at(DUE + timedelta(100))
        with pytest.raises(ValidationError, match="今の延滞金・加算金は1,500円"):
            waive(ordered, by=hall.drafter, amount=1_501, reason="x")
        with pytest.raises(ValidationError, match="減免の理由を書いて"):
            waive(ordered, by=hall.drafter, amount=1_000, reason="")
        assert not SurchargeLine.objects.exists()

    def test_is_refused_once_all_is_closed(self, ordered: Refund, hall: Hall):
        collect(ordered, by=hall.chief, received_on=APRIL_NEXT, amount=50_000, voucher="")
        with pytest.raises(NotNow, match="返還を命じてから"):
            waive(ordered, by=hall.drafter, amount=1, reason="x")


@pytest.mark.django_db
def test_the_page_reckons_as_of_today(
    as_user: AsUser, ordered: Refund, hall: Hall, nanami: User, kuko: User, at: Callable[[date], None]
):
    at(DUE + timedelta(100))
    drafter, page = as_user(hall.drafter), ordered.get_absolute_url()
    assert "延滞金は<b>1,500円</b>" in drafter.get(page).text
    assert "延滞金は<b>1,500円</b>" in as_user(nanami).get(page).text
    waiving = reverse("grants:waive_surcharge", args=[ordered.pk])
    assert as_user(kuko).get(waiving).status_code == 404
    assert as_user(nanami).post(waiving, {"waive-amount": "1", "waive-reason": "x"}).status_code == 403
    told = drafter.post(waiving, {"waive-amount": "1,501", "waive-reason": "災害のため。"}).text
    assert "それより多くは減免できません" in told
    assert "災害のため。" in told
    drafter.post(waiving, {"waive-amount": "500", "waive-reason": "災害のため。"})
    assert "減免した額は500円です" in drafter.get(page).text
    typed = {**day("received_on", DUE + timedelta(100)), "amount": "51,000", "voucher": "1"}
    drafter.post(reverse("grants:book_refund", args=[ordered.pk]), typed)
    ordered.refresh_from_db()
    assert ordered.status == "closed"
