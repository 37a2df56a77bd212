"""People sign in: with a passkey, a link from a mail, an app's code; and a session that ends loses nothing."""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from playwright.sync_api import expect

from accounts import factors
from accounts.models import User
from tests import cast
from tests.journeys.conftest import new_album
from tests.journeys.mailbox import Mailbox
from tests.journeys.people import PASSWORD, PHONE, Person
from tests.provider.running import PASSWORD as CITY_PASSWORD
from tests.provider.running import running

Visit = Callable[..., Person]
NANAMI = "nanami@example.jp"


@pytest.fixture(scope="module")
def album(request: pytest.FixtureRequest) -> Callable[[str], Path]:
    """One for all of these short journeys."""
    return new_album(request.path)


@pytest.fixture
def hall(transactional_db: None) -> cast.Hall:
    return cast.city_hall()


@pytest.fixture
def nanami(hall: cast.Hall) -> User:
    user = cast.person("北野 七海", "nanami", "きたの ななみ")
    cast.officer(cast.organization("北の会", cast.land().north_oaza), user)
    return user


@pytest.fixture
def finger(visit: Visit) -> Iterator[Person]:
    """Somebody at a computer with a fingerprint reader: Chromium's virtual authenticator."""
    person = visit()
    devices = person.page.context.new_cdp_session(person.page)
    devices.send("WebAuthn.enable")
    reader = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": reader})
    yield person
    devices.send("WebAuthn.disable")


def enter(person: Person, mail: str) -> None:
    person.page.goto(f"{person.portal}/")
    person.type("メールアドレス", mail)
    person.type("パスワード", PASSWORD)
    person.press("サインインする")


def test_staff_begin_with_a_passkey_and_come_back_with_a_finger(finger: Person, hall: cast.Hall):
    enter(finger, hall.drafter.email)
    finger.on("2つめの確認を用意する")
    finger.shot("set-up", phone=True)
    finger.go("パスキーを使う")
    finger.type("この機械の名前", "市役所のパソコン")
    finger.shot("passkey", phone=True)
    finger.press("この機械で作る")
    finger.on("回復コード")
    finger.shot("recovery-codes", phone=True)
    finger.go("サインインの設定へ")
    finger.sees("市役所のパソコン", "あと10個")
    finger.shot("settings", phone=True)
    finger.page.get_by_role("button", name="サインアウト").click()
    finger.on("サインイン")
    finger.shot("door", phone=True)
    finger.press("パスキー(指紋・顔)で入る")
    finger.on("待っているもの")
    sign_ins = hall.drafter.events.filter(verb="user.sign_in")
    assert [event.facts["ways"] for event in sign_ins] == [["パスキー"], ["パスワード"]]


def test_a_passkey_is_the_second_factor_behind_a_password(finger: Person, hall: cast.Hall):
    enter(finger, hall.drafter.email)
    finger.go("パスキーを使う")
    finger.press("この機械で作る")
    finger.on("回復コード")
    finger.page.get_by_role("button", name="サインアウト").click()
    enter(finger, hall.drafter.email)
    finger.on("2つめの確認")
    finger.shot("second-factor", phone=True)
    finger.press("パスキー(指紋・顔)で確かめる")
    finger.on("待っているもの")


def test_a_device_without_a_passkey_says_what_else_there_is(visit: Visit, nanami: User):
    person = visit()
    person.page.goto(f"{person.portal}/")
    refuse = "() => { navigator.credentials.get = async () => { throw new DOMException('', 'NotAllowedError') } }"
    person.page.evaluate(refuse)
    person.press("パスキー(指紋・顔)で入る")
    expect(person.page.get_by_role("status").filter(has_text="もう一度、ボタンを押してください")).to_be_visible()


