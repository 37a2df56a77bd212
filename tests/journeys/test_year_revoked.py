"""A year of a grant that is revoked when all was paid; the last yen comes back."""

from collections.abc import Callable
from datetime import date

from grants.models import Grant
from tests.journeys import year as steps
from tests.journeys.year import Year


def test_a_year_that_ends_in_a_revocation(begin: Callable[..., Year]):
    year = begin()
    steps.apply(year)
    steps.propose(year)
    steps.decide(year)
    steps.ask_for_money(year, 450_000, first=True)
    steps.pay(year, 450_000)
    year.on(date(2025, 11, 10))
    steps.revoke(year)
    steps.read(year, 450_000)
    steps.order_back(year, 450_000)
    steps.collect(year)
    grant = Grant.objects.get()
    assert (grant.status, grant.owed()) == (Grant.Status.REVOKED, 0)
