"""Whatever people do in whatever order: no two decisions and none lost, no step skipped, nobody twice, all on record.

20,000 histories: ``python3 -m config.launch exec python -m tests.histories 20000``.
"""

import pytest
from hypothesis.stateful import run_state_machine_as_test

from organizations.models import Organization
from tests.cast import Hall
from tests.histories.rows import stage
from tests.histories.way import play, steady


def test_no_history_leads_to_what_must_never_be():
    held = play(150)
    assert held["ended decided"] > 10
    assert held["acts"] > 300


@pytest.mark.django_db
def test_the_tables_follow_every_history(hall: Hall, north: Organization, monkeypatch: pytest.MonkeyPatch):
    machine = stage(hall.section, north, monkeypatch)
    run_state_machine_as_test(machine, settings=steady(8, 20))
    assert machine.played["acts"] > 0
