"""Which editions somebody sees: ``public`` is the door for everybody, ``visible_to`` that of the desk."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from accounts.models import User
from organizations.models import Area
from plans.articles.columns import OPEN, Status

if TYPE_CHECKING:
    from plans.articles.edition import ArticleEdition  # noqa: F401  # named in the generics below


class EditionQuerySet(models.QuerySet["ArticleEdition"]):
    def visible_to(self, user: User, *, on: date) -> EditionQuerySet:
        """The city sees its own articles, and of a body's what was laid before it; a body all that it wrote itself,
        and of what the city writes about it what waits to be published."""
        bodies = [role.organization_id for role in user.roles_on(on)]
        bodies += [intake.organization_id for intake in user.intakes_on(on)]
        own = Q(article__organization__in=bodies)
        seen = own & (Q(article__is_from_body=True) | ~Q(status__in=[Status.DRAFT, Status.RETURNED, Status.DROPPED]))
        if user.is_city(on=on):
            unsent = Q(article__is_from_body=True, asked_at=None)
            return self.filter(seen | ~unsent)
        return self.filter(seen)

    def public(self, *, on: date) -> EditionQuerySet:
        """What everybody reads today: published, and within the days for which it is shown."""
        begun = Q(shown_from=None) | Q(shown_from__lte=on)
        not_over = Q(shown_until=None) | Q(shown_until__gte=on)
        return self.filter(begun, not_over, status=Status.PUBLISHED)

    def of_kind(self, kind: str) -> EditionQuerySet:
        return self.filter(article__kind=kind)

    def open(self) -> EditionQuerySet:
        return self.filter(status__in=OPEN)

    def with_words(self, words: str) -> EditionQuerySet:
        """Every word stands somewhere in it."""
        found = self
        for word in words.replace("\0", "").split()[:5]:
            said = Q(title__icontains=word) | Q(text__icontains=word) | Q(purpose__icontains=word)
            found = found.filter(
                said
                | Q(learned__icontains=word)
                | Q(theme__name__icontains=word)
                | Q(article__organization__name__icontains=word)
            )
        return found

    def within(self, area: Area) -> EditionQuerySet:
        """Of an area and of what lies in it, by the area that is named or by that of the organization."""
        named = Q(area=area) | Q(area__parent=area)
        bodies = area.organizations.values("pk")
        inner = area.children.values("organizations")
        return self.filter(
            named | Q(area=None) & (Q(article__organization__in=bodies) | Q(article__organization__in=inner))
        )

    def for_lists(self) -> EditionQuerySet:
        return self.select_related("article__organization", "theme", "area", "written_by")
