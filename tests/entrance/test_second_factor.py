"""Staff show a second factor before anything else; everybody may have one; none opens the door twice."""

from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings as django_settings
from django.core.management import CommandError, call_command
from django.urls import reverse

from accounts import factors
from accounts.models import User
from records.mail import Mail
from tests.cast import Hall
from tests.entrance.conftest import is_in, type_password, verbs
from tests.portal import PortalClient, let_in

pytestmark = pytest.mark.django_db
SHOW, SET_UP, AGAIN = "/accounts/second-factor/show/", "/accounts/second-factor/", "/accounts/second-factor/again/"


def mark(browser: PortalClient) -> bool:
    return factors.PROVED in browser.session


class TestTheRule:
    @pytest.mark.parametrize("address", ["/", "/organizations/", "/admin/", "/accounts/", "/letters/"])
    def test_staff_without_one_are_led_to_set_one_up(self, hall: Hall, address: str) -> None:
        for user in (hall.drafter, hall.mayor, hall.liaison):
            browser = PortalClient()
            browser.force_login(user)
            assert browser.get(address).headers["Location"] == f"{SET_UP}?next={address.replace('/', '%2F')}"

    def test_nothing_can_be_sent_either(self, hanako: User) -> None:
        browser = PortalClient()
        browser.force_login(hanako)
        answer = browser.post(reverse("organizations:list"), {"name": "x"})
        assert (answer.status_code, answer.headers["Location"].split("?")[0]) == (302, SET_UP)

    def test_a_session_that_showed_none_is_asked_by_the_app(self, app_of_hanako: User) -> None:
        browser = PortalClient()
        browser.force_login(app_of_hanako)
        assert browser.get("/").headers["Location"].startswith(AGAIN)
        for page in ("mfa_activate_totp", "mfa_add_webauthn", "second_factor"):  # a new one would prove nothing
            assert browser.get(reverse(page)).headers["Location"].startswith(AGAIN)
        browser.post(AGAIN, {"code": factors.current_code(app_of_hanako)})
        assert browser.get("/").status_code == 200

    def test_leaders_may_do_without(self, nanami: User) -> None:
        browser = PortalClient()
        assert (type_password(browser, nanami), is_in(browser)) == ("/", True)
        assert browser.get("/").status_code == 200

    def test_ends_with_the_last_duty(self, hanako: User, nanami: User) -> None:
        assert factors.must_have_one(hanako, on=hanako.duties.get().starts_on)
        assert not factors.must_have_one(nanami, on=hanako.duties.get().starts_on)

    def test_the_mark_of_another_person_counts_for_nothing(self, hanako: User, nanami: User) -> None:
        browser = PortalClient()
        let_in(browser, hanako)
        session = browser.session
        factors.prove(session, nanami)
        session.save()
        assert browser.get("/").headers["Location"].startswith(SET_UP)


class TestSettingUp:
    def test_leads_from_the_password_to_the_recovery_codes(
        self, hanako: User, django_capture_on_commit_callbacks: Any
    ) -> None:
        browser = PortalClient()
        type_password(browser, hanako)
        assert "市の職員は、パスワードのほかに" in browser.get("/", follow=True).text
        secret = browser.get(reverse("mfa_activate_totp")).context["form"].secret
        with django_capture_on_commit_callbacks(execute=True):
            browser.post(reverse("mfa_activate_totp"), {"code": factors.code_of(secret)})
        assert "まだ使っていない番号(10個)" in browser.get(reverse("mfa_view_recovery_codes")).text
        assert (mark(browser), browser.get("/").status_code) == (True, 200)

    def test_says_that_a_code_is_wrong(self, hanako: User) -> None:
        browser = PortalClient()
        type_password(browser, hanako)
        browser.get(reverse("mfa_activate_totp"))
        assert "番号がちがいます。" in browser.post(reverse("mfa_activate_totp"), {"code": "000000"}).text
        assert not factors.has_one(hanako)

    def test_seals_the_secret(self, hanako: User) -> None:
        browser = PortalClient()
        type_password(browser, hanako)
        secret = browser.get(reverse("mfa_activate_totp")).context["form"].secret
        browser.post(reverse("mfa_activate_totp"), {"code": factors.code_of(secret)})
        kept = Authenticator.objects.get(user=hanako, type=Authenticator.Type.TOTP).data["secret"]
        assert secret not in kept

    def test_a_changed_secret_key_still_opens_with_the_one_of_before(self, app_of_hanako: User, settings: Any) -> None:
        before = factors.current_code(app_of_hanako)
        settings.SECRET_KEY_FALLBACKS = [django_settings.SECRET_KEY]
        settings.SECRET_KEY = "a new one"
        assert factors.current_code(app_of_hanako) == before

    def test_is_told_to_the_owner_and_on_record(self, nanami: User, django_capture_on_commit_callbacks: Any) -> None:
        browser = PortalClient()
        type_password(browser, nanami)
        secret = browser.get(reverse("mfa_activate_totp")).context["form"].secret
        with django_capture_on_commit_callbacks(execute=True):
            browser.post(reverse("mfa_activate_totp"), {"code": factors.code_of(secret)})
        assert {"sign_in", "factor_add"} <= set(verbs(nanami))
        assert "2つめの確認を足した" in Mail.objects.filter(to_user=nanami)[0].body


