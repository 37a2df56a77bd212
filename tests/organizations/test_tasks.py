"""What both home pages say about organizations and their recognition."""

from datetime import date
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import User
from organizations.models import Area, Organization, Recognition
from organizations.tasks import for_city, for_leader
from tests import cast
from tests.cast import MONDAY, Hall, Land
from tests.organizations import build

pytestmark = pytest.mark.django_db
ASK: Any = {"field": "purpose", "label": "目的", "comment": "具体的に。"}


class TestForLeader:
    @pytest.mark.parametrize(
        ("status", "title"),
        [
            ("awareness", "準備会を届け出る"),
            ("preparing", "将来計画づくりを始める"),
            ("planning", "設立を届け出る"),
            ("founded", "市の認可を申請する"),
        ],
    )
    def test_names_the_next_step(self, status: str, title: str, north: Organization, nanami: User) -> None:
        days = {"founded_on": MONDAY} if status == "founded" else {}
        Organization.objects.filter(pk=north.pk).update(status=status, **days)
        assert [task.title for task in for_leader(nanami, on=MONDAY)] == [title]

    def test_tells_until_when_to_mend(self, submitted: Recognition, hall: Hall, nanami: User) -> None:
        submitted.ask_correction([ASK], by=hall.drafter, due_on=date(2025, 5, 26))
        task = for_leader(nanami, on=MONDAY)[0]
        assert (task.title, task.due, task.action) == ("認可の申請書を直す", date(2025, 5, 26), "直す")
        assert "目的" in task.detail

    def test_waits_while_the_city_has_it(self, submitted: Recognition, nanami: User) -> None:
        task = for_leader(nanami, on=MONDAY)[0]
        assert (task.action, task.waiting_for) == ("", "市が審査しています")

    def test_is_silent_once_the_organization_is_at_work(self, submitted: Recognition, hall: Hall, nanami: User) -> None:
        build.decided(submitted, hall)
        assert for_leader(nanami, on=MONDAY) == []

    def test_is_not_for_readers_and_neighbours(self, north: Organization, mitsuo: User, kuko: User, hall: Hall) -> None:
        assert for_leader(mitsuo, on=MONDAY) == []
        assert [task.organization for task in for_leader(kuko, on=MONDAY)] == ["南の会"]


class TestForCity:
    def seen(self, user: User) -> list[tuple[str, str, bool]]:
        return [(task.stage, task.holder, task.mine) for task in for_city(user, on=timezone.localdate())]

    def test_follows_the_case_from_hand_to_hand(self, submitted: Recognition, hall: Hall, nanami: User) -> None:
        assert [self.seen(user) for user in (hall.drafter, hall.manager)] == [
            [("審査", "協働の担当", True)],
            [("審査", "協働の担当", False)],
        ]
        submitted.ask_correction([ASK], by=hall.drafter, due_on=date(2025, 5, 26))
        assert self.seen(hall.drafter) == [("補正のお願い", "団体", False)]
        submitted.submit(by=nanami, on=MONDAY, **build.TYPED)
        proposal = build.proposed(submitted, hall)
        build.approve_all(proposal, hall.chief)
        assert [self.seen(user) for user in (hall.chief, hall.manager)] == [
            [("決裁待ち", "総合政策課長 合議 三子", False)],
            [("決裁待ち", "総合政策課長 合議 三子", True)],
        ]
        build.approve_all(proposal, hall.manager, hall.director)
        assert self.seen(hall.manager) == []

    def test_shows_a_liaison_the_own_area_only(self, submitted: Recognition, hall: Hall, land: Land) -> None:
        assert self.seen(hall.liaison) == []
        cast.assign_liaison(hall.liaison, land.north)
        again = User.objects.get(pk=hall.liaison.pk)
        assert self.seen(again) == [("審査", "協働の担当", False)]

    def test_costs_the_same_for_many(
        self, hall: Hall, land: Land, north: Organization, nanami: User, django_assert_max_num_queries: Any
    ) -> None:
        build.proposed(build.submitted(north, nanami), hall)
        for number in range(5):
            oaza = {"code": f"9{number}", "name": f"大字{number}", "furigana": "おおあざ"}
            area = Area.objects.create(kind=Area.Kind.OAZA, parent=land.south, **oaza)
            body = cast.organization(f"見本の会{number}", area)
            leader = cast.person(f"見本 {number}", f"leader{number}")
            cast.officer(body, leader)
            build.submitted(body, leader)
        chief = User.objects.get(pk=hall.chief.pk)
        with django_assert_max_num_queries(12):
            assert len(for_city(chief, on=MONDAY)) == 6
