"""Which plans an organization lets the others read: what its assembly has adopted, as long as it stands."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from organizations.models import Organization
from plans.future import FuturePlan
from plans.yearly import YearlyPlan
from records.cases import NotNow
from records.events import record

Plan = FuturePlan | YearlyPlan
STANDING = {"futureplan": ("adopted", "acknowledged"), "yearlyplan": ("accepted",)}


class SharedPlanQuerySet(models.QuerySet["SharedPlan"]):
    def standing(self) -> SharedPlanQuerySet:
        """Without those whose plan has been superseded, or is being mended."""
        return self.filter(
            Q(future_plan__status__in=STANDING["futureplan"]) | Q(yearly_plan__status__in=STANDING["yearlyplan"])
        )

    def visible_to(self, user: User, *, on: date) -> SharedPlanQuerySet:
        """Everybody of an organization, and the city."""
        return self.standing() if is_of_network(user, on=on) else self.none()


def is_of_network(user: User, *, on: date) -> bool:
    return bool(user.roles_on(on)) or user.is_city(on=on)


class SharedPlan(models.Model):
    SAID: ClassVar[dict[str, str]] = {  # in the history of the plan
        "share": "ほかの団体に見せました",
        "stop": "ほかの団体に見せるのをやめました",
    }

    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="shared_plans", verbose_name="団体"
    )
    future_plan = models.OneToOneField(
        FuturePlan, on_delete=models.CASCADE, null=True, related_name="shared", verbose_name="将来計画"
    )
    yearly_plan = models.OneToOneField(
        YearlyPlan, on_delete=models.CASCADE, null=True, related_name="shared", verbose_name="年度計画"
    )
    shared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="見せた人"
    )
    shared_at = models.DateTimeField("見せた日時", default=timezone.now, editable=False)

    objects: ClassVar[models.Manager[SharedPlan]] = SharedPlanQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "ほかの団体に見せている計画"
        ordering = ["-shared_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="what_is_shared_is_exactly_one_plan",
                condition=Q(future_plan=None, yearly_plan__isnull=False)
                | Q(future_plan__isnull=False, yearly_plan=None),
            ),
        ]

    def __str__(self) -> str:
        return str(self.plan)

    def get_absolute_url(self) -> str:
        return reverse("network:plan", args=[self.pk])

    @property
    def plan(self) -> Plan:
        found = self.future_plan or self.yearly_plan
        assert found is not None  # the constraint's own  # noqa: S101
        return found


def can_be_shared(plan: Plan) -> bool:
    return plan.status in STANDING[str(plan._meta.model_name)]


@transaction.atomic
def share(plan: Plan, *, by: User) -> SharedPlan:
    """Lets the people of the other organizations read it; done twice it is done once."""
    plan.lock()
    if not can_be_shared(plan):
        raise NotNow("ほかの団体に見せられるのは、総会で決めた将来計画と、市が受理した年度計画です。")
    column = "future_plan" if isinstance(plan, FuturePlan) else "yearly_plan"
    row, is_new = SharedPlan.objects.get_or_create(
        **{column: plan}, defaults={"organization": plan.organization, "shared_by": by}
    )
    if is_new:
        record(plan, "sharedplan.share", by=by)
    return row


@transaction.atomic
def stop_sharing(plan: Plan, *, by: User) -> None:
    plan.lock()
    column = "future_plan" if isinstance(plan, FuturePlan) else "yearly_plan"
    gone, _ = SharedPlan.objects.filter(**{column: plan}).delete()
    if gone:
        record(plan, "sharedplan.stop", by=by)