class TestShowing:
    def test_asks_after_the_password_and_before_anything_else(self, app_of_hanako: User) -> None:
        browser = PortalClient()
        assert type_password(browser, app_of_hanako) == SHOW
        assert not is_in(browser)
        page = browser.get(SHOW)
        assert "起案 花子さん" in page.text
        assert factors.current_code(app_of_hanako) not in page.text
        answer = browser.post(SHOW, {"code": factors.current_code(app_of_hanako)})
        assert (answer.headers["Location"], is_in(browser)) == ("/", True)
        assert browser.get("/").status_code == 200

    def test_a_code_opens_once(self, app_of_hanako: User) -> None:
        code = factors.current_code(app_of_hanako)
        for opened in (True, False):
            browser = PortalClient()
            type_password(browser, app_of_hanako)
            browser.post(SHOW, {"code": code})
            assert is_in(browser) is opened

    def test_a_recovery_code_opens_once(self, app_of_hanako: User) -> None:
        codes = Authenticator.objects.get(user=app_of_hanako, type=Authenticator.Type.RECOVERY_CODES).wrap()
        for opened in (True, False):
            browser = PortalClient()
            type_password(browser, app_of_hanako)
            browser.post(SHOW, {"code": codes.generate_codes()[0]})
            assert is_in(browser) is opened

    def test_stops_after_many_wrong_codes_with_a_sentence(self, app_of_hanako: User) -> None:
        browser = PortalClient()
        type_password(browser, app_of_hanako)
        pages = [browser.post(SHOW, {"code": f"{number:06}"}).text for number in range(6)]
        assert "番号がちがいます。" in pages[0]
        assert "少し止めています。5分ほど待ってから" in pages[-1]
        browser.post(SHOW, {"code": factors.current_code(app_of_hanako)})
        assert not is_in(browser)
        assert verbs(app_of_hanako).count("factor_failed") == 5

    def test_somebody_may_begin_anew_as_somebody_else(self, app_of_hanako: User, nanami: User) -> None:
        browser = PortalClient()
        type_password(browser, app_of_hanako)
        assert "メールアドレス" in browser.get(reverse("account_login")).text
        assert (type_password(browser, nanami), is_in(browser)) == ("/", True)

    def test_a_leader_who_has_one_is_asked_too(self, nanami: User) -> None:
        factors.give_app(nanami)
        browser = PortalClient()
        assert type_password(browser, nanami) == SHOW


class TestTheDemonstration:
    @pytest.fixture
    def guise(self, app_of_hanako: User, settings: Any) -> User:
        settings.DEMO = True
        app_of_hanako.email = f"officer{factors.MAILBOX}"
        app_of_hanako.save()
        return app_of_hanako

    def test_says_the_code_of_an_invented_person(self, guise: User) -> None:
        browser = PortalClient()
        type_password(browser, guise)
        page = browser.get(SHOW)
        assert f'いま <b class="num">{page.context["demo_code"]}</b> と出ています' in page.text
        browser.post(SHOW, {"code": page.context["demo_code"]})
        assert is_in(browser)

    def test_lets_several_visitors_be_the_same_person_at_once(self, guise: User, settings: Any) -> None:
        settings.MFA_TOTP_TOLERANCE = 10
        for _ in range(6):
            browser = PortalClient()
            type_password(browser, guise)
            browser.post(SHOW, {"code": browser.get(SHOW).context["demo_code"]})
            assert is_in(browser)

    def test_says_nothing_of_real_people(self, app_of_hanako: User, settings: Any) -> None:
        settings.DEMO = True
        browser = PortalClient()
        type_password(browser, app_of_hanako)
        assert browser.get(SHOW).context["demo_code"] == ""

    def test_a_real_portal_says_nothing(self, guise: User, settings: Any) -> None:
        settings.DEMO = False
        browser = PortalClient()
        type_password(browser, guise)
        assert browser.get(SHOW).context["demo_code"] == ""


