"""地域と団体: the page on which somebody without an account begins."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from organizations.models import Organization
from tests import cast
from tests.organizations import build
from tests.organizations.meetings import build as meetings

pytestmark = pytest.mark.django_db


class TestPage:
    def test_says_in_sentences_that_nothing_is_there(self, client: Any, hall: cast.Hall) -> None:
        page = client.get(reverse("welcome")).text
        assert "見本市の地域と団体" in page
        assert "これからの集まりの知らせは、まだありません。" in page
        assert "区域は、まだ登録されていません。" in page

    def test_shows_what_everybody_may_see(
        self, client: Any, hall: cast.Hall, north: Organization, nanami: User, kuko: User
    ) -> None:
        build.recognised(north, nanami, hall)
        meetings.planned(north, nanami, title="まだ知らせない")
        page = client.get(reverse("welcome")).text
        assert reverse("register:body", args=[north.pk]) in page
        assert "南地区" in page  # has no body at work: 南の会 has only begun to talk
        assert "南の会" not in page
        assert "まだ知らせない" not in page

    def test_names_a_house_once_that_meets_in_its_own_rooms(
        self, client: Any, hall: cast.Hall, north: Organization, nanami: User
    ) -> None:
        begins = timezone.now() + timedelta(days=20)
        for place in (north.name, "北の公民館"):
            meetings.announced(north, nanami, place=place, starts_at=begins, ends_at=begins + timedelta(hours=2))
        page = client.get(reverse("welcome")).text
        assert page.count(f"<span>{north.name}</span>") == 2  # once as the place, once as who holds it elsewhere

    def test_leads_strangers_home(self, client: Any, hall: cast.Hall) -> None:
        assert f'class="brand" href="{reverse("welcome")}"' in client.get(reverse("register:list")).text

    def test_costs_the_same_for_many_districts(
        self, client: Any, hall: cast.Hall, land: cast.Land, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        for number in range(12):
            area = type(land.north).objects.create(
                kind="district", code=f"d{number}", name=f"第{number}地区", furigana="みほん", parent=land.city
            )
            body = cast.organization(f"会{number}", area)
            body.status = "working"
            body.save()
        with django_assert_max_num_queries(11):
            assert "会11" in client.get(reverse("welcome")).text
