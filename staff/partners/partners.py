"""Who supports which area from outside the city hall, from when to when."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models, transaction

from accounts.models import User
from records.cases import NotNow, spoken
from records.era import era_date
from records.events import record
from records.telling import made, overwrite
from records.terms import Dated, DatedQuerySet, ends_after_start, term
from staff.words.words import PartnerKind

TWICE = "この人は、その期間もうこの地区の支え手です。期間か地区を変えてください。"


class PartnerQuerySet(DatedQuerySet["Partner"]):
    def visible_to(self, user: User, *, on: date) -> Self:
        """Every employee sees who supports which area; the partners see their own lines."""
        return self if user.is_city(on=on) else self.filter(user=user)

    def in_area(self, area: Any, *, on: date) -> Self:
        return self.held(on=on).filter(area=area).select_related("user", "kind")


class Partner(Dated):
    """One person in one area. The account sees this area's reports and the inquiries passed to it, and nothing else."""

    SAID: ClassVar = {"appoint": "地域の支え手にした", "end": "地域の支え手の期間を終えた"}

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="partnerships", verbose_name="人"
    )
    area = models.ForeignKey(
        "organizations.Area", on_delete=models.PROTECT, related_name="partners", verbose_name="地区"
    )
    kind = models.ForeignKey(
        PartnerKind, on_delete=models.PROTECT, to_field="code", db_column="kind", related_name="+", verbose_name="種類"
    )
    affiliation = models.CharField("所属", max_length=60, blank=True)
    phone = models.CharField("連絡先", max_length=20, blank=True)

    objects: ClassVar[models.Manager[Partner]] = PartnerQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "地域の支え手"
        ordering = ["area__order", "area", "kind", "starts_on", "pk"]
        constraints = [
            ends_after_start("a_partner_ends_after_it_started"),
            ExclusionConstraint(
                name="nobody_is_the_same_partner_of_one_area_twice",
                expressions=[
                    ("area", RangeOperators.EQUAL),
                    ("user", RangeOperators.EQUAL),
                    ("kind", RangeOperators.EQUAL),
                    (term(), "&&"),
                ],
                violation_error_message=TWICE,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.area} {self.kind} {self.user}"

    @classmethod
    @transaction.atomic
    def appoint(
        cls,
        *,
        by: User,
        user: User,
        area: Any,
        kind: PartnerKind | str,
        starts_on: date,
        ends_on: date | None = None,
        affiliation: str = "",
        phone: str = "",
    ) -> Partner:
        """Whoever works for the city already sees more than a partner may, and stays what they are."""
        if user.is_city(on=starts_on):
            raise NotNow(f"{user}さんは市の職員です。地域担当職員にしてください。", code="employee")
        partner = cls(user=user, area=area, kind=PartnerKind.meant(kind), starts_on=starts_on, ends_on=ends_on)
        partner.affiliation, partner.phone = affiliation, phone
        with spoken(cls):
            partner.save()
        facts = {"user": user, "area": area, "starts_on": starts_on, "ends_on": ends_on}
        record(partner, "partner.appoint", by=by, changes=made(partner), **facts)
        user.forget()
        return partner

    @transaction.atomic
    def end(self, *, by: User, on: date, reason: str) -> None:
        self.refresh_from_db(from_queryset=Partner.objects.select_for_update(no_key=True))
        if on < self.starts_on:
            raise NotNow({"on": f"はじまりの日({era_date(self.starts_on)})か、それより後の日にしてください。"})
        if self.ends_on is not None and on >= self.ends_on:
            raise NotNow({"on": f"もう{era_date(self.ends_on)}で終わることになっています。前の日にしてください。"})
        record(self, "partner.end", by=by, changes=overwrite(self, {"ends_on": on}), on=on, comment=reason)
        self.save(update_fields=["ends_on"])


def areas_of(user: User, *, on: date) -> list[int]:
    """The keys of the areas in which somebody works: as liaison of the city, or as a partner from outside.

    A school's partner writes of its students, and reads nothing of the area's people.
    """
    own = [partner.area_id for partner in user.partnerships_on(on) if not partner.kind.is_school]
    if user.is_city(on=on):
        own += user.remembered("liaison_areas", on, lambda: [*user.liaisons.held(on=on).values_list("area", flat=True)])
    return own
