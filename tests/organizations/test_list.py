"""The city's list of organizations."""

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse

from accounts.models import User
from organizations.models import Officer, Organization
from tests import cast
from tests.cast import LONG_AGO, Hall, Land
from tests.portal import PortalClient

pytestmark = pytest.mark.django_db
AsUser = Callable[[User], PortalClient]
LIST = reverse("organizations:list")


@pytest.fixture
def three_hundred(land: Land) -> None:
    made = Organization.objects.bulk_create(
        Organization(name=f"見本の会{n}", furigana=f"みほんのかい{n:03}") for n in range(300)
    )
    for body in made:
        body.areas.add(land.north_oaza)
    Officer.objects.bulk_create(
        Officer(organization=body, kind="president", name=f"会長 {body.pk}", furigana="かいちょう", starts_on=LONG_AGO)
        for body in made
    )


def test_three_hundred_organizations_cost_few_queries(
    hall: Hall, land: Land, three_hundred: None, as_user: AsUser, django_assert_max_num_queries: Any
) -> None:
    cast.assign_liaison(hall.liaison, land.north)
    browser = as_user(hall.drafter)
    with django_assert_max_num_queries(11):
        page = browser.get(LIST)
    assert ("300件のうち" in page.text, page.text.count("税務 五月")) == (True, 50)


def test_pages_lead_on(hall: Hall, three_hundred: None, as_user: AsUser) -> None:
    last = as_user(hall.drafter).get(LIST, {"page": "6"})
    assert ("見本の会299" in last.text, "見本の会0<" in last.text) == (True, False)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"q": "南"}, ["南の会"]),
        ({"q": "きたの"}, ["北の会"]),
        ({"status": "awareness"}, ["北の会", "南の会"]),
        ({"status": "active"}, []),
        ({"area": "1"}, ["北の会"]),
        ({"area": "999999", "status": "nonsense"}, ["北の会", "南の会"]),
    ],
)
def test_narrows(
    asked: dict[str, str], found: list[str], hall: Hall, land: Land, north: Organization, kuko: User, as_user: AsUser
) -> None:
    if asked.get("area") == "1":
        asked = {"area": str(land.north.pk)}
    text = as_user(hall.drafter).get(LIST, asked).text
    assert [name for name in ("北の会", "南の会") if f">{name}</a>" in text] == found


def test_shows_community_people_their_own(north: Organization, nanami: User, kuko: User, as_user: AsUser) -> None:
    text = as_user(nanami).get(LIST).text
    assert ("北の会" in text, "南の会" in text) == (True, False)


class TestRegisterPage:
    def test_a_liaison_registers_in_the_own_area_only(self, hall: Hall, land: Land, as_user: AsUser) -> None:
        cast.assign_liaison(hall.liaison, land.north)
        browser, path = as_user(hall.liaison), reverse("organizations:register")
        typed = {"name": "川の会", "furigana": "かわのかい", "areas": [land.south_oaza.pk]}
        assert "一覧の中から選んで" in browser.post(path, typed).text
        browser.post(path, {**typed, "areas": [land.north_oaza.pk]})
        assert Organization.objects.get().name == "川の会"

    def test_a_name_that_is_taken_is_told_at_its_field(
        self, hall: Hall, land: Land, north: Organization, as_user: AsUser
    ) -> None:
        typed = {"name": "北の会", "furigana": "きたのかい", "areas": [land.south_oaza.pk]}
        answer = as_user(hall.drafter).post(reverse("organizations:register"), typed)
        assert 'href="#id_name"' in answer.text
        assert Organization.objects.count() == 1

    def test_is_the_citys(self, hall: Hall, nanami: User, as_user: AsUser) -> None:
        path = reverse("organizations:register")
        assert [as_user(user).get(path).status_code for user in (hall.drafter, hall.stranger, nanami)] == [
            200,
            403,
            403,
        ]
