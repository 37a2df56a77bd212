"""A year of a grant that carries over what was not spent."""

from collections.abc import Callable

from grants.models import CarryOver, Grant
from tests.grants.build import APRIL_NEXT
from tests.journeys import year as steps
from tests.journeys.year import Year


def test_a_year_that_carries_over_what_is_left(begin: Callable[..., Year]):
    year = begin(surplus="carry", carry_cap=10)
    steps.apply(year)
    steps.propose(year)
    steps.decide(year)
    steps.ask_for_money(year, 450_000, first=True)
    steps.pay(year, 450_000)
    year.on(APRIL_NEXT)
    steps.report(year, 412_600)
    steps.confirm(year, 412_600)
    steps.read(year, 450_000, 412_600)
    steps.the_grant(year.nanami).sees("37,400円")
    year.nanami.shot("carried", phone=True)
    assert CarryOver.objects.get().amount == 37_400
    assert Grant.objects.get().status == Grant.Status.SETTLED
