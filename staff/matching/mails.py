"""What is written to those who ask and offer. They have no account; a mail is made when it goes out, so that no copy of
an address lies about, and one that was erased gets none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string

from records.jobs import job, queue
from staff.city import City

if TYPE_CHECKING:
    from staff.matching.cards import Card
    from staff.matching.introductions import Introduction

MAILS = {
    "published": "staff/emails/matching/published",
    "introduced": "staff/emails/matching/introduced",
    "agreed": "staff/emails/matching/agreed",
    "failed": "staff/emails/matching/failed",
    "finished": "staff/emails/matching/finished",
    "thanked": "staff/emails/matching/thanked",
}


def tell(card: Card, what: str, *, introduction: Introduction | None = None) -> None:
    if card.email:
        queue(send, card=card.pk, what=what, introduction=introduction.pk if introduction else 0)


@job("matching.tell", "してほしい・できるを出した人にメールを送る")
def send(*, card: int, what: str, introduction: int) -> None:
    cards: Any = apps.get_model("staff.Card").objects
    found = cards.get(pk=card)
    if not found.email:
        return
    introduced: Any = apps.get_model("staff.Introduction").objects.with_cards().filter(pk=introduction).first()
    other = None
    if introduced:
        other = introduced.offer if introduced.need_id == card else introduced.need
    values: dict[str, Any] = {"card": found, "other": other, "introduction": introduced}
    values |= {"city": City.current(), "site_url": settings.SITE_URL}
    subject, body = (render_to_string(f"{MAILS[what]}_{part}.txt", values) for part in ("subject", "body"))
    EmailMessage(subject.strip(), body, to=[found.email]).send()
