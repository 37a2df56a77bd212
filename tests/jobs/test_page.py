"""裏の作業: what the staff see of it, and what they can do."""

import smtplib
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core import mail as django_mail
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from procrastinate.contrib.django import app as queues
from procrastinate.contrib.django.models import ProcrastinateJob

from accounts.models import User
from records.cases import NotNow
from records.events import Event
from records.jobs.digest import digest, for_city, span
from records.jobs.runs import WorkerRun
from records.jobs.standing import do_again, health
from records.mail import WAITS, Mail, post_mails
from tests.cast import Hall
from tests.portal import PortalClient

pytestmark = pytest.mark.django_db
AsUser = Callable[[User], PortalClient]
NOW = timezone.now()
PAGE = "/work/"


@pytest.fixture
def stuck(nanami: User) -> Mail:
    """A mail that the server refuses for good."""
    return Mail.objects.create(
        to_user=nanami,
        to_address="old@example.jp",
        subject="通知書が届きました",
        body="本文",
        tries=1,
        failure="宛先のサーバーが受け取りません。",
        next_try_at=None,
    )


@pytest.fixture
def broken(db: None) -> int:
    """A job that failed for good; its key."""
    key = queues.configure_task("records.draw_file").defer(letter=1)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing' WHERE id = %s", [key])
        cursor.execute("UPDATE procrastinate_jobs SET status = 'failed' WHERE id = %s", [key])
    return key


