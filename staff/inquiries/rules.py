"""Who may, about inquiries."""

from __future__ import annotations

from django.utils import timezone

from accounts.access import YES, Answer, No
from accounts.models import User
from staff.inquiries.desks import desks_of
from staff.inquiries.inquiries import Inquiry
from staff.partners.partners import areas_of


def may_read_inquiries(user: User, _: object) -> Answer:
    """The city's people, and the partners from outside; which of them is then a matter of ``visible_to``."""
    today = timezone.localdate()
    if user.is_city(on=today) or user.partnerships_on(today):
        return YES
    return No("ここは、市の職員と地域の支え手のためのページです。市への声は「みなさんの声と市の答え」から送れます。")


def may_take_in(user: User, _: object) -> Answer:
    """Whoever opened the letter or took the call."""
    today = timezone.localdate()
    if user.is_city(on=today) and not user.audits(on=today):
        return YES
    return No("手紙や電話の声を登録するのは、市の職員です。")


def may_sort(user: User, _: Inquiry) -> Answer:
    """Which desk answers, whether it is to be answered, and by when."""
    if user.in_section(on=timezone.localdate()):
        return YES
    return No("担当に回すのは、協働の担当の係です。")


def is_desk(user: User, inquiry: Inquiry) -> bool:
    today = timezone.localdate()
    if inquiry.partner_id is not None:
        return inquiry.partner_id == user.pk and bool(user.partnerships_on(today))
    return inquiry.department_id in desks_of(user, on=today)


def may_answer(user: User, inquiry: Inquiry) -> Answer:
    """The desk on which it lies."""
    return YES if is_desk(user, inquiry) else No("答えを書くのは、担当課か、担当の支え手です。")


def may_tell(user: User, inquiry: Inquiry) -> Answer:
    """Whoever brought it in, the people of the area, and the section."""
    today = timezone.localdate()
    near = inquiry.area_id is not None and inquiry.area_id in areas_of(user, on=today)
    if user.pk == inquiry.reported_by_id or near or user.in_section(on=today):
        return YES
    return No("答えを伝えるのは、声を受けた人、その地区の担当職員、協働の担当の係です。")


def may_publish(user: User, _: Inquiry) -> Answer:
    if user.in_section(on=timezone.localdate()):
        return YES
    return No("市の答えを公表するのは、協働の担当の係です。")


def may_see_sender(user: User, inquiry: Inquiry) -> Answer:
    """Name and address: who answers, who tells, and nobody else."""
    if user.in_section(on=timezone.localdate()) or is_desk(user, inquiry) or user.pk == inquiry.reported_by_id:
        return YES
    return No("声を寄せた人の名前は、答える人と伝える人だけが見ます。")
