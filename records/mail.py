"""Mail is an outbox row written in the transaction; a job posts it after the commit, and again while that fails."""

from __future__ import annotations

import smtplib
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.mail import EmailMessage
from django.db import models, transaction
from django.db.models import Q
from django.template.loader import render_to_string
from django.utils import timezone

from accounts.models import User
from records.cases import NotNow
from records.events import record
from records.jobs import queue, repeated
from records.jobs.rules import may_see_work

WAITS = [*(timedelta(minutes=n) for n in (1, 5, 15)), *(timedelta(hours=n) for n in (1, 3, 6, 12, 24, 24))]
AT_A_TIME = timedelta(seconds=30)  # after that the job makes room for others
GONE = "(本文は、送ったあとに消しました)"


class MailQuerySet(models.QuerySet["Mail"]):
    def visible_to(self, user: User) -> MailQuerySet:
        """The outbox is for those who look after it; a reader's own mails are in the reader's mailbox."""
        return self if may_see_work(user, None) else self.none()

    def waiting(self) -> MailQuerySet:
        return self.filter(sent_at=None)

    def failed(self) -> MailQuerySet:
        """What was tried and could not be sent so far."""
        return self.waiting().exclude(failure="")

    def given_up(self) -> MailQuerySet:
        """What is not tried again by itself: somebody has to look at it."""
        return self.waiting().filter(next_try_at=None)

    def due(self, *, at: datetime) -> MailQuerySet:
        return self.waiting().filter(next_try_at__lte=at)


class Mail(models.Model):
    SAID: ClassVar[dict[str, str]] = {"send_again": "メールをもう一度送ることにした"}

    to_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="mails", verbose_name="宛先の人"
    )
    to_address = models.EmailField("宛先", max_length=254)
    subject = models.CharField("件名", max_length=200)
    body = models.TextField("本文")
    is_secret = models.BooleanField(
        "送ったら本文を消す", default=False, editable=False
    )  # it carries a link that signs in
    case_type = models.ForeignKey(
        ContentType, on_delete=models.PROTECT, null=True, related_name="+", editable=False, verbose_name="案件の種類"
    )
    case_id = models.PositiveBigIntegerField("案件の番号", null=True, editable=False)  # what it is about, if anything
    written_at = models.DateTimeField("書いた日時", default=timezone.now, editable=False)
    sent_at = models.DateTimeField("送った日時", null=True, editable=False)
    tries = models.PositiveSmallIntegerField("送信の回数", default=0, editable=False)
    next_try_at = models.DateTimeField("次に送る日時", null=True, default=timezone.now, editable=False)
    failure = models.TextField("送れなかった理由", blank=True, editable=False)

    objects: ClassVar[models.Manager[Mail]] = MailQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "メール"
        ordering = ["-written_at", "-pk"]
        indexes = [
            models.Index(fields=["written_at"], name="unsent_mail", condition=Q(sent_at=None)),
            models.Index(fields=["case_type", "case_id"], name="mail_of_case", condition=Q(case_id__isnull=False)),
        ]

    def __str__(self) -> str:
        return self.subject

    @transaction.atomic
    def send(self) -> bool:
        """Tries once; whether it went out. Locked, so that two tries at once send one mail.

        A worker that dies between the server's yes and the commit sends it once more, under the same Message-ID.
        """
        self.refresh_from_db(from_queryset=Mail.objects.select_for_update(no_key=True))
        if self.sent_at:
            return True
        self.tries += 1
        try:
            self.hand_over()
            self.sent_at, self.failure, self.next_try_at = timezone.now(), "", None
            self.body = GONE if self.is_secret else self.body
        except (OSError, ValueError) as problem:  # a server's no is an OSError too; staff see it, nobody is stopped
            self.failure = sentence(problem)[:500]
            self.next_try_at = None if is_final(problem) else self.later()
        self.save(update_fields=["body", "sent_at", "tries", "next_try_at", "failure"])
        return self.sent_at is not None

    def hand_over(self) -> None:
        """To the mail server, under a name by which it and the readers' programs see that two are one."""
        name = f"<mail-{self.pk}-{self.written_at:%Y%m%d%H%M%S}@{settings.DEFAULT_FROM_EMAIL.rpartition('@')[2]}>"
        EmailMessage(self.subject, self.body, to=[self.to_address], headers={"Message-ID": name}).send()

    def later(self) -> datetime | None:
        """When it is tried again; None after some three days: then a person has to look."""
        return timezone.now() + WAITS[self.tries - 1] if self.tries <= len(WAITS) else None

    @transaction.atomic
    def send_again(self, *, by: User) -> None:
        """もう一度送る, now and to the address that the person has now."""
        self.refresh_from_db(from_queryset=Mail.objects.select_for_update(no_key=True))
        if self.sent_at:
            raise NotNow("このメールは、もう送ってあります。")
        self.to_address, self.next_try_at = self.to_user.email, timezone.now()
        self.save(update_fields=["to_address", "next_try_at"])
        record(self, "mail.send_again", by=by, comment=str(self.to_user))
        queue(post_mails)


