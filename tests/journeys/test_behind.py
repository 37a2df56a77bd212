"""A mail server that is down: the staff see what did not go, why, and send it again when the server is back."""

from django.db import transaction
from django.test import Client
from playwright.sync_api import expect

from accounts.models import User
from records.invitations import welcome
from records.mail import Mail
from tests import cast
from tests.journeys.conftest import free_port
from tests.journeys.people import PHONE, Person
from tests.journeys.test_access import findings, sideways
from tests.portal import let_in


def enter(person: Person, user: User) -> None:
    """Signs in without the page for it, which other journeys play."""
    client = Client()
    let_in(client, user)
    cookie = client.cookies["sessionid"].value
    person.page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": person.portal}])


def test_what_did_not_go_is_seen_and_sent_again(visit, hall: cast.Hall, mailbox, settings):
    mails_here, settings.EMAIL_PORT = settings.EMAIL_PORT, free_port()
    hanako, towa = cast.person("北野 花", "hana"), cast.person("北野 永遠", "towa")
    with transaction.atomic():
        for user in (hanako, towa):
            welcome(user, by=hall.chief, place="北の会", role="会長")
    assert Mail.objects.failed().count() == 2
    Mail.objects.filter(to_user=towa).update(next_try_at=None, tries=10)  # three days have passed

    chief = visit()
    enter(chief, hall.chief)
    chief.page.goto(chief.portal)
    chief.sees("送れないメールが1通あります。")
    chief.go("裏の作業")
    chief.on("裏の作業")
    chief.sees("動いています", "メールサーバーにつながりません。", "自動では送りません")
    chief.sees("1回で送れなかったメールが2通ありました。")
    assert findings(chief.page) == []
    chief.page.set_viewport_size(PHONE)
    assert sideways(chief.page) == 0
    chief.shot("mails", phone=True)

    settings.EMAIL_PORT = mails_here
    chief.page.get_by_role("row").filter(has_text="北野 永遠").get_by_role("button").click()
    chief.told("北野 永遠さんへのメールを、もう一度送ります。")
    chief.press("全部をもう一度送る")
    expect(chief.page.get_by_text("送れなかったメールは、ありません。")).to_be_visible()
    assert [len(mailbox.to(user.email)) for user in (hanako, towa)] == [1, 1]
