"""A whole year of a grant: a correction, two instalments, a change, a refund, and every letter printed on the way."""

from collections.abc import Callable
from datetime import date

from grants.models import Grant
from tests.grants.build import APRIL_NEXT
from tests.journeys import year as steps
from tests.journeys.year import Year


def test_a_year_with_two_instalments_a_change_a_correction_and_a_refund(begin: Callable[..., Year]):
    year = begin(instalments=2, light_percent=10)
    steps.apply(year)
    steps.correct(year)
    steps.propose(year)
    steps.decide(year)
    steps.read(year, 450_000)
    steps.ask_for_money(year, 225_000, first=True)
    steps.pay(year, 225_000)
    steps.ask_for_less(year, 400_000)
    steps.propose_change(year)
    steps.decide(year)
    steps.read(year, 450_000, 400_000)
    year.on(date(2025, 10, 6))
    steps.ask_for_money(year, 175_000)
    steps.pay(year, 175_000)
    year.on(date(2026, 3, 16))
    steps.roll_over(year)
    year.on(APRIL_NEXT)
    steps.report(year, 350_000)
    steps.confirm(year, 350_000)
    steps.read(year, 400_000, 350_000)
    steps.order_back(year, 50_000)
    steps.collect(year)
    assert Grant.objects.get().status == Grant.Status.SETTLED
