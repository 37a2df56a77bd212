"""A course: applied for without an account, attended, finished by its rule, and asked of its graduates later."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from organizations.courses.course import TYPED
from organizations.courses.learners import attend
from organizations.meetings.page import tag_of
from organizations.meetings.tasks import for_leader
from organizations.models import Course, Learner, Organization
from records.cases import NotNow
from records.era import era_date
from records.events import Event
from records.letters.render import Pdf, Renderer
from staff.models import Card, Theme
from tests.cast import MONDAY, Hall, Land
from tests.organizations import build as bodies
from tests.organizations.courses.build import FINISH, UNTIL, announced, learner, planned
from tests.organizations.meetings import build as meetings
from tests.portal import PortalClient

pytestmark = pytest.mark.django_db
AsUser = Callable[[User], PortalClient]


@pytest.fixture(autouse=True)
def that_monday(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "localdate", lambda *_args: MONDAY)


def everybody(course: Course, *people: Learner) -> set[tuple[int, int]]:
    return {(each.pk, meeting.pk) for each in people for meeting in course.sessions()}


class TestAnnounce:
    def test_not_before_it_has_as_many_sessions_as_are_needed(self, north: Organization, nanami: User):
        course = planned(north, nanami, needed=3)
        with pytest.raises(NotNow, match="3回"):
            course.announce(by=nanami)
        assert course.status == "draft"

    def test_not_while_one_could_apply_after_its_end(self, north: Organization, nanami: User):
        course = planned(north, nanami, apply_until=FINISH)
        with pytest.raises(NotNow, match="最後の回より後"):
            course.announce(by=nanami)

    def test_its_sessions_are_meetings_of_its_own_host(self, north: Organization, nanami: User, kuko: User):
        course = planned(north, nanami)
        other = meetings.planned(kuko.roles.get().organization, kuko)
        with pytest.raises(NotNow, match="ほかの団体"):
            course.set_sessions(by=nanami, meetings=[other])

    def test_its_sessions_ask_for_no_record_of_their_own(self, north: Organization, nanami: User):
        announced(north, nanami)
        workshop = meetings.announced(north, nanami, title="夏の会")
        assert [task.url for task in for_leader(nanami, on=MONDAY)] == [workshop.get_absolute_url()]
        assert tag_of(workshop).word == "終わりました"


class TestApply:
    def test_full_means_waiting_and_a_seat_goes_to_the_first_in_line(self, north: Organization, nanami: User):
        course = announced(north, nanami)
        first, _second, third, fourth = [learner(course, f"学野 {n}") for n in range(4)]
        assert [each.state for each in (first, third, fourth)] == ["in", "waiting", "waiting"]
        assert fourth.place_in_line == 2
        first.give_up()
        assert [Learner.objects.get(pk=each.pk).state for each in (first, third, fourth)] == ["out", "in", "waiting"]

    def test_not_after_its_day_and_not_without_a_way_to_reach(self, north: Organization, nanami: User):
        course = announced(north, nanami)
        with pytest.raises(NotNow, match="締切"):
            Learner.apply(course, on=UNTIL + timedelta(days=1), name="遅野 一", phone="0867-00-1111")
        with pytest.raises(NotNow, match="どちらか"):
            learner(course, phone="")

    @pytest.mark.parametrize("verb", ["draft", "cancelled"])
    def test_is_refused_in_any_other_state(self, north: Organization, nanami: User, verb: str):
        course = planned(north, nanami)
        if verb == "cancelled":
            course.cancel(by=nanami, reason="雪")
        with pytest.raises(NotNow):
            learner(course)

    def test_who_waits_comes_before_who_comes_new_and_a_wider_room_lets_them_in(
        self, north: Organization, nanami: User
    ):
        course = announced(north, nanami, capacity=1)
        people = [learner(course, f"学野 {n}") for n in range(3)]
        facts = {name: getattr(course, name) for name in TYPED}
        course.revise(by=nanami, **{**facts, "capacity": 2})
        assert [Learner.objects.get(pk=each.pk).state for each in people] == ["in", "in", "waiting"]
        course.revise(by=nanami, **{**facts, "capacity": None})
        assert not Learner.objects.waiting().exists()

    def test_the_trail_never_tells_who(self, north: Organization, nanami: User):
        course = announced(north, nanami)
        learner(course)
        assert "学野" not in str(list(Event.objects.about(course).values_list("facts", flat=True)))


class TestMails:
    def told(self) -> list[tuple[str, str]]:
        return [(message.to[0].split("@")[0], message.subject.split(":")[0]) for message in mail.outbox]

    def test_whoever_left_an_address_is_told_and_nobody_else(
        self, north: Organization, nanami: User, django_capture_on_commit_callbacks: Any
    ):
        course = announced(north, nanami, capacity=1, inquiries="協働係 & 公民館")
        with django_capture_on_commit_callbacks(execute=True):
            first = learner(course, email="first@example.jp")
            learner(course, email="second@example.jp")
            learner(course)
        with django_capture_on_commit_callbacks(execute=True):
            first.give_up()
        assert self.told() == [
            ("first", "申し込みを受け付けました"), ("second", "キャンセル待ちで受け付けました"),
            ("first", "申し込みを取り消しました"), ("second", "席が空きました"),
        ]  # fmt: skip
        body = str(mail.outbox[-1].body)
        assert "問い合わせ先 協働係 & 公民館" in body
        assert reverse("courses:mine", args=[Learner.objects.get(email="second@example.jp").code_said]) in body

    def test_of_a_course_that_is_called_off(
        self, north: Organization, nanami: User, as_user: AsUser, django_capture_on_commit_callbacks: Any
    ):
        course = announced(north, nanami)
        learner(course, email="first@example.jp")
        learner(course)
        address = reverse("courses:cancel", args=[course.pk])
        assert "メールのない人が1人います" in as_user(nanami).get(address).text
        with django_capture_on_commit_callbacks(execute=True):
            course.cancel(by=nanami, reason="雪")
        assert self.told() == [("first", "中止になりました")]


class TestFinish:
    def test_by_its_rule_numbers_go_on_through_the_year(self, north: Organization, nanami: User):
        course = announced(north, nanami, capacity=None)
        often, once = learner(course, "常野 一"), learner(course, "一野 一")
        attend(course, by=nanami, came={*everybody(course, often), (once.pk, course.sessions()[0].pk)})
        course.finish(by=nanami, on=FINISH)
        assert list(Learner.objects.graduates().values_list("name", "number")) == [("常野 一", 1)]
        again = Course.objects.create(
            organization=north, fiscal_year=course.fiscal_year, title="次", about="x", theme=course.theme,
            apply_until=UNTIL, needed=1, status="open",
        )  # fmt: skip
        again.meetings.set(course.sessions())
        attend(again, by=nanami, came=everybody(again, second := learner(again, "次野 一")))
        again.finish(by=nanami, on=FINISH)
        assert Learner.objects.get(pk=second.pk).number == 2

    def test_who_wishes_to_be_asked_waits_for_a_coordinator_as_an_offer(
        self, north: Organization, nanami: User, land: Land
    ):
        course = announced(north, nanami)
        willing = learner(course, "聞野 一", wants_asked=True, can_do="スマホの相談", area=land.north)
        quiet = learner(course, "静野 一")
        attend(course, by=nanami, came=everybody(course, willing, quiet))
        course.finish(by=nanami, on=FINISH)
        card = Card.objects.get()
        told = (card.side, card.channel, card.status, card.title, card.area, card.name)
        assert told == ("offer", "course", "received", "スマホの相談", land.north, "聞野 一")

    def test_not_before_its_last_session(self, north: Organization, nanami: User):
        course = announced(north, nanami)
        with pytest.raises(NotNow, match="最後の回"):
            course.finish(by=nanami, on=MONDAY)
        assert course.status == "open"

    def test_afterwards_nothing_is_written(self, north: Organization, nanami: User):
        course = announced(north, nanami)
        course.finish(by=nanami, on=FINISH)
        with pytest.raises(NotNow):
            attend(course, by=nanami, came=set())


class TestPages:
    def test_from_the_plan_to_the_certificates(
        self, north: Organization, nanami: User, as_user: AsUser, monkeypatch: pytest.MonkeyPatch
    ):
        monkeypatch.setattr(Renderer, "pdf", lambda *_args, **_kwargs: Pdf(bodies.pdf().read(), 1))
        meeting = meetings.announced(north, nanami)
        browser, anybody = as_user(nanami), PortalClient()
        facts = {
            "title": "見守り講座", "about": "学ぶ。", "theme": Theme.objects.get(code="watch").pk, "needed": "1",
            "apply_until": era_date(UNTIL),
        }  # fmt: skip
        browser.post(f"{reverse('courses:new')}?organization={north.pk}", facts)
        course = Course.objects.get()
        browser.post(reverse("courses:sessions", args=[course.pk]), {"meetings": [meeting.pk]})
        browser.post(reverse("courses:announce", args=[course.pk]))
        applied = anybody.post(reverse("courses:apply", args=[course.pk]), {"name": "学野 一", "phone": "0867-00-4444"})
        assert "確認の番号" in anybody.get(applied["Location"]).text
        person = Learner.objects.get()
        browser.post(reverse("courses:attend", args=[course.pk]), {"came": [f"{person.pk}-{meeting.pk}", "x-1"]})
        assert "足りています" in browser.get(reverse("courses:people", args=[course.pk])).text
        monkeypatch.setattr(timezone, "localdate", lambda *_args: FINISH)
        browser.post(reverse("courses:finish", args=[course.pk]), {"on": era_date(FINISH)})
        paper = browser.get(reverse("courses:certificates", args=[course.pk]))
        assert paper["Content-Type"] == "application/pdf"
        assert "第1号" in anybody.get(applied["Location"]).text

    def test_names_are_its_holders_alone(
        self, hall: Hall, north: Organization, nanami: User, kuko: User, as_user: AsUser
    ):
        course = announced(north, nanami)
        learner(course)
        people = reverse("courses:people", args=[course.pk])
        assert [as_user(user).get(people).status_code for user in (nanami, kuko, hall.stranger)] == [200, 403, 403]
        assert "学野" not in PortalClient().get(course.get_absolute_url()).text

    def test_a_draft_is_its_holders(self, north: Organization, nanami: User, kuko: User, as_user: AsUser):
        address = planned(north, nanami).get_absolute_url()
        assert [as_user(user).get(address).status_code for user in (nanami, kuko)] == [200, 404]

    def test_what_was_typed_stays_beside_the_sentence(self, north: Organization, nanami: User):
        course = announced(north, nanami)
        page = PortalClient().post(reverse("courses:apply", args=[course.pk]), {"name": "学野 一"})
        assert "どちらかを入れてください" in page.text
        assert "学野 一" in page.text

    def test_the_list_costs_the_same_for_thirty(
        self, north: Organization, nanami: User, as_user: AsUser, django_assert_max_num_queries: Any
    ):
        theme = Theme.objects.get(code="watch")
        facts: dict[str, Any] = {"about": "x", "theme": theme, "apply_until": UNTIL, "needed": 1}
        for number in range(30):
            Course.plan(by=nanami, host=north, title=f"講座{number}", **facts)
        browser = as_user(nanami)
        with django_assert_max_num_queries(16):
            browser.get(reverse("courses:list"))
