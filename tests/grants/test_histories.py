"""Whatever happens to a grant in whatever order: the invariants of domain 3 hold, and every ledger adds up to the yen.

20,000 histories: ``python3 -m config.launch exec python -m tests.histories.money 20000``.
"""

import pytest

from tests.histories.money.play import play


@pytest.mark.django_db
def test_no_history_of_a_grant_leads_to_what_must_never_be():
    held = play(30, leaves=15)
    assert held["histories"] >= 30
    assert held["acts"] > 60
