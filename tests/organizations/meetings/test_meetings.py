"""会議 from its plan to its announcement, put off, called off; who sees it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from organizations.meetings.agenda import set_agenda, set_todos
from organizations.meetings.jobs import remind
from organizations.meetings.meeting import Meeting
from organizations.models import Organization, Section
from records.cases import NotNow
from records.events import Event
from records.mail import Mail
from tests.cast import LONG_AGO, MONDAY, Hall, Land, assign_liaison, officer, organization
from tests.organizations.meetings import build
from tests.organizations.meetings.build import AFTER, NOON, START
from tests.portal import PortalClient

pytestmark = pytest.mark.django_db


class TestPlan:
    def test_takes_the_next_number_of_its_kind(self, north: Organization, nanami: User):
        first, second = build.planned(north, nanami), build.planned(north, nanami)
        assert (first.name, second.name) == ("第1回 ワークショップ", "第2回 ワークショップ")

    def test_counts_anew_in_each_year_where_the_kind_says_so(self, north: Organization, nanami: User):
        old = build.planned(north, nanami, "地域づくり推進会議", number=4)
        assert old.name == "令和7年度 第4回 地域づくり推進会議"
        next_year: Any = {"starts_at": START + timedelta(days=365), "ends_at": AFTER + timedelta(days=365)}
        assert build.planned(north, nanami, "地域づくり推進会議").number == 5
        assert build.planned(north, nanami, "地域づくり推進会議", **next_year).number == 1

    def test_a_section_counts_for_itself(self, north: Organization, nanami: User):
        facts: Any = {"organization": north, "by": nanami, "starts_on": LONG_AGO}
        fire, care = Section.add(name="防災部会", **facts), Section.add(name="福祉部会", **facts)
        build.planned(north, nanami, "部会", section=fire)
        other = build.planned(north, nanami, "部会", section=care)
        assert other.name == "令和7年度 第1回 福祉部会"
        with pytest.raises(NotNow, match="どの部会か"):
            build.planned(north, nanami, "部会")
        fire.end(by=nanami, on=LONG_AGO)
        with pytest.raises(NotNow, match="にはありません"):
            build.planned(north, nanami, "部会", section=fire)
        others = Section.add(name="防災部会", **{**facts, "organization": organization("別の会")})
        with pytest.raises(NotNow, match="この団体の部会"):
            build.planned(north, nanami, "部会", section=others)

    def test_the_same_meeting_is_not_held_twice(self, north: Organization, nanami: User):
        build.planned(north, nanami, number=3)
        with pytest.raises(ValidationError, match="その回の会議は、もうあります"):
            build.planned(north, nanami, number=3)
        assert Meeting.objects.count() == 1

    @pytest.mark.parametrize(
        ("values", "field", "sentence"),
        [
            ({"starts_at": NOON - timedelta(days=1)}, "day", "もう過ぎた日時"),
            ({"ends_at": START}, "end", "はじまりより後"),
            ({"signup_until": (START + timedelta(days=1)).date()}, "signup_until", "会議の日"),
        ],
    )
    def test_says_at_the_field_what_is_wrong(
        self, north: Organization, nanami: User, values: Any, field: str, sentence: str
    ):
        with pytest.raises(NotNow, match=sentence) as refusal:
            build.planned(north, nanami, **values)
        assert field in refusal.value.message_dict
        assert not Meeting.objects.exists()

    def test_belongs_to_an_organization_or_to_an_area(self, north: Organization, nanami: User, land: Land):
        with pytest.raises(ValidationError, match="どちらか1つ"), transaction.atomic():
            build.planned(north, nanami, area=land.north)


class TestSeeing:
    def test_a_planned_one_is_its_holders_own(self, north: Organization, nanami: User, kuko: User, hall: Hall):
        meeting = build.planned(north, nanami)
        people = (nanami, kuko, hall.stranger, hall.drafter)
        seen = [Meeting.objects.visible_to(user, on=MONDAY).exists() for user in people]
        assert seen == [True, False, False, True]
        meeting.announce(by=nanami, on=MONDAY)
        assert Meeting.objects.visible_to(kuko, on=MONDAY).get() == meeting
        assert Meeting.objects.open_to_all().get() == meeting

    def test_an_inner_meeting_stays_inside(self, north: Organization, nanami: User, kuko: User):
        build.announced(north, nanami, "役員会")
        assert not Meeting.objects.visible_to(kuko, on=MONDAY).exists()
        assert not Meeting.objects.open_to_all().exists()


class TestAnnounce:
    def test_tells_the_others_who_hold_it(self, north: Organization, nanami: User, hachiro: User):
        meeting = build.announced(north, nanami)
        assert meeting.status == "announced"
        assert Mail.objects.get().to_user == hachiro

    def test_comes_in_time_or_says_why_not(self, north: Organization, nanami: User):
        soon: Any = {"starts_at": NOON + timedelta(days=3), "ends_at": NOON + timedelta(days=3, hours=1)}
        meeting = build.planned(north, nanami, **soon)
        with pytest.raises(NotNow, match=r"7日前\(令和7年5月8日\)までに知らせます"):
            meeting.announce(by=nanami, on=MONDAY)
        meeting.announce(by=nanami, on=MONDAY, reason="台風の後、急いで話し合うため。")
        assert Event.objects.about(meeting)[0].facts["comment"] == "台風の後、急いで話し合うため。"

    def test_an_assembly_has_an_agenda_first(self, north: Organization, nanami: User):
        meeting = build.planned(north, nanami, "総会")
        with pytest.raises(NotNow, match="議題を1つ以上"):
            meeting.announce(by=nanami, on=MONDAY)

    @pytest.mark.parametrize("status", [each for each in Meeting.Status.values if each != "planned"])
    def test_is_refused_in_any_other_state(self, north: Organization, nanami: User, status: str):
        meeting = build.planned(north, nanami)
        stands = "" if status in {"announced", "cancelled"} else "meeting"
        Meeting.objects.filter(pk=meeting.pk).update(status=status, stands_as=stands)
        with pytest.raises(NotNow, match="もうお知らせして"):
            meeting.announce(by=nanami, on=MONDAY)
        assert not Event.objects.filter(verb="meeting.announce").exists()


class TestPostponeAndCancel:
    def test_who_signed_up_is_told_and_stays(
        self, north: Organization, nanami: User, django_capture_on_commit_callbacks: Any
    ):
        meeting = build.announced(north, nanami)
        signup = build.signed_up(meeting)
        later: Any = {"starts_at": START + timedelta(days=7), "ends_at": AFTER + timedelta(days=7), "place": "南公民館"}
        with django_capture_on_commit_callbacks(execute=True):
            meeting.postpone(by=nanami, at=NOON, reason="大雪のため。", **later)
        told = next(each for each in mail.outbox if each.to == ["toko@example.jp"])
        assert "日時が変わりました" in told.subject
        assert "南公民館" in str(told.body)
        assert signup.code_said in str(told.body)
        signup.refresh_from_db()
        assert signup.state == "in"

    def test_the_day_of_what_was_announced_moves_by_this_verb_only(self, north: Organization, nanami: User):
        meeting = build.announced(north, nanami)
        with pytest.raises(NotNow, match="「日時を変える」"):
            meeting.revise(by=nanami, at=NOON, starts_at=START + timedelta(hours=1))

    def test_a_cancelled_meeting_tells_everybody_and_takes_nobody(
        self, north: Organization, nanami: User, django_capture_on_commit_callbacks: Any
    ):
        meeting = build.announced(north, nanami)
        build.signed_up(meeting)
        with django_capture_on_commit_callbacks(execute=True):
            meeting.cancel(by=nanami, on=MONDAY, reason="感染症のため。")
        assert [each.subject for each in mail.outbox if each.to == ["toko@example.jp"]] == [
            "中止になりました:第1回 ワークショップ"
        ]
        with pytest.raises(NotNow, match="中止になりました"):
            build.signed_up(meeting, name="西野 十一")
        assert build.planned(north, nanami).number == 1

    def test_needs_a_reason(self, north: Organization, nanami: User):
        meeting = build.announced(north, nanami)
        with pytest.raises(NotNow, match="理由"):
            meeting.cancel(by=nanami, on=MONDAY, reason=" ")


class TestAgenda:
    def test_rows_are_kept_by_their_key(self, north: Organization, nanami: User):
        meeting = build.planned(north, nanami, "総会")
        _first, second = build.agenda(meeting, nanami, "決算", "予算")
        row = {"title": "予算案", "text": "", "is_proposal": True, "majority": "half", "key": second.pk}
        set_agenda(meeting, [row], by=nanami)
        assert [(item.pk, item.title, item.position) for item in meeting.items.all()] == [(second.pk, "予算案", 1)]

    def test_what_was_decided_stays(self, north: Organization, nanami: User):
        meeting = build.assembly(north, nanami)
        meeting.items.get().vote(by=nanami, in_favour=30, against=2)
        with pytest.raises(NotNow, match="消せません"):
            set_agenda(meeting, [], by=nanami)
        assert meeting.items.count() == 1


class TestRemind:
    def test_tells_once_before_and_once_when_late(self, north: Organization, nanami: User, hachiro: User):
        meeting = build.assembly(north, nanami)
        due = START.date() + timedelta(days=10)
        set_todos(meeting, [{"text": "助成の申込", "person": "会計", "due_on": due}], by=nanami)
        Mail.objects.all().delete()
        counts = []
        for days in (-5, -2, -1, 0, 1, 2):
            remind(on=due + timedelta(days=days))
            counts.append(Mail.objects.count())
        assert counts == [0, 2, 2, 2, 4, 4]

    def test_nothing_is_due_that_is_done(self, north: Organization, nanami: User):
        meeting = build.assembly(north, nanami)
        set_todos(meeting, [{"text": "助成の申込", "person": "会計", "due_on": START.date()}], by=nanami)
        todo = meeting.todos.get()
        todo.finish(by=nanami, on=START.date(), result="出した。")
        Mail.objects.all().delete()
        remind(on=START.date())
        assert not Mail.objects.exists()
        with pytest.raises(NotNow, match="もう済んで"):
            todo.finish(by=nanami, on=START.date())


class TestOpenTodos:
    def test_offers_to_finish_what_the_reader_keeps(
        self, hall: Hall, north: Organization, nanami: User, as_user: Callable[[User], PortalClient]
    ):
        meeting = build.assembly(north, nanami)
        set_todos(meeting, [{"text": "助成の申込", "person": "会計", "due_on": START.date()}], by=nanami)
        done, address = reverse("meetings:finish", args=[meeting.todos.get().pk]), reverse("meetings:open_todos")
        pages = {user: as_user(user).get(address).text for user in (nanami, hall.drafter)}
        assert {user: ("助成の申込" in page, done in page) for user, page in pages.items()} == {
            nanami: (True, True),
            hall.drafter: (True, False),
        }

    def test_costs_the_same_for_many_bodies(
        self,
        hall: Hall,
        land: Land,
        nanami: User,
        as_user: Callable[[User], PortalClient],
        django_assert_max_num_queries: DjangoAssertNumQueries,
    ):
        for number in range(12):
            body = organization(f"会{number}", land.north)
            officer(body, nanami)
            meeting = build.assembly(body, nanami)
            set_todos(meeting, [{"text": f"用{number}", "person": "会計", "due_on": START.date()}], by=nanami)
        browser = as_user(assign_liaison(hall.liaison, land.north).user)
        with django_assert_max_num_queries(14):
            assert "用11" in browser.get(reverse("meetings:open_todos")).text


def test_the_database_knows_how_many_may_vote(north: Organization, nanami: User):
    meeting = build.assembly(north, nanami)
    with pytest.raises(IntegrityError, match="no_more_people_are_counted_than_may_vote"), transaction.atomic():
        Meeting.objects.filter(pk=meeting.pk).update(present=100)
