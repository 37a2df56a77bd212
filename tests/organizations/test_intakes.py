"""代理入力: the city types in what came on paper; the organization has the last word on what it sent."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from organizations.behalf import refuse_if_contested
from organizations.models import Area, Intake, Organization, Recognition
from organizations.papers import Paper
from organizations.rules import may_enter, may_review
from organizations.tasks import for_leader, intakes_for_city
from records.attachments import receive
from records.cases import NotNow
from records.events import Event
from records.mail import Mail
from staff.models import City
from tests import cast
from tests.cast import Hall
from tests.organizations import build
from tests.organizations.test_officers import TestPages as OfficerPages
from tests.portal import PortalClient

pytestmark = pytest.mark.django_db
AsUser = Callable[[User], PortalClient]
Status = Intake.Status
FRIDAY = date(2025, 5, 9)


def begin(body: Organization, by: User, **changes: Any) -> Intake:
    facts: dict[str, Any] = {"matter": "officers", "channel": "counter", "received_on": FRIDAY, "scan": build.pdf()}
    return Intake.begin(body, by=by, **{**facts, **changes})


def page(intake: Intake, name: str) -> str:
    return reverse(f"organizations:{name}", args=[intake.pk])


def looked(answer: Any) -> int:
    """A file that is read to its end closes itself."""
    b"".join(getattr(answer, "streaming_content", ()))
    return int(answer.status_code)


@pytest.fixture
def opened(north: Organization, hall: Hall) -> Intake:
    """起案 花子 types in an officer's change that came to the counter on Friday."""
    return begin(north, hall.drafter)


@pytest.fixture
def typed(opened: Intake, hall: Hall, as_user: AsUser) -> Intake:
    """A new 事務局長 stands in the register now."""
    path = reverse("organizations:appoint", args=[opened.organization_id])
    as_user(hall.drafter).post(path, OfficerPages.TYPED)
    return opened


@pytest.fixture
def sent(typed: Intake, hall: Hall, nanami: User) -> Intake:
    typed.send(by=hall.drafter)
    return typed


@pytest.fixture
def objected(sent: Intake, nanami: User) -> Intake:
    sent.object(by=nanami, objection="事務局長は別の人です。")
    return sent


class TestBegin:
    def test_keeps_how_it_came_and_its_scan(self, opened: Intake) -> None:
        assert (opened.get_channel_display(), opened.received_on, opened.scan is not None) == ("窓口", FRIDAY, True)
        assert Event.objects.about(opened).get().verb == "intake.begin"

    def test_lets_the_employee_write_for_that_organization_alone(
        self, founded: Organization, hall: Hall, kuko: User, as_user: AsUser
    ) -> None:
        south = Organization.objects.get(name="南の会")
        ways = [reverse("organizations:apply", args=[body.pk]) for body in (founded, south)]
        assert [as_user(hall.drafter).post(way).status_code for way in ways] == [403, 403]
        begin(founded, hall.drafter, matter="recognition")
        assert [as_user(hall.drafter).post(way).status_code for way in ways] == [302, 403]
        assert as_user(hall.chief).post(ways[0]).status_code == 403

    def test_shows_the_organizations_draft_to_who_types_and_to_nobody_else(
        self, draft: Recognition, hall: Hall, as_user: AsUser
    ) -> None:
        begin(draft.organization, hall.drafter, matter="recognition")
        path = reverse("organizations:application", args=[draft.pk])
        assert [as_user(user).get(path).status_code for user in (hall.drafter, hall.chief)] == [200, 404]

    def test_is_refused_while_one_is_open(self, opened: Intake, hall: Hall) -> None:
        with pytest.raises(ValidationError, match="もう始めています"):
            begin(opened.organization, hall.drafter)

    def test_keeps_nothing_of_a_file_that_is_none(self, north: Organization, hall: Hall) -> None:
        broken = build.pdf()
        broken.name = "原本.exe"
        with pytest.raises(ValidationError, match="受け取れない種類"):
            begin(north, hall.drafter, scan=broken)
        assert not Event.objects.filter(verb="intake.begin").exists()

    def test_the_liaison_may_where_the_city_says_so(self, north: Organization, hall: Hall) -> None:
        cast.assign_liaison(hall.liaison, Area.objects.get(name="北地区"))
        assert not may_enter(hall.liaison, north)
        City.objects.update(liaisons_enter=True)
        assert may_enter(hall.liaison, north)
        assert not may_enter(hall.stranger, north)

    def test_ends_with_the_duty(self, opened: Intake, hall: Hall) -> None:
        hall.drafter.duties.update(ends_on=date(2021, 3, 31))
        assert not User.objects.get(pk=hall.drafter.pk).acts_for(opened.organization, on=timezone.localdate())


