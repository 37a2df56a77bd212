"""An inquiry goes from the day it came to the day on which the asker knows the answer, and nobody loses it between."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import User
from records.anybody import anybody
from records.cases import NotNow
from records.events import Event
from records.mail import Mail
from records.workdays import Workdays
from staff.inquiries.listing import unanswered
from staff.inquiries.reminding import remind, step
from staff.models import Department, Duty, Inquiry, InquiryReminder, Partner, Post
from tests import cast
from tests.cast import LONG_AGO, MONDAY, Hall, Land

pytestmark = pytest.mark.django_db
Status = Inquiry.Status
DUE = MONDAY + timedelta(days=14)


@pytest.fixture(autouse=True)
def that_monday(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "localdate", lambda *_args: MONDAY)


@pytest.fixture
def coordinator(land: Land) -> User:
    """社協 十二子 supports 北地区 from outside the city hall."""
    user = cast.person("社協 十二子", "partner")
    Partner.objects.create(user=user, area=land.north, kind_id="welfare", starts_on=LONG_AGO)
    return user


def receive(hall: Hall, land: Land, **otherwise: Any) -> Inquiry:
    facts: dict[str, Any] = {"channel": "phone", "text": "街灯が切れています。", "area": land.north}
    facts |= {"sender_name": "声野 花", "sender_contact": "0867-00-9999", "reported_by": hall.liaison}
    return Inquiry.receive(by=hall.drafter, on=MONDAY, **{**facts, **otherwise})


def tax(hall: Hall) -> Any:
    return hall.posts["clerk"].department


def in_state(hall: Hall, land: Land, status: str, **otherwise: Any) -> Inquiry:
    case = receive(hall, land, **otherwise)
    if status == Status.CLOSED:
        case.close(by=hall.drafter, comment="同じ声がもうあります。")
    if status in {Status.RECEIVED, Status.CLOSED}:
        return case
    case.route(by=hall.drafter, department=tax(hall), due_on=DUE)
    if status != Status.ROUTED:
        case.answer(by=hall.stranger, text="来週なおします。")
    if status in {Status.TOLD, Status.PUBLISHED}:
        case.tell(by=hall.liaison, on=MONDAY, how="電話")
    if status == Status.PUBLISHED:
        case.publish(by=hall.drafter, question="街灯が切れている。", answer="なおしました。")
    return case


def others(*able: str) -> list[str]:
    return [status for status in Status if status not in able]


class TestReceive:
    def test_is_due_after_the_city_s_own_number_of_working_days(self, hall: Hall, land: Land):
        hall.city.answer_days = 5
        hall.city.save()
        assert receive(hall, land).due_on == MONDAY + timedelta(days=7)

    def test_takes_its_first_words_as_its_name(self, hall: Hall, land: Land):
        assert receive(hall, land, text="\n長い" + "声" * 60).subject == "長い" + "声" * 37 + "…"

    def test_needs_words(self, hall: Hall, land: Land):
        with pytest.raises(NotNow, match="内容を書いて"):
            receive(hall, land, text=" \n")

    def test_the_trail_never_tells_from_whom_it_came(self, hall: Hall, land: Land):
        case = receive(hall, land)
        assert all(word not in str(Event.objects.about(case)[0].facts) for word in ("声野", "9999", case.code))

    def test_anybody_may_be_the_one_who_wrote(self, hall: Hall, land: Land):
        case = Inquiry.receive(by=anybody(), on=MONDAY, channel="web", text="公園がほしい。", kind="opinion")
        assert (case.status, case.reported_by) == (Status.RECEIVED, None)


class TestRoute:
    def test_tells_the_desk(self, hall: Hall, land: Land):
        in_state(hall, land, Status.ROUTED)
        assert {each.to_user for each in Mail.objects.all()} == {hall.liaison, hall.stranger}

    def test_goes_to_one_desk(self, hall: Hall, land: Land, coordinator: User):
        case = receive(hall, land)
        for desks in ({}, {"department": tax(hall), "partner": coordinator}):
            with pytest.raises(NotNow, match="どちらか1つ"):
                case.route(by=hall.drafter, due_on=DUE, **desks)

    def test_may_go_to_another_desk_with_another_day(self, hall: Hall, land: Land, coordinator: User):
        case = in_state(hall, land, Status.ROUTED)
        case.route(by=hall.drafter, partner=coordinator, due_on=DUE + timedelta(days=1))
        assert (case.department, case.partner, case.desk) == (None, coordinator, "社協 十二子")

    @pytest.mark.parametrize("status", others(Status.RECEIVED, Status.ROUTED))
    def test_is_refused_in_any_other_state(self, hall: Hall, land: Land, status: str):
        case = in_state(hall, land, status)
        with pytest.raises(NotNow):
            case.route(by=hall.drafter, department=tax(hall), due_on=DUE)


class TestGiveBack:
    def test_lies_on_no_desk_again(self, hall: Hall, land: Land):
        case = in_state(hall, land, Status.ROUTED)
        case.give_back(by=hall.stranger, comment="道路は建設課です。")
        assert (case.status, case.desk) == (Status.RECEIVED, "")


class TestAnswer:
    def test_is_told_to_whoever_brought_it_in(self, hall: Hall, land: Land):
        case = in_state(hall, land, Status.ROUTED)
        Mail.objects.all().delete()
        case.answer(by=hall.stranger, text="来週なおします。")
        assert [each.to_user for each in Mail.objects.all()] == [hall.liaison]
        assert (case.answered_by, case.answered_on) == (hall.stranger, MONDAY)

    def test_needs_words(self, hall: Hall, land: Land):
        case = in_state(hall, land, Status.ROUTED)
        with pytest.raises(NotNow, match="答えを書いて"):
            case.answer(by=hall.stranger, text=" ")
        case.refresh_from_db()
        assert case.status == Status.ROUTED

    @pytest.mark.parametrize("status", others(Status.ROUTED))
    def test_is_refused_in_any_other_state(self, hall: Hall, land: Land, status: str):
        case = in_state(hall, land, status)
        with pytest.raises(NotNow):
            case.answer(by=hall.stranger, text="来週なおします。")


class TestTell:
    def test_writes_to_a_citizen_who_left_an_address(
        self, hall: Hall, land: Land, django_capture_on_commit_callbacks: Any
    ):
        case = in_state(hall, land, Status.ANSWERED, sender_contact="koe@example.jp")
        with django_capture_on_commit_callbacks(execute=True):
            case.tell(by=hall.liaison, on=MONDAY, how="メール")
        sent = [each for each in mail.outbox if each.to == ["koe@example.jp"]]
        assert "来週なおします。" in sent[0].body
        assert case.number in sent[0].body

    def test_is_refused_for_a_day_before_it_came(self, hall: Hall, land: Land):
        case = in_state(hall, land, Status.ANSWERED)
        with pytest.raises(ValidationError, match="受けた日"):
            case.tell(by=hall.liaison, on=MONDAY - timedelta(days=1), how="電話")


class TestPublish:
    def test_waits_until_the_asker_knows(self, hall: Hall, land: Land):
        case = in_state(hall, land, Status.ANSWERED)
        with pytest.raises(NotNow, match="知らせてから"):
            case.publish(by=hall.drafter, question="街灯が切れている。", answer="なおしました。")

    def test_need_not_wait_where_nobody_wants_to_hear(self, hall: Hall, land: Land):
        case = in_state(hall, land, Status.ANSWERED, wants_answer=False)
        case.publish(by=hall.drafter, question="街灯が切れている。", answer="なおしました。")
        assert list(Inquiry.objects.published()) == [case]

    def test_leaves_out_who_asked(self, hall: Hall, land: Land):
        case = in_state(hall, land, Status.TOLD)
        with pytest.raises(NotNow, match="名前"):
            case.publish(by=hall.drafter, question="声野 花さんの家の前。", answer="なおしました。")

    def test_can_be_taken_back(self, hall: Hall, land: Land):
        case = in_state(hall, land, Status.PUBLISHED)
        case.withdraw(by=hall.drafter, comment="書き方がよくない。")
        assert (case.status, case.published_on, list(Inquiry.objects.published())) == (Status.TOLD, None, [])


class TestReopen:
    @pytest.mark.parametrize("status", [Status.ANSWERED, Status.TOLD, Status.PUBLISHED])
    def test_lies_on_the_same_desk_again(self, hall: Hall, land: Land, status: str):
        case = in_state(hall, land, status)
        case.reopen(by=hall.drafter, due_on=DUE, comment="まだなおっていない。")
        assert (case.status, case.department, case.published_on) == (Status.ROUTED, tax(hall), None)


class TestVisibleTo:
    def seen(self, user: User) -> bool:
        return Inquiry.objects.visible_to(User.objects.get(pk=user.pk), on=MONDAY).exists()

    def test_the_section_sees_all_and_the_others_what_is_theirs(self, hall: Hall, land: Land, kuko: User, nanami: User):
        other = cast.person("建設 七郎", "other")
        works = Department.objects.create(name="建設課", starts_on=LONG_AGO)
        post = Post.objects.create(department=works, name="建設課員", title="主事")
        Duty.objects.create(user=other, post=post, starts_on=LONG_AGO)
        in_state(hall, land, Status.ROUTED, reported_by=None)
        seen = [self.seen(user) for user in (hall.drafter, hall.stranger, other, kuko, nanami)]
        assert seen == [True, True, False, False, False]

    def test_a_liaison_sees_those_of_the_own_area(self, hall: Hall, land: Land):
        receive(hall, land, reported_by=None)
        before = self.seen(hall.liaison)
        cast.assign_liaison(hall.liaison, land.north)
        assert (before, self.seen(hall.liaison)) == (False, True)

    def test_a_partner_sees_what_was_passed_on_in_the_own_area_and_for_the_term(
        self, hall: Hall, land: Land, coordinator: User
    ):
        case = receive(hall, land)
        before = self.seen(coordinator)
        case.route(by=hall.drafter, partner=coordinator, due_on=DUE)
        during = self.seen(coordinator)
        Partner.objects.update(ends_on=MONDAY - timedelta(days=1))
        assert (before, during, self.seen(coordinator)) == (False, True, False)


class TestRemind:
    def test_once_before_once_after_and_then_weekly(self, hall: Hall, land: Land):
        case = in_state(hall, land, Status.ROUTED)
        days = [DUE + timedelta(days=n) for n in range(-10, 16)]
        told = [day for day in days if remind(on=day) and not remind(on=day)]
        assert told == [
            DUE - timedelta(days=4),
            DUE + timedelta(days=1),
            DUE + timedelta(days=8),
            DUE + timedelta(days=15),
        ]
        assert InquiryReminder.objects.filter(inquiry=case).count() == 4

    @given(st.integers(0, 60), st.integers(0, 60))
    def test_never_goes_back(self, first: int, second: int):
        calendar, early = Workdays(), min(first, second)
        late = max(first, second)
        steps = [step(MONDAY, MONDAY + timedelta(days=n - 10), calendar) for n in (early, late)]
        assert steps == sorted(steps)


class TestUnanswered:
    def test_counts_by_desk_and_age(self, hall: Hall, land: Land):
        in_state(hall, land, Status.ROUTED)
        receive(hall, land)
        in_state(hall, land, Status.TOLD)
        later: date = DUE + timedelta(days=1)
        lines = [(line.desk, line.counts, line.late) for line in unanswered(hall.drafter, on=later)]
        assert lines == [("担当を決めるのを待つもの", [0, 0, 1, 0], 1), ("税務課", [0, 0, 1, 0], 1)]
