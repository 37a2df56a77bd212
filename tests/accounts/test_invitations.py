"""An invited person comes in by the link of a mail: once, within a fortnight, with a password of the own choice."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import INVITATION_LIVES, Invitation, User
from records.invitations import account_for, welcome
from records.mail import Mail
from tests.cast import Hall
from tests.portal import PortalClient

pytestmark = pytest.mark.django_db
PASSWORD = "kitano yama no mizu"
CHOSEN = {"new_password1": PASSWORD, "new_password2": PASSWORD}


@pytest.fixture
def towa(hall: Hall) -> User:
    return User.objects.create(email="towa@example.jp", name="北野 十和", password="!")


@pytest.fixture
def link(towa: User, hall: Hall) -> str:
    return reverse("invitation", args=[Invitation.open(towa, by=hall.drafter)])


class TestAccepting:
    def test_signs_in_with_the_chosen_password(self, link: str, towa: User, client: PortalClient) -> None:
        answer = client.post(link, CHOSEN)
        towa.refresh_from_db()
        assert (answer.status_code, client.session["_auth_user_id"]) == (302, str(towa.pk))
        assert towa.check_password(PASSWORD)

    def test_looking_changes_nothing(self, link: str, towa: User, client: PortalClient) -> None:
        page = client.get(link)
        assert ("ようこそ、北野 十和さん" in page.text, "起案 花子さんからの招待" in page.text) == (True, True)
        assert Invitation.objects.get().accepted_at is None

    @pytest.mark.parametrize(
        ("typed", "sentence"),
        [
            ({"new_password2": "another thing"}, "2つのパスワードが同じに"),
            ({"new_password1": "mijikai", "new_password2": "mijikai"}, "短すぎます"),
            ({"new_password1": "", "new_password2": ""}, "新しいパスワードを入れてください"),
        ],
    )
    def test_says_how_to_mend_a_password(
        self, typed: dict[str, str], sentence: str, link: str, towa: User, client: PortalClient
    ) -> None:
        answer = client.post(link, {**CHOSEN, **typed})
        towa.refresh_from_db()
        assert (sentence in answer.text, towa.has_usable_password()) == (True, False)

    def test_of_one_link_closes_the_others(self, link: str, towa: User, hall: Hall, client: PortalClient) -> None:
        second = reverse("invitation", args=[Invitation.open(towa, by=hall.drafter)])
        client.post(link, CHOSEN)
        answer = PortalClient().post(second, {"new_password1": "taken by a thief", "new_password2": "taken by a thief"})
        towa.refresh_from_db()
        assert (answer.status_code, towa.check_password(PASSWORD)) == (410, True)

    def test_twice_at_once_takes_the_first_password(self, link: str, towa: User, hall: Hall) -> None:
        first, second = Invitation.objects.get(), Invitation.objects.get()
        assert first.accept(password=PASSWORD) == towa
        assert second.accept(password="somebody else's") is None
        towa.refresh_from_db()
        assert towa.check_password(PASSWORD)


class TestClosedLink:
    def test_says_to_sign_in_when_it_was_used(self, link: str, client: PortalClient) -> None:
        client.post(link, CHOSEN)
        answer = PortalClient().get(link)
        told = [word in answer.text for word in ("もう使われました", "サインインへ")]
        assert (answer.status_code, told) == (410, [True, True])

    def test_says_whom_to_ask_when_it_is_too_old(self, link: str, client: PortalClient) -> None:
        Invitation.objects.update(sent_at=timezone.now() - INVITATION_LIVES - timedelta(seconds=1))
        answer = client.get(link)
        assert (answer.status_code, "起案 花子さんに" in answer.text) == (410, True)
        assert client.post(link, CHOSEN).status_code == 410

    def test_says_to_copy_it_whole_when_it_is_unknown(self, client: PortalClient, hall: Hall) -> None:
        answer = client.get(reverse("invitation", args=["half-a-link"]))
        assert (answer.status_code, "途中で切れている" in answer.text) == (404, True)

    def test_lets_nobody_in_whose_account_was_closed(self, link: str, towa: User, client: PortalClient) -> None:
        User.objects.filter(pk=towa.pk).update(is_active=False)
        assert client.post(link, CHOSEN).status_code == 410


class TestWelcome:
    def test_leaves_no_link_behind_once_the_mail_is_sent(
        self, hall: Hall, towa: User, mailoutbox: list[Any], django_capture_on_commit_callbacks: Any
    ) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            welcome(towa, by=hall.chief, place="北の会", role="会計")
        sent, kept = mailoutbox[0].body, Mail.objects.get().body
        secret = sent.split("/invitations/")[1].split("/")[0]
        assert (Invitation.find(secret), "/invitations/" in kept) == (Invitation.objects.get(), False)

    def test_of_a_known_address_makes_no_second_account(self, nanami: User) -> None:
        user = account_for("NANAMI@example.jp", name="別名", furigana="べつめい")
        assert (user, user.name) == (nanami, "北野 七海")
