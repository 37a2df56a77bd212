"""Notes of a workshop: typed from paper, sent by phone, sorted, and shown only once somebody has looked."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as some

from accounts.models import User
from organizations.meetings.ics import Entry, calendar, folded
from organizations.meetings.meeting import Meeting
from organizations.meetings.notes import Note, put_in, read_lines, sort_notes, write_notes
from organizations.models import Organization
from records.cases import NotNow
from tests.cast import MONDAY, Land
from tests.organizations.meetings import build
from tests.organizations.meetings.build import AFTER, START

pytestmark = pytest.mark.django_db


@pytest.fixture
def workshop(north: Organization, nanami: User) -> Meeting:
    return build.announced(north, nanami)


class TestReadLines:
    @pytest.mark.parametrize(
        ("typed", "read"),
        [
            ("空き家が増えている ×3", ("空き家が増えている", 3)),
            ("・川がきれい", ("川がきれい", 0)),
            ("バスを予約制に*１２", ("バスを予約制に", 12)),
            ("ぶどうの山 x2", ("ぶどうの山", 2)),
        ],
    )
    def test_one_note_a_line_with_its_dots(self, typed: str, read: tuple[str, int]):
        assert read_lines(f"\n{typed}\n\n") == [read]

    @given(some.text(max_size=300))
    def test_reads_whatever_is_typed(self, typed: str):
        assert all(text.strip() and 0 <= dots < 1000 for text, dots in read_lines(typed))


class TestWrite:
    def test_what_staff_type_is_of_the_area_and_shown(self, workshop: Meeting, nanami: User, land: Land):
        write_notes(workshop, by=nanami, kind="problem", text="空き家が増えている ×3\n店がない", area=land.north)
        first = Note.objects.public().of_area(land.north).weightiest_first()[0]
        assert (first.text, first.dots, first.day) == ("空き家が増えている", 3, START.date())
        assert Note.objects.of_area(land.city).count() == 2
        assert not Note.objects.of_area(land.south).exists()

    def test_all_or_nothing(self, workshop: Meeting, nanami: User, land: Land):
        with pytest.raises(NotNow, match="200文字まで"):
            write_notes(workshop, by=nanami, kind="idea", text=f"短い\n{'長' * 201}", area=land.north)
        assert not Note.objects.exists()

    def test_a_board_meeting_gathers_none(self, north: Organization, nanami: User, land: Land):
        meeting = build.announced(north, nanami, "役員会")
        with pytest.raises(NotNow, match="メモを集めません"):
            write_notes(meeting, by=nanami, kind="idea", text="一つ", area=land.north)


class TestRoom:
    def test_takes_notes_while_its_code_is_shown(self, workshop: Meeting, nanami: User, land: Land):
        facts: Any = {"kind": "idea", "text": "朝市を開く", "area": land.north, "on": MONDAY}
        with pytest.raises(NotNow, match="受付は終わりました"):
            put_in(workshop, **facts)
        workshop.open_room(by=nanami)
        put_in(workshop, **facts)
        assert not Note.objects.public().exists()
        workshop.hold(by=nanami, at=AFTER)
        assert workshop.room_code == ""

    def test_a_phone_needs_no_account(self, client: Any, workshop: Meeting, nanami: User):
        assert client.get(reverse("room:notes", args=["ABC123"])).status_code == 404
        workshop.open_room(by=nanami)
        asked = client.get(reverse("room:ask"), {"code": workshop.room_code.lower()})
        assert asked["Location"] == reverse("room:notes", args=[workshop.room_code])
        page = client.post(asked["Location"], {"kind": "asset", "text": "川がきれい"}, follow=True)
        assert "届きました" in page.text
        note = Note.objects.get()
        assert (note.from_phone, note.state) == (True, "new")
        assert client.post(asked["Location"], {"kind": "asset", "text": "x", "website": "y"}).status_code == 200
        assert Note.objects.count() == 1


class TestBoard:
    def test_groups_weighs_and_shows(self, as_user: Any, client: Any, workshop: Meeting, nanami: User, land: Land):
        workshop.open_room(by=nanami)
        note = put_in(workshop, kind="idea", text="朝市を開く", area=land.north, on=MONDAY)
        page = reverse("meetings:board", args=[workshop.pk])
        assert "朝市を開く" not in client.get(workshop.get_absolute_url()).text
        typed = {f"note-{note.pk}-theme": "にぎわい", f"note-{note.pk}-dots": "４", f"note-{note.pk}-state": "shown"}
        assert as_user(nanami).post(page, typed).status_code == 302
        note.refresh_from_db()
        assert (note.theme, note.dots, note.state) == ("にぎわい", 4, "shown")
        assert "朝市を開く" in client.get(workshop.get_absolute_url()).text

    def test_is_for_those_who_hold_it(self, as_user: Any, workshop: Meeting, kuko: User):
        assert as_user(kuko).get(reverse("meetings:board", args=[workshop.pk])).status_code == 403

    def test_a_note_of_another_meeting_stays_as_it_is(
        self, workshop: Meeting, north: Organization, nanami: User, land: Land
    ):
        other = build.announced(north, nanami)
        (note,) = write_notes(other, by=nanami, kind="idea", text="一つ", area=land.north)
        assert sort_notes(workshop, {note.pk: {"state": "hidden"}}, by=nanami) == 0


class TestAbout:
    def test_a_plan_cites_own_workshops_and_the_citys_around_it(
        self, workshop: Meeting, north: Organization, nanami: User, land: Land, hall: Any, kuko: User
    ):
        area_meeting = build.planned(land.north, hall.drafter, "エリアミーティング")
        area_meeting.announce(by=hall.drafter, on=MONDAY)
        write_notes(workshop, by=nanami, kind="problem", text="自分の会", area=land.north_oaza)
        write_notes(area_meeting, by=hall.drafter, kind="problem", text="市の会", area=land.north)
        assert {note.text for note in Note.objects.about(north)} == {"自分の会", "市の会"}
        assert not Note.objects.about(kuko.roles.get().organization).exists()


class TestCalendar:
    def test_of_one_meeting(self, client: Any, workshop: Meeting, nanami: User):
        text = client.get(reverse("meetings:ics", args=[workshop.pk])).text
        assert "DTSTART:20250602T030000Z\r\n" in text
        assert "STATUS:CONFIRMED" in text
        workshop.cancel(by=nanami, on=MONDAY, reason="大雪")
        assert "STATUS:CANCELLED" in client.get(reverse("meetings:ics", args=[workshop.pk])).text

    def test_an_inner_meeting_is_in_nobodys_calendar(
        self, client: Any, north: Organization, nanami: User, monday_noon: None
    ):
        inner = build.announced(north, nanami, "役員会")
        build.announced(north, nanami)
        assert client.get(reverse("meetings:ics", args=[inner.pk])).status_code == 404
        assert client.get(reverse("meetings:feed")).text.count("BEGIN:VEVENT") == 1

    @given(some.text(max_size=200))
    def test_no_line_is_too_long_and_none_is_cut_within_a_character(self, text: str):
        line = "SUMMARY:" + text.replace("\r", "").replace("\n", "").encode(errors="ignore").decode()
        lines = folded(line).split("\r\n")
        assert all(len(each.encode()) <= 75 for each in lines)
        assert "".join([lines[0], *(each[1:] for each in lines[1:-1])]) == line

    def test_commas_and_breaks_are_escaped(self):
        entry = Entry("1", "話し合い, 見守り", START, AFTER, "北;館", "一\n二", "https://example.jp/", START)
        text = calendar([entry], name="会議")
        assert "SUMMARY:話し合い\\, 見守り\r\n" in text
        assert "DESCRIPTION:一\\n二\r\n" in text


class TestList:
    def test_costs_the_same_for_thirty_meetings(
        self, client: Any, north: Organization, nanami: User, monday_noon: None, django_assert_max_num_queries: Any
    ):
        for _ in range(15):
            build.announced(north, nanami)
        with django_assert_max_num_queries(9):
            page = client.get(reverse("meetings:list"))
        assert page.text.count("北公民館") == 15

    def test_past_ones_are_found_with_their_minutes(self, client: Any, workshop: Meeting):
        assert "第1回 ワークショップ" in client.get(reverse("meetings:list"), {"heap": "past"}).text
        assert "第1回 ワークショップ" not in client.get(reverse("meetings:list")).text