def test_an_app_is_set_up_from_the_settings_and_asked_for_at_the_door(visit: Visit, nanami: User):
    person = visit()
    enter(person, NANAMI)
    person.page.goto(f"{person.portal}/accounts/")
    person.page.get_by_role("link", name=re.compile("足す.*認証アプリ")).click()
    person.on("認証アプリを足す")
    person.shot("app", phone=True)
    person.type("6けたの番号", "000000")
    person.press("この番号で登録する")
    person.sees("番号がちがいます。")
    person.type("6けたの番号", factors.code_of(person.page.locator("#secret").inner_text()))
    person.press("この番号で登録する")
    person.on("回復コード")
    person.page.get_by_role("button", name="サインアウト").click()
    enter(person, NANAMI)
    person.show_second_factor(nanami)
    person.sees("北の会")


def test_a_leader_comes_in_by_a_link_on_a_telephone(visit: Visit, mailbox: Mailbox, nanami: User):
    desk, phone = visit(), visit(PHONE, is_mobile=True, has_touch=True, java_script_enabled=False)
    desk.page.goto(f"{desk.portal}/")
    desk.go("メールで届くリンクで入る")
    desk.shot("link", phone=True)
    desk.type("メールアドレス", NANAMI)
    desk.press("メールでリンクを受け取る")
    desk.on("メールを送りました")
    phone.page.goto(f"{phone.portal}{mailbox.link(NANAMI)}")
    phone.page.screenshot(path=phone.album("link-open"))
    phone.press("サインインする")
    phone.sees("北の会")
    assert not Authenticator.objects.exists()


def test_a_notice_comes_before_the_end_and_a_button_stays(visit: Visit, nanami: User, settings: Any):
    settings.SESSION_IDLE = timedelta(minutes=5, seconds=2)
    person = visit()
    enter(person, NANAMI)
    notice = person.page.get_by_role("alert").filter(has_text="分で、サインインの時間が切れます。")
    expect(notice).to_be_visible()
    person.page.screenshot(path=person.album("warning"))
    settings.SESSION_IDLE = timedelta(minutes=30)
    person.press("続けて使う")
    expect(notice).to_be_hidden()


def test_a_form_sent_too_late_without_a_script_is_sent_again(visit: Visit, nanami: User, settings: Any):
    person = visit(java_script_enabled=False)
    enter(person, NANAMI)
    organization = nanami.roles.get().organization
    address = f"{person.portal}/organizations/{organization.pk}/edit/"
    person.page.goto(address)
    person.type("電話", "0867-00-9999")
    settings.SESSION_IDLE = timedelta(seconds=0)
    person.page.get_by_role("main").get_by_role("button").first.click()
    person.on("サインイン")
    person.told("送ったものは残してあります。")
    settings.SESSION_IDLE = timedelta(hours=1)
    person.type("メールアドレス", NANAMI)
    person.type("パスワード", PASSWORD)
    person.press("サインインする")
    person.on("送ったものは残っています")
    person.shot("kept", phone=True)
    person.press("もう一度送る")
    person.page.wait_for_url(lambda url: "/accounts/" not in url)
    organization.refresh_from_db()
    assert organization.phone == "0867-00-9999"


def test_staff_come_in_through_the_citys_own_provider(
    visit: Visit, hall: cast.Hall, settings: Any, tmp_path: Path, live_server: Any
):
    """A second server, a second login page; the portal asks for nothing more, because the provider asked for a code."""
    people = {hall.drafter.email: {"verified": True, "amr": ["pwd", "otp"]}}
    with running(people, tmp_path, portal=live_server.url) as provider:
        settings.OIDC_ISSUER, settings.OIDC_SECOND_FACTOR = provider.issuer, ["otp"]
        settings.SOCIALACCOUNT_PROVIDERS = provider.providers()
        person = visit()
        person.page.goto(f"{person.portal}/letters/")
        person.shot("door-with-provider", phone=True)
        person.go("庁内の認証で入る")
        person.page.wait_for_url(f"{provider.issuer}/**")
        person.page.locator("input[name=login]").fill(hall.drafter.email)
        person.page.locator("input[name=password]").fill(CITY_PASSWORD)
        person.page.locator("form:has(input[name=password]) button[type=submit]").click()
        person.on("待っているもの")
    sign_in = hall.drafter.events.get(verb="user.sign_in")
    assert sign_in.facts["ways"] == ["庁内の認証"]
