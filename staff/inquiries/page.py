"""What the page of one inquiry shows."""

from __future__ import annotations

from datetime import date
from typing import Any

from accounts.models import User
from records.era import era_date
from records.events import Event
from records.pieces import Fact, Step, steps
from staff.inquiries.deeds import forms_of
from staff.inquiries.forms import DeedForm
from staff.inquiries.inquiries import Inquiry
from staff.inquiries.listing import tag_of
from staff.inquiries.rules import may_see_sender

AT = {"received": 1, "routed": 2, "answered": 3, "told": 4, "published": 5, "closed": 1}


def way_of(inquiry: Inquiry) -> list[Step]:
    labels = ("受付", "担当に回す", "答える", "伝える", "公表する")
    days = (inquiry.received_on, None, inquiry.answered_on, inquiry.told_on, inquiry.published_on)
    at, stopped = AT[inquiry.status], inquiry.status == "closed"
    notes = [era_date(day) if day and n < at else "" for n, day in enumerate(days)]
    return steps(*labels, at=at, stopped=stopped, notes=notes)


def facts_of(inquiry: Inquiry, user: User) -> list[Fact]:
    facts = [
        Fact("区分", inquiry.get_kind_display()),
        Fact("受けた方法", f"{inquiry.get_channel_display()}・{era_date(inquiry.received_on)}"),
        Fact("地区", str(inquiry.area or "市全体")),
        Fact("受けた人", str(inquiry.reported_by or "–")),
        Fact("担当", inquiry.desk or "まだ決まっていません"),
        Fact("回答期限", era_date(inquiry.due_on) if inquiry.due_on else None),
        Fact("受付番号", inquiry.number),
    ]
    if may_see_sender(user, inquiry) and (inquiry.sender_name or inquiry.sender_contact):
        facts.append(Fact("声を寄せた人", inquiry.sender_name or "名前なし"))
        facts.append(Fact("連絡先", inquiry.sender_contact or "なし"))
    if inquiry.told_on:
        facts.append(Fact("伝えた日", f"{era_date(inquiry.told_on)} {inquiry.told_how}"))
    return facts


def inquiry_page(inquiry: Inquiry, user: User, *, on: date, sent: tuple[str, DeedForm] | None = None) -> dict[str, Any]:
    return {
        "inquiry": inquiry,
        "tag": tag_of(inquiry, on=on),
        "way": way_of(inquiry),
        "facts": facts_of(inquiry, user),
        "deeds": forms_of(user, inquiry, on=on, sent=sent),
        "sent": sent,
        "events": Event.objects.about(inquiry),
    }
