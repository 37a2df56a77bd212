"""The city's own identity provider lets in who was invited, and nobody else; a real one, in a process of its own."""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount
from django.urls import reverse

from accounts import factors
from accounts.models import User
from tests.cast import Hall
from tests.entrance.conftest import is_in, verbs
from tests.portal import PortalClient
from tests.provider.running import Provider, running

pytestmark = pytest.mark.django_db
ENTER = "/accounts/oidc/city/login/"
DRAFTER, CHIEF, STRANGER, UNSURE = "drafter@example.jp", "chief@example.jp", "nobody@example.jp", "mayor@example.jp"
PEOPLE = {
    DRAFTER: {"verified": True, "amr": ["pwd", "otp"]},
    CHIEF: {"verified": True, "amr": ["pwd"]},
    STRANGER: {"verified": True, "amr": ["pwd", "otp"]},
    UNSURE: {"verified": False, "amr": ["pwd", "otp"]},
}


@pytest.fixture(scope="module")
def provider(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Provider]:
    with running(PEOPLE, tmp_path_factory.mktemp("provider")) as found:
        yield found


@pytest.fixture
def city(provider: Provider, settings: Any) -> Provider:
    """The provider, known to the portal; its amr otp counts as a second factor."""
    settings.OIDC_ISSUER = provider.issuer
    settings.OIDC_SECOND_FACTOR = ["otp"]
    settings.SOCIALACCOUNT_PROVIDERS = provider.providers()
    return provider


def come_in(city: Provider, email: str, browser: PortalClient | None = None, *, query: str = "") -> Any:
    """Through the provider and back; the portal's answer to the callback."""
    browser = browser or PortalClient()
    asked = browser.get(f"{ENTER}{query}", headers={"host": "localhost"})
    target = city.sign_in(asked.headers["Location"], email)
    return browser.get(target.removeprefix("http://localhost"), headers={"host": "localhost"})


class TestOff:
    def test_there_is_no_way_to_it(self, client: PortalClient, db: None) -> None:
        assert client.get(ENTER).status_code == 404
        assert "庁内の認証" not in client.get(reverse("account_login")).text


class TestComingIn:
    def test_finds_the_invited_by_the_verified_address(self, city: Provider, hall: Hall) -> None:
        browser = PortalClient()
        answer = come_in(city, DRAFTER, browser)
        assert (answer.headers["Location"], is_in(browser)) == ("/", True)
        assert browser.get("/").status_code == 200
        assert verbs(hall.drafter) == ["identity_add", "sign_in"]
        assert hall.drafter.events.get(verb="user.sign_in").facts["ways"] == ["庁内の認証"]

    def test_knows_the_person_again_by_the_providers_key(self, city: Provider, hall: Hall) -> None:
        come_in(city, DRAFTER)
        User.objects.filter(pk=hall.drafter.pk).update(email="hanako@example.jp")  # the city wrote another address
        browser = PortalClient()
        come_in(city, DRAFTER, browser)
        assert (is_in(browser), SocialAccount.objects.count()) == (True, 1)

    def test_asks_with_a_proof_key_and_a_state(self, city: Provider) -> None:
        asked = PortalClient().get(ENTER, headers={"host": "localhost"}).headers["Location"]
        query = parse_qs(urlsplit(asked).query)
        assert {"state", "code_challenge"} <= query.keys()
        assert query["code_challenge_method"] == ["S256"]

    def test_is_offered_at_the_door(self, city: Provider, client: PortalClient) -> None:
        page = client.get(reverse("account_login")).text
        assert re.search(rf'href="{ENTER}">庁内の認証で入る', page)


class TestWhoStaysOutside:
    @pytest.mark.parametrize("email", [STRANGER, UNSURE])
    def test_is_told_so(self, city: Provider, hall: Hall, email: str) -> None:
        """Somebody without an account here, and somebody whose address the provider has not made sure of."""
        browser, before = PortalClient(), User.objects.count()
        answer = come_in(city, email, browser)
        assert (answer.status_code, is_in(browser)) == (403, False)
        assert "協働ポータルに登録されていません" in answer.text
        assert (User.objects.count(), SocialAccount.objects.count()) == (before, 0)

    def test_a_stopped_account_stays_outside(self, city: Provider, hall: Hall) -> None:
        User.objects.filter(pk=hall.drafter.pk).update(is_active=False)
        assert come_in(city, DRAFTER).status_code == 403

    def test_one_that_was_stopped_later_too(self, city: Provider, hall: Hall) -> None:
        come_in(city, DRAFTER)
        User.objects.filter(pk=hall.drafter.pk).update(is_active=False)
        browser = PortalClient()
        assert come_in(city, DRAFTER, browser).headers["Location"] == reverse("account_inactive")
        assert not is_in(browser)
        assert hall.drafter.events.filter(verb="user.sign_in_failed").count() == 1

    def test_nobody_ties_another_persons_identity_to_an_account(self, city: Provider, hall: Hall, as_user: Any) -> None:
        answer = come_in(city, STRANGER, as_user(hall.drafter), query="?process=connect")
        assert (answer.status_code, SocialAccount.objects.count()) == (403, 0)

    def test_a_callback_that_nobody_asked_for_is_refused(self, city: Provider, hall: Hall) -> None:
        answer = PortalClient().get(f"{ENTER}callback/?code=x&state=y")
        assert (answer.status_code, "確かめられませんでした" in answer.text) == (403, True)

    def test_a_provider_that_is_away_is_said_in_a_sentence(self, city: Provider, settings: Any) -> None:
        settings.SOCIALACCOUNT_PROVIDERS = Provider("http://127.0.0.1:9").providers()
        answer = PortalClient().get(ENTER)
        assert (answer.status_code, "確かめられませんでした" in answer.text) == (403, True)


class TestTheSecondFactor:
    def test_of_the_provider_counts_where_the_city_says_so(self, city: Provider, app_of_hanako: User) -> None:
        browser = PortalClient()
        assert come_in(city, DRAFTER, browser).headers["Location"] == "/"

    def test_is_asked_for_here_when_the_provider_had_none(self, city: Provider, hall: Hall) -> None:
        factors.give_app(hall.chief)
        browser = PortalClient()
        assert come_in(city, CHIEF, browser).headers["Location"] == reverse("mfa_authenticate")
        assert not is_in(browser)

    def test_has_to_be_set_up_here_when_there_is_none(self, city: Provider, hall: Hall) -> None:
        browser = PortalClient()
        come_in(city, CHIEF, browser)
        assert browser.get("/").headers["Location"].startswith(reverse("second_factor"))

    def test_never_counts_unless_the_city_says_so(self, city: Provider, app_of_hanako: User, settings: Any) -> None:
        settings.OIDC_SECOND_FACTOR = []
        assert come_in(city, DRAFTER).headers["Location"] == reverse("mfa_authenticate")

    def test_always_counts_of_a_provider_that_lets_nobody_in_without(
        self, city: Provider, hall: Hall, settings: Any
    ) -> None:
        settings.OIDC_SECOND_FACTOR = ["always"]
        browser = PortalClient()
        come_in(city, CHIEF, browser)
        assert browser.get("/").status_code == 200
