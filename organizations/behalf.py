"""What an intake (代理入力) means for the cases that it touches: who is named, what waits, what is marked."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models

from accounts.models import User
from organizations.bodies import Organization
from organizations.intakes import Intake
from records.cases import NotNow


class IntakeCase(models.Model):
    """A case that was written by an intake."""

    intake = models.ForeignKey(Intake, on_delete=models.PROTECT, related_name="cases", verbose_name="代理入力")
    case_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+", verbose_name="案件の種類")
    case_id = models.PositiveBigIntegerField("案件の番号")
    case: Any = GenericForeignKey("case_type", "case_id")

    class Meta:
        verbose_name = verbose_name_plural = "代理入力した案件"
        ordering = ["intake", "pk"]
        indexes = [models.Index(fields=["case_type", "case_id"], name="intake_of_case")]
        constraints = [
            models.UniqueConstraint(fields=["intake", "case_type", "case_id"], name="an_intake_names_each_case_once")
        ]

    def __str__(self) -> str:
        return f"{self.intake} {self.case_type} {self.case_id}"


def for_whom(user: User, case: models.Model, *, on: date) -> str:
    """The organization for which somebody acts on a case, kept with the intake; empty for the actor's own office."""
    for intake in user.intakes_on(on):
        if not isinstance(case, Intake) and intake.organization == getattr(case, "organization", case):
            IntakeCase.objects.get_or_create(
                intake=intake, case_type=ContentType.objects.get_for_model(case), case_id=case.pk
            )
            return str(intake.organization)
    return ""


CONTESTED = "団体から、代理入力の「内容がちがう」と届いています。代理入力のページで答えてから、起案してください。"


def refuse_if_contested(case: models.Model) -> None:
    """NotNow while the organization says that what was typed in for it is wrong."""
    if contested := Intake.objects.about(case).objected().first():
        raise NotNow(
            f"団体から、代理入力の「内容がちがう」と届いています({contested.get_matter_display()})。"
            "代理入力のページで答えてから、決めてください。"
        )


def contested(model: type[models.Model], keys: Collection[int]) -> set[int]:
    """Of some cases those about which ``refuse_if_contested`` would say no. One query."""
    kind = ContentType.objects.get_for_model(model)
    objected = IntakeCase.objects.filter(case_type=kind, case_id__in=keys, intake__status=Intake.Status.OBJECTED)
    return set(objected.values_list("case_id", flat=True))


def arrived_on(user: User, organization: Organization, *, on: date) -> date | None:
    """The day on which the paper came that somebody is typing in; None for what the organization sends itself."""
    return next((each.received_on for each in user.intakes_on(on) if each.organization_id == organization.pk), None)


def typed_in(model: type[models.Model], keys: Collection[int]) -> set[int]:
    """Which of some cases were written by an intake: for the mark in lists. One query."""
    kind = ContentType.objects.get_for_model(model)
    return set(IntakeCase.objects.filter(case_type=kind, case_id__in=keys).values_list("case_id", flat=True))
