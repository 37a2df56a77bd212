"""地域担当職員任命通知書: goes out with the decision, to the official alone."""

import pytest
from django.urls import reverse

from records.letters import Letter
from staff.models import Nomination
from tests.staff import test_nominations as nominations

ruled = nominations.ruled


@pytest.fixture
def letter(ruled, land) -> Letter:
    case = nominations.nominate(ruled, land)
    nominations.approve(case, ruled.chief, ruled.manager)
    return Letter.objects.get(kind="staff.appointed")


def test_says_who_is_appointed_for_which_area_and_until_when(letter, hall):
    case = Nomination.objects.get()
    assert letter.person == case.user
    assert letter.snapshot["values"]["地区"] == str(case.area)
    assert case.user.name in letter.addressee
    assert "地域担当職員" in letter.meaning


def test_the_official_reads_it_and_other_officials_do_not(letter, as_user, hall, nanami):
    others = [hall.liaison, hall.stranger, nanami]
    seen = {who.pk: as_user(who).get(letter.get_absolute_url()).status_code for who in others}
    assert seen.pop(letter.person_id) == 200
    assert set(seen.values()) == {404}
    assert as_user(hall.drafter).get(reverse("letters:pdf", args=[letter.pk])).status_code == 200
