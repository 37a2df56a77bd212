"""拠点施設: rooms that nobody has twice, who answers, and what others may know of it."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from organizations.facilities.bookings import Booking
from organizations.facilities.buildings import Facility, Room
from organizations.facilities.calendar import Diary, monday_of, month_of
from organizations.facilities.listing import fee_of
from organizations.models import Organization
from records.anybody import anybody
from records.cases import NotNow
from records.era import era_date
from records.mail import Mail
from records.models import Event
from tests.cast import LONG_AGO, MONDAY, Hall, Land
from tests.portal import PortalClient

AsUser = Callable[[User], PortalClient]
DAY = MONDAY + timedelta(days=8)  # a Tuesday
NOW = datetime.combine(MONDAY, time(12), tzinfo=timezone.get_default_timezone())


@pytest.fixture
def center(hall: Hall, land: Land, north: Organization) -> Facility:
    """北地区センター, run by 北の会, closed on Mondays."""
    return Facility.enter(
        by=hall.drafter, name="北地区センター", kind="center", area=land.north, address="見本市北1",
        operation="designated", manager=north, closed_weekdays=[0], starts_on=LONG_AGO,
    )  # fmt: skip


@pytest.fixture
def room(center: Facility, hall: Hall) -> Room:
    return center.set_room(None, by=hall.drafter, name="会議室", capacity=20, fee=300)


def asked(room: Room, by: User, *, day: date = DAY, starts: int = 10, ends: int = 12, **facts: Any) -> Booking:
    told: dict[str, Any] = {"name": "南野 九子", "phone": "0867-00-9999", "purpose": "ひみつの集まり"}
    told |= {"headcount": 8} | facts
    return Booking.ask(room, by=by, day=day, starts=time(starts), ends=time(ends), now=NOW, **told)


def typed(room: Room, **values: str) -> dict[str, str]:
    """For the Wednesday of next week: pages ask the real clock."""
    today = timezone.localdate()
    day = today + timedelta(days=9 - today.weekday())
    facts = {"room": str(room.pk), "day": era_date(day), "starts": "10:00", "ends": "12:00", "headcount": "8"}
    return facts | {"purpose": "体操", "name": "南野 九子", "phone": "0867-00-9999"} | values


class TestFacility:
    def test_a_designated_manager_is_named(self, hall: Hall, land: Land) -> None:
        facts = {"name": "x", "kind": "hall", "area": land.north, "address": "x", "starts_on": LONG_AGO}
        with pytest.raises(ValidationError, match="運営する団体を選んでください"):
            Facility.enter(by=hall.drafter, operation="designated", **facts)

    def test_what_changes_is_told(self, center: Facility, hall: Hall, nanami: User) -> None:
        center.revise(by=nanami, closes_at=time(22))
        center.equip(None, by=nanami, name="長机", count=12, note="")
        told = [event.verb for event in Event.objects.about(center)]
        assert told == ["facility.equip", "facility.revise", "facility.enter"]

    def test_is_not_closed_over_the_heads_of_those_who_asked(self, room: Room, kuko: User, nanami: User) -> None:
        booking = asked(room, kuko)
        days: dict[str, Any] = {"starts_on": DAY, "ends_on": DAY, "reason": "工事"}
        with pytest.raises(NotNow, match="先に、断るか取り消してください"):
            room.facility.close(by=nanami, **days)
        booking.refuse(by=nanami, answer="工事のため")
        room.facility.close(by=nanami, **days)
        with pytest.raises(NotNow, match="休みです\\(工事\\)"):
            asked(room, kuko)


class TestAsk:
    def test_keeps_the_room_and_tells_who_runs_it(self, room: Room, kuko: User, nanami: User) -> None:
        booking = asked(room, kuko)
        assert booking.status == "asked"
        assert Mail.objects.get().to_user == nanami
        (event,) = Event.objects.about(booking)
        assert "南野" not in str(event.facts)

    @pytest.mark.parametrize(
        ("facts", "sentence"),
        [
            ({"starts": 11, "ends": 13}, "もうふさがっています"),
            ({"starts": 8, "ends": 10}, "9:00から21:00"),
            ({"starts": 20, "ends": 22}, "9:00から21:00"),
            ({"starts": 15, "ends": 15}, "はじめの時刻より後"),
            ({"starts": 15, "ends": 16, "headcount": 21}, "定員は20人"),
            ({"day": MONDAY - timedelta(days=6)}, "過ぎた日"),
            ({"day": MONDAY + timedelta(days=91)}, "申し込めるのは"),
            ({"day": MONDAY + timedelta(days=7)}, "休みの曜日"),
        ],
    )
    def test_refuses_with_a_sentence(self, room: Room, kuko: User, facts: dict[str, Any], sentence: str) -> None:
        asked(room, kuko)
        with pytest.raises(ValidationError, match=sentence):
            asked(room, kuko, **facts)
        assert Booking.objects.count() == 1

    def test_the_next_hour_and_another_room_are_free(self, room: Room, hall: Hall, kuko: User) -> None:
        asked(room, kuko)
        asked(room, kuko, starts=12, ends=13)
        asked(room.facility.set_room(None, by=hall.drafter, name="和室", capacity=9), kuko)
        assert Booking.objects.live().count() == 3

    def test_refuses_a_room_that_takes_nobody(self, room: Room, kuko: User) -> None:
        room.in_use = False
        with pytest.raises(NotNow, match="ほかの部屋を"):
            asked(room, kuko)
        room.facility.takes_bookings = False
        with pytest.raises(NotNow, match="電話で聞いて"):
            asked(room, kuko)

    @given(
        first=st.tuples(st.integers(9, 20), st.integers(1, 6)), second=st.tuples(st.integers(9, 20), st.integers(1, 6))
    )
    def test_two_times_clash_exactly_when_they_share_a_moment(
        self, first: tuple[int, int], second: tuple[int, int]
    ) -> None:
        one, other = (range(start, min(start + length, 21)) for start, length in (first, second))
        shares = bool(set(one) & set(other))
        assert shares == (one.start < other.stop and other.start < one.stop)


class TestAnswers:
    def test_a_confirmed_room_is_told_to_who_asked(self, room: Room, kuko: User, nanami: User) -> None:
        booking = asked(room, kuko)
        booking.confirm(by=nanami, answer="かぎは窓口で。")
        assert (booking.status, booking.answer) == ("confirmed", "かぎは窓口で。")
        assert Mail.objects.filter(to_user=kuko).get().body.count("かぎは窓口で。") == 1

    def test_a_refused_or_cancelled_time_is_free_again(self, room: Room, kuko: User, nanami: User) -> None:
        asked(room, kuko).refuse(by=nanami, answer="清掃のため")
        asked(room, kuko).cancel(by=kuko, now=NOW)
        assert asked(room, kuko).status == "asked"

    def test_what_has_begun_is_not_cancelled(self, room: Room, kuko: User) -> None:
        booking = asked(room, kuko)
        with pytest.raises(NotNow, match="もう始まった"):
            booking.cancel(by=kuko, now=booking.starts_at)

    @pytest.mark.parametrize("status", ["refused", "cancelled"])
    @pytest.mark.parametrize("verb", ["confirm", "refuse", "cancel"])
    def test_are_refused_when_all_is_over(self, room: Room, kuko: User, nanami: User, status: str, verb: str) -> None:
        booking = asked(room, kuko)
        Booking.objects.update(status=status)
        more: dict[str, dict[str, Any]] = {"confirm": {}, "refuse": {"answer": "x"}, "cancel": {"now": NOW}}
        with pytest.raises(NotNow):
            getattr(booking, verb)(by=nanami, **more[verb])

    def test_the_fee_goes_by_half_hours(self, room: Room, kuko: User) -> None:
        booking = asked(room, kuko)
        booking.ends_at = booking.starts_at + timedelta(minutes=80)
        assert fee_of(booking) == 450


class TestDiary:
    def test_a_day_has_its_mark(self, room: Room, kuko: User) -> None:
        asked(room, kuko)
        asked(room, kuko, day=DAY + timedelta(days=1), starts=9, ends=21)
        first = monday_of(DAY)
        diary = Diary.of(room.facility, first, first + timedelta(days=6), now=NOW, known=())
        assert [day.mark for day in diary.days] == ["closed", "some", "full", "free", "free", "free", "free"]
        assert [busy.booking for busy in diary.days[1].rooms[0].busy] == [None]

    def test_a_month_is_whole_weeks(self, center: Facility) -> None:
        first, last = month_of(date(2025, 6, 15))
        weeks = Diary.of(center, first, last, now=NOW, known=()).weeks
        assert {len(week) for week in weeks} == {7}
        assert weeks[0][6] is not None
        assert weeks[0][6].day == first


class TestPages:
    def test_others_see_that_a_room_is_taken_and_not_by_whom(
        self, as_user: AsUser, client: PortalClient, room: Room, hall: Hall, kuko: User, nanami: User
    ) -> None:
        booking = asked(room, kuko)
        week = reverse("facilities:week", args=[room.facility_id]) + f"?day={DAY}"
        nobody, keeper = client.get(week).text, as_user(nanami).get(week).text
        assert "10:00から12:00" in nobody
        assert "九子" not in nobody
        assert "南野 九子さん" in keeper
        assert client.get(booking.get_absolute_url()).status_code == 404
        assert as_user(hall.stranger).get(booking.get_absolute_url()).status_code == 404
        assert "ひみつの集まり" in as_user(kuko).get(booking.get_absolute_url()).text

    def test_a_citizen_asks_reads_the_answer_and_cancels_without_an_account(
        self, client: PortalClient, room: Room, nanami: User
    ) -> None:
        address = reverse("facilities:ask", args=[room.facility_id])
        page = client.post(address, typed(room), follow=True)
        assert "返事を待っています" in page.text
        booking = Booking.objects.get()
        assert booking.asked_by == anybody()
        again = client.post(address, typed(room, starts="11:00"))
        assert "もうふさがっています" in again.text
        assert 'value="体操"' in again.text
        page = client.post(reverse("facilities:cancel", args=[booking.code]), follow=True)
        assert "取り消しました" in page.text

    def test_an_organization_asks_and_its_keeper_answers(
        self, as_user: AsUser, room: Room, kuko: User, nanami: User
    ) -> None:
        south = Organization.objects.get(name="南の会")
        address = reverse("facilities:ask", args=[room.facility_id])
        as_user(kuko).post(address, typed(room, organization=str(south.pk)))
        booking = Booking.objects.get(organization=south)
        browser = as_user(nanami)
        assert "南の会" in browser.get(reverse("facilities:bookings", args=[room.facility_id])).text
        again = browser.post(reverse("facilities:refuse", args=[booking.code]), {"answer": ""})
        assert "断る理由を書いてください" in again.text
        browser.post(reverse("facilities:confirm", args=[booking.code]), {"answer": "どうぞ"})
        booking.refresh_from_db()
        assert booking.status == "confirmed"

    def test_only_who_runs_it_answers_and_exports(self, as_user: AsUser, hall: Hall, room: Room, kuko: User) -> None:
        booking = asked(room, kuko)
        addresses = [reverse(f"facilities:{name}", args=[room.facility_id]) for name in ("bookings", "edit", "sheet")]
        for who, status in ((kuko, 403), (hall.drafter, 200)):
            assert {as_user(who).get(address).status_code for address in addresses} == {status}
        assert as_user(kuko).post(reverse("facilities:confirm", args=[booking.code])).status_code == 403
        assert Event.objects.about(room.facility).filter(verb="sheet.export").count() == 1

    def test_a_facility_is_entered_with_rooms_and_closings(
        self, as_user: AsUser, hall: Hall, land: Land, nanami: User
    ) -> None:
        browser = as_user(hall.drafter)
        facts = {
            "name": "中の集会所", "kind": "assembly", "area": land.middle_oaza.pk, "address": "見本市中1", "phone": "",
            "operation": "own", "manager": "", "opens_at": "9:00", "closes_at": "08:00", "days_ahead": "60",
            "takes_bookings": "on", "about": "", "starts_on": "平成27年4月1日", "ends_on": "",
        }  # fmt: skip
        wrong = browser.post(reverse("facilities:new"), facts)
        assert "閉まる時刻を、開く時刻より後にしてください。" in wrong.text
        page = browser.post(reverse("facilities:new"), facts | {"closes_at": "17:00"}, follow=True)
        place = Facility.objects.get()
        assert "部屋を加えてください" in page.text
        room = {"name": "広間", "capacity": "30", "fee": "0", "note": "", "in_use": "on", "order": "0"}
        assert "広間" in browser.post(reverse("facilities:room_new", args=[place.pk]), room, follow=True).text
        closing = {"starts_on": "令和20年12月29日", "ends_on": "令和21年1月3日", "reason": "年末年始"}
        page = browser.post(reverse("facilities:close", args=[place.pk]), closing, follow=True)
        assert "令和20年12月29日から令和21年1月3日まで" in page.text
        browser.post(reverse("facilities:reopen", args=[place.closings.get().pk]))
        assert not place.closings.exists()

    def test_a_month_of_bookings_costs_the_same(
        self,
        client: PortalClient,
        room: Room,
        kuko: User,
        django_assert_max_num_queries: DjangoAssertNumQueries,
    ) -> None:
        for day in range(4):
            for hour in range(9, 19):
                asked(room, kuko, day=DAY + timedelta(days=day), starts=hour, ends=hour + 1)
        for name in ("month", "week"):
            with django_assert_max_num_queries(9):
                page = client.get(reverse(f"facilities:{name}", args=[room.facility_id]) + f"?day={DAY}")
        assert page.text.count("申し込みあり") == 40
