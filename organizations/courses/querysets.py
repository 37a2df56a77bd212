"""Which courses somebody sees, and the people in them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q

from accounts.models import User
from organizations.bodies import Organization

if TYPE_CHECKING:
    from organizations.courses.course import Course  # noqa: F401  # named in the generics below
    from organizations.courses.learners import Learner  # noqa: F401


class CourseQuerySet(models.QuerySet["Course"]):
    def announced(self) -> CourseQuerySet:
        """What everybody reads; the public page's only door."""
        return self.exclude(status__in=["draft"])

    def visible_to(self, user: User | AnonymousUser, *, on: date) -> CourseQuerySet:
        """Announced ones to everybody; besides, an organization's people theirs, the city's as they see its areas."""
        told = ~Q(status="draft")
        if not isinstance(user, User):
            return self.filter(told)
        if user.in_section(on=on) or user.reaches_all(on=on):
            return self
        told |= Q(organization__in=[role.organization_id for role in user.roles_on(on)])
        if user.is_city(on=on):
            areas = list(user.liaisons.held(on=on).values_list("area_id", flat=True))
            told |= Q(organization__in=Organization.objects.visible_to(user, on=on).values("pk"))
            told |= Q(area__in=areas) | Q(area__parent__in=areas)
        return self.filter(told)

    def with_hosts(self) -> CourseQuerySet:
        return self.select_related("organization", "area", "theme")


class LearnerQuerySet(models.QuerySet["Learner"]):
    def seated(self) -> LearnerQuerySet:
        return self.filter(state="in")

    def live(self) -> LearnerQuerySet:
        return self.exclude(state="out")

    def waiting(self) -> LearnerQuerySet:
        return self.filter(state="waiting")

    def graduates(self) -> LearnerQuerySet:
        return self.filter(number__isnull=False).order_by("number")