class TestSend:
    @pytest.mark.parametrize(
        ("problem", "said", "is_final"),
        [
            (ConnectionRefusedError(111, "Connection refused"), "つながりません", False),
            (TimeoutError(), "つながりません", False),
            (smtplib.SMTPAuthenticationError(535, b"no"), "サインインできません", False),
            (smtplib.SMTPConnectError(554, b"busy"), "断りました", False),
            (smtplib.SMTPDataError(451, b"later"), "断りました", False),
            (smtplib.SMTPDataError(554, b"spam"), "断りました", True),
            (smtplib.SMTPRecipientsRefused({"a": (450, b"grey")}), "受け取りません", False),
            (smtplib.SMTPRecipientsRefused({"a": (550, b"unknown")}), "受け取りません", True),
            (ValueError("Invalid address"), "送れる形になっていません", True),
        ],
    )
    def test_says_what_is_wrong_and_comes_again_only_if_that_may_help(
        self, stuck: Mail, monkeypatch: pytest.MonkeyPatch, problem: Exception, said: str, is_final: bool
    ) -> None:
        def refuse(*_: object) -> None:
            raise problem

        monkeypatch.setattr("django.core.mail.EmailMessage.send", refuse)
        assert not stuck.send()
        stuck.refresh_from_db()
        assert said in stuck.failure
        assert stuck.failure.count("。") >= 1
        assert (stuck.next_try_at is None) == is_final

    def test_waits_longer_each_time_and_gives_up_after_some_days(
        self, stuck: Mail, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def down(*_: object) -> None:
            raise OSError("down")

        monkeypatch.setattr("django.core.mail.EmailMessage.send", down)
        Mail.objects.update(tries=0)
        waits = []
        for _ in range(len(WAITS) + 1):
            stuck.send()
            stuck.refresh_from_db()
            waits.append(stuck.next_try_at and round((stuck.next_try_at - timezone.now()).total_seconds()))
        assert waits == [*(wait.total_seconds() for wait in WAITS), None]

    def test_one_wrong_address_does_not_stop_the_others_and_a_dead_server_is_not_asked_twice(
        self, nanami: User, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for n in range(3):
            Mail.objects.create(to_user=nanami, to_address=f"{n}@example.jp", subject=str(n), body="")
        asked = []

        def answer(message: django_mail.EmailMessage) -> None:
            asked.append(message.subject)
            if message.subject == "0":
                raise smtplib.SMTPRecipientsRefused({"0@example.jp": (550, b"unknown")})
            raise ConnectionRefusedError("down")

        monkeypatch.setattr("django.core.mail.EmailMessage.send", answer)
        post_mails()
        assert asked == ["0", "1"]


class TestSendAgain:
    def test_sends_to_the_address_of_now_and_writes_who_did_it(
        self, stuck: Mail, hall: Hall, nanami: User, as_user: AsUser, django_capture_on_commit_callbacks
    ) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            answer = as_user(hall.chief).post(reverse("work:mail_again", args=[stuck.pk]), follow=True)
        assert "北野 七海さんへのメールを、もう一度送ります。" in answer.text
        assert [message.to for message in django_mail.outbox] == [[nanami.email]]
        assert Event.objects.about(stuck).get(verb="mail.send_again").actor == hall.chief
        assert not Mail.objects.failed().exists()

    def test_is_refused_once_it_is_sent(self, stuck: Mail, hall: Hall) -> None:
        stuck.send()
        with pytest.raises(NotNow, match="もう送ってあります"):
            stuck.send_again(by=hall.chief)

    def test_all_at_once(self, stuck: Mail, hall: Hall, as_user: AsUser, django_capture_on_commit_callbacks) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            as_user(hall.chief).post(reverse("work:all_mails_again"))
        assert len(django_mail.outbox) == 1

    @pytest.mark.parametrize("who", ["stranger", "liaison"])
    def test_is_not_for_other_offices(self, stuck: Mail, hall: Hall, as_user: AsUser, who: str) -> None:
        person = getattr(hall, who)
        assert as_user(person).post(reverse("work:mail_again", args=[stuck.pk])).status_code == 404
        assert as_user(person).post(reverse("work:all_mails_again")).status_code == 403
        assert as_user(person).get(PAGE).status_code == 403

    def test_is_not_for_communities(self, stuck: Mail, hall: Hall, kuko: User, nanami: User, as_user: AsUser) -> None:
        for person in (kuko, nanami):
            assert as_user(person).post(reverse("work:mail_again", args=[stuck.pk])).status_code == 404
            assert as_user(person).get(PAGE).status_code == 403


class TestDoAgain:
    def test_puts_the_job_back_and_writes_who_did_it(self, broken: int, hall: Hall, as_user: AsUser) -> None:
        assert "通知書のPDFを作る" in as_user(hall.chief).get(PAGE).text
        as_user(hall.chief).post(reverse("work:job_again", args=[broken]))
        assert ProcrastinateJob.objects.get(pk=broken).status == "todo"
        assert Event.objects.get(verb="job.again").actor == hall.chief

    def test_is_refused_while_it_is_not_broken(self, broken: int, hall: Hall) -> None:
        do_again(broken, by=hall.chief)
        with pytest.raises(NotNow, match="もう止まっていません"):
            do_again(broken, by=hall.chief)

    def test_is_not_for_others(self, broken: int, hall: Hall, kuko: User, as_user: AsUser) -> None:
        for person in (kuko, hall.stranger):
            assert as_user(person).post(reverse("work:job_again", args=[broken])).status_code == 403
        assert ProcrastinateJob.objects.get(pk=broken).status == "failed"


class TestPage:
    def test_says_that_all_is_well(self, hall: Hall, as_user: AsUser) -> None:
        shown = as_user(hall.chief).get(PAGE).text
        for sentence in ("動いています", "送れなかったメールは、ありません。", "この7日は、すべてうまくいきました。"):
            assert sentence in shown

    def test_says_since_when_nobody_works_and_what_to_do(self, hall: Hall, as_user: AsUser, settings) -> None:
        settings.JOBS_AT_ONCE = False
        assert "まだ一度も動いていません" in as_user(hall.chief).get(PAGE).text
        WorkerRun.begin()
        shown = as_user(hall.chief).get(PAGE).text
        assert "を最後に、動いていません" in shown
        assert "だれも、やり直す必要はありません" in shown

    def test_costs_the_same_for_many_mails(
        self, stuck: Mail, hall: Hall, as_user: AsUser, django_assert_max_num_queries
    ) -> None:
        for _ in range(60):
            stuck.pk = None
            stuck.save()
        browser = as_user(hall.chief)
        with django_assert_max_num_queries(18):
            assert "61件のうち" in browser.get(f"{PAGE}?page=2").text


class TestHealth:
    def test_notices_that_nothing_moves(self, broken: int, hall: Hall) -> None:
        do_again(broken, by=hall.chief)
        assert health(at=timezone.now()).is_well
        later = timezone.now() + timedelta(minutes=16)
        state = health(at=later)
        assert (state.working, state.stuck, state.waiting) == (True, True, 1)


class TestInbox:
    def test_tells_only_those_who_look_after_it_and_only_what_does_not_mend_itself(
        self, stuck: Mail, broken: int, hall: Hall, nanami: User
    ) -> None:
        on = timezone.localdate()
        assert [task.title for task in for_city(hall.chief, on=on)] == [
            "送れないメールが1通あります。",
            "できなかった裏の作業が1件あります。",
        ]
        assert for_city(hall.stranger, on=on) == []
        Mail.objects.update(next_try_at=timezone.now())
        assert len(for_city(hall.chief, on=on)) == 1

    def test_tells_that_nobody_works(self, hall: Hall, as_user: AsUser, settings) -> None:
        settings.JOBS_AT_ONCE = False
        assert "裏の作業が止まっています" in as_user(hall.chief).get("/").text


class TestDigest:
    def test_tells_pauses_mails_and_jobs_day_by_day(self, stuck: Mail, broken: int) -> None:
        three = NOW - timedelta(hours=3)
        WorkerRun.objects.create(began_at=three - timedelta(hours=1), seen_at=three)
        WorkerRun.objects.create(began_at=three + timedelta(minutes=80), seen_at=NOW)
        pause = f"{span(three, three + timedelta(minutes=80))}、裏の作業が止まっていました。"
        today = [
            "1回で送れなかったメールが1通ありました。うち1通は、まだ届いていません。",
            "「通知書のPDFを作る」が1回、できませんでした。",
        ]
        now, began = timezone.localdate(), timezone.localdate(three)  # before three in the morning: the day before
        days = [(now, [pause, *today])] if began == now else [(now, today), (began, [pause])]
        assert [(day.on, day.sentences) for day in digest(at=timezone.now())] == days
        assert "から1時間20分、" in pause
