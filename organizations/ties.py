"""除斥: who is tied to an organization examines, drafts, approves and decides nothing about it.

A tie follows from a role in it, held now or until not long ago, or was declared: by the person, or by the section.
"""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.models import User
from organizations.bodies import Organization
from organizations.officers import Officer
from records.cases import NotNow, spoken
from records.era import era_date
from records.events import record
from records.telling import made, overwrite
from records.terms import Dated, DatedQuerySet, ends_after_start, term
from staff.models import City


class TieQuerySet(DatedQuerySet["Tie"]):
    def visible_to(self, user: User, *, on: date) -> TieQuerySet:
        """One's own; all of them to the section, which sees to it that others take the cases up."""
        if user.in_section(on=on):
            return self
        return self.filter(user=user) if user.is_city(on=on) else self.none()

    def not_over(self, *, on: date) -> TieQuerySet:
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=on))


class Tie(Dated):
    """関係の申し出: from a day on, until it is ended."""

    class Kind(models.TextChoices):
        RESIDENT = "resident", "区域に住んでいる"
        FAMILY = "family", "家族が役員・職員をしている"
        MEMBER = "member", "会員・役員として活動している"
        TRADE = "trade", "取引や雇用の関係がある"
        OTHER = "other", "そのほか"

    SAID: ClassVar = {"declare": "団体との関係を申し出た", "end": "団体との関係が終わった"}

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="ties", verbose_name="職員"
    )
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="ties", verbose_name="団体")
    kind = models.CharField("関係", max_length=10, choices=Kind.choices)
    note = models.CharField("説明", max_length=200, blank=True)
    declared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="申し出た人"
    )
    declared_at = models.DateTimeField("申し出た日時", default=timezone.now, editable=False)

    objects: ClassVar[models.Manager[Tie]] = TieQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "団体との関係"
        ordering = ["organization__furigana", "user__furigana", "pk"]
        constraints = [
            ends_after_start("a_tie_ends_after_it_started"),
            ExclusionConstraint(
                name="nobody_is_tied_twice_to_one_organization_at_once",
                expressions=[
                    ("user", RangeOperators.EQUAL),
                    ("organization", RangeOperators.EQUAL),
                    (term(), "&&"),
                ],
                violation_error_message="この団体との関係は、その期間もう申し出てあります。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.organization} {self.get_kind_display()}"

    @classmethod
    @transaction.atomic
    def declare(cls, user: User, organization: Organization, *, by: User, kind: str, starts_on: date, note: str) -> Tie:
        """By the person, or by the section for somebody who said so; what was done before the day stands."""
        tie = cls(user=user, organization=organization, kind=kind, starts_on=starts_on, note=note, declared_by=by)
        with spoken(cls):
            tie.save()
        new = made(tie, but={"declared_by"})
        record(tie, "tie.declare", by=by, changes=new, comment=str(tie), user=user, kind=kind, starts_on=starts_on)
        user.forget()
        return tie

    @transaction.atomic
    def end(self, *, by: User, on: date) -> None:
        """The last day of the tie; the row stays, so that an auditor sees for which decisions it held."""
        self.refresh_from_db(from_queryset=Tie.objects.select_for_update(no_key=True))
        if self.ends_on is not None:
            raise NotNow({"on": f"この関係は、もう{era_date(self.ends_on)}で終わっています。"})
        if on < self.starts_on:
            raise NotNow({"on": f"はじまりの日({era_date(self.starts_on)})か、それより後の日にしてください。"})
        changes = overwrite(self, {"ends_on": on})
        self.save(update_fields=["ends_on"])
        record(self, "tie.end", by=by, changes=changes, on=on, comment=str(self))
        self.user.forget()


def tied_organizations(user: User, *, on: date) -> list[int]:
    """The keys of the organizations to which somebody is tied on a day. Asked many times for one page, loaded once."""
    return user.remembered("ties", on, lambda: list(by_role(user, on=on).union(by_word(user, on=on))))


def by_role(user: User, *, on: date) -> QuerySet[Officer, int]:
    """Roles held now, or until so many years ago as the city says."""
    years = City.current().tie_years
    since = on.replace(year=on.year - years, day=min(on.day, 28))
    roles = Officer.objects.filter(Q(ends_on=None) | Q(ends_on__gte=since), user=user, starts_on__lte=on)
    return roles.values_list("organization", flat=True)


def by_word(user: User, *, on: date) -> QuerySet[Tie, int]:
    return Tie.objects.held(on=on).filter(user=user).values_list("organization", flat=True)


def is_tied(user: User, organization: Organization, *, on: date) -> bool:
    return organization.pk in tied_organizations(user, on=on)
