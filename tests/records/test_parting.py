"""A person who left keeps a name in the trail and nothing else."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from accounts.models import User
from organizations.models import Officer
from records.cases import NotNow
from records.events import Event, record
from records.mail import Mail
from records.parting import has_parted, part, without_ties
from staff.models import Duty
from tests import cast

TODAY = cast.MONDAY
EVE = TODAY - timedelta(days=1)


@pytest.fixture
def retired(hall, north) -> User:
    """回議 二郎, who held a post until yesterday and did things in it."""
    person = User.objects.get(pk=hall.chief.pk)
    User.objects.filter(pk=person.pk).update(phone="0867-00-0000")
    record(north, "organization.tried", by=person)
    Duty.objects.filter(user=person).update(ends_on=EVE)
    return User.objects.get(pk=person.pk)


class TestPart:
    def test_a_name_stays_and_nothing_else(self, retired, hall, north):
        part(retired, by=hall.drafter, on=TODAY)
        left = User.objects.get(pk=retired.pk)
        assert left.name == "回議 二郎"
        assert (left.furigana, left.phone, left.email) == ("", "", f"{left.pk}@nowhere.invalid")
        assert not left.is_active
        assert not left.has_usable_password()
        assert has_parted(left)
        assert Event.objects.about(north).get(actor=left).actor_name == "回議 二郎"

    def test_ends_sign_in_and_every_open_session(self, retired, hall, as_user, client):
        browser = as_user(retired)
        part(retired, by=hall.drafter, on=TODAY)
        assert browser.get("/").status_code == 302
        form = {"login": retired.email, "password": "correct horse battery"}
        assert client.post(reverse("account_login"), form).status_code == 200, "the form again"

    def test_mails_to_the_person_lose_address_and_text(self, retired, hall, north):
        Mail.objects.create(to_user=retired, to_address=retired.email, subject="秘密", body="秘密", sent_at=None)
        part(retired, by=hall.drafter, on=TODAY)
        assert not Mail.objects.filter(to_user=retired).exists(), "what was not sent is not sent any more"

    def test_two_may_leave_and_the_address_is_free_again(self, retired, hall):
        old = retired.email
        part(retired, by=hall.drafter, on=TODAY)
        Duty.objects.filter(user=hall.director).update(ends_on=EVE)
        part(hall.director, by=hall.drafter, on=TODAY)
        assert User.objects.create_user(old, "correct horse battery", name="後任").pk

    def test_goes_on_record_once(self, retired, hall):
        part(retired, by=hall.drafter, on=TODAY)
        assert Event.objects.about(retired).get().said == "退いた人のアカウントを閉じた"
        with pytest.raises(NotNow, match="もう閉じてあります"):
            part(retired, by=hall.drafter, on=TODAY)

    @pytest.mark.parametrize("ends_on", [None, TODAY, TODAY + timedelta(days=30)])
    def test_is_refused_while_a_duty_lasts(self, retired, hall, ends_on):
        Duty.objects.filter(user=retired).update(ends_on=ends_on)
        with pytest.raises(NotNow, match="協働推進係長"):
            part(retired, by=hall.drafter, on=TODAY)
        assert User.objects.get(pk=retired.pk).is_active

    def test_is_refused_while_a_role_lasts_or_will_begin(self, nanami, hall):
        Officer.objects.filter(user=nanami).update(starts_on=date(2026, 4, 1))
        with pytest.raises(NotNow, match="会長 北野 七海"):
            part(nanami, by=hall.drafter, on=TODAY)

    def test_nobody_closes_their_own(self, hall):
        Duty.objects.filter(user=hall.drafter).update(ends_on=EVE)
        with pytest.raises(NotNow, match="自分のアカウント"):
            part(hall.drafter, by=hall.drafter, on=TODAY)


class TestPages:
    LEFT = reverse("people:left")

    def test_lists_those_who_hold_nothing(self, retired, hall, nanami):
        assert list(without_ties(on=TODAY)) == [retired]

    def test_who_may(self, as_user, retired, hall, nanami, kuko):
        pages = [self.LEFT, reverse("people:part", args=[retired.pk])]
        people = (hall.drafter, hall.manager, nanami, kuko)
        seen = {person.name: [as_user(person).get(page).status_code for page in pages] for person in people}
        assert seen == {
            "起案 花子": [200, 200], "合議 三子": [403, 403], "北野 七海": [403, 403], "南野 九子": [403, 403],
        }  # fmt: skip

    def test_closes_after_a_tick(self, as_user, retired, hall):
        browser, address = as_user(hall.drafter), reverse("people:part", args=[retired.pk])
        assert "印をつけてください" in browser.post(address, {"sure": ""}).content.decode()
        page = browser.post(address, {"sure": "on"}, follow=True).content.decode()
        assert "回議 二郎さんのアカウントを閉じました" in page
        assert browser.get(address).status_code == 404

    def test_whoever_holds_something_is_not_there(self, as_user, hall, nanami):
        assert as_user(hall.drafter).get(reverse("people:part", args=[nanami.pk])).status_code == 404
