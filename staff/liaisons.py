"""地域担当職員: who is the pipe between an area and the city, from when to when (form 3.23 配置表)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models, transaction
from django.db.models import Prefetch, Q
from django.utils import timezone

from accounts.models import User
from records.cases import NotNow, spoken
from records.era import era_date
from records.events import record
from records.fiscal import FiscalYear
from records.telling import gone, made, overwrite
from records.terms import Dated, DatedQuerySet, ends_after_start, term
from staff.offices import Duty, Post
from staff.words.words import LiaisonRole


class LiaisonQuerySet(DatedQuerySet["LiaisonAssignment"]):
    def visible_to(self, user: User, *, on: date) -> Self:
        """Every employee reads the roster; community people see who is there for their own areas."""
        if user.is_city(on=on):
            return self
        return self.near([role.organization_id for role in user.roles_on(on)])

    def near(self, organizations: Any) -> Self:
        """Those of the districts in which the organizations' areas lie."""
        return self.filter(
            Q(area__organizations__in=organizations) | Q(area__children__organizations__in=organizations)
        ).distinct()

    def for_organizations(self, organizations: Any, *, on: date) -> Self:
        """Whom the organizations turn to on a day, with what is printed beside the name."""
        return self.near(organizations).held(on=on).with_posts(on=on)

    def for_areas(self, areas: Iterable[Any]) -> Self:
        """Those of the districts named, and of the districts in which the oaza named lie."""
        named = list(areas)
        return self.filter(Q(area__in=named) | Q(area__children__in=named)).distinct()

    def in_year(self, year: FiscalYear) -> Self:
        """Those in force on any day of a fiscal year."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=year.start), starts_on__lte=year.end)

    def with_posts(self, *, on: date) -> Self:
        """With what is printed beside the name: the post that the person holds on a day, and its department."""
        duties = Duty.objects.held(on=on).select_related("post__department__parent__parent__parent")
        held = Prefetch("user__duties", queryset=duties.order_by("post__rank", "pk"), to_attr="held")
        return self.select_related("user", "area", "role").prefetch_related(held)


def districts() -> models.QuerySet[Any]:
    """The areas that have liaisons. They belong to the room above and are reached by the column that points there."""
    area: Any = LiaisonAssignment._meta.get_field("area").related_model
    found: models.QuerySet[Any] = area._default_manager.filter(kind="district")
    return found


class LiaisonAssignment(Dated):
    """An employee is assigned to an area, besides the normal duties."""

    SAID: ClassVar = {
        "assign": "地域担当職員に決めた",
        "end": "地域担当職員の期間を終えた",
        "take_back": "地域担当職員にするのを取りやめた",
    }

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="liaisons", verbose_name="職員"
    )
    area = models.ForeignKey(
        "organizations.Area", on_delete=models.PROTECT, related_name="liaisons", verbose_name="地区"
    )
    role = models.ForeignKey(
        LiaisonRole, on_delete=models.PROTECT, to_field="code", db_column="role", related_name="+", verbose_name="区分"
    )
    phone = models.CharField("連絡先", max_length=20, blank=True)
    note = models.CharField("備考", max_length=200, blank=True)

    objects: ClassVar[models.Manager[LiaisonAssignment]] = LiaisonQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "地域担当職員"
        ordering = ["area__order", "area", "role", "starts_on"]
        constraints = [
            ends_after_start("a_liaison_ends_after_it_started"),
            ExclusionConstraint(
                name="one_liaison_per_area_and_role_at_a_time",
                expressions=[("area", RangeOperators.EQUAL), ("role", RangeOperators.EQUAL), (term(), "&&")],
                violation_error_message="その地区には、同じ区分の担当職員がその期間にもういます。期間か区分を変えてください。",
            ),
            ExclusionConstraint(
                name="nobody_is_two_liaisons_of_one_area_at_once",
                expressions=[("area", RangeOperators.EQUAL), ("user", RangeOperators.EQUAL), (term(), "&&")],
                violation_error_message="この人は、その期間もうこの地区の担当です。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.area} {self.role} {self.user}"

    @property
    def post(self) -> Post | None:
        """The highest post that the person holds on the day for which ``with_posts`` was asked."""
        held: list[Duty] = self.user.held  # type: ignore[attr-defined]
        return held[0].post if held else None

    @classmethod
    @transaction.atomic
    def assign(
        cls,
        *,
        by: User,
        user: User,
        area: Any,
        role: LiaisonRole | str,
        starts_on: date,
        ends_on: date | None = None,
        phone: str = "",
        note: str = "",
    ) -> LiaisonAssignment:
        """Appoints an employee; NotNow, or the violated constraint's sentence, if that cannot be."""
        if area.kind != "district":
            raise NotNow(f"担当職員は地区に置きます。「{area}」は{area.get_kind_display()}です。", code="no_district")
        if not user.is_city(on=starts_on):
            sentence = (
                f"{user}さんは、{era_date(starts_on)}には市の職についていません。はじまりの日か職員を変えてください。"
            )
            raise NotNow(sentence, code="no_employee")
        role = LiaisonRole.meant(role)
        liaison = cls(user=user, area=area, role=role, starts_on=starts_on, ends_on=ends_on, phone=phone, note=note)
        with spoken(cls):
            liaison.save()
        facts = {"user": user, "area": area, "role": role, "starts_on": starts_on, "ends_on": ends_on}
        record(liaison, "liaisonassignment.assign", by=by, changes=made(liaison), **facts)
        return liaison

    @transaction.atomic
    def end(self, *, by: User, on: date, reason: str) -> None:
        """The last day becomes an earlier one than was planned."""
        locked = LiaisonAssignment.objects.select_for_update(no_key=True)
        self.refresh_from_db(fields=["starts_on", "ends_on"], from_queryset=locked)
        if on < self.starts_on:
            raise NotNow(f"はじまりの日({era_date(self.starts_on)})か、それより後の日にしてください。")
        if self.ends_on is not None and on >= self.ends_on:
            raise NotNow(
                f"この担当は、もう{era_date(self.ends_on)}で終わることになっています。それより前の日にしてください。"
            )
        facts: dict[str, Any] = {"on": on, "planned": self.ends_on, "comment": reason}
        record(self, "liaisonassignment.end", by=by, changes=overwrite(self, {"ends_on": on}), **facts)
        self.save(update_fields=["ends_on"])

    @transaction.atomic
    def take_back(self, *, by: User) -> None:
        """What was prepared for a day to come is not to be; the event tells what it would have been."""
        self.refresh_from_db(from_queryset=LiaisonAssignment.objects.select_for_update(no_key=True))
        if self.starts_on <= timezone.localdate():
            raise NotNow("この担当は、もう始まっています。最後の日を決めて終えてください。")
        facts: dict[str, Any] = {"comment": str(self), "starts_on": self.starts_on}
        record(self, "liaisonassignment.take_back", by=by, changes=gone(self), **facts)
        self.delete()
