"""Coming in by password or by a link of a mail: on record, limited, and silent about who has an account."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts import factors
from accounts.models import LINK_LIVES, SignInLink, User
from records.mail import Mail
from tests.entrance.conftest import LOGIN, PASSWORD, is_in, type_password, verbs
from tests.portal import PortalClient

pytestmark = pytest.mark.django_db
ASK = "sign_in_link"


@pytest.fixture
def link(nanami: User) -> str:
    return reverse("sign_in_by_link", args=[SignInLink.open(nanami, at=timezone.now())])


class TestOnRecord:
    def test_a_sign_in_says_with_what(self, nanami: User) -> None:
        type_password(PortalClient(), nanami)
        assert verbs(nanami) == ["sign_in"]
        assert nanami.events.get().facts["ways"] == ["パスワード"]

    def test_both_factors_of_staff_are_named(self, app_of_hanako: User) -> None:
        browser = PortalClient()
        browser.post(type_password(browser, app_of_hanako), {"code": factors.current_code(app_of_hanako)})
        facts = app_of_hanako.events.get(verb="user.sign_in").facts
        assert facts["ways"] == ["パスワード", "認証アプリ"]

    def test_a_failure_of_a_known_address_and_a_sign_out_too(self, nanami: User) -> None:
        browser = PortalClient()
        type_password(browser, nanami, "wrong")
        type_password(browser, nanami)
        browser.post(reverse("account_logout"))
        assert verbs(nanami) == ["sign_in_failed", "sign_in", "sign_out"]

    def test_nothing_is_written_of_an_unknown_one(self, db: None) -> None:
        PortalClient().post(reverse(LOGIN), {"login": "nobody@example.jp", "password": "wrong"})
        assert not User.objects.exists()

    def test_a_changed_password_is_told_to_its_owner(self, nanami: User, as_user: Any) -> None:
        new = "mikan to ringo 7"
        typed = {"oldpassword": PASSWORD, "password1": new, "password2": new}
        as_user(nanami).post(reverse("account_change_password"), typed)
        assert "password_change" in verbs(nanami)
        assert "パスワードを決めた" in Mail.objects.get(to_user=nanami).body


class TestLimits:
    def test_after_five_wrong_passwords_there_is_a_pause_with_a_sentence(self, nanami: User) -> None:
        for _ in range(5):
            type_password(PortalClient(), nanami, "wrong")
        page = PortalClient().post(reverse(LOGIN), {"login": nanami.email, "password": PASSWORD})
        assert "何度もちがったので、少し止めています。5分ほど待ってから" in page.text
        assert verbs(nanami) == ["sign_in_failed"] * 5 + ["sign_in_stopped"]

    def test_the_pause_ends(self, nanami: User, later: Any) -> None:
        for _ in range(6):
            type_password(PortalClient(), nanami, "wrong")
        later(timedelta(minutes=5, seconds=1))
        assert type_password(PortalClient(), nanami) == "/"

    def test_one_address_that_tries_many_accounts_is_stopped(self, db: None) -> None:
        pages = [
            PortalClient().post(reverse(LOGIN), {"login": f"guess{n}@example.jp", "password": "x"}) for n in range(11)
        ]
        assert "少し止めています" in pages[-1].text

    def test_links_are_not_sent_without_end(self, nanami: User) -> None:
        answers = [PortalClient().post(reverse(ASK), {"email": nanami.email}) for _ in range(4)]
        assert [answer.status_code for answer in answers] == [302, 302, 302, 200]
        assert "少し止めています" in answers[-1].text


class TestSilence:
    """Nobody learns here who has an account."""

    def test_the_link_is_promised_to_everybody_alike(self, nanami: User, kuko: User, mailoutbox: list[Any]) -> None:
        User.objects.filter(pk=kuko.pk).update(is_active=False)
        pages = []
        for email in (nanami.email, "nobody@example.jp", kuko.email):
            answer = PortalClient().post(reverse(ASK), {"email": email}, follow=True)
            pages.append((answer.redirect_chain, re.sub(r'name="csrf\w+" value="\w+"', "", answer.text)))
        assert pages[0] == pages[1] == pages[2]
        assert mailoutbox == []  # nothing was sent while the page waited: its time says nothing either

    def test_a_stranger_is_told_by_the_worker(
        self, db: None, mailoutbox: list[Any], django_capture_on_commit_callbacks: Any
    ) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            PortalClient().post(reverse(ASK), {"email": "nobody@example.jp"})
        assert [(mail.to, "登録されていません" in mail.body) for mail in mailoutbox] == [(["nobody@example.jp"], True)]

    def test_a_mail_server_that_is_down_tells_nobody(
        self, db: None, settings: Any, django_capture_on_commit_callbacks: Any
    ) -> None:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
        with django_capture_on_commit_callbacks(execute=True):
            answer = PortalClient().post(reverse(ASK), {"email": "nobody@example.jp"})
        assert answer.headers["Location"] == reverse("sign_in_link_sent")

    def test_a_stopped_account_is_refused_like_a_wrong_password(self, nanami: User) -> None:
        User.objects.filter(pk=nanami.pk).update(is_active=False)
        page = PortalClient().post(reverse(LOGIN), {"login": nanami.email, "password": "wrong"})
        assert "メールアドレスかパスワードがちがいます。" in page.text

    def test_a_pause_looks_the_same_for_an_unknown_address(self, nanami: User) -> None:
        pages = []
        for email in (nanami.email, "nobody@example.jp"):
            for _ in range(6):
                page = PortalClient(REMOTE_ADDR=f"10.0.0.{len(email)}").post(
                    reverse(LOGIN), {"login": email, "password": "wrong"}
                )
            pages.append("少し止めています" in page.text)
        assert pages == [True, True]


class TestTheLink:
    def test_comes_by_mail_and_leaves_nothing_behind(
        self, nanami: User, mailoutbox: list[Any], django_capture_on_commit_callbacks: Any
    ) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            PortalClient().post(reverse(ASK), {"email": nanami.email.upper()})
        found = re.search(r"/accounts/link/\S+", mailoutbox[0].body)
        assert found
        assert "30分のあいだ、1回だけ" in mailoutbox[0].body
        assert "/accounts/link/" not in Mail.objects.get().body
        browser = PortalClient()
        assert browser.post(found[0]).headers["Location"] == "/"
        assert verbs(nanami) == ["link_sent", "link_used", "sign_in"]

    def test_looking_changes_nothing(self, link: str, nanami: User) -> None:
        browser = PortalClient()
        page = browser.get(link)
        assert "北野 七海さんとして" in page.text
        assert not is_in(browser)
        assert SignInLink.objects.get().used_at is None

    def test_signs_in_without_a_password(self, link: str, nanami: User) -> None:
        browser = PortalClient()
        browser.post(link)
        assert is_in(browser)
        assert nanami.events.get(verb="user.sign_in").facts["ways"] == ["メールのリンク"]

    def test_works_once_and_takes_the_others_with_it(self, link: str, nanami: User) -> None:
        second = reverse("sign_in_by_link", args=[SignInLink.open(nanami, at=timezone.now())])
        PortalClient().post(link)
        for used in (link, second):
            thief = PortalClient()
            assert (thief.post(used).status_code, is_in(thief)) == (410, False)

    def test_ends_after_half_an_hour(self, link: str) -> None:
        SignInLink.objects.update(sent_at=timezone.now() - LINK_LIVES)
        browser = PortalClient()
        assert "新しいリンクを受け取って" in browser.get(link).text
        assert (browser.post(link).status_code, is_in(browser)) == (410, False)

    def test_half_of_it_opens_nothing(self, db: None) -> None:
        page = PortalClient().get(reverse("sign_in_by_link", args=["half"]))
        assert (page.status_code, "途中で切れている" in page.text) == (404, True)

    def test_lets_nobody_in_whose_account_was_stopped(self, link: str, nanami: User) -> None:
        User.objects.filter(pk=nanami.pk).update(is_active=False)
        assert PortalClient().post(link).status_code == 410

    def test_replaces_the_password_only(self, app_of_hanako: User) -> None:
        browser = PortalClient()
        link = reverse("sign_in_by_link", args=[SignInLink.open(app_of_hanako, at=timezone.now())])
        assert browser.post(link).headers["Location"] == reverse("mfa_authenticate")
        assert not is_in(browser)

    def test_says_what_is_wrong_with_an_address(self, db: None) -> None:
        page = PortalClient().post(reverse(ASK), {"email": "aoki"})
        assert 'aria-describedby="id_email_hint id_email_error"' in page.text or "id_email_error" in page.text


class TestTheDoorOfTheSettings:
    def test_is_the_portals_own(self, client: PortalClient, db: None) -> None:
        assert client.get("/admin/login/", follow=True).redirect_chain[-1][0].startswith(reverse(LOGIN))
