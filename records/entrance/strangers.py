"""A mail to an address that nobody has here, by the worker: the page answers as fast as to everybody else."""

from __future__ import annotations

from contextlib import suppress

from django.core.mail import EmailMessage

from records.jobs import job


@job("entrance.stranger", "登録のない人にメールを送る")
def tell_stranger(*, email: str, subject: str, body: str) -> None:
    """Once: a stranger has no place in the outbox, and a server that is down tells nobody so."""
    with suppress(OSError):
        EmailMessage(subject, body, to=[email]).send()
