"""Money after the decision, over random histories: the amounts add up to the yen, and no budget is ever overdrawn."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import User
from grants.models import Change, Grant
from tests.cast import MONDAY, Hall
from tests.grants import build

pytestmark = pytest.mark.django_db
THOUSAND = 1000
VERBS = ("change", "suspend", "abolish", "revoke", "reduce", "give_up")
ACTS = st.lists(st.tuples(st.sampled_from(VERBS), st.integers(0, 700)), min_size=1, max_size=8)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ACTS)
def test_what_stands_is_the_last_word_and_never_more_than_there_is(
    granted: Grant, hall: Hall, nanami: User, acts: list[tuple[str, int]]
):
    with transaction.atomic():
        sid = transaction.savepoint()
        grant, told = Grant.objects.get(pk=granted.pk), 450_000
        build.appropriate(grant.scheme, 500_000, hall.drafter)
        for verb, amount in acts:
            before = (grant.status, grant.amount_current)
            try:
                with transaction.atomic():
                    told = act(grant, verb, amount * THOUSAND, hall, nanami)
            except ValidationError:
                grant.refresh_from_db()
                assert (grant.status, grant.amount_current) == before, "a refusal leaves everything as it was"
            assert grant.amount_current == told
            budget = grant.scheme.budget()
            assert 0 <= budget.decided == told <= budget.appropriation
        assert grant.amount_decided == 450_000
        transaction.savepoint_rollback(sid)


def act(grant: Grant, verb: str, amount: int, hall: Hall, nanami: User) -> int:
    """One act by the grant's own verbs; what stands afterwards."""
    if verb == "reduce":
        if amount >= (grant.amount_current or 0):
            raise ValidationError("a part is less")
        grant.reduce(by=hall.director, amount=amount, comment="試し")
        return amount
    if verb == "give_up":
        grant.give_up(by=nanami, on=MONDAY)
        return 0
    amount = 0 if verb == "revoke" else amount
    if not amount and verb in Change.VERBS and verb != "abolish":
        raise ValidationError("nothing is left only of what ends")
    grant.alter(verb, by=hall.director, amount=amount)
    return amount
