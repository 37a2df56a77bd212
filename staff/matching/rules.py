"""Who may, about needs, offers and those who bring them together."""

from __future__ import annotations

from django.utils import timezone

from accounts.access import YES, Answer, No
from accounts.models import User
from staff.matching.cards import Card
from staff.matching.introductions import Introduction
from staff.partners.partners import areas_of

NEAR = "つなぐのは、協働の担当の係、その地区の担当職員と地域の支え手です。"


def may_read_desk(user: User, _: object) -> Answer:
    """The city's people, and the partners from outside; which cards is then a matter of ``visible_to``."""
    today = timezone.localdate()
    if user.is_city(on=today) or areas_of(user, on=today):
        return YES
    return No("ここは、市の職員と地域の支え手のためのページです。募集は「してほしい・できる」のページで見られます。")


def may_enter_card(user: User, _: object) -> Answer:
    """For somebody who called or came: any of the city's people, and the partners."""
    if user.audits(on=timezone.localdate()):
        return No("監査する職の人は、見るだけです。")
    return may_read_desk(user, None)


def may_coordinate(user: User, card: Card) -> Answer:
    today = timezone.localdate()
    near = card.area_id is not None and card.area_id in areas_of(user, on=today)
    return YES if near or user.in_section(on=today) else No(NEAR)


def may_follow(user: User, introduction: Introduction) -> Answer:
    """Whoever looks after one of the two."""
    near = may_coordinate(user, introduction.need) or may_coordinate(user, introduction.offer)
    return YES if near else No(NEAR)
