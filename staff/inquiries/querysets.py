"""Which inquiries somebody sees, and the words by which lists are narrowed."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from accounts.models import User
from staff.inquiries.desks import desks_of
from staff.partners.partners import areas_of

if TYPE_CHECKING:
    from staff.inquiries.inquiries import Inquiry  # noqa: F401  # named in the generics below


class InquiryQuerySet(models.QuerySet["Inquiry"]):
    def visible_to(self, user: User, *, on: date) -> InquiryQuerySet:
        """The section and whoever reaches all see all; a department its own; a liaison those of the own areas.

        A partner from outside sees what was passed to the partner, and what came of the partner's own reports, as long
        as the term lasts.
        """
        if user.in_section(on=on) or user.reaches_all(on=on):
            return self
        mine = Q(reported_by=user)
        if user.is_city(on=on):
            return self.filter(mine | Q(department__in=desks_of(user, on=on)) | Q(area__in=areas_of(user, on=on)))
        if areas := areas_of(user, on=on):
            return self.filter(mine | Q(partner=user), area__in=areas)
        return self.none()

    def published(self) -> InquiryQuerySet:
        """What everybody reads; the public page's only door."""
        return self.filter(status="published")

    def unanswered(self) -> InquiryQuerySet:
        return self.filter(status__in=["received", "routed"])

    def late(self, *, on: date) -> InquiryQuerySet:
        return self.unanswered().filter(due_on__lt=on)

    def matching(self, words: str) -> InquiryQuerySet:
        found = self
        for word in words.split():
            found = found.filter(Q(subject__icontains=word) | Q(text__icontains=word) | Q(answer_text__icontains=word))
        return found

    def published_with(self, words: str) -> InquiryQuerySet:
        """Searched in what everybody may read, and in nothing else."""
        found = self.published()
        for word in words.split():
            said = Q(public_question__icontains=word) | Q(public_answer__icontains=word)
            found = found.filter(said | Q(subject__icontains=word) | Q(department__name__icontains=word))
        return found
