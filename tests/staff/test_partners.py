"""People from outside the city hall support areas: registered by the section, for their areas, for a time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.urls import reverse

from accounts.models import User
from records.cases import NotNow
from records.era import era_date
from records.parting import without_ties
from staff.models import Partner
from tests.cast import LONG_AGO, MONDAY, Hall, Land
from tests.portal import PortalClient
from tests.staff.test_inquiries import coordinator, that_monday

pytestmark = pytest.mark.django_db
__all__ = ["coordinator", "that_monday"]
AsUser = Callable[[User], PortalClient]
CLOSED = (
    "/grants/", "/organizations/", "/plans/future/", "/letters/", "/liaisons/", "/partners/", "/areas/", "/trail/",
    "/people/accounts/",
)  # fmt: skip


def typed(land: Land, **otherwise: object) -> dict[str, object]:
    facts = {
        "name": "支援 十三", "furigana": "しえん じゅうぞう", "email": "thirteen@example.jp", "kind": "settlement",
        "affiliation": "北公民館", "areas": [land.north.pk, land.south.pk], "starts_on": era_date(MONDAY),
    }  # fmt: skip
    return {**facts, **otherwise}


class TestTakeOn:
    def test_makes_one_line_for_each_area_and_invites(self, hall: Hall, land: Land, as_user: AsUser):
        as_user(hall.drafter).post(reverse("partners:new"), typed(land))
        user = User.objects.get(email="thirteen@example.jp")
        assert [each.area for each in user.partnerships.all()] == [land.north, land.south]
        assert user.invitations.count() == 1

    def test_an_employee_is_no_partner(self, hall: Hall, land: Land, as_user: AsUser):
        page = as_user(hall.drafter).post(reverse("partners:new"), typed(land, email="stranger@example.jp"))
        assert "市の職員です" in page.text
        assert not Partner.objects.exists()

    def test_not_twice_at_once(self, hall: Hall, land: Land, coordinator: User, as_user: AsUser):
        again = typed(land, email=coordinator.email, kind="welfare")
        page = as_user(hall.drafter).post(reverse("partners:new"), again)
        assert "もうこの地区の支え手です" in page.text
        assert Partner.objects.count() == 1

    def test_is_the_section_s(self, hall: Hall, land: Land, as_user: AsUser, kuko: User):
        codes = [as_user(user).post(reverse("partners:new"), typed(land)).status_code for user in (hall.stranger, kuko)]
        assert codes == [403, 403]


class TestEnd:
    def test_the_account_has_nothing_left(self, hall: Hall, coordinator: User, as_user: AsUser):
        partner = Partner.objects.get()
        assert coordinator not in without_ties(on=MONDAY)
        facts = {"on": era_date(MONDAY), "reason": "異動"}
        as_user(hall.drafter).post(reverse("partners:end", args=[partner.pk]), facts)
        assert coordinator in without_ties(on=MONDAY + timedelta(days=1))

    def test_not_before_it_began_and_not_later_than_meant(self, hall: Hall, coordinator: User):
        partner = Partner.objects.get()
        with pytest.raises(NotNow, match="はじまりの日"):
            partner.end(by=hall.drafter, on=LONG_AGO - timedelta(days=1), reason="異動")
        partner.end(by=hall.drafter, on=MONDAY, reason="異動")
        with pytest.raises(NotNow, match="もう"):
            partner.end(by=hall.drafter, on=MONDAY, reason="異動")


class TestNarrowRights:
    def test_no_money_no_registers(self, hall: Hall, coordinator: User, north: object, as_user: AsUser):
        browser = as_user(coordinator)
        pages = {address: browser.get(address) for address in CLOSED}
        shown = {address for address, page in pages.items() if page.status_code == 200 and "北の会" in page.text}
        assert shown == set()
        assert pages["/partners/"].status_code == 403

    def test_the_home_page_and_the_menu_are_theirs(self, hall: Hall, coordinator: User, as_user: AsUser):
        page = as_user(coordinator).get("/")
        assert "地域福祉コーディネーター" in page.text
        assert [word in page.text for word in ("地域の報告", "声と要望", "交付金")] == [True, True, False]
