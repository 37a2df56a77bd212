"""The territory of recognised organizations: for each area at most one of them at a time."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from typing import TYPE_CHECKING, ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import Q

from organizations.areas import Area
from organizations.places.relations import Overlap
from records.cases import NotNow, spoken
from records.era import era_date
from records.terms import Dated, DatedQuerySet, ends_after_start, term

if TYPE_CHECKING:
    from organizations.bodies import Organization


class Territory(Dated):
    """The area that a recognised organization stands for; no two stand for the same one at a time."""

    organization = models.ForeignKey(
        "organizations.Organization", on_delete=models.PROTECT, related_name="territory", verbose_name="団体"
    )
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="territories", verbose_name="区域")

    objects: ClassVar[models.Manager[Territory]] = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "認可された区域"
        ordering = ["organization", "area"]
        constraints = [
            ends_after_start("a_territory_ends_after_it_started"),
            ExclusionConstraint(
                name="recognised_organizations_do_not_overlap",
                expressions=[("area", RangeOperators.EQUAL), (term(), "&&")],
                violation_error_message="区域が、すでに認可された団体と重なっています。区域を分けてから申請してください。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organization} {self.area}"


def ground(areas: Collection[Area]) -> models.QuerySet[Area]:
    """The areas and all that lies within them: two organizations overlap if their grounds do.

    Within: in the tree 市 > 地区 > 大字, and wholly or for the most part in an area of another system (旧小学校区).
    """
    chosen = [area.pk for area in areas]
    other = [area.pk for area in areas if area.kind == Area.Kind.OTHER]
    inner = Overlap.objects.filter(outer__in=other).exclude(extent=Overlap.Extent.PART).values("inner")
    within = Q(parent__in=chosen) | Q(parent__parent__in=chosen)
    return Area.objects.filter(Q(pk__in=chosen) | within | Q(pk__in=inner) if other else Q(pk__in=chosen) | within)


def check_move_on(organization: Organization, *, on: date) -> None:
    """NotNow where the recognised territory began on that day or begins later: it cannot have changed before."""
    began = Territory.objects.filter(organization=organization, ends_on=None).order_by("starts_on").last()
    if began and began.starts_on >= on:
        raise NotNow(
            {"effective_on": f"今の認可の内容が始まった日({era_date(began.starts_on)})より後の日にしてください。"}
        )


def move(organization: Organization, areas: Collection[Area], *, on: date) -> None:
    """The territory is another one from a day on; only a decision of the city calls this."""
    check_move_on(organization, on=on)
    wanted = set(ground(areas).values_list("pk", flat=True))
    standing = Territory.objects.filter(organization=organization, ends_on=None)
    held = set(standing.values_list("area", flat=True))
    standing.exclude(area__in=wanted).update(ends_on=on - timedelta(days=1))
    with spoken(Territory):
        Territory.objects.bulk_create(
            Territory(organization=organization, area_id=key, starts_on=on) for key in sorted(wanted - held)
        )
