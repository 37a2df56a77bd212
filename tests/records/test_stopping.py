"""An account is stopped at once and on record, by who may; lifting it opens no session that was ended."""

from collections.abc import Callable

import pytest
from django.urls import reverse

from accounts.models import User
from organizations.models import Organization
from records.cases import NotNow
from records.events import Event
from records.stopping import lift, stop
from tests.cast import Hall
from tests.portal import PortalClient

AsUser = Callable[[User], PortalClient]
pytestmark = pytest.mark.django_db
LIST = reverse("people:accounts")


def address(name: str, person: User) -> str:
    return reverse(f"people:{name}", args=[person.pk])


class TestStop:
    def test_puts_whoever_is_in_out_at_once_and_for_good(self, as_user: AsUser, hall: Hall, nanami: User) -> None:
        browser = as_user(nanami)
        assert browser.get("/").status_code == 200
        stop(nanami, by=hall.drafter, reason="電話をなくした")
        assert browser.get("/").status_code == 302
        lift(nanami, by=hall.drafter, reason="見つかった")
        assert browser.get("/").status_code == 302, "the session is gone, not asleep"
        assert as_user(User.objects.get(pk=nanami.pk)).get("/").status_code == 200

    def test_keeps_the_role_and_says_on_record_who_and_why(self, hall: Hall, nanami: User, north: Organization) -> None:
        stop(nanami, by=hall.drafter, reason="電話をなくした")
        (event,) = Event.objects.about(nanami)
        assert (event.said, event.actor, event.facts["comment"]) == (
            "アカウントを止めた",
            hall.drafter,
            "電話をなくした",
        )
        assert [(each.label, each.before, each.after) for each in event.changes] == [
            ("サインインできる", "はい", "いいえ")
        ]
        assert north.officers.get(user=nanami).ends_on is None

    def test_is_refused_twice_and_for_oneself(self, hall: Hall, nanami: User) -> None:
        stop(nanami, by=hall.drafter, reason="電話をなくした")
        with pytest.raises(NotNow, match="もう止まっています"):
            stop(nanami, by=hall.drafter, reason="電話をなくした")
        with pytest.raises(NotNow, match="自分のアカウント"):
            stop(hall.drafter, by=hall.drafter, reason="試し")
        assert Event.objects.filter(verb="user.stop").count() == 1

    def test_lifting_what_is_not_stopped_is_refused(self, hall: Hall, nanami: User) -> None:
        with pytest.raises(NotNow, match="止まっていません"):
            lift(nanami, by=hall.drafter, reason="試し")


class TestPages:
    def test_from_the_search_to_the_stop_and_back(self, as_user: AsUser, hall: Hall, nanami: User) -> None:
        browser = as_user(hall.drafter)
        assert address("stop", nanami) in browser.get(LIST, {"q": "七海"}).text
        look = Event.objects.get(verb="register.look")
        assert (look.actor, look.facts["comment"]) == (hall.drafter, "アカウント 七海")
        assert "理由" in browser.post(address("stop", nanami), {"reason": ""}).text
        page = browser.post(address("stop", nanami), {"reason": "電話をなくした"}, follow=True).text
        assert "アカウントを止めました" in page
        assert address("lift", nanami) in page
        page = browser.post(address("lift", nanami), {"reason": "見つかった"}, follow=True).text
        assert "止まっているアカウントは、ありません" in page

    def test_who_may(self, as_user: AsUser, hall: Hall, nanami: User, kuko: User) -> None:
        seen = {
            person.name: [as_user(person).get(page).status_code for page in (LIST, address("stop", kuko))]
            for person in (hall.drafter, hall.manager, nanami, kuko)
        }
        assert seen == {
            "起案 花子": [200, 200], "合議 三子": [403, 403], "北野 七海": [403, 403], "南野 九子": [403, 403],
        }  # fmt: skip
        own = as_user(hall.drafter).get(address("stop", hall.drafter))
        assert (own.status_code, "自分のアカウントは止められません" in own.text) == (403, True)