class TestTyping:
    def test_names_the_organization_in_every_event(self, typed: Intake) -> None:
        verbs = ["organization.appoint", "organization.invite"]
        events = Event.objects.about(typed.organization).filter(verb__in=verbs)
        assert {(event.on_behalf, event.actor) for event in events} == {("北の会", typed.entered_by)}

    def test_keeps_the_cases_that_were_touched(self, typed: Intake) -> None:
        assert [row.case for row in typed.cases.all()] == [typed.organization]

    def test_names_nobody_in_what_the_city_does_itself(self, typed: Intake, hall: Hall, as_user: AsUser) -> None:
        as_user(hall.chief).post(reverse("organizations:appoint", args=[typed.organization_id]), OfficerPages.TYPED)
        other = cast.organization("東の会")
        as_user(hall.drafter).post(reverse("organizations:appoint", args=[other.pk]), OfficerPages.TYPED)
        assert Event.objects.about(other)[0].on_behalf == ""

    def test_whoever_typed_it_does_not_review_it(self, draft: Recognition, hall: Hall) -> None:
        intake = begin(draft.organization, hall.drafter, matter="recognition")
        draft.submit(by=hall.drafter, on=timezone.localdate(), **build.TYPED)
        assert not may_review(hall.drafter, draft)
        Intake.objects.filter(pk=intake.pk).update(status="dropped")
        hall.drafter.forget()
        assert "代わりに入力した人" in may_review(hall.drafter, draft).reason
        assert may_review(hall.chief, draft)

    def test_shows_the_original_beside_the_form(self, opened: Intake, hall: Hall, as_user: AsUser) -> None:
        form = as_user(hall.drafter).get(reverse("organizations:appoint", args=[opened.organization_id])).text
        assert f'data="{page(opened, "intake_scan")}"' in form
        scan = as_user(hall.drafter).get(page(opened, "intake_scan"))
        assert (scan["Content-Type"], scan["X-Frame-Options"]) == ("application/pdf", "SAMEORIGIN")
        assert b"".join(scan).startswith(b"%PDF")


class TestSend:
    def test_gives_the_organization_a_receipt(self, sent: Intake, nanami: User, as_user: AsUser) -> None:
        assert Mail.objects.get(to_user=nanami).subject == "市が役員名簿を代わりに入力しました"
        receipt = as_user(nanami).get(sent.get_absolute_url()).text
        assert [word for word in ("代理入力の控え", "事務局長", "まちがいありません") if word not in receipt] == []
        assert for_leader(nanami, on=FRIDAY)[0].url == sent.get_absolute_url()

    def test_ends_the_writing(self, sent: Intake, hall: Hall) -> None:
        assert not hall.drafter.acts_for(sent.organization, on=timezone.localdate())

    def test_is_refused_while_nothing_was_typed(self, opened: Intake, hall: Hall) -> None:
        with pytest.raises(NotNow, match="まだ何も入力していません"):
            opened.send(by=hall.drafter)

    def test_is_the_work_of_who_began_it(self, typed: Intake, hall: Hall, as_user: AsUser) -> None:
        assert as_user(hall.chief).post(page(typed, "intake_send")).status_code == 403
        assert as_user(hall.drafter).post(page(typed, "intake_send")).status_code == 302


class TestDrop:
    def test_takes_back_what_was_begun_by_mistake(self, opened: Intake, hall: Hall) -> None:
        opened.drop(by=hall.drafter)
        assert opened.status == Status.DROPPED

    def test_is_refused_once_something_was_typed(self, typed: Intake, hall: Hall) -> None:
        with pytest.raises(NotNow, match="もう入力したものがあります"):
            typed.drop(by=hall.drafter)


class TestConfirm:
    def test_is_the_organizations_word(self, sent: Intake, nanami: User, hall: Hall, as_user: AsUser) -> None:
        path = page(sent, "intake_confirm")
        assert as_user(hall.chief).post(path).status_code == 403
        as_user(nanami).post(path)
        sent.refresh_from_db()
        assert (sent.status, sent.answered_by) == (Status.CONFIRMED, nanami)

    @pytest.mark.parametrize("status", ["open", "objected", "confirmed", "dropped"])
    def test_is_refused_in_any_other_state(self, status: str, objected: Intake, nanami: User) -> None:
        when = None if status in {"open", "dropped"} else objected.sent_at
        Intake.objects.filter(pk=objected.pk).update(status=status, sent_at=when)
        with pytest.raises(NotNow):
            objected.confirm(by=nanami)


