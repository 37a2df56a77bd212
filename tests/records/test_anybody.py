"""Who writes without an account is an actor, and nobody who could sign in or be written to."""

import pytest

from records.anybody import anybody
from records.events import Event, record
from records.parting import without_ties
from records.stopping import standing
from tests.cast import MONDAY, Hall

pytestmark = pytest.mark.django_db


def test_all_of_them_are_one_actor_without_a_password(hall: Hall):
    assert anybody() == anybody()
    assert (anybody().is_active, anybody().has_usable_password()) == (False, False)


def test_no_list_of_accounts_shows_it(hall: Hall):
    nobody = anybody()
    assert nobody not in without_ties(on=MONDAY)
    assert nobody not in standing()


def test_what_was_written_without_an_account_is_told(hall: Hall):
    record(hall.city, "register.change", by=anybody())
    assert Event.objects.about(hall.city)[0].who == "サインインしていない人"
