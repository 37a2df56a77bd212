"""Mail is an outbox row written in the transaction and posted after it; a failure stays visible."""

from __future__ import annotations

import smtplib
from collections.abc import Iterable
from typing import Any, ClassVar

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import models, transaction
from django.template.loader import render_to_string
from django.utils import timezone

from accounts.models import User


class MailQuerySet(models.QuerySet["Mail"]):
    def waiting(self) -> MailQuerySet:
        return self.filter(sent_at=None)

    def failed(self) -> MailQuerySet:
        return self.waiting().exclude(failure="")


class Mail(models.Model):
    to_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="mails", verbose_name="宛先の人"
    )
    to_address = models.EmailField("宛先", max_length=254)
    subject = models.CharField("件名", max_length=200)
    body = models.TextField("本文")
    is_secret = models.BooleanField(
        "送ったら本文を消す", default=False, editable=False
    )  # it carries a link that signs in
    written_at = models.DateTimeField("書いた日時", default=timezone.now, editable=False)
    sent_at = models.DateTimeField("送った日時", null=True, editable=False)
    tries = models.PositiveSmallIntegerField("送信の回数", default=0, editable=False)
    failure = models.TextField("送れなかった理由", blank=True, editable=False)

    objects: ClassVar[models.Manager[Mail]] = MailQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "メール"
        ordering = ["-written_at", "-pk"]
        indexes = [models.Index(fields=["written_at"], name="unsent_mail", condition=models.Q(sent_at=None))]

    def __str__(self) -> str:
        return self.subject

    @transaction.atomic
    def send(self) -> bool:
        """Tries once; whether it went out. Locked, so that two tries at once send one mail."""
        mail = Mail.objects.select_for_update().get(pk=self.pk)
        if mail.sent_at:
            return True
        mail.tries += 1
        try:
            EmailMessage(mail.subject, mail.body, to=[mail.to_address]).send()
            mail.sent_at, mail.failure = timezone.now(), ""
            if mail.is_secret:
                mail.body = "(本文は、送ったあとに消しました)"
        except (OSError, smtplib.SMTPException) as problem:  # the server is down or refuses; staff see it and try again
            mail.failure = str(problem)[:500] or type(problem).__name__
        mail.save(update_fields=["body", "sent_at", "tries", "failure"])
        return mail.sent_at is not None


def post(folder: str, *, to: Iterable[User], is_secret: bool = False, **context: Any) -> None:
    """One mail per person from ``<folder>_subject.txt`` and ``<folder>_body.txt``, sent after the transaction.

    A secret one (it carries a link that signs in) loses its body once it is sent.
    """
    for person in to:
        values = {**context, "person": person, "site_url": settings.SITE_URL}
        mail = Mail.objects.create(
            to_user=person,
            to_address=person.email,
            subject=" ".join(render_to_string(f"{folder}_subject.txt", values).split())[:200],
            body=render_to_string(f"{folder}_body.txt", values),
            is_secret=is_secret,
        )
        transaction.on_commit(mail.send, robust=True)
