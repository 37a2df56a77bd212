"""A session ends in time and loses nothing; its owner sees all of them and ends any; a thief is out at once."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.urls import reverse
from django.utils import timezone

from accounts.models import SignInLink, User
from records.entrance.devices import device
from records.entrance.tidying import tidy
from tests.entrance.conftest import PASSWORD, is_in, type_password, verbs
from tests.portal import PortalClient

pytestmark = pytest.mark.django_db
Later = Callable[[timedelta], None]
NEW = "mikan to ringo 7"
EDGE = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/130.0 Safari/537.36 Edg/130.0"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 Version/17.0 Mobile Safari/604.1"


def browser_of(user: User, agent: str = EDGE) -> PortalClient:
    browser = PortalClient(HTTP_USER_AGENT=agent)
    type_password(browser, user)
    return browser


class TestTheEnd:
    def test_comes_after_an_hour_without_a_sign(self, nanami: User, later: Later) -> None:
        browser = browser_of(nanami)
        later(timedelta(minutes=61))
        page = browser.get("/", follow=True)
        assert page.redirect_chain[-1][0] == "/accounts/login/?next=/"
        assert "サインインの時間が切れました。もう一度サインインしてください。" in page.text
        assert verbs(nanami)[-1] == "session_over"

    def test_does_not_come_while_somebody_works(self, nanami: User, later: Later) -> None:
        browser = browser_of(nanami)
        for _ in range(4):
            later(timedelta(minutes=50))
            assert browser.get("/").status_code == 200

    def test_comes_after_half_a_day_whatever_happens(self, nanami: User, later: Later) -> None:
        browser = browser_of(nanami)
        answers = []
        for _ in range(15):
            later(timedelta(minutes=50))
            answers.append(browser.get("/").status_code)
        assert answers == [200] * 14 + [302]

    def test_is_set_by_the_city(self, nanami: User, later: Later, settings: Any) -> None:
        settings.SESSION_IDLE = timedelta(minutes=10)
        browser = browser_of(nanami)
        later(timedelta(minutes=11))
        assert browser.get("/").status_code == 302

    def test_survives_a_clock_that_jumps_back(self, nanami: User, later: Later) -> None:
        browser = browser_of(nanami)
        later(timedelta(days=-2))
        assert browser.get("/").status_code == 200


class TestTheWarning:
    def test_knows_how_much_is_left(self, nanami: User, later: Later) -> None:
        browser = browser_of(nanami)
        assert 'data-left="3600"' in browser.get("/").text
        later(timedelta(minutes=57))
        assert browser.get(reverse("session_left")).json() == {"left": 180, "minutes": 3, "canStay": True}

    def test_asking_is_no_sign_but_staying_is(self, nanami: User, later: Later) -> None:
        browser = browser_of(nanami)
        later(timedelta(minutes=57))
        browser.get(reverse("session_left"))
        assert browser.get(reverse("session_left")).json()["left"] == 180
        assert browser.post(reverse("session_left")).json()["left"] == 3600

    def test_says_when_staying_does_not_help(self, nanami: User, later: Later) -> None:
        browser = browser_of(nanami)
        for _ in range(14):
            later(timedelta(minutes=51))
            browser.get("/")
        assert browser.post(reverse("session_left")).json() == {"left": 360, "minutes": 6, "canStay": False}

    def test_says_that_it_is_over(self, nanami: User, later: Later) -> None:
        browser = browser_of(nanami)
        later(timedelta(hours=2))
        assert browser.get(reverse("session_left")).status_code == 302


class TestTheLateForm:
    """Without a script there is no autosave: what was posted too late is kept for its writer."""

    TYPED = {"name": "見守り", "words": ["一", "二"]}
    WHERE = "/organizations/?page=2"

    def late(self, user: User, later: Later, **typed: Any) -> PortalClient:
        browser = browser_of(user)
        later(timedelta(hours=2))
        answer = browser.post(self.WHERE, typed or self.TYPED)
        assert answer.headers["Location"].startswith("/accounts/login/")
        return browser

    def test_is_offered_again_after_the_sign_in(self, nanami: User, later: Later) -> None:
        browser = self.late(nanami, later)
        assert "送ったものは残してあります。" in browser.get("/accounts/login/").text
        assert type_password(browser, nanami) == reverse("session_kept")
        page = browser.get(reverse("session_kept"))
        assert page.context["fields"] == [("name", "見守り"), ("words", "一"), ("words", "二")]
        assert f'action="{self.WHERE}"' in page.text

    def test_is_kept_too_if_something_else_noticed_the_end_before(self, nanami: User, later: Later) -> None:
        browser = browser_of(nanami)
        later(timedelta(hours=2))
        browser.get(reverse("session_left"))
        browser.post(self.WHERE, self.TYPED)
        assert type_password(browser, nanami) == reverse("session_kept")

    def test_is_shown_to_nobody_else(self, nanami: User, kuko: User, later: Later) -> None:
        browser = self.late(nanami, later)
        assert type_password(browser, kuko) == "/"
        assert browser.get(reverse("session_kept")).headers["Location"] == "/"

    def test_can_be_thrown_away(self, nanami: User, later: Later) -> None:
        browser = self.late(nanami, later)
        type_password(browser, nanami)
        assert browser.post(reverse("session_kept")).headers["Location"] == self.WHERE
        assert browser.get(reverse("session_kept")).headers["Location"] == "/"

    def test_keeps_no_password(self, nanami: User, later: Later) -> None:
        browser = self.late(nanami, later, oldpassword="x", password1=NEW)
        assert type_password(browser, nanami) == "/"

    def test_a_form_of_another_site_is_not_kept(self, nanami: User, later: Later) -> None:
        browser = PortalClient(enforce_csrf_checks=True)
        browser.force_login(nanami)
        browser.get("/")
        later(timedelta(hours=2))
        assert browser.post(self.WHERE, self.TYPED).status_code == 403
        assert "kept" not in browser.session


class TestOwnSessions:
    def test_are_listed_with_this_one_first(self, nanami: User) -> None:
        browser_of(nanami, PHONE)
        page = browser_of(nanami).get(reverse("mfa_index"))
        assert [(row["device"], row["here"]) for row in page.context["sessions"]] == [
            ("Windowsの Edge", True),
            ("iPhoneの Safari", False),
        ]

    def test_one_is_ended_from_another(self, nanami: User) -> None:
        phone, desk = browser_of(nanami, PHONE), browser_of(nanami)
        pk = UserSession.objects.get(session_key=phone.session.session_key).pk
        page = desk.post(reverse("end_session", args=[pk]), follow=True)
        assert "iPhoneの Safariのサインインを終わらせました。" in page.text
        assert (phone.get("/").status_code, desk.get("/").status_code) == (302, 200)
        assert verbs(nanami)[-1] == "session_end"

    def test_all_others_end_at_once(self, nanami: User) -> None:
        others, desk = [browser_of(nanami, PHONE) for _ in range(3)], browser_of(nanami)
        assert "ほかをすべて終わらせる" in desk.get(reverse("mfa_index")).text
        desk.post(reverse("end_other_sessions"))
        assert [browser.get("/").status_code for browser in (*others, desk)] == [302, 302, 302, 200]

    def test_those_of_others_are_not_there(self, nanami: User, kuko: User) -> None:
        hers = browser_of(kuko)
        pk = UserSession.objects.get(user=kuko).pk
        assert browser_of(nanami).post(reverse("end_session", args=[pk])).status_code == 404
        assert hers.get("/").status_code == 200


class TestAStolenSession:
    def test_ends_with_a_new_password(self, nanami: User) -> None:
        thief, owner = browser_of(nanami, PHONE), browser_of(nanami)
        typed = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
        owner.post(reverse("account_change_password"), typed)
        assert (thief.get("/").status_code, owner.get("/").status_code) == (302, 200)

    def test_ends_when_the_account_is_stopped(self, nanami: User) -> None:
        browser = browser_of(nanami)
        User.objects.filter(pk=nanami.pk).update(is_active=False)
        assert browser.get("/").status_code == 302

    def test_a_sign_in_makes_a_new_key(self, nanami: User) -> None:
        browser = PortalClient()
        browser.get(reverse("account_login"))
        session = browser.session
        session["x"] = 1
        session.save()
        before = session.session_key
        type_password(browser, nanami)
        assert (is_in(browser), browser.session.session_key == before) == (True, False)


class TestTidying:
    def test_takes_away_what_is_over_and_nothing_else(self, nanami: User, later: Later) -> None:
        browser_of(nanami, PHONE)
        SignInLink.open(nanami, at=timezone.now())
        later(timedelta(days=3))
        desk = browser_of(nanami)
        SignInLink.open(nanami, at=timezone.now())
        tidy(on=timezone.localdate())
        keys = list(UserSession.objects.values_list("session_key", flat=True))
        assert keys == list(Session.objects.values_list("session_key", flat=True)) == [desk.session.session_key]
        assert SignInLink.objects.count() == 1


class TestDevice:
    @pytest.mark.parametrize(
        ("agent", "name"),
        [
            (EDGE, "Windowsの Edge"),
            (PHONE, "iPhoneの Safari"),
            ("curl/8", "名前のわからない機械"),
            ("", "名前のわからない機械"),
        ],
    )
    def test_is_named_as_its_owner_knows_it(self, agent: str, name: str) -> None:
        assert device(agent) == name


class TestSettings:
    def test_show_what_a_person_has(self, nanami: User, as_user: Any) -> None:
        page = as_user(nanami).get(reverse("mfa_index"))
        assert nanami.email in page.text
        assert "使っていません" in page.text
        assert "回復コード" not in page.text

    def test_cost_the_same_for_many_sessions(
        self, nanami: User, as_user: Any, django_assert_max_num_queries: Any
    ) -> None:
        browser = as_user(nanami)
        for number in range(10):
            UserSession.objects.create(user=nanami, session_key=f"key{number}", ip="10.0.0.1", user_agent=EDGE)
        with django_assert_max_num_queries(24):
            browser.get(reverse("mfa_index"))
