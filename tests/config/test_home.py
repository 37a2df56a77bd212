"""ホーム: what do I have to do now, by when, and who holds what."""

from collections.abc import Callable
from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from config.home import TABS
from organizations.models import Organization
from records.tasks import Task, gather, in_order, rests_without
from staff.models import Inquiry
from tests import cast, watching
from tests.portal import PortalClient

pytestmark = pytest.mark.django_db
AsUser = Callable[[User], PortalClient]
DAY = date(2025, 6, 4)


def task(title: str, **more: object) -> Task:
    return Task(title=title, url="/", organization="北の会", **more)  # type: ignore[arg-type]


class TestInOrder:
    def test_puts_the_nearest_day_first_and_those_without_a_day_last(self) -> None:
        tasks = [
            task("いつでも"),
            task("あす", due=date(2025, 6, 5)),
            task("先月から", since=date(2025, 5, 1)),
            task("きのうまで", due=date(2025, 6, 3)),
        ]
        assert [each.title for each in in_order(tasks)] == ["きのうまで", "あす", "先月から", "いつでも"]


class TestGather:
    def test_leaves_out_who_has_nothing_to_say(
        self, hall: cast.Hall, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        asked: list[str] = []

        @rests_without(Inquiry.objects.filter(status="received"), Inquiry.objects.filter(status="routed"))
        def of_inquiries(_user: User, *, on: date) -> list[Task]:
            asked.append("inquiries")
            return [task("声", due=on)]

        @rests_without(Organization.objects.filter(status="revoked"))
        def of_bodies(_user: User, *, on: date) -> list[Task]:
            asked.append("bodies")
            return [task("団体", due=on)]

        Inquiry.receive(by=hall.drafter, on=cast.MONDAY, channel="phone", text="街灯が切れている。")
        with django_assert_num_queries(1):
            found = gather([of_inquiries, of_bodies], hall.drafter, on=DAY)
        assert ([each.title for each in found], asked) == (["声"], ["inquiries"])

    def test_is_watched_in_all_tests(self, hall: cast.Hall, north: Organization) -> None:
        @rests_without(Organization.objects.filter(status="revoked"))
        def of_too_few(_user: User, *, on: date) -> list[Task]:
            return [task(str(north), due=on)]

        assert gather([of_too_few], hall.drafter, on=DAY) == []
        with pytest.raises(AssertionError, match="of_too_few rests and has to say"):
            watching.outspoken([of_too_few], hall.drafter, on=DAY)


class TestTabs:
    @pytest.mark.parametrize(
        ("key", "found"),
        [("mine", {"自分"}), ("late", {"遅れ"}), ("long", {"長い"}), ("all", {"自分", "遅れ", "長い"})],
    )
    def test_sort_the_inbox(self, key: str, found: set[str]) -> None:
        tasks = [
            task("自分", mine=True),
            task("遅れ", due=date(2025, 6, 3)),
            task("長い", since=date(2025, 5, 1)),
        ]
        tab = next(tab for tab in TABS if tab.key == key)
        assert {each.title for each in tasks if tab.holds(each, DAY)} == found


class TestHome:
    def test_asks_strangers_to_sign_in(self, client: PortalClient) -> None:
        answer = client.get(reverse("home"))
        assert (answer.status_code, answer["Location"]) == (302, "/accounts/login/?next=/")

    def test_tells_a_leader_what_to_do_and_whom_to_call(
        self, north: Organization, nanami: User, hall: cast.Hall, land: cast.Land, as_user: AsUser
    ) -> None:
        cast.assign_liaison(hall.liaison, land.north)
        page = as_user(nanami).get(reverse("home")).text
        assert "今やること" in page
        assert "税務 五月" in page
        assert "北の会" in page

    def test_says_nothing_of_a_neighbour(self, north: Organization, nanami: User, kuko: User, as_user: AsUser) -> None:
        assert "北の会" not in as_user(kuko).get(reverse("home")).text

    def test_tells_somebody_without_a_role_whom_to_call(self, hall: cast.Hall, as_user: AsUser) -> None:
        page = as_user(cast.person("役 無子", "nobody")).get(reverse("home")).text
        assert "どの団体の役にもついていません" in page

    def test_shows_an_office_its_inbox(self, hall: cast.Hall, as_user: AsUser) -> None:
        page = as_user(hall.drafter).get(reverse("home")).text
        assert "待っているもの" in page
        assert "今、あなたの番のものはありません。" in page

    def test_leads_to_a_case_of_no_body(self, hall: cast.Hall, as_user: AsUser) -> None:
        voice = Inquiry.receive(by=hall.drafter, on=cast.MONDAY, channel="phone", text="街灯が切れている。")
        page = as_user(hall.drafter).get(reverse("home")).text
        assert f'<a href="{voice.get_absolute_url()}">街灯が切れている。</a>' in page

    def test_keeps_to_what_the_address_asks_for(
        self, hall: cast.Hall, land: cast.Land, as_user: AsUser, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        tasks = [task("認可", kind="認可", mine=True), task("交付金", kind="交付金", mine=True)]
        monkeypatch.setattr(
            "config.home.CITY_SOURCES", [lambda _user, *, on: tasks if on <= timezone.localdate() else []]
        )
        page = as_user(hall.drafter).get(reverse("home"), {"kind": "交付金", "q": "北"}).text
        assert page.count('<th scope="row"') == 1
        assert "この条件に当たるものはありません" in as_user(hall.drafter).get(reverse("home"), {"q": "南"}).text