@transaction.atomic
def send_all_again(*, by: User) -> None:
    """Everything that could not be sent so far."""
    for mail in Mail.objects.failed().select_related("to_user").order_by("pk"):
        mail.send_again(by=by)


def sentence(problem: Exception) -> str:
    """What the staff read: where the mail got stuck, and in brackets what the server said."""
    if isinstance(problem, smtplib.SMTPRecipientsRefused):
        code, said = next(iter(problem.recipients.values()))
        return f"宛先のサーバーが受け取りません。メールアドレスを確かめてください。({code} {spoken(said)})"
    if isinstance(problem, smtplib.SMTPAuthenticationError):
        return f"メールサーバーにサインインできません。設定のパスワードを確かめてください。({problem.smtp_code})"
    if isinstance(problem, smtplib.SMTPResponseException):
        return f"メールサーバーが断りました。({problem.smtp_code} {spoken(problem.smtp_error)})"
    if isinstance(problem, OSError):
        return f"メールサーバーにつながりません。({str(problem) or type(problem).__name__})"
    return f"このメールは送れる形になっていません。({problem})"


def spoken(said: bytes | str) -> str:
    return said.decode(errors="replace") if isinstance(said, bytes) else said


def is_final(problem: Exception) -> bool:
    """Whether trying again by itself is no use: the address or the mail is wrong, not the moment."""
    if isinstance(problem, smtplib.SMTPRecipientsRefused):
        return all(code >= 500 for code, _ in problem.recipients.values())
    if isinstance(problem, smtplib.SMTPSenderRefused | smtplib.SMTPDataError):
        return problem.smtp_code >= 500
    return isinstance(problem, smtplib.SMTPNotSupportedError) or not isinstance(problem, OSError)


def is_out_of_reach(mail: Mail) -> bool:
    """Whether the server itself is the trouble, so that the next mail need not knock."""
    return mail.failure.startswith("メールサーバーに")


@repeated("records.post_mails", "メールを送る", every=1, line="mail")
def post_mails() -> None:
    """Sends what is due, oldest first, until the server is out of reach. Done by two at once, each mail goes once."""
    began = timezone.now()
    while timezone.now() - began < AT_A_TIME:
        with transaction.atomic():
            due = Mail.objects.due(at=timezone.now()).order_by("written_at", "pk")
            mail = due.select_for_update(skip_locked=True, no_key=True).first()
            if mail is None or (not mail.send() and is_out_of_reach(mail)):
                return
    queue(post_mails)


def post(
    folder: str, *, to: Iterable[User], is_secret: bool = False, about: models.Model | None = None, **context: Any
) -> None:
    """One mail per person from ``<folder>_subject.txt`` and ``<folder>_body.txt``, sent after the transaction.

    A secret one (it carries a link that signs in) loses its body once it is sent. ``about`` is the case in whose
    outbox it is to be found.
    """
    for person in to:
        values = {**context, "person": person, "site_url": settings.SITE_URL}
        write(
            person,
            subject=render_to_string(f"{folder}_subject.txt", values),
            body=render_to_string(f"{folder}_body.txt", values),
            is_secret=is_secret,
            about=about,
        )


def write(person: User, *, subject: str, body: str, is_secret: bool = False, about: models.Model | None = None) -> None:
    """One mail whose words are there already."""
    Mail.objects.create(
        to_user=person,
        to_address=person.email,
        subject=" ".join(subject.split())[:200],
        body=body,
        is_secret=is_secret,
        case_type=ContentType.objects.get_for_model(about) if about else None,
        case_id=about.pk if about else None,
    )
    queue(post_mails)
