"""The wizard's pages: who opens them, what a mistake says at its row, what is shown before it happens and after it."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from organizations.models import Organization
from records.fiscal import FiscalYear
from records.mail import Mail
from staff.handover.picture import Picture
from staff.models import Duty, LiaisonAssignment, Nomination
from tests import cast
from tests.cast import Hall, Land, assign_liaison
from tests.portal import PortalClient

AsUser = Callable[[User], PortalClient]
DAY = FiscalYear.of(timezone.localdate()).next.start
EVE = DAY - timedelta(days=1)
START = reverse("staff:handover_start")


@pytest.fixture
def hanako(hall: Hall) -> User:
    """起案 花子, whose post keeps the register."""
    hall.posts["drafter"].runs_settings = True
    hall.posts["drafter"].save()
    return hall.drafter


@pytest.fixture
def desk(hanako: User, as_user: AsUser) -> PortalClient:
    return as_user(hanako)


def address(hall: Hall, which: str = "handover", day: date = DAY) -> str:
    return reverse(f"staff:{which}", args=[hall.section.pk, day.isoformat()])


def typed(hall: Hall, press: str = "check", **rows: Any) -> dict[str, Any]:
    """What a browser sends; ``chief="go"`` is the choice in the row of 係長."""
    sent: dict[str, Any] = {"seen": Picture(hall.section, DAY).fingerprint, press: "1"}
    for key in ("chief", "drafter"):
        duty = Duty.objects.get(post=hall.posts[key], starts_on=cast.LONG_AGO)
        sent[f"at-{duty.pk}-to"] = rows.pop(key, "stay")
        for tick in rows.pop(f"{key}_ticks", ()):
            sent[f"at-{duty.pk}-{tick}"] = "on"
    coming = rows.pop("new", [])
    sent |= {"new-TOTAL_FORMS": len(coming), "new-INITIAL_FORMS": 0}
    for n, row in enumerate(coming):
        sent |= {f"new-{n}-{name}": value for name, value in row.items()}
    return sent | rows


class TestTheDoor:
    def test_opens_for_posts_that_keep_the_register(
        self, as_user: AsUser, hall: Hall, hanako: User, north: Organization, nanami: User, kuko: User
    ) -> None:
        for page in (START, address(hall), address(hall, "handover_done")):
            seen = {who: as_user(who).get(page).status_code for who in (hanako, hall.chief, hall.liaison, nanami, kuko)}
            assert seen == {hanako: 200, hall.chief: 403, hall.liaison: 403, nanami: 403, kuko: 403}

    @pytest.mark.parametrize("day", ["2019-04-01", "9999-01-01", "いつか"])
    def test_is_not_there_for_a_day_far_away(self, desk: PortalClient, hall: Hall, day: str) -> None:
        assert desk.get(reverse("staff:handover", args=[hall.section.pk, day])).status_code == 404


class TestStart:
    def test_proposes_next_april_and_ones_own_department(self, desk: PortalClient, hall: Hall) -> None:
        form = desk.get(START).context["form"]
        assert (form.initial["on"], form.initial["department"]) == (DAY, hall.section)
        asked: dict[str, str] = {"go": "1", "department": str(hall.section.pk), "on": DAY.isoformat()}
        answer = desk.get(START, asked)
        assert answer["Location"] == address(hall)

    def test_tells_a_mistake_at_its_field(self, desk: PortalClient) -> None:
        page = desk.get(START, {"go": "1", "department": "", "on": "R2.4.1"}).text
        assert "部署を1つ選んでください。" in page
        assert "それより後の日にしてください。" in page

    def test_lists_what_is_prepared(self, desk: PortalClient, hall: Hall) -> None:
        desk.post(address(hall), typed(hall, "save", chief=hall.posts["drafter"].pk, drafter=hall.posts["chief"].pk))
        assert address(hall) in desk.get(START).text


class TestTyping:
    def test_shows_everybody_who_is_there_and_every_post(
        self, desk: PortalClient, hall: Hall, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        for n in range(30):
            user = cast.person(f"多数 {n}", f"many{n}")
            Duty.objects.create(user=user, post=hall.posts["drafter"], starts_on=cast.LONG_AGO)
        with django_assert_max_num_queries(24):
            page = desk.get(address(hall)).text
        assert "回議 二郎" in page
        assert "多数 29" in page
        assert "総務部長" in page

    @pytest.mark.parametrize(
        ("rows", "sentence"),
        [
            ({"chief": "go"}, "協働推進係長につく人がいません"),
            ({"new": [{"name": "新人 一郎"}]}, "新しい人のメールアドレスを入れてください。"),
            ({"new": [{"name": "新人 一郎"}]}, "つく職を選んでください。"),
            ({"chief": "99999"}, "一覧の中から選んでください。"),
        ],
    )
    def test_tells_each_mistake_and_keeps_what_was_typed(
        self, desk: PortalClient, hall: Hall, rows: dict[str, Any], sentence: str
    ) -> None:
        page = desk.post(address(hall), typed(hall, "save", **rows)).text
        assert sentence in page
        assert "新人 一郎" in page or "new" not in rows
        assert not Duty.objects.filter(starts_on=DAY).exists()

    def test_offers_the_tick_that_mends_a_vacancy(self, desk: PortalClient, hall: Hall) -> None:
        assert "後任を決めずに空けておく" not in desk.get(address(hall)).text
        assert "後任を決めずに空けておく" in desk.post(address(hall), typed(hall, chief="go")).text
        page = desk.post(address(hall), typed(hall, chief="go", chief_ticks=["may_be_vacant"])).text
        assert "空いています" in page

    def test_adds_a_row_without_a_script(self, desk: PortalClient, hall: Hall) -> None:
        page = desk.post(address(hall), typed(hall, "add", chief="go") | {"add": "new"})
        assert len(page.context["page"].newcomers.rows) == 1
        assert "か所を直してください" not in page.text

    def test_tells_a_stale_page(self, desk: PortalClient, hall: Hall) -> None:
        sent = typed(hall, "save", chief=hall.posts["drafter"].pk, drafter=hall.posts["chief"].pk)
        desk.post(address(hall), sent)
        assert "先に書きかえました" in desk.post(address(hall), sent).text

    def test_takes_an_address_that_has_an_account_for_its_owner(self, desk: PortalClient, hall: Hall) -> None:
        row = {"name": "税務 五月", "email": "Liaison@example.jp", "post": hall.posts["chief"].pk, "old": "leave"}
        desk.post(address(hall), typed(hall, "save", chief="go", new=[row]))
        assert hall.posts["chief"].holders(on=DAY) == ["税務 五月"]
        assert hall.posts["clerk"].holders(on=DAY) == ["財政 六助"]


class TestConfirming:
    def test_shows_what_it_means_before_it_happens(self, desk: PortalClient, hall: Hall, land: Land) -> None:
        assign_liaison(hall.chief, land.north)
        row = {"person": hall.liaison.pk, "post": hall.posts["chief"].pk, "old": "leave"}
        page = desk.post(address(hall), typed(hall, chief="go", new=[row])).text
        assert "職なし(権限はなくなります)" in page
        assert "地域担当職員として(1件)" in page
        assert "北地区 主担当" in page
        assert not Duty.objects.filter(starts_on=DAY).exists()

    def test_leads_back_with_everything_typed(self, desk: PortalClient, hall: Hall) -> None:
        page = desk.post(address(hall), typed(hall, "edit", chief="go"))
        assert page.context["page"].rows[0]["to"].value() == "go"
        assert "か所を直してください" not in page.text

    def test_the_button_does_all_of_it(self, desk: PortalClient, hall: Hall, land: Land) -> None:
        assign_liaison(hall.chief, land.north)
        row = {"name": "新人 一郎", "furigana": "しんじん", "email": "s@example.jp", "post": hall.posts["chief"].pk}
        place = {f"area-{land.north.pk}-main-to": str(hall.liaison.pk), f"area-{land.south.pk}-main-to": ""}
        page = desk.post(address(hall), typed(hall, "save", chief="go", new=[row], **place), follow=True).text
        assert "その日になると、職と権限が自動で移ります。" in page
        assert "役目がなくなるアカウント" in page
        assert hall.posts["chief"].holders(on=DAY) == ["新人 一郎"]
        assert [str(each) for each in LiaisonAssignment.objects.held(on=DAY)] == ["北地区 主担当 税務 五月"]
        assert [str(each) for each in LiaisonAssignment.objects.held(on=EVE)] == ["北地区 主担当 回議 二郎"]
        assert Mail.objects.get().to_address == "s@example.jp"

    def test_a_liaison_without_a_post_is_told_at_the_area(self, desk: PortalClient, hall: Hall, land: Land) -> None:
        assign_liaison(hall.chief, land.north)
        place = {f"area-{land.north.pk}-main-to": str(hall.chief.pk), f"area-{land.south.pk}-main-to": ""}
        page = desk.post(address(hall), typed(hall, "save", chief="go", chief_ticks=["may_be_vacant"], **place)).text
        assert "市の職についていません" in page
        assert Duty.objects.get(user=hall.chief).ends_on is None


class TestAmending:
    def test_begins_with_what_is_prepared(self, desk: PortalClient, hall: Hall, land: Land) -> None:
        row = {"person": hall.liaison.pk, "post": hall.posts["chief"].pk, "old": "keep"}
        desk.post(
            address(hall), typed(hall, "save", chief=hall.posts["manager"].pk, chief_ticks=["may_hold_both"], new=[row])
        )
        page = desk.get(address(hall)).context["page"]
        assert [str(each["to"].value()) for each in page.rows] == [str(hall.posts["manager"].pk), "stay"]
        (coming, _blank) = page.newcomers.rows
        assert (coming["person"].value(), coming["old"].value()) == (hall.liaison.pk, "keep")

    def test_where_the_rule_has_a_way_liaisons_are_left_to_the_posts(
        self, desk: PortalClient, hall: Hall, land: Land
    ) -> None:
        assign_liaison(hall.chief, land.north)
        cast.rule("課長専決", "staff.liaison", hall.posts["manager"])
        page = desk.get(address(hall)).text
        assert (f"area-{land.north.pk}-main-to" in page, "次の担当は、協働の担当の係が" in page) == (False, True)
        sent = typed(hall, "save", chief="go", **{f"area-{land.north.pk}-main-to": str(hall.liaison.pk)})
        desk.post(address(hall), sent)
        assert LiaisonAssignment.objects.get().user == hall.chief
        assert not Nomination.objects.exists()

    def test_two_liaisons_swap_their_areas(self, desk: PortalClient, hall: Hall, land: Land) -> None:
        assign_liaison(hall.liaison, land.north)
        assign_liaison(hall.stranger, land.south)
        place = {
            f"area-{land.north.pk}-main-to": str(hall.stranger.pk),
            f"area-{land.south.pk}-main-to": str(hall.liaison.pk),
        }
        for _twice in range(2):
            desk.post(address(hall), typed(hall, "save", **place))
        held = {str(each) for each in LiaisonAssignment.objects.held(on=DAY)}
        assert held == {"北地区 主担当 財政 六助", "南地区 主担当 税務 五月"}
        assert LiaisonAssignment.objects.count() == 4
