"""How the liaisons' work is spread, and the roster that a city may publish."""

from collections.abc import Callable
from datetime import time
from typing import Any

import pytest
from django.urls import reverse

from accounts.models import User
from records.fiscal import FiscalYear
from staff.roster import roster
from staff.workload import workload
from tests import cast
from tests.cast import MONDAY, Hall, Land
from tests.portal import PortalClient
from tests.staff.test_inquiries import that_monday
from tests.staff.test_reports import sent

pytestmark = pytest.mark.django_db
__all__ = ["that_monday"]
AsUser = Callable[[User], PortalClient]


def test_counts_areas_hours_and_open_requests(hall: Hall, land: Land, django_assert_max_num_queries: Any):
    for area in (land.north, land.south):
        cast.assign_liaison(hall.liaison, area)
    cast.assign_liaison(hall.stranger, land.north, "deputy")
    sent(hall.liaison, land)
    sent(hall.liaison, land, hours="outside", ends_at=time(20), requests=[])
    with django_assert_max_num_queries(3):
        first, second = workload(FiscalYear.of(MONDAY), on=MONDAY).loads
    assert (first.user, first.areas, first.reports, first.hours, first.outside_hours, first.open) == (
        hall.liaison, ["北地区", "南地区"], 2, "2時間30分", "1時間0分", 1,
    )  # fmt: skip
    assert (second.user, second.minutes, second.open) == (hall.stranger, 0, 1)


def test_is_for_the_city(hall: Hall, land: Land, as_user: AsUser, kuko: User):
    codes = [as_user(user).get(reverse("staff:workload")).status_code for user in (hall.drafter, hall.stranger, kuko)]
    assert codes == [200, 200, 403]


def test_the_roster_is_public_where_the_city_says_so(hall: Hall, land: Land):
    cast.assign_liaison(hall.liaison, land.north)
    address = reverse("staff:roster_public")
    inside = PortalClient().get(address).status_code
    hall.city.liaisons_public = True
    hall.city.save()
    page = PortalClient().get(address)
    assert (inside, page.status_code, "税務 五月" in page.text, "liaison@" in page.text) == (404, 200, True, False)


def test_a_team_stands_in_the_order_of_its_roles(hall: Hall, land: Land):
    for user, role in ((hall.drafter, "health"), (hall.stranger, "subleader"), (hall.liaison, "leader")):
        cast.assign_liaison(user, land.north, role)
    lines = roster(FiscalYear.of(MONDAY), user=hall.drafter, on=MONDAY).groups[0]
    assert [line.liaison.role.name for line in lines if line.liaison] == [
        "リーダー",
        "サブリーダー",
        "保健担当",
    ]