class TestRemoving:
    def test_staff_keep_one(self, app_of_hanako: User, as_user: Any) -> None:
        browser = as_user(app_of_hanako)
        page = browser.post(reverse("mfa_deactivate_totp"))
        assert "市の職員には、2つめの確認が1つは要ります。" in page.text
        assert factors.has_one(app_of_hanako)

    def test_others_may_go_without(self, nanami: User, as_user: Any) -> None:
        factors.give_app(nanami)
        as_user(nanami).post(reverse("mfa_deactivate_totp"))
        assert not Authenticator.objects.filter(user=nanami).exists()
        assert "factor_remove" in verbs(nanami)

    def test_the_last_passkey_of_staff_stays(self, hanako: User, as_user: Any) -> None:
        passkey = Authenticator.objects.create(
            user=hanako, type=Authenticator.Type.WEBAUTHN, data={"name": "庁舎のパソコン", "credential": {}}
        )
        page = as_user(hanako).post(reverse("mfa_remove_webauthn", args=[passkey.pk]), follow=True)
        assert "市の職員には、2つめの確認が1つは要ります。" in page.text
        assert factors.has_one(hanako)

    def test_nobody_removes_what_is_another_s(self, app_of_hanako: User, nanami: User, as_user: Any) -> None:
        passkey = Authenticator.objects.create(
            user=nanami, type=Authenticator.Type.WEBAUTHN, data={"name": "x", "credential": {}}
        )
        assert as_user(app_of_hanako).post(reverse("mfa_remove_webauthn", args=[passkey.pk])).status_code == 404

    def test_the_city_takes_away_what_was_lost(self, app_of_hanako: User, hall: Hall, capsys: Any) -> None:
        browser = PortalClient()
        let_in(browser, app_of_hanako)
        call_command("reset_second_factor", app_of_hanako.email, "--by", hall.mayor.email)
        assert not Authenticator.objects.filter(user=app_of_hanako).exists()
        assert verbs(app_of_hanako)[-1] == "factor_remove"
        with pytest.raises(CommandError, match="2つめの確認がありません"):
            call_command("reset_second_factor", app_of_hanako.email, "--by", hall.mayor.email)


class TestAskedAgain:
    def test_who_has_just_signed_in_is_believed(self, nanami: User) -> None:
        browser = PortalClient()
        type_password(browser, nanami)
        assert browser.get(reverse("mfa_activate_totp")).status_code == 200

    def test_after_a_while_a_lock_is_changed_only_with_the_password(self, nanami: User, later: Any) -> None:
        browser = PortalClient()
        type_password(browser, nanami)
        later(timedelta(minutes=6))
        asked = browser.get(reverse("mfa_activate_totp"))
        assert asked.headers["Location"].startswith(reverse("account_reauthenticate"))
        page = browser.post(asked.headers["Location"], {"password": "wrong"})
        assert "パスワードがちがいます。" in page.text
        browser.post(asked.headers["Location"], {"password": "correct horse battery"})
        assert browser.get(reverse("mfa_activate_totp")).status_code == 200


class TestRecoveryCodes:
    def test_are_shown_kept_as_a_file_and_made_anew(self, app_of_hanako: User, as_user: Any) -> None:
        browser = as_user(app_of_hanako)
        before = browser.get(reverse("mfa_view_recovery_codes")).context["unused_codes"]
        file = browser.get(reverse("mfa_download_recovery_codes"))
        assert before[0] in file.text
        assert "attachment" in file.headers["Content-Disposition"]
        page = browser.post(reverse("mfa_generate_recovery_codes"), follow=True)
        assert not set(before) & set(page.context["unused_codes"])
