"""学生の活動: a school writes, the section reads it first, and everybody finds it on the area's and the body's page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from organizations.models import Organization, StudentActivity
from organizations.students.tasks import for_city, for_school
from records.cases import NotNow
from staff.models import Partner
from tests import cast
from tests.cast import LONG_AGO, MONDAY, Hall, Land
from tests.journeys.people import photograph
from tests.portal import PortalClient

pytestmark = pytest.mark.django_db
AsUser = Callable[[User], PortalClient]
SCHOOL = "見本公立大学"


@pytest.fixture(autouse=True)
def that_monday(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "localdate", lambda *_args: MONDAY)


@pytest.fixture
def north(north: Organization) -> Organization:
    """At work."""
    Organization.objects.filter(pk=north.pk).update(status="active", founded_on=LONG_AGO, recognised_on=LONG_AGO)
    return north


@pytest.fixture
def lecturer(land: Land) -> User:
    user = cast.person("学部 十四子", "lecturer")
    Partner.objects.create(user=user, area=land.north, kind_id="school", affiliation=SCHOOL, starts_on=LONG_AGO)
    return user


def typed(**otherwise: Any) -> dict[str, Any]:
    facts = {"school": SCHOOL, "title": "公民館の学習会", "text": "宿題を見た。", "fiscal_year": "令和7年度"}
    return {**facts, **otherwise}


def sent(by: User, **otherwise: Any) -> StudentActivity:
    facts = {"school": SCHOOL, "title": "公民館の学習会", "text": "宿題を見た。", "fiscal_year": 2025, **otherwise}
    activity = StudentActivity.begin(by=by, **facts)
    activity.send(by=by)
    return activity


class TestPublish:
    def test_by_the_section_for_everybody(
        self, hall: Hall, land: Land, north: Organization, lecturer: User, as_user: AsUser
    ):
        facts = typed(organization=north.pk, area=land.north.pk, students="12", teacher="見本 教授")
        file = SimpleUploadedFile("x.jpg", photograph("学習会")["buffer"], "image/jpeg")
        answer = as_user(lecturer).post(reverse("students:new"), {**facts, "photos": file})
        activity = StudentActivity.objects.get()
        assert answer["Location"] == activity.get_absolute_url()
        assert PortalClient().get(activity.get_absolute_url()).status_code == 404
        as_user(lecturer).post(reverse("students:act", args=[activity.pk, "send"]))
        as_user(hall.drafter).post(reverse("students:act", args=[activity.pk, "publish"]))
        page = PortalClient().get(activity.get_absolute_url())
        assert "学生の人数" in page.text
        photo = reverse("students:photo", args=[activity.pk, activity.photos()[0].pk])
        assert PortalClient().get(photo)["Content-Type"] == "image/jpeg"

    def test_stands_on_the_area_s_and_the_body_s_page(
        self, hall: Hall, land: Land, north: Organization, lecturer: User
    ):
        sent(lecturer, organization=north, area=land.north).publish(by=hall.drafter)
        for address in (reverse("chart", args=[land.north.pk]), reverse("register:body", args=[north.pk])):
            assert "公民館の学習会" in PortalClient().get(address).text

    def test_nobody_publishes_the_own(self, hall: Hall, land: Land, as_user: AsUser):
        activity = sent(hall.drafter)
        with pytest.raises(NotNow, match="別の人"):
            activity.publish(by=hall.drafter)
        codes = [
            as_user(user).post(reverse("students:act", args=[activity.pk, "publish"])).status_code
            for user in (hall.drafter, hall.stranger)
        ]
        assert codes == [403, 403]

    @pytest.mark.parametrize("verb", ["publish", "give_back"])
    def test_is_refused_in_any_other_state(self, hall: Hall, lecturer: User, verb: str):
        activity = sent(lecturer)
        activity.publish(by=hall.drafter)
        with pytest.raises(NotNow):
            getattr(activity, verb)(by=hall.chief, **({"comment": "直す"} if verb == "give_back" else {}))


class TestTasks:
    def test_what_was_sent_waits_for_the_section_and_a_draft_for_the_school(
        self, hall: Hall, lecturer: User, kuko: User
    ):
        activity = sent(lecturer)
        waiting = [(task.title, task.mine) for task in for_city(hall.drafter, on=MONDAY)]
        assert waiting == [("学生の活動「公民館の学習会」", True)]
        assert (for_city(hall.stranger, on=MONDAY), for_school(lecturer, on=MONDAY)) == ([], [])
        activity.give_back(by=hall.drafter, comment="人数を。")
        assert for_city(hall.drafter, on=MONDAY) == []
        assert [task.action for task in for_school(lecturer, on=MONDAY)] == ["続きを書く"]
        assert for_school(kuko, on=MONDAY) == []

    def test_nobody_checks_the_own(self, hall: Hall):
        sent(hall.drafter)
        assert [[task.mine for task in for_city(user, on=MONDAY)] for user in (hall.drafter, hall.chief)] == [
            [False],
            [True],
        ]


class TestNarrowRights:
    def test_a_school_reads_nothing_of_the_area_s_people(self, lecturer: User, as_user: AsUser):
        browser = as_user(lecturer)
        home = browser.get("/").text
        assert ["学生の活動" in home, "声と要望" in home] == [True, False]
        assert browser.get(reverse("connect:desk")).status_code == 403


class TestWrite:
    def test_only_of_the_own_school(self, lecturer: User, kuko: User, as_user: AsUser):
        page = as_user(lecturer).post(reverse("students:new"), typed(school="よその大学"))
        assert f"{SCHOOL}の活動だけを書けます" in page.text
        assert as_user(kuko).get(reverse("students:new")).status_code == 403
        assert not StudentActivity.objects.exists()

    def test_not_while_it_is_read(self, hall: Hall, lecturer: User, as_user: AsUser):
        activity = sent(lecturer)
        page = as_user(lecturer).post(reverse("students:edit", args=[activity.pk]), typed(title="直した"))
        assert "確認に出したあとは" in page.text
        as_user(hall.drafter).post(reverse("students:act", args=[activity.pk, "give_back"]), {"comment": "人数を。"})
        as_user(lecturer).post(reverse("students:edit", args=[activity.pk]), typed(title="直した"))
        assert StudentActivity.objects.get().title == "直した"

    def test_what_is_not_published_is_the_school_s_and_the_city_s(
        self, hall: Hall, lecturer: User, kuko: User, as_user: AsUser
    ):
        address = sent(lecturer).get_absolute_url()
        codes = [as_user(user).get(address).status_code for user in (lecturer, hall.stranger, kuko)]
        assert codes == [200, 200, 404]
