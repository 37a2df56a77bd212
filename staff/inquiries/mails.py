"""What is written about an inquiry: to people with an account by the outbox, to citizens without one at once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.template.loader import render_to_string

from accounts.models import User
from records.entrance.strangers import tell_stranger
from records.jobs import queue
from records.mail import post
from staff.city import City

if TYPE_CHECKING:
    from staff.inquiries.inquiries import Inquiry

TOLD = "staff/emails/inquiry/told"


def mail(inquiry: Inquiry, stem: str, *, to: Iterable[User], **context: Any) -> None:
    post(stem, to=to, about=inquiry, inquiry=inquiry, **context)


def write_to_sender(inquiry: Inquiry) -> None:
    """A citizen has no account, and so no place in the outbox."""
    values = {"inquiry": inquiry, "city": City.current(), "site_url": settings.SITE_URL}
    subject, body = (render_to_string(f"{TOLD}_{part}.txt", values) for part in ("subject", "body"))
    queue(tell_stranger, email=inquiry.sender_contact, subject=subject.strip(), body=body)