class TestObject:
    def test_stops_every_decision_about_what_was_typed(self, objected: Intake) -> None:
        with pytest.raises(NotNow, match="内容がちがう"):
            refuse_if_contested(objected.organization)

    def test_stops_the_proposal_of_a_recognition(self, submitted: Recognition, hall: Hall, nanami: User) -> None:
        intake = begin(submitted.organization, hall.chief, matter="recognition")
        intake.cases.create(case=submitted)
        intake.send(by=hall.chief)
        intake.object(by=nanami, objection="世帯の数がちがう。")
        with pytest.raises(NotNow, match="内容がちがう"):
            build.proposed(submitted, hall)
        intake.settle(by=hall.drafter, settlement="原本のとおりです。")
        build.proposed(Recognition.objects.get(pk=submitted.pk), hall)

    def test_needs_words(self, sent: Intake, nanami: User, as_user: AsUser) -> None:
        answer = as_user(nanami).post(page(sent, "intake_object"), {"objection": " "})
        assert answer.status_code == 200
        sent.refresh_from_db()
        assert sent.status == Status.SENT

    def test_is_a_task_for_the_section(self, objected: Intake, hall: Hall) -> None:
        task = next(task for task in intakes_for_city(hall.chief, on=FRIDAY) if task.kind == "代理入力")
        assert (task.stage, task.mine, task.url) == ("内容がちがう", True, objected.get_absolute_url())

    def test_is_possible_after_a_hasty_yes(self, sent: Intake, nanami: User) -> None:
        sent.confirm(by=nanami)
        sent.object(by=nanami, objection="やはりちがいました。")
        assert sent.status == Status.OBJECTED


class TestSettle:
    def test_answers_and_lets_the_decision_go_on(self, objected: Intake, hall: Hall, nanami: User) -> None:
        objected.settle(by=hall.chief, settlement="名簿を直しました。")
        refuse_if_contested(objected.organization)
        assert "名簿を直しました。" in Mail.objects.filter(to_user=nanami)[0].body

    def test_needs_words(self, objected: Intake, hall: Hall) -> None:
        with pytest.raises(NotNow, match="なぜそのままでよいか"):
            objected.settle(by=hall.chief, settlement=" ")


class TestWhoSees:
    def test_the_organization_and_the_city(
        self, sent: Intake, nanami: User, mitsuo: User, kuko: User, hall: Hall, as_user: AsUser
    ) -> None:
        people = (nanami, mitsuo, hall.drafter, hall.stranger, kuko)
        ways = (sent.get_absolute_url(), page(sent, "intake_scan"))
        seen = [[looked(as_user(person).get(way)) for person in people] for way in ways]
        assert seen == [[200, 200, 200, 404, 404]] * 2
        assert as_user(mitsuo).post(page(sent, "intake_confirm")).status_code == 403

    def test_a_case_says_that_it_was_typed_in(self, submitted: Recognition, hall: Hall, as_user: AsUser) -> None:
        intake = begin(submitted.organization, hall.chief, matter="recognition")
        intake.cases.create(case=submitted)
        assert "代理入力" in as_user(hall.manager).get(submitted.get_absolute_url()).text


def test_the_whole_way_by_the_pages(north: Organization, nanami: User, hall: Hall, as_user: AsUser) -> None:
    """窓口 → 控え → 内容がちがう → 答え → まちがいありません."""
    clerk, leader = as_user(hall.drafter), as_user(nanami)
    facts = {"matter": "other", "channel": "fax", "received_on": "令和7年5月9日", "scan": build.pdf()}
    clerk.post(reverse("organizations:intake_new", args=[north.pk]), facts)
    intake = Intake.objects.get()
    receive(north, build.pdf(), purpose=Paper.OTHER, by=hall.drafter)  # not through a page: of the city's own
    with pytest.raises(NotNow):
        intake.send(by=hall.drafter)
    paper = {"purpose": Paper.MAP, "file": build.pdf("区域.pdf")}
    clerk.post(reverse("organizations:paper_new", args=[north.pk]), paper)
    clerk.post(page(intake, "intake_send"))
    leader.post(page(intake, "intake_object"), {"objection": "図がちがう。"})
    clerk.post(page(intake, "intake_settle"), {"settlement": "図を替えました。"})
    answer = leader.post(page(intake, "intake_confirm"), follow=True)
    assert "団体が確かめました" in answer.text
