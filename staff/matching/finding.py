"""Which needs and offers, and which introductions, somebody sees."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q

from accounts.models import User
from staff.partners.partners import areas_of

if TYPE_CHECKING:
    from staff.matching.cards import Card  # noqa: F401  # named in the generics below
    from staff.matching.introductions import Introduction  # noqa: F401


def sees_all(user: User, on: date) -> bool:
    return user.in_section(on=on) or user.reaches_all(on=on)


class CardQuerySet(models.QuerySet["Card"]):
    def visible_to(self, user: User, *, on: date) -> CardQuerySet:
        """The section and whoever reaches all see all; a liaison or a partner from outside those of the own areas."""
        return self if sees_all(user, on) else self.filter(area__in=areas_of(user, on=on))

    def published(self, *, on: date) -> CardQuerySet:
        """What everybody reads; the public page's only door."""
        return self.filter(status="open", until__gte=on)

    def of(self, user: User, *, on: date) -> CardQuerySet:
        """What a body's own people have put there for the body."""
        return self.filter(organization__in=[role.organization_id for role in user.roles_on(on)])

    def stale(self, *, on: date) -> CardQuerySet:
        return self.filter(status__in=["open", "received"], until__lt=on)

    def reachable(self, user: User, *, on: date) -> CardQuerySet:
        """What a coordinator may bring a card together with: open ones of the own areas, and of the whole city."""
        found = self.published(on=on)
        return found if user.in_section(on=on) else found.filter(Q(area__in=areas_of(user, on=on)) | Q(area=None))

    def free(self) -> CardQuerySet:
        """Those about which nobody waits for an answer."""
        return self.exclude(as_need__status="proposed").exclude(as_offer__status="proposed")

    def with_places(self) -> CardQuerySet:
        return self.select_related("theme", "area", "organization")

    def matching(self, words: str) -> CardQuerySet:
        found = self
        for word in words.split():
            found = found.filter(Q(title__icontains=word) | Q(words__icontains=word) | Q(project__icontains=word))
        return found


class IntroductionQuerySet(models.QuerySet["Introduction"]):
    def visible_to(self, user: User, *, on: date) -> IntroductionQuerySet:
        """Whoever looks after the need or the offer."""
        if sees_all(user, on):
            return self
        areas = areas_of(user, on=on)
        return self.filter(Q(need__area__in=areas) | Q(offer__area__in=areas))

    def live(self) -> IntroductionQuerySet:
        return self.filter(status__in=["proposed", "agreed"])

    def of_card(self, card: Any) -> IntroductionQuerySet:
        return self.filter(Q(need=card) | Q(offer=card))

    def thanked(self) -> IntroductionQuerySet:
        """Words of thanks that everybody may read."""
        return self.filter(status="thanked").exclude(thanks_words="")

    def with_cards(self) -> IntroductionQuerySet:
        return self.select_related("need__area", "need__theme", "offer__area", "offer__theme", "introduced_by")
