"""構成団体 and 部会: what a body is made of, with its people and their dates."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar, Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models, transaction

from accounts.models import User
from organizations.belonging import BelongingQuerySet
from organizations.bodies import Organization
from records.cases import NotNow, spoken
from records.era import era_date
from records.events import record
from records.telling import made, overwrite
from records.terms import Dated, DatedQuerySet, ends_after_start, term


class PartQuerySet(BelongingQuerySet[Any], DatedQuerySet[Any]):  # type: ignore[override]  # two bases, one manager
    pass


class Part(Dated):
    """What belongs to an organization from one day to another; the organization's own history tells of it."""

    VERB: ClassVar[str]  # ends of the events' names
    objects: ClassVar[models.Manager[Any]] = PartQuerySet.as_manager()

    class Meta:
        abstract = True

    @property
    def owner(self) -> Organization:
        owner: Organization = self.organization  # type: ignore[attr-defined]
        return owner

    @classmethod
    @transaction.atomic
    def add(cls, *, by: User, **facts: Any) -> Self:
        part = cls(**facts)
        part.owner.lock()
        with spoken(cls):
            part.save()
        record(part.owner, f"organization.add_{cls.VERB}", by=by, changes=made(part), comment=str(part))
        return part

    @transaction.atomic
    def end(self, *, by: User, on: date) -> None:
        """Belongs to it until this day; the row stays."""
        self.owner.lock()
        if on < self.starts_on:
            raise NotNow({"on": f"はじまりの日({era_date(self.starts_on)})か、それより後の日にしてください。"})
        if changes := overwrite(self, {"ends_on": on}):
            self.save()
            comment = f"{self} {era_date(on)}まで"
            record(self.owner, f"organization.end_{self.VERB}", by=by, changes=changes, comment=comment)


class MemberBody(Part):
    """構成団体: 自治会, PTA, 老人会, 消防団 … of which the organization is made."""

    VERB = "member"

    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="member_bodies", verbose_name="団体"
    )
    name = models.CharField("構成団体の名前", max_length=100)
    sort = models.CharField("どんな団体か", max_length=40, blank=True, help_text="例 自治会、PTA、老人会、消防団")
    households = models.PositiveIntegerField("世帯数", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "構成団体"
        ordering = ["organization", "pk"]
        constraints = [
            ends_after_start("a_member_body_ends_after_starting"),
            ExclusionConstraint(
                name="a_member_body_belongs_once_at_a_time",
                expressions=[
                    ("organization", RangeOperators.EQUAL),
                    ("name", RangeOperators.EQUAL),
                    (term(), "&&"),
                ],
                violation_error_message="この構成団体は、その期間もう載っています。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}({self.sort})" if self.sort else self.name


class Section(Part):
    """部会."""

    VERB = "section"

    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="sections", verbose_name="団体"
    )
    name = models.CharField("部会の名前", max_length=60, help_text="例 福祉部会")
    purpose = models.CharField("すること", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "部会"
        ordering = ["organization", "pk"]
        constraints = [
            ends_after_start("a_section_ends_after_starting"),
            ExclusionConstraint(
                name="one_section_of_a_name_at_a_time",
                expressions=[
                    ("organization", RangeOperators.EQUAL),
                    ("name", RangeOperators.EQUAL),
                    (term(), "&&"),
                ],
                violation_error_message="この名前の部会は、その期間もうあります。",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Seat(Part):
    """Who is in a section, as what. Names are the organization's own: the public page shows none of them."""

    class Role(models.TextChoices):
        HEAD = "head", "部会長"
        DEPUTY = "deputy", "副部会長"
        MEMBER = "member", "部会員"

    VERB = "seat"

    section = models.ForeignKey(Section, on_delete=models.PROTECT, related_name="seats", verbose_name="部会")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+", verbose_name="団体")
    role = models.CharField("役", max_length=8, choices=Role.choices, default=Role.MEMBER)
    name = models.CharField("氏名", max_length=100)

    class Meta:
        verbose_name = verbose_name_plural = "部会の人"
        ordering = ["section", "pk"]
        constraints = [
            ends_after_start("a_seat_ends_after_starting"),
            ExclusionConstraint(
                name="one_head_of_a_section_at_a_time",
                expressions=[("section", RangeOperators.EQUAL), (term(), "&&")],
                condition=models.Q(role="head"),
                violation_error_message="その期間には、もう部会長がいます。前の部会長のおわりの日を入れてください。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.section} {self.get_role_display()} {self.name}"
