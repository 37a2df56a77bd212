"""A real mail server on this machine: what the portal sends arrives here as it would in people's mailboxes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


class Mailbox:
    def __init__(self) -> None:
        self.received: list[EmailMessage] = []

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        content = envelope.content
        message = message_from_bytes(content if isinstance(content, bytes) else b"", policy=policy.default)
        assert isinstance(message, EmailMessage)
        self.received.append(message)
        return "250 OK"

    def to(self, address: str) -> list[EmailMessage]:
        """What one person got, oldest first."""
        return [message for message in self.received if message["To"] == address]

    def subjects(self, address: str) -> list[str]:
        return [str(message["Subject"]).strip() for message in self.to(address)]  # a folded one begins with a space

    def link(self, address: str) -> str:
        """The address of the link in the newest mail to somebody, without the host."""
        body = self.to(address)[-1].get_body()
        assert body is not None
        found = re.search(r"https?://[^/\s]+(/\S+)", body.get_content())
        assert found, body.get_content()
        return found[1]


@contextmanager
def mail_server(port: int) -> Iterator[Mailbox]:
    mailbox = Mailbox()
    controller = Controller(mailbox, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield mailbox
    finally:
        controller.stop()
