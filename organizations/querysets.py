"""Which organizations somebody sees, and the words by which lists are narrowed."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Exists, OuterRef, Q

from accounts.models import User
from organizations.areas import Area
from organizations.officers import Officer

if TYPE_CHECKING:
    from organizations.bodies import Organization  # noqa: F401  # named in the generics below
    from organizations.recognition import Recognition  # noqa: F401


def written_by(user: User, *, on: date) -> Q:
    """Rows of organizations whose own people the person is, or for which the person types in what came on paper."""
    own = Q(Exists(Officer.objects.held(on=on).filter(organization=OuterRef("organization"), user=user)))
    typing = [intake.organization_id for intake in user.intakes_on(on)]
    return own | Q(organization__in=typing) if typing else own


class OrganizationQuerySet(models.QuerySet["Organization"]):
    def visible_to(self, user: User, *, on: date) -> OrganizationQuerySet:
        """The only door: posts that reach all see all, liaisons their areas', community people their own."""
        if user.reaches_all(on=on):
            return self
        roles = Officer.objects.held(on=on).filter(organization=OuterRef("pk"), user=user)
        seen = Q(Exists(roles))
        if user.is_city(on=on):
            areas = list(user.liaisons.held(on=on).values_list("area_id", flat=True))
            seen |= Q(areas__in=areas) | Q(areas__parent__in=areas)
        return self.filter(pk__in=self.model._base_manager.filter(seen).values("pk"))

    def active(self) -> OrganizationQuerySet:
        return self.filter(status="active")

    def named_like(self, words: str) -> OrganizationQuerySet:
        """Every word stands in the name or the furigana."""
        found = self
        for word in words.split():
            found = found.filter(Q(name__icontains=word) | Q(furigana__icontains=word))
        return found

    def within(self, area: Area) -> OrganizationQuerySet:
        return self.filter(pk__in=self.model._base_manager.filter(Q(areas=area) | Q(areas__parent=area)).values("pk"))


class RecognitionQuerySet(models.QuerySet["Recognition"]):
    def visible_to(self, user: User, *, on: date) -> RecognitionQuerySet:
        """An organization's own people see its case from the first word; the city sees it once it was sent."""
        bodies: Any = self.model._meta.get_field("organization").related_model
        seen = self.filter(organization__in=bodies.objects.visible_to(user, on=on).values("pk"))
        return seen.filter(written_by(user, on=on) | ~Q(status="draft"))

    def waiting(self) -> RecognitionQuerySet:
        """Those that the city must act on."""
        return self.filter(status__in=["submitted", "proposed"])

    def live(self) -> RecognitionQuerySet:
        return self.exclude(status__in=["refused", "lapsed"])
