"""Who keeps facilities, and who gives their rooms."""

from __future__ import annotations

from django.utils import timezone

from accounts.access import YES, Answer, No
from accounts.models import User
from organizations.facilities.bookings import Booking
from organizations.facilities.buildings import Facility
from organizations.places.rules import may_keep_areas


def may_enter_facility(user: User, _: object) -> Answer:
    if may_keep_areas(user, None):
        return YES
    return No("施設を登録するのは、協働の担当の係です。")


def may_keep_facility(user: User, facility: Facility) -> Answer:
    """Rooms, equipment, opening, and the answers to who asks: who runs it, and the section."""
    today = timezone.localdate()
    if user.in_section(on=today):
        return YES
    if facility.manager and user.acts_for(facility.manager, on=today):
        return YES
    who = f"{facility.manager}と" if facility.manager else ""
    return No(f"{facility}の部屋と申し込みを扱うのは、{who}協働の担当の係です。")


def may_answer_booking(user: User, booking: Booking) -> Answer:
    return may_keep_facility(user, booking.room.facility)


def may_cancel_booking(user: User, booking: Booking) -> Answer:
    """Who asked, their organization, and who runs the facility. (Who has its code needs no rule: it is the key.)"""
    today = timezone.localdate()
    own = booking.organization and user.acts_for(booking.organization, on=today)
    if booking.asked_by_id == user.pk or own or may_answer_booking(user, booking):
        return YES
    return No("取り消せるのは、申し込んだ人と、施設を運営する人です。")
